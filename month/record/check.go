package record

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ErrNoRecord says that a file is none that Write has written.
var ErrNoRecord = errors.New("not a record of Passbok's")

// mostBytes is how large one file of a record may be, unpacked: a guard against a zip that is made to fill a disk.
const mostBytes = 1 << 30

// Document is a document with its history, as documents.json has it. The history has what the log has of it: who set what from what to
// what, and the log's own hashes, by which the house that has the log can find each entry.
type Document struct {
	Doc     string                     `json:"doc"`
	Rev     uint64                     `json:"rev"`
	Fields  map[string]json.RawMessage `json:"fields"`
	History []Entry                    `json:"history"`
}

// Entry is as much of an entry of the log as is checked.
type Entry struct {
	Seq     uint64   `json:"seq"`
	Hash    string   `json:"hash"`
	Changes []Change `json:"changes"`
	Erased  bool     `json:"erased"`
}

// Change is a field before and after.
type Change struct {
	Field string          `json:"field"`
	From  json.RawMessage `json:"from"`
	To    json.RawMessage `json:"to"`
}

// Checked is what is found of a file. It is whole and unaltered where Wrong is empty.
type Checked struct {
	Manifest  Manifest `json:"manifest"`
	Documents int      `json:"documents"`
	Entries   int      `json:"entries"`
	// Wrong are sentences; names out of the file stand in them quoted, as Go does, so that none of them commands a terminal.
	Wrong []string `json:"wrong"`
}

// Check reads a file and says what is wrong with it. The error is ErrNoRecord where it is none, or that of reading it.
func Check(r io.ReaderAt, size int64) (Checked, error) {
	in, err := zip.NewReader(r, size)
	if err != nil {
		return Checked{}, fmt.Errorf("%w: %w", ErrNoRecord, err)
	}
	c := Checked{Wrong: []string{}}
	manifest, err := c.read(in, manifestFile)
	if err != nil {
		return Checked{}, err
	}
	if err := json.Unmarshal(manifest, &c.Manifest); err != nil || c.Manifest.Passbok != Version {
		return Checked{}, fmt.Errorf("%w: its manifest is of no form that this version knows", ErrNoRecord)
	}
	signature, err := c.read(in, signatureFile)
	if err != nil {
		return Checked{}, err
	}
	if !c.signed(manifest, signature) {
		c.wrong("the signature does not hold: the list of what is in the file was altered")
	}
	return c, c.files(in)
}

// signed says whether the signature is that of the key that the manifest names.
func (c *Checked) signed(manifest, signature []byte) bool {
	key, err := hex.DecodeString(c.Manifest.Key)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return false
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(signature)))
	return err == nil && ed25519.Verify(key, append([]byte(purpose), manifest...), raw)
}

// files holds what is in the zip against the manifest.
func (c *Checked) files(in *zip.Reader) error {
	named := map[string]File{}
	for _, one := range c.Manifest.Files {
		if _, twice := named[one.Name]; twice {
			c.wrong("%q is named twice", one.Name)
		}
		named[one.Name] = one
	}
	seen := map[string]bool{manifestFile: true, signatureFile: true}
	for _, f := range in.File {
		want, there := named[f.Name]
		switch {
		case !there && (f.Name == manifestFile || f.Name == signatureFile):
			if c.count(in, f.Name) > 1 {
				c.wrong("%q is there twice", f.Name)
			}
			continue
		case !there:
			c.wrong("%q was slipped in: the manifest does not name it", f.Name)
			continue
		case seen[f.Name]:
			c.wrong("%q is there twice", f.Name)
			continue
		}
		seen[f.Name] = true
		content, err := read(f)
		if err != nil {
			c.wrong("%q cannot be read: %v", f.Name, err)
			continue
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != want.SHA256 || len(content) != want.Bytes {
			c.wrong("%q was altered", f.Name)
			continue
		}
		if f.Name == DocumentsFile {
			c.documents(content)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		if !seen[name] {
			c.wrong("%q is missing", name)
		}
	}
	return nil
}

// documents holds each document against its own history: what the last change left is what it says.
func (c *Checked) documents(content []byte) {
	var all []Document
	if err := json.Unmarshal(content, &all); err != nil {
		c.wrong("%s cannot be read: %v", DocumentsFile, err)
		return
	}
	c.Documents = len(all)
	for _, doc := range all {
		c.Entries += len(doc.History)
		if told := doc.disagrees(); told != "" {
			c.wrong("%q: %s", doc.Doc, told)
		}
	}
}

// disagrees says in what a document is not what its history makes it; empty where it is. Of what was erased by law nothing can be said.
func (d Document) disagrees() string {
	left := map[string]json.RawMessage{}
	var before uint64
	for _, entry := range d.History {
		if entry.Erased {
			return ""
		}
		if entry.Seq <= before {
			return "its history is out of order"
		}
		before = entry.Seq
		for _, change := range entry.Changes {
			left[change.Field] = change.To
		}
	}
	for field, to := range left {
		if !same(to, d.Fields[field]) {
			return fmt.Sprintf("%q is not what its history says", field)
		}
	}
	for field, is := range d.Fields {
		if _, told := left[field]; !told && !none(is) {
			return fmt.Sprintf("%q is in no history", field)
		}
	}
	return ""
}

func same(a, b json.RawMessage) bool {
	if none(a) || none(b) {
		return none(a) == none(b)
	}
	var one, other bytes.Buffer
	return json.Compact(&one, a) == nil && json.Compact(&other, b) == nil && bytes.Equal(one.Bytes(), other.Bytes())
}

func none(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// wrong notes a fault as one line: what a reader says of a broken file may be several, or hold what is from the file.
func (c *Checked) wrong(format string, args ...any) {
	c.Wrong = append(c.Wrong, strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) {
			return r
		}
		return ' '
	}, fmt.Sprintf(format, args...)))
}

func (c *Checked) count(in *zip.Reader, name string) int {
	n := 0
	for _, f := range in.File {
		if f.Name == name {
			n++
		}
	}
	return n
}

// read gives the first file of a name.
func (c *Checked) read(in *zip.Reader, name string) ([]byte, error) {
	for _, f := range in.File {
		if f.Name != name {
			continue
		}
		content, err := read(f)
		if err != nil {
			return nil, fmt.Errorf("read %s of a record: %w", name, err)
		}
		return content, nil
	}
	return nil, fmt.Errorf("%w: it has no %s", ErrNoRecord, name)
}

func read(f *zip.File) ([]byte, error) {
	if f.UncompressedSize64 > mostBytes {
		return nil, fmt.Errorf("%d bytes are more than a record has", f.UncompressedSize64)
	}
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(in, mostBytes))
	return content, errors.Join(err, in.Close())
}
