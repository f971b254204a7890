package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"passbok/month/record"
)

// errNoRecordKey ends `passbok verify FILE --key KEY` where the file is signed by another house than it must be from.
var errNoRecordKey = errors.New("the file is signed with another key than it must be")

// record checks a file in which somebody took their whole record along.
func (c *verifyCommand) record(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) { // perhaps it is the half of what stands on a paper
		return fmt.Errorf("%w; of a paper say both what stands on it: --paper REFERENCE HASH", err)
	}
	if err != nil {
		return fmt.Errorf("open a record: %w", err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open a record: %w", err)
	}
	found, err := record.Check(f, info.Size())
	if err != nil {
		return err
	}
	if c.JSON {
		err = json.NewEncoder(os.Stdout).Encode(found)
	} else {
		err = tellRecord(os.Stdout, found)
	}
	switch {
	case err != nil:
		return err
	case len(found.Wrong) > 0:
		return errUnsound
	case c.Key != "" && (len(c.Key) < 16 || !strings.HasPrefix(found.Manifest.Key, strings.ToLower(c.Key))):
		return errNoRecordKey
	}
	return nil
}

// tellRecord says what was found. Whatever is from the file is quoted: nobody knows yet who wrote it, and a terminal obeys what it is shown.
func tellRecord(w io.Writer, found record.Checked) error {
	m := found.Manifest
	holds := ": whole and unaltered"
	if len(found.Wrong) > 0 {
		holds = ""
	}
	of := fmt.Sprintf("record of %q (%q)", m.Beneficiary.Name, m.Beneficiary.ID)
	switch {
	case m.Month != "" && m.Beneficiary.ID == "":
		of = fmt.Sprintf("archive of %q", m.Month)
	case m.Month != "":
		of = fmt.Sprintf("archive of %q, of %q (%q)", m.Month, m.Beneficiary.Name, m.Beneficiary.ID)
	}
	_, err := fmt.Fprintf(w, "%s, made by %q on %s%s\n  %d documents, %d entries of their histories, %d files\n  signed with key %q: compare it with what that house says at /api/v1/about\n",
		of, m.Provider, m.Made.Format("2006-01-02 15:04 MST"), holds, found.Documents, found.Entries, len(m.Files), record.Fingerprint(m.Key))
	for _, wrong := range found.Wrong {
		_, _ = fmt.Fprintf(w, "  WRONG: %s\n", wrong)
	}
	if err != nil {
		return fmt.Errorf("tell of a record: %w", err)
	}
	return nil
}
