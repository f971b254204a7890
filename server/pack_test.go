package server_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"passbok/month/form"
	"passbok/month/form/formtest"
	"passbok/server"
)

const packs = "/api/v1/packs/2026-10?beneficiary="

// sheetReady says that an assistant's October is whole, as the office does.
func (c *client) sheetReady(assistant string) {
	c.Helper()
	var sheet struct{ Hash string }
	c.get(sheets + "/" + assistant).want(200).into(&sheet)
	c.post(sheets+"/"+assistant+"/ready", c.command(sheet.Hash)).want(200)
}

// pages are what stands on each page of a PDF, which qpdf finds nothing wrong with.
func (r reply) pages() []string {
	r.Helper()
	text := r.read()
	path := filepath.Join(r.TempDir(), "pack.pdf")
	must(r.TB, os.WriteFile(path, r.body, 0o600))
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		r.Errorf("qpdf: %v: %s", err, out)
	}
	return strings.Split(strings.TrimRight(text, "\f"), "\f")
}

// All that can be printed alone of a customer's month is one file: the invoice, then the timesheets by name; printing it changes nothing.
func TestAMonthsPapersAreOnePack(t *testing.T) {
	w := newWorld(t)
	office, auditor := w.joined(coordinator), w.auditor()
	if p := office.get(packs+beneficiary).problem(409, "pack_empty"); fmt.Sprint(p.Detail) != fmt.Sprintf("map[customers:[map[id:%s name:Alva Prov]]]", beneficiary) {
		t.Errorf("%v", p.Detail)
	}
	bo, aras := w.joined(colleague), w.joined(assistant)
	bo.sync(bo.shift(colleague, "2026-10-13T08:00+02:00", "2026-10-13T12:00+02:00"))
	aras.sync(aras.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00"))
	office.sheetReady(colleague)
	one := office.get(packs + beneficiary).want(200)
	if alone := office.get(sheets + "/" + colleague + "/pdf").want(200); !bytes.Equal(one.body, alone.body) {
		t.Error("a pack of one timesheet is not that timesheet")
	}
	if name := one.header.Get("Content-Disposition"); name != `inline; filename="papper-2026-10.pdf"` {
		t.Error(name)
	}
	office.sheetReady(assistant)
	office.post("/api/v1/months"+october+"/ready", office.lock(office.month().Hash)).want(200)

	before, err := w.book.Last(t.Context())
	must(t, err)
	whole := office.get(packs + beneficiary).want(200)
	var want []string
	for _, path := range []string{invoicePaper, sheets + "/" + assistant, sheets + "/" + colleague} {
		want = append(want, office.get(path+"/pdf").pages()...)
	}
	if got := whole.pages(); strings.Join(got, "\f") != strings.Join(want, "\f") {
		t.Errorf("it says\n%s\nand the papers alone\n%s", strings.Join(got, "\f"), strings.Join(want, "\f"))
	}
	for name, who := range map[string]*client{"the same person": office, "an auditor": auditor} {
		if again := who.get(packs + beneficiary + "," + beneficiary).want(200); !bytes.Equal(again.body, whole.body) {
			t.Errorf("%s gets other bytes", name)
		}
	}
	after, err := w.book.Last(t.Context())
	must(t, err)
	if before != after {
		t.Errorf("printing has written into the log: %d, then %d", before, after)
	}
	for _, person := range []string{assistant, colleague, beneficiary, godMan} {
		w.joined(person).get(packs+beneficiary).problem(403, "forbidden")
	}
}

// What is asked for in a wrong way, or too much of it, is refused in words, and nothing is given.
func TestAPackHasItsLimits(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	many := func(n int) string {
		ids := make([]string, n)
		for i := range ids {
			ids[i] = fmt.Sprintf("be000000-0000-7000-8000-%012d", i+1)
		}
		return strings.Join(ids, ",")
	}
	for _, tt := range []struct {
		of     string
		status int
		code   string
	}{
		{stranger, 409, "pack_empty"}, {beneficiary + "," + stranger, 409, "pack_empty"}, {assistant, 404, "person_unknown"}, {many(40), 404, "person_unknown"},
	} {
		office.get(packs+tt.of).problem(tt.status, tt.code)
	}
	if p := office.get(packs+many(41)).problem(413, "pack_too_large"); fmt.Sprint(p.Detail) != "map[customers:40 forms:40 papers:400]" {
		t.Errorf("%v", p.Detail)
	}
	office.get("/api/v1/packs/2026-10").problem(400, "bad_id")
	office.get(packs+"A/B").problem(400, "bad_id")
	office.get("/api/v1/packs/soon?beneficiary="+beneficiary).problem(400, "bad_month")

	for _, tt := range []struct {
		papers, forms int
		fits          bool
	}{{400, 0, true}, {401, 0, false}, {400, 40, true}, {41, 41, false}} {
		if server.PackFits(tt.papers, tt.forms) != tt.fits {
			t.Errorf("%d papers, %d of them forms: %t", tt.papers, tt.forms, !tt.fits)
		}
	}

	done := w.server.PackUnderWay(bookID)
	office.get(packs+beneficiary).problem(429, "pack_under_way")
	done()
	for range 2 { // one that is made keeps no place, nor does one that is refused
		office.get(packs+stranger).problem(409, "pack_empty")
		office.get(packs + beneficiary).want(200)
	}
}

// A timesheet whose rows take more copies of a form than may be is refused, and is printed as a basis all the same.
func TestAPackHasSoManyForms(t *testing.T) {
	m, err := form.ReadMapping([]byte(`{"form": "FK 3059", "rows": 1, "columns": 1, "fields": {"row.from": "A"}}`))
	must(t, err)
	small, err := form.Open(formtest.Make(formtest.Field{Name: "A"}), m)
	must(t, err)
	w := newWorld(t, func(cfg *server.Config) { cfg.Forms = form.Set{form.Timesheet: small} })
	office, aras := w.joined(coordinator), w.joined(assistant)
	var ops []map[string]any
	for n := range 41 {
		ops = append(ops, aras.shift(assistant, fmt.Sprintf("2026-10-%02dT%02d:00+02:00", n/2+1, 8+n%2*2), fmt.Sprintf("2026-10-%02dT%02d:00+02:00", n/2+1, 9+n%2*2)))
	}
	aras.sync(ops...)
	office.sheetReady(assistant)
	office.get(packs+beneficiary).problem(413, "pack_too_large")
	office.get(packs + beneficiary + "&basis=1").want(200)
}

// Where Försäkringskassan's own forms are installed they are in a pack as they are alone, between papers that are not on a form.
func TestAPackHasForms(t *testing.T) {
	m, err := form.ReadMapping([]byte(`{"form": "FK 3059", "rows": 1, "columns": 1, "fields": {"beneficiary.number": "A", "row.from": "B", "assistant.name": "C"}}`))
	must(t, err)
	filled, err := form.Open(formtest.Make(formtest.Field{Name: "A"}, formtest.Field{Name: "B"}, formtest.Field{Name: "C"}), m)
	must(t, err)
	w := newWorld(t, func(cfg *server.Config) { cfg.Forms = form.Set{form.Timesheet: filled} })
	office, bo := w.ready(), w.joined(colleague)
	office.sheetReady(assistant) // two rows, and so two copies
	office.post("/api/v1/months"+october+"/reopen", map[string]any{"id": w.id(), "saw": office.month().Hash, "why": "one more"}).want(200)
	bo.sync(bo.shift(colleague, "2026-10-13T07:30+02:00", "2026-10-13T12:00+02:00"))
	office.sheetReady(colleague)
	office.post("/api/v1/months"+october+"/ready", office.lock(office.month().Hash)).want(200)
	for query, forms := range map[string]int{"": 3, "&basis=1": 0} {
		var want []string
		for _, path := range []string{invoicePaper, sheets + "/" + assistant, sheets + "/" + colleague} {
			want = append(want, office.get(path+"/pdf?"+strings.TrimPrefix(query, "&")).pages()...)
		}
		got := office.get(packs + beneficiary + query).pages()
		if strings.Join(got, "\f") != strings.Join(want, "\f") {
			t.Errorf("%q says\n%s\nand the papers alone\n%s", query, strings.Join(got, "\f"), strings.Join(want, "\f"))
		}
		basis := 0
		for _, page := range got {
			basis += min(1, strings.Count(page, "Underlag"))
		}
		if onForms := len(got) - basis; onForms != forms {
			t.Errorf("%q: %d of %d pages are on a form, want %d", query, onForms, len(got), forms)
		}
	}
}
