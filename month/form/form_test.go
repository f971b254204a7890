package form_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passbok/care"
	"passbok/month/form"
	"passbok/month/form/formtest"
)

// sheetForm is a form for six rows, in two columns of three, and its mapping.
func sheetForm() (raw []byte, mapping string) {
	fields := []formtest.Field{{Name: "Kund"}, {Name: "Kundnr"}, {Name: "Ar"}, {Name: "Blad"}, {Name: "Tim"}, {Name: "Avtal", Options: []string{"X"}}, {Name: "Arbetsgivare", Options: []string{"A", "B", "C"}}, {Name: "Obs"}}
	for column := range 2 {
		for line := range 3 {
			for _, what := range []string{"Dag", "Fran", "Till"} {
				fields = append(fields, formtest.Field{Name: fmt.Sprintf("%s_%d_%d", what, column+1, line+1)})
			}
			fields = append(fields, formtest.Field{Name: fmt.Sprintf("Vante_%d_%d", column+1, line+1), Options: []string{"Ja"}})
		}
	}
	return formtest.Make(fields...), `{"form": "FK 3059", "rows": 6, "columns": 2, "fields": {
		"beneficiary.name": "Kund", "beneficiary.number": "Kundnr", "month.year": "Ar", "sheet": "Blad", "sum.active.hours": "Tim", "agreement.yes": "Avtal",
		"employer": {"field": "Arbetsgivare", "values": {"provider": "A", "beneficiary": "B", "other": "C", "self": ""}},
		"row.day": "Dag_{column}_{line}", "row.from": "Fran_{column}_{line}", "row.to": "Till_{column}_{line}", "row.kind.waiting": "Vante_{column}_{line}"}}`
}

func timesheet(rows int) care.Timesheet {
	t := care.Timesheet{
		V: 1, Month: "2026-10", Version: 1, Employer: care.EmployedByBeneficiary, Agreement: true,
		Beneficiary: care.SheetPerson{Given: "Älva", Family: "Åström-Öberg", Personnummer: "198507099805"},
	}
	for i := range rows {
		kind := care.Active
		if i%2 == 1 {
			kind = care.Waiting
		}
		t.Rows = append(t.Rows, care.SheetRow{Day: i + 1, From: fmt.Sprintf("08.%02d", i), To: "12.00", Kind: kind, Minutes: 240 - i})
		t.Sums = t.Sums.Add(kind, 240-i)
	}
	return t
}

func opened(t testing.TB, raw []byte, mapping string) *form.Form {
	t.Helper()
	m, err := form.ReadMapping([]byte(mapping))
	if err != nil {
		t.Fatal(err)
	}
	f, err := form.Open(raw, m)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// read holds a PDF against qpdf, and is what pdftotext reads on each of its pages.
func read(t testing.TB, raw []byte) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "form.pdf")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v: %s", err, out)
	}
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimRight(string(out), "\f"), "\f")
}

func TestATimesheetIsFilledOnAsManyCopiesAsItNeeds(t *testing.T) {
	raw, mapping := sheetForm()
	f := opened(t, raw, mapping)
	for _, tt := range []struct{ rows, copies int }{{0, 1}, {6, 1}, {7, 2}, {14, 3}} {
		t.Run(fmt.Sprint(tt.rows), func(t *testing.T) {
			var out bytes.Buffer
			sheet := timesheet(tt.rows)
			if err := f.Timesheet(&out, sheet); err != nil {
				t.Fatal(err)
			}
			pages := read(t, out.Bytes())
			if len(pages) != tt.copies {
				t.Fatalf("%d pages, want %d", len(pages), tt.copies)
			}
			for n, page := range pages {
				for _, want := range []string{"Älva Åström-Öberg", "198507099805", "2026", fmt.Sprint(sheet.Sums.Active / 60)} {
					if !strings.Contains(page, want) {
						t.Errorf("copy %d does not say %q:\n%s", n+1, want, page)
					}
				}
				for i, row := range sheet.Rows {
					if here := i/6 == n; strings.Contains(page, row.From) != here {
						t.Errorf("row %d (%s) is on copy %d: %t", i+1, row.From, n+1, !here)
					}
				}
			}
			// What the buttons say is read back by the library's own reader, from the first copy.
			fields := chosen(t, out.Bytes())
			if fields["Arbetsgivare"] != "B" || fields["Avtal"] == "" || tt.rows > 1 && (fields["Vante_1_2"] == "" || fields["Vante_1_1"] != "") {
				t.Errorf("%v", fields)
			}
		})
	}
}

// chosen are the buttons that are pressed, as qpdf reads them.
func chosen(t testing.TB, raw []byte) map[string]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "form.pdf")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("qpdf", "--json", "--json-key=acroform", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return buttons(t, out)
}

func TestAnInvoiceIsFilled(t *testing.T) {
	raw := formtest.Make(formtest.Field{Name: "Manad"}, formtest.Field{Name: "Aktiv"}, formtest.Field{Name: "Min"}, formtest.Field{Name: "Sjukhus"}, formtest.Field{Name: "Kvar"}, formtest.Field{Name: "EES", Options: []string{"ja", "nej"}})
	f := opened(t, raw, `{"form": "FK 3057", "fields": {"month": "Manad", "sum.active": "Aktiv", "sum.standby.minutes": "Min", "hospital1.from": "Sjukhus", "left": "Kvar",
		"outsideEEA": {"field": "EES", "values": {"yes": "ja", "no": "nej"}}}}`)
	is := false
	inv := care.Invoice{Month: "2026-10", Sums: care.Sums{Active: 605, Standby: 427}, Declaration: &care.InvoiceDeclaration{
		Hospital: []care.InvoiceStay{{From: "2026-10-03T14:05+02:00", To: "2026-10-04T08:00+02:00"}}, OutsideEEA: &is, AllUsed: &is, LeftOre: 120050,
	}}
	var out bytes.Buffer
	if err := f.Invoice(&out, inv); err != nil {
		t.Fatal(err)
	}
	page := strings.Join(read(t, out.Bytes()), "")
	for _, want := range []string{"2026-10", "10 tim 5 min", "7", "2026-10-03 14.05", "1200,50"} {
		if !strings.Contains(page, want) {
			t.Errorf("does not say %q:\n%s", want, page)
		}
	}
	if got := chosen(t, out.Bytes()); got["EES"] != "nej" {
		t.Errorf("%v", got)
	}
	out.Reset()
	inv.Declaration = nil // nobody has said anything: boxes stay empty
	if err := f.Invoice(&out, inv); err != nil {
		t.Fatal(err)
	}
	if got := chosen(t, out.Bytes()); got["EES"] != "" {
		t.Errorf("%v", got)
	}
}

// What may not be on a form, or cannot, is not: the basis is printed instead.
func TestWhatIsNotFilled(t *testing.T) {
	raw, mapping := sheetForm()
	set := form.Set{form.Timesheet: opened(t, raw, mapping)}
	sheet := timesheet(3)
	if out, err := set.Timesheet(sheet); err != nil || out == nil {
		t.Fatal(err)
	}
	sheet.Beneficiary.Family = "Čapek"
	if out, err := set.Timesheet(sheet); err != nil || out != nil {
		t.Errorf("a name that the font cannot show is filled in: %d bytes, %v", len(out), err)
	}
	if out, err := set.Invoice(care.Invoice{}); err != nil || out != nil {
		t.Errorf("a form that is not installed: %d bytes, %v", len(out), err)
	}
	if out, err := (form.Set)(nil).Timesheet(timesheet(1)); err != nil || out != nil {
		t.Errorf("no forms: %d bytes, %v", len(out), err)
	}
	of := formtest.Make(formtest.Field{Name: "M"})
	set[form.Invoice] = opened(t, of, `{"form": "FK 3057", "fields": {"month": "M"}}`)
	if out, err := set.Invoice(care.Invoice{Month: "2026-10", Granter: care.GranterMunicipality}); err != nil || out != nil {
		t.Errorf("a municipality's: %d bytes, %v", len(out), err)
	}
}

func TestMappingsThatDoNotFit(t *testing.T) {
	raw, mapping := sheetForm()
	for _, tt := range []struct{ change, to, wrong string }{
		{`"Kund"`, `"Kunden"`, `no field "Kunden"`},
		{`"Kundnr"`, `"Kund"`, "filled with"},
		{`"values": {"provider": "A"`, `"values": {"provider": "Z"`, `no choice "Z"`},
		{`"values": {"provider": "A"`, `"values": {"supplier": "A"`, `never says "supplier"`},
		{`"self": ""`, `"self": "D"`, `no choice "D"`},
		{`"beneficiary.number": "Kundnr"`, `"beneficiary.number": "Avtal2"`, `no field "Avtal2"`},
		{`"agreement.yes": "Avtal"`, `"assistant.given": "Avtal"`, "something to choose"},
		{`"rows": 6`, `"rows": 8`, `no field "Dag_1_4"`},
	} {
		m, err := form.ReadMapping([]byte(strings.Replace(mapping, tt.change, tt.to, 1)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := form.Check(raw, m)
		if err != nil || !strings.Contains(strings.Join(r.Wrong, "\n"), tt.wrong) {
			t.Errorf("%s: %q, %v", tt.to, r.Wrong, err)
		}
		if _, err := form.Open(raw, m); !errors.Is(err, form.ErrMismatch) {
			t.Errorf("%s: opened: %v", tt.to, err)
		}
	}
	m, err := form.ReadMapping([]byte(mapping))
	if err != nil {
		t.Fatal(err)
	}
	r, err := form.Check(raw, m)
	if err != nil || len(r.Wrong) != 0 || r.Fields != 32 || r.Filled != 31 || !slices.Equal(r.Empty, []string{"Obs"}) || !slices.Contains(r.Unused, "assistant.family") {
		t.Errorf("%+v, %v", r, err)
	}
	for _, bad := range []string{
		``, `[]`, `{}`, `{"form": "FK 1"}`, `{"form": "FK 3059", "fields": {}}`, `{"form": "FK 3059", "fields": {"shoe": "A"}}`, `{"form": "FK 3059", "fields": {"month": ""}}`,
		`{"form": "FK 3059", "fields": {"row.day": "Dag"}}`, `{"form": "FK 3059", "rows": -1, "fields": {"month": "A"}}`, `{"form": "FK 3059", "rows": 100000, "fields": {"month": "A"}}`,
		`{"form": "FK 3059", "rows": 2, "columns": 3, "fields": {"month": "A"}}`, `{"form": "FK 3059", "fields": {"month": {"field": "A", "size": 3}}}`, `{"form": "FK 3059", "fields": {"month": "A"}} x`,
	} {
		if _, err := form.ReadMapping([]byte(bad)); !errors.Is(err, form.ErrMapping) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for _, bad := range [][]byte{nil, []byte("%PDF-1.7\n"), []byte("hej"), formtest.Make()} {
		if _, err := form.Fields(bad); !errors.Is(err, form.ErrForm) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// FuzzMapping: whatever a mapping file says, it is read or refused; what is read can be held against a form.
func FuzzMapping(f *testing.F) {
	raw, mapping := sheetForm()
	f.Add([]byte(mapping))
	f.Add([]byte(`{"form": "FK 3057", "fields": {"month": {"field": "{n}{nn}{column}{line}", "values": {"a": "b"}}}}`))
	good, err := form.ReadMapping([]byte(mapping))
	if err != nil {
		f.Fatal(err)
	}
	if _, err := form.Check(raw, good); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := form.ReadMapping(text)
		if err != nil {
			if !errors.Is(err, form.ErrMapping) {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if m.Rows < 1 || m.Columns < 1 || m.Columns > m.Rows || len(m.Fields) == 0 {
			t.Errorf("%q: %+v", text, m)
		}
	})
}
