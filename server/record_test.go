package server_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"slices"
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
	var later given // of the paper as it came back, once it is sent
	office.do(request{method: "POST", path: "/api/v1/invoices" + october + "/scans", raw: append(bytes.Clone(somePDF), ' '), header: map[string]string{"Content-Type": "application/pdf"}}).want(201).into(&later)
	mine.post("/api/v1/invoices"+october+"/paper/scanned", order(mine, map[string]any{"scans": []string{later.Hash}})).problem(403, "forbidden")
	office.post("/api/v1/invoices"+october+"/paper/scanned", order(office, map[string]any{"scans": []string{later.Hash}})).want(200)
	mine.get("/api/v1/invoices" + october + "/scans/" + later.Hash).want(200)
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

// Day notes go from whoever wrote them to whom they are about, while they are kept: to their record, their export and the office that answers;
// not to an auditor, nor to anybody once they are kept no more.
func TestDayNotesThroughTheRealDoor(t *testing.T) {
	w := newWorld(t)
	office, phone, mine := w.joined(coordinator), w.joined(assistant), w.joined(beneficiary)
	note := func(c *client, as string) map[string]any {
		return c.op("daynote/"+c.id(), 0, map[string]any{
			"author": c.person, "as": as, "beneficiary": beneficiary, "month": "2026-11", "day": "2026-11-02", "said": "2026-11-02T20:00+01:00", "text": "Nyckeln hänger i skåpet.",
		})
	}
	if v := phone.sync(note(phone, "assistant")).Verdicts[0]; v.Verdict != "refused" || v.Code != "not_allowed" {
		t.Errorf("where the provider keeps none: %+v", v)
	}
	var settings string
	for _, d := range office.sync().Docs {
		if strings.HasPrefix(d.Doc, "provider/") {
			settings = d.Doc
		}
	}
	rev := func() (rev uint64) {
		for _, d := range office.sync().Docs {
			if d.Doc == settings {
				rev = d.Rev
			}
		}
		return rev
	}
	office.sync(office.op(settings, rev(), map[string]any{"note_days": 30}))
	if v := phone.sync(note(phone, "assistant")).Verdicts[0]; v.Verdict != "applied" {
		t.Fatalf("%+v", v)
	}
	sees := func(c *client, feeds ...string) (n int) {
		t.Helper()
		var got syncAnswer
		c.post("/api/v1/sync", map[string]any{"device": c.device, "ops": []any{}, "feeds": feeds}).want(200).into(&got)
		for _, d := range got.Docs {
			if strings.HasPrefix(d.Doc, "daynote/") {
				n++
			}
		}
		return n
	}
	const feed = "notes/" + beneficiary + "@2026-11"
	in := func(body []byte) bool { return bytes.Contains(body, []byte("Nyckeln")) }
	inRecord := func() bool {
		_, docs := contents(t, mine.get("/api/v1/record/"+beneficiary).want(200).body)
		return slices.ContainsFunc(docs, func(d record.Document) bool { return strings.HasPrefix(d.Doc, "daynote/") })
	}
	for name, got := range map[string]bool{
		"whoever works there": sees(w.joined(colleague)) == 1, "the office": sees(office, feed) == 1, "without asking": sees(office) == 0, "whom it is about": sees(mine) == 1,
		"an auditor": sees(w.auditor(), feed) == 0, "the record": inRecord(), "the export of whoever wrote it": in(phone.get("/api/v1/me/export").want(200).body), "of whom it is about": in(mine.get("/api/v1/me/export").want(200).body),
	} {
		if !got {
			t.Errorf("%s: not so", name)
		}
	}
	office.sync(office.op(settings, rev(), map[string]any{"note_days": nil}))
	if sees(mine)+sees(phone)+sees(office, feed) != 0 || inRecord() {
		t.Error("seen though none are kept")
	}
}
