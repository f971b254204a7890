package server_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month/form"
	"passbok/month/form/formtest"
	"passbok/month/paper"
	"passbok/server"
	"passbok/sync/book"
	"passbok/sync/op"
)

const (
	invoicePaper = "/api/v1/invoices" + october
	sheetPaper   = "/api/v1/months" + october + "/timesheets/" + assistant
)

// seals keeps a version of the assistant's October as a timesheet, as marking it ready does.
func (w *world) seals(version int) care.Timesheet {
	w.Helper()
	sheet := care.Timesheet{
		V: 1, ID: w.id(), Month: "2026-10", Version: version,
		Beneficiary: care.SheetPerson{ID: beneficiary, Given: "Alva", Family: "Prov", Personnummer: "198507099805"},
		Assistant:   care.SheetPerson{ID: assistant, Given: "Aras", Family: "Testberg", Personnummer: "199001019802"},
		Provider:    care.InvoiceParty{Name: "Prova Assistans", Organisationsnummer: "5560000001"}, Employer: care.EmployedByProvider,
		Rows: []care.SheetRow{{Day: 12, From: "08.00", To: "12.00", Kind: care.Active, Minutes: 240}}, Sums: care.Sums{Active: 240},
	}
	raw, err := sheet.Canonical()
	must(w.TB, err)
	hash, err := sheet.Hash()
	must(w.TB, err)
	_, err = w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "timesheet.ready", Person: assistant}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{
			{Doc: care.SheetRef(assistant, beneficiary, "2026-10", version), Set: op.Fields{"timesheet": raw, "hash": care.Value(hash)}},
			{Doc: care.TimesheetRef(assistant, beneficiary, "2026-10"), Set: op.Fields{
				"assistant": care.Value(assistant), "beneficiary": care.Value(beneficiary), "month": care.Value("2026-10"),
				"state": care.Value(string(care.SheetReady)), "version": care.Value(version), "hash": care.Value(hash),
			}},
		}}, nil
	})
	must(w.TB, err)
	return sheet
}

// read is what a PDF says.
func (r reply) read() string {
	r.Helper()
	path := filepath.Join(r.TempDir(), "paper.pdf")
	must(r.TB, os.WriteFile(path, r.want(200).body, 0o600))
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	must(r.TB, err)
	return regexp.MustCompile(`[ \t]+`).ReplaceAllString(string(out), " ")
}

func TestInvoiceIsPrinted(t *testing.T) {
	w := newWorld(t)
	w.joined(coordinator).get(invoicePaper+"/pdf").problem(404, "invoice_unknown")
	w.ready()
	first := w.joined(coordinator).get(invoicePaper + "/pdf").want(200)
	for name, want := range map[string]string{
		"Content-Type": "application/pdf", "Content-Disposition": `inline; filename="rakning-2026-10-v1.pdf"`, "Cache-Control": "no-store",
	} {
		if got := first.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	text := first.read()
	for _, want := range []string{"Alva Prov", "19850709-9805", "oktober 2026", "Aktiv tid 9 tim 0 min", "Aras Testberg", "25 *", "Låst 2 november 2026 kl. 10.00"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q:\n%s", want, text)
		}
	}
	for _, person := range []string{coordinator, beneficiary, godMan} {
		if got := w.joined(person).get(invoicePaper + "/pdf?version=1").want(200); !bytes.Equal(got.body, first.body) {
			t.Errorf("%s gets another paper", person)
		}
		page := w.joined(person).get(invoicePaper + "/page").want(200)
		for _, want := range []string{`<html lang="sv">`, "<h1>Räkning för assistansersättning, oktober 2026</h1>", "Alva Prov", "19850709-9805", `<td>9 tim 0 min</td>`} {
			if !strings.Contains(string(page.body), want) {
				t.Errorf("the page does not say %q:\n%s", want, page.body)
			}
		}
	}
	w.joined(stranger).get(invoicePaper+"/pdf").problem(403, "forbidden")
	w.joined(stranger).get(invoicePaper+"/page").problem(403, "forbidden")
	w.joined(assistant).get(invoicePaper+"/pdf").problem(403, "forbidden")
	office := w.joined(coordinator)
	office.get(invoicePaper+"/pdf?version=2").problem(404, "invoice_unknown")
	for _, version := range []string{"0", "-1", "x", "01", "99999999999999999999"} {
		office.get(invoicePaper+"/pdf?version="+version).problem(404, "not_found")
	}
}

// A version that was reopened can still be printed by its number, and says that it does not hold.
func TestReplacedInvoiceSaysSo(t *testing.T) {
	w := newWorld(t)
	office := w.ready()
	command := office.command(office.month().Hash)
	command["why"] = "fel rad"
	office.post("/api/v1/months"+october+"/reopen", command).want(200)
	office.get(invoicePaper+"/pdf").problem(404, "invoice_unknown")
	if text := office.get(invoicePaper + "/pdf?version=1").read(); !strings.Contains(text, "GÄLLER INTE LÄNGRE") {
		t.Error(text)
	}
	office.post("/api/v1/months"+october+"/ready", office.lock(office.month().Hash)).want(200)
	if text := office.get(invoicePaper + "/pdf").read(); strings.Contains(text, "GÄLLER INTE") || !strings.Contains(text, "Version 2") {
		t.Error(text)
	}
	if text := office.get(invoicePaper + "/pdf?version=1").read(); !strings.Contains(text, "GÄLLER INTE LÄNGRE") {
		t.Error(text)
	}
}

func TestTimesheetIsPrinted(t *testing.T) {
	w := newWorld(t)
	office, own := w.joined(coordinator), w.joined(assistant)
	office.get(sheetPaper+"/pdf").problem(404, "sheet_unknown")
	w.seals(1)
	if text := office.get(sheetPaper + "/pdf").read(); !strings.Contains(text, "19850709-9805") || !strings.Contains(text, "19900101-9802") || !strings.Contains(text, "12 08.00 12.00 aktiv tid") {
		t.Error(text)
	}
	text := own.get(sheetPaper + "/pdf").read()
	if strings.Contains(text, "9805") || !strings.Contains(text, "850709-••••") || !strings.Contains(text, "19900101-9802") {
		t.Errorf("the assistant's own copy: %s", text)
	}
	page := string(own.get(sheetPaper + "/page").want(200).body)
	if strings.Contains(page, "9805") || !strings.Contains(page, `<tr><th scope="row">12</th><td>08.00</td><td>12.00</td><td>aktiv tid</td></tr>`) {
		t.Errorf("the assistant's own page: %s", page)
	}
	for _, person := range []string{colleague, beneficiary, godMan, stranger} {
		w.joined(person).get(sheetPaper+"/pdf").problem(403, "forbidden")
		w.joined(person).get(sheetPaper+"/page").problem(403, "forbidden")
	}
	w.seals(2)
	if text := office.get(sheetPaper + "/pdf?version=1").read(); !strings.Contains(text, "GÄLLER INTE LÄNGRE") {
		t.Error(text)
	}
	w.endRole(assistant)
	own.get(sheetPaper+"/pdf").problem(403, "forbidden")
}

func TestPageHasItsStyle(t *testing.T) {
	w := newWorld(t)
	got := w.anonymous().get("/api/v1/print.css").want(200)
	if got.header.Get("Content-Type") != "text/css; charset=utf-8" || !strings.Contains(string(got.body), "@media print") {
		t.Errorf("%v %s", got.header, got.body)
	}
}

// printed is what stands on a paper for whoever types it.
func printed(t testing.TB, r reply) (reference, hash string) {
	t.Helper()
	m := regexp.MustCompile(`#([0-9a-z-]+)\.([0-9a-f]{64})"`).FindStringSubmatch(string(r.want(200).body))
	if m == nil {
		t.Fatalf("no address to check it at: %s", r.body)
	}
	return m[1], m[2]
}

func (c *client) verify(reference, hash string) (answer struct {
	Matches bool
	Sealed  string
}) {
	c.Helper()
	got := c.post("/api/v1/verify", map[string]any{"reference": reference, "hash": hash}).want(200)
	got.into(&answer)
	return answer
}

func TestPaperIsVerified(t *testing.T) {
	w := newWorld(t)
	w.ready()
	w.later(time.Hour)
	sheet := w.seals(1)
	anyone := w.anonymous()
	invoiceRef, invoiceHash := printed(t, w.joined(coordinator).get(invoicePaper+"/page"))
	sheetRef, sheetHash := printed(t, w.joined(assistant).get(sheetPaper+"/page"))
	if hash, err := sheet.Hash(); err != nil || hash != sheetHash {
		t.Errorf("%s on the paper, %s sealed: %v", sheetHash, hash, err)
	}
	const invoiceAt, sheetAt = "2026-11-02T09:00:00.000Z", "2026-11-02T10:00:00.000Z"
	for _, tt := range []struct{ ref, hash, sealed string }{
		{invoiceRef, invoiceHash, invoiceAt}, {sheetRef, sheetHash, sheetAt},
		{" " + strings.ToUpper(invoiceRef), strings.Join(paper.Seal{Hash: strings.ToUpper(invoiceHash)}.Groups(), " "), invoiceAt}, // as it is typed
		{sheetRef, invoiceHash, ""}, {invoiceRef, sheetHash, ""}, // another paper's
		{invoiceRef, invoiceHash[:63] + "x", ""}, {invoiceRef, invoiceHash[:62], ""}, {invoiceRef, "", ""}, {"", invoiceHash, ""},
		{"ffffff" + invoiceRef[6:], invoiceHash, ""}, {invoiceRef + "0", invoiceHash, ""}, {invoiceRef[:7] + "1", invoiceHash, ""},
		{invoiceRef[:7] + "18446744073709551615", invoiceHash, ""}, {"snapshot/x", invoiceHash, ""},
	} {
		got := anyone.verify(tt.ref, tt.hash)
		if got.Matches != (tt.sealed != "") || got.Sealed != tt.sealed {
			t.Errorf("%q %q: %+v, want %q", tt.ref, tt.hash, got, tt.sealed)
		}
	}
	// A paper of a version that was replaced was sealed all the same.
	w.seals(2)
	if !anyone.verify(sheetRef, sheetHash).Matches {
		t.Error("what was sealed before does not match any more")
	}
	if log := w.log.String(); strings.Contains(log, invoiceHash) || strings.Contains(log, invoiceRef) || strings.Contains(log, beneficiary) {
		t.Errorf("the log knows what was checked: %s", log)
	}
}

// Nothing is learnt from an answer but that: what does not match is answered the same, byte for byte.
func TestAnswerOfNoMatchIsAlwaysTheSame(t *testing.T) {
	w := newWorld(t)
	w.ready()
	ref, hash := printed(t, w.joined(coordinator).get(invoicePaper+"/page"))
	var first []byte
	for _, body := range []map[string]any{
		{"reference": ref, "hash": strings.Repeat("0", 64)}, {"reference": ref[:7] + "99999", "hash": hash}, {"reference": "zzzzzz-1", "hash": hash},
		{"reference": "", "hash": ""}, {"reference": "?", "hash": "?"},
	} {
		got := w.anonymous().post("/api/v1/verify", body).want(200)
		if first == nil {
			first = got.body
		}
		if !bytes.Equal(got.body, first) {
			t.Errorf("%v: %s, and another: %s", body, got.body, first)
		}
	}
}

func TestPapersAreNotGuessedAt(t *testing.T) {
	w := newWorld(t)
	w.ready()
	ref, hash := printed(t, w.joined(coordinator).get(invoicePaper+"/page"))
	anyone := w.anonymous()
	for range 20 {
		anyone.verify(ref, strings.Repeat("1", 64))
	}
	anyone.post("/api/v1/verify", map[string]any{"reference": ref, "hash": hash}).problem(429, "too_many_codes")
	w.joined(beneficiary) // who checks papers can still sign in
	w.later(time.Minute)
	if !anyone.verify(ref, hash).Matches {
		t.Error("a minute later it cannot be checked either")
	}
}

// FuzzVerify: whatever is typed, the answer has the one form, and only the paper itself matches.
func FuzzVerify(f *testing.F) {
	w := newWorld(f, func(cfg *server.Config) {})
	w.ready()
	ref, hash := printed(f, w.joined(coordinator).get(invoicePaper+"/page"))
	for _, seed := range [][2]string{{ref, hash}, {ref, ""}, {"", hash}, {ref + "\x00", hash}, {"å-1", strings.Repeat("é", 32)}, {"------1", hash}, {ref[:7] + "-1", hash}, {ref, hash + hash}, {"000001-9223372036854775808", hash}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, reference, typed string) {
		w.TB = t
		w.later(time.Minute)
		got := w.anonymous().verify(reference, typed)
		squeeze := func(text, away string) string {
			return strings.Map(func(r rune) rune {
				if strings.ContainsRune(away, r) {
					return -1
				}
				return r
			}, strings.ToLower(strings.Join(strings.Fields(strings.ToValidUTF8(text, "\ufffd")), "")))
		}
		if same := squeeze(reference, "") == ref && squeeze(typed, "-") == hash; got.Matches != same || (got.Sealed != "") != same {
			t.Errorf("%q %q: %+v", reference, typed, got)
		}
	})
}

// Where an operator has installed Försäkringskassan's own forms, it is they that are printed, filled; what does not hold any
// more, what is somebody's own copy, and what asks for it, is the basis to copy from.
func TestFormsThatAreInstalledAreFilled(t *testing.T) {
	set := form.Set{}
	for kind, mapping := range map[string]string{
		form.Invoice:   `{"form": "FK 3057", "fields": {"beneficiary.number": "A", "sum.active": "B"}}`,
		form.Timesheet: `{"form": "FK 3059", "rows": 1, "columns": 1, "fields": {"beneficiary.number": "A", "row.from": "B"}}`,
	} {
		m, err := form.ReadMapping([]byte(mapping))
		must(t, err)
		set[kind], err = form.Open(formtest.Make(formtest.Field{Name: "A"}, formtest.Field{Name: "B"}), m)
		must(t, err)
	}
	w := newWorld(t, func(cfg *server.Config) { cfg.Forms = set })
	w.ready()
	w.seals(1)
	office, own := w.joined(coordinator), w.joined(assistant)
	for _, tt := range []struct {
		who        *client
		path, name string
		says       string
		form       bool
	}{
		{office, invoicePaper + "/pdf", "rakning-2026-10-v1-blankett.pdf", "198507099805", true},
		{office, invoicePaper + "/pdf?basis=1", "rakning-2026-10-v1.pdf", "Underlag", false},
		{office, sheetPaper + "/pdf", "tidsredovisning-2026-10-v1-blankett.pdf", "08.00", true},
		{office, sheetPaper + "/pdf?basis=1", "tidsredovisning-2026-10-v1.pdf", "Underlag", false},
		{own, sheetPaper + "/pdf", "tidsredovisning-2026-10-v1.pdf", "Underlag", false},
	} {
		got := tt.who.get(tt.path).want(200)
		if name := got.header.Get("Content-Disposition"); name != `inline; filename="`+tt.name+`"` {
			t.Errorf("%s: %s", tt.path, name)
		}
		if text := got.read(); !strings.Contains(text, tt.says) || strings.Contains(text, "Underlag") == tt.form {
			t.Errorf("%s does not say %q: %s", tt.path, tt.says, text)
		}
	}
	w.seals(2)
	if text := office.get(sheetPaper + "/pdf?version=1").read(); !strings.Contains(text, "GÄLLER INTE LÄNGRE") {
		t.Errorf("a version that holds no longer is on a form: %s", text)
	}
}
