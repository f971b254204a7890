package record_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"passbok/month/record"
)

var (
	key   = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	other = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))
)

const documents = `[{"doc":"shift/1","rev":4,"fields":{"start":"08:00","end":"12:00"},"history":[
	{"seq":2,"hash":"a","changes":[{"field":"start","from":null,"to":"07:00"},{"field":"end","from":null,"to":"12:00"},{"field":"note","from":null,"to":"x"}]},
	{"seq":4,"hash":"b","changes":[{"field":"start","from":"07:00","to":"08:00"},{"field":"note","from":"x","to":null}]}]}]`

func written(t testing.TB, with ed25519.PrivateKey, docs string) []byte {
	t.Helper()
	var out bytes.Buffer
	of := record.Manifest{Made: time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), Book: "b", Provider: "Provbolaget", Beneficiary: record.Person{ID: "alva", Name: "Alva"}}
	if err := record.Write(&out, of, []record.Content{{Name: record.DocumentsFile, Bytes: []byte(docs)}, {Name: "scans/1.pdf", Bytes: []byte("%PDF-")}}, with); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func checked(t testing.TB, file []byte) record.Checked {
	t.Helper()
	c, err := record.Check(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// again writes the zip anew, each file as change has it; nil takes it away.
func again(t testing.TB, file []byte, change func(name string, content []byte) []byte, more ...string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name string, content []byte) {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if content = change(f.Name, content); content != nil {
			put(f.Name, content)
		}
	}
	for _, name := range more {
		put(name, []byte("more"))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestARecordIsWholeAndWhateverIsDoneToItIsSeen(t *testing.T) {
	file := written(t, key, documents)
	c := checked(t, file)
	if len(c.Wrong) != 0 || c.Documents != 1 || c.Entries != 2 || c.Manifest.Beneficiary.Name != "Alva" || len(record.Fingerprint(c.Manifest.Key)) != 16 {
		t.Fatalf("%+v", c)
	}
	if !bytes.Equal(file, written(t, key, documents)) {
		t.Error("the same record has other bytes")
	}
	theirs := written(t, other, documents)
	swap := func(of string, by []byte) func(string, []byte) []byte {
		return func(name string, content []byte) []byte {
			if name != of {
				return content
			}
			return by
		}
	}
	var foreign []byte
	again(t, theirs, func(name string, content []byte) []byte {
		if name == "manifest.sig" {
			foreign = content
		}
		return content
	})
	keep := func(_ string, content []byte) []byte { return content }
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"a document altered":  {again(t, file, swap("documents.json", []byte(strings.Replace(documents, "12:00\"},\"hi", "13:00\"},\"hi", 1)))), `"documents.json" was altered`},
		"a scan taken away":   {again(t, file, swap("scans/1.pdf", nil)), `"scans/1.pdf" is missing`},
		"one slipped in":      {again(t, file, keep, "scans/2.pdf"), `"scans/2.pdf" was slipped in`},
		"one twice":           {again(t, file, keep, "scans/1.pdf"), `"scans/1.pdf" is there twice`},
		"two manifests":       {again(t, file, keep, "manifest.json"), `"manifest.json" is there twice`},
		"another's signature": {again(t, file, swap("manifest.sig", foreign)), "the signature does not hold"},
		"the manifest altered": {again(t, file, func(name string, content []byte) []byte {
			if name == "manifest.json" {
				return bytes.Replace(content, []byte("Alva"), []byte("Bo"), 1)
			}
			return content
		}), "the signature does not hold"},
		"a history that says otherwise": {written(t, key, strings.Replace(documents, `"to":"08:00"`, `"to":"09:00"`, 1)), `"start" is not what its history says`},
		"a field out of nowhere":        {written(t, key, strings.Replace(documents, `"fields":{`, `"fields":{"kind":"active",`, 1)), `"kind" is in no history`},
		"a history out of order":        {written(t, key, strings.Replace(documents, `"seq":4`, `"seq":1`, 1)), "out of order"},
	} {
		if got := strings.Join(checked(t, test.file).Wrong, "; "); !strings.Contains(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	for _, none := range [][]byte{nil, []byte("a letter"), again(t, file, swap("manifest.json", nil)), again(t, file, swap("manifest.json", []byte("{}"))), again(t, file, swap("manifest.sig", nil))} {
		if _, err := record.Check(bytes.NewReader(none), int64(len(none))); !errors.Is(err, record.ErrNoRecord) {
			t.Errorf("%d bytes: %v", len(none), err)
		}
	}
}

// What a stranger wrote is said, and never done: the file's names and fields reach no terminal as they are.
func TestNothingInAFileCommandsATerminal(t *testing.T) {
	const evil = "\x1b]0;x\a\x1b[2J\u009b1A\r\n\u202e"
	file := again(t, written(t, key, strings.NewReplacer(`shift/1`, `shift/\u001b[2J`, `"fields":{`, `"fields":{"\u009b\u202e":1,`).Replace(documents)), func(name string, content []byte) []byte { return content }, evil)
	c := checked(t, file)
	if len(c.Wrong) != 2 {
		t.Errorf("%q", c.Wrong)
	}
	for _, wrong := range c.Wrong {
		for _, r := range wrong {
			if !strconv.IsPrint(r) {
				t.Errorf("%q has %U", wrong, r)
			}
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add(written(f, key, documents))
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if c, err := record.Check(bytes.NewReader(file), int64(len(file))); err == nil && len(c.Wrong) == 0 && c.Manifest.Key == "" {
			t.Error("whole, and signed by nobody")
		} else if at := strings.IndexFunc(strings.Join(c.Wrong, " "), func(r rune) bool { return !strconv.IsPrint(r) }); at >= 0 {
			t.Errorf("%q", c.Wrong)
		}
	})
}
