package sim

import (
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"
	"pgregory.net/rapid"

	"passbok/fk/elt"
	"passbok/fk/elt/schema"
)

// The simulator's own judgement and the schema's, by xmllint, are the same, of documents that are nearly right.
func TestShapeAgreesWithTheSchema(t *testing.T) {
	xsd := filepath.Join(t.TempDir(), "x.xsd")
	if err := os.WriteFile(xsd, schema.XSD(), 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("..", "elt", "testdata", "*.xml"))
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	texts := []string{"", " ", "true", "false", "1", "0", " true ", "31", "32", "0", "01", "24.00", "24.01", "08.00", "8.00", "08:00", "2026-10", "2026-02-29",
		"2026-10-31", "2026-10-31Z", "198507099805", "5560000001", "123456", "1234567", "å", sheetID, strings.ToUpper(sheetID)}
	names := []string{elt.ElemActive, elt.ElemWaiting, elt.ElemByPerson, elt.ElemByProvider, elt.ElemSelfEmployed, elt.ElemProvider, elt.ElemPersonnummer,
		elt.ElemSamordning, elt.ElemPhone, elt.ElemRow, elt.ElemID, elt.ElemDocument, "kommentar"}
	seen, folder := map[string]bool{}, t.TempDir() // by file, whether we take it
	sheets := sheetShape(elt.Version1())
	judge := func(t rapid.TB, doc *etree.Document) {
		raw, err := doc.WriteToBytes()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, fmt.Sprint(len(seen), ".xml"))
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		n, wrong := parse(raw)
		if wrong == nil {
			wrong = sheets.holds(n)
		}
		seen[path] = wrong == nil
	}
	for _, file := range []string{"three-kinds.xml", "other-employer.xml"} { // each text in each place
		doc := etree.NewDocument()
		if err := doc.ReadFromFile(filepath.Join("..", "elt", "testdata", file)); err != nil {
			t.Fatal(err)
		}
		for _, leaf := range doc.FindElements("//*") {
			if len(leaf.ChildElements()) > 0 {
				continue
			}
			was := leaf.Text()
			for _, text := range texts {
				leaf.SetText(text)
				judge(t, doc)
			}
			leaf.SetText(was)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		doc := etree.NewDocument()
		if err := doc.ReadFromFile(rapid.SampledFrom(files).Draw(r, "file")); err != nil {
			r.Fatal(err)
		}
		all := doc.FindElements("//*")
		at := all[rapid.IntRange(0, len(all)-1).Draw(r, "at")]
		root := at == doc.Root()
		switch rapid.SampledFrom([]string{"none", "remove", "double", "text", "rename", "attribute", "move", "namespace"}).Draw(r, "what") {
		case "remove":
			if !root {
				at.Parent().RemoveChild(at)
			}
		case "double":
			if !root {
				at.Parent().InsertChildAt(at.Index(), at.Copy())
			}
		case "text":
			if len(at.ChildElements()) == 0 {
				at.SetText(rapid.SampledFrom(texts).Draw(r, "text"))
			} else {
				at.InsertChildAt(0, etree.NewText(rapid.SampledFrom([]string{" ", "\n", "x"}).Draw(r, "between")))
			}
		case "rename":
			at.Tag = rapid.SampledFrom(names).Draw(r, "name")
		case "attribute":
			at.CreateAttr("x", "y")
		case "move":
			if !root {
				in := at.Parent()
				in.RemoveChild(at)
				in.InsertChildAt(rapid.IntRange(0, len(in.Child)).Draw(r, "to"), at)
			}
		case "namespace":
			at.CreateAttr("xmlns", rapid.SampledFrom([]string{"urn:x", elt.Version1().Document}).Draw(r, "namespace"))
		}
		judge(r, doc)
	})
	lint := append([]string{"--nonet", "--noout", "--schema", xsd}, slices.Sorted(maps.Keys(seen))...)
	said, err := exec.CommandContext(t.Context(), "xmllint", lint...).CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	right := 0
	for path, ours := range seen {
		theirs := strings.Contains(string(said), path+" validates\n")
		if ours {
			right++
		}
		if ours != theirs {
			raw, err := os.ReadFile(path)
			t.Errorf("taken by us: %v, by xmllint: %v, %v\n%s", ours, theirs, err, raw)
		}
	}
	if right < len(seen)/20 || right > len(seen)*4/5 {
		t.Errorf("%d of %d were right: it says little", right, len(seen))
	}
}

// Whatever is called, it is answered without a panic; and what is taken can be shown as it came.
func FuzzMessage(f *testing.F) {
	authority, err := NewAuthority(time.Now, rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	e, err := NewELT(ELTConfig{Authority: authority, Clock: time.Now, After: time.After, Rand: rand.Reader, Burst: 1 << 30})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(`<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body/></S:Envelope>`), []byte(nil))
	f.Add([]byte(`<S:Envelope`), sheetXML(f, "three-kinds"))
	f.Fuzz(func(t *testing.T, message, document []byte) {
		r := httptest.NewRequest(http.MethodPost, ELTPath, strings.NewReader(string(message)))
		r.Header.Set("Content-Type", "text/xml")
		r.Header.Set("SOAPAction", `"`+elt.Version1().Action+`"`)
		got := httptest.NewRecorder()
		e.ServeHTTP(got, r)
		if got.Code != http.StatusOK && got.Code != http.StatusInternalServerError {
			t.Fatalf("%d", got.Code)
		}
		if n, err := parse(document); err == nil && e.sheet.holds(n) == nil {
			if _, err := elt.Hidden(document); err != nil {
				t.Fatalf("taken, and cannot be signed: %v\n%s", err, document)
			}
		}
	})
}
