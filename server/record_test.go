package server_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"passbok/month/record"
)

// A beneficiary takes everything along: it is whole, it holds what was signed by hand, and no number of anybody else.
func TestARecordIsTakenAlong(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	mine := w.joined(beneficiary)
	hash := mine.invoice().Hash
	order := func(c *client, more map[string]any) map[string]any {
		body := c.command(hash)
		for name, value := range more {
			body[name] = value
		}
		return body
	}
	mine.post("/api/v1/invoices"+october+"/paper/ask", order(mine, map[string]any{"print": true})).want(200)
	office.post("/api/v1/invoices"+october+"/paper/printed", order(office, nil)).want(200)
	var kept given
	office.do(request{method: "POST", path: "/api/v1/invoices" + october + "/scans", raw: somePDF, header: map[string]string{"Content-Type": "application/pdf"}}).want(201).into(&kept)
	mine.get("/api/v1/invoices"+october+"/scans/"+kept.Hash).problem(404, "invoice_unknown") // nothing names it yet
	office.post("/api/v1/invoices"+october+"/paper/signed", order(office, map[string]any{"signer": beneficiary, "proxy": "x"})).problem(400, "paper_signer")
	office.post("/api/v1/invoices"+october+"/paper/signed", order(office, map[string]any{"signer": beneficiary, "scans": []string{kept.Hash}})).want(200)
	office.post("/api/v1/invoices"+october+"/paper/sent", order(office, nil)).problem(400, "paper_how")
	office.post("/api/v1/invoices"+october+"/paper/sent", order(office, map[string]any{"how": "posted"})).want(200)
	if got := mine.get("/api/v1/invoices" + october + "/scans/" + kept.Hash).want(200); !bytes.Equal(got.body, somePDF) {
		t.Errorf("%d bytes of %d", len(got.body), len(somePDF))
	}
	if state := mine.invoice().Invoice.State; state != "signed" {
		t.Errorf("state %s", state)
	}

	file := mine.get("/api/v1/record/" + beneficiary).want(200)
	if got := file.header.Get("Content-Type"); got != "application/zip" {
		t.Errorf("media %s", got)
	}
	found, err := record.Check(bytes.NewReader(file.body), int64(len(file.body)))
	must(t, err)
	var about struct{ RecordKey string }
	w.anonymous().get("/api/v1/about").want(200).into(&about)
	if len(found.Wrong) > 0 || found.Documents < 5 || found.Manifest.Key != about.RecordKey || found.Manifest.Provider == "" || found.Manifest.Beneficiary.Name == "" {
		t.Errorf("%+v", found)
	}
	names, docs := contents(t, file.body)
	for _, want := range []string{"scans/" + kept.Hash + ".pdf", "papers/rakning-2026-10-v1.pdf"} {
		if !strings.Contains(names, want) {
			t.Errorf("%s is not in %s", want, names)
		}
	}
	kinds := map[string]int{}
	for _, doc := range docs {
		kind, _, _ := strings.Cut(doc.Doc, "/")
		kinds[kind]++
		if kind == "identity" && !strings.Contains(string(doc.Fields["person"]), beneficiary) {
			t.Errorf("somebody else's numbers: %s", doc.Doc)
		}
	}
	for _, kind := range []string{"person", "shift", "invoice", "snapshot", "engagement"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s: %v", kind, kinds)
		}
	}
	w.joined(assistant).get("/api/v1/record/"+beneficiary).problem(403, "forbidden")
	mine.get("/api/v1/record/"+assistant).problem(403, "forbidden")
}

func contents(t *testing.T, file []byte) (names string, docs []record.Document) {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	for _, f := range in.File {
		names += f.Name + " "
		if f.Name != record.DocumentsFile {
			continue
		}
		r, err := f.Open()
		must(t, err)
		raw, err := io.ReadAll(r)
		must(t, err)
		must(t, json.Unmarshal(raw, &docs))
	}
	return names, docs
}
