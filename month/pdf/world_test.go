package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month/paper"
	"passbok/month/pdf"
)

var seal = paper.Seal{
	Reference: paper.Reference{Book: "4f2a9c", Entry: 48213}, Hash: strings.Repeat("0123456789abcdef", 4),
	At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Server: "https://passbok.example",
}

// timesheet is one with so many rows of a quarter of an hour, back to back from 1 October on, of each kind in turn.
func timesheet(rows int) care.Timesheet {
	t := care.Timesheet{
		V: 1, ID: "01930000-0000-7000-8000-000000000001", Month: "2026-10", Version: 1,
		Beneficiary: care.SheetPerson{ID: "be", Given: "Älva", Family: "Åström-Öberg", Personnummer: "198507099805"},
		Assistant:   care.SheetPerson{ID: "as", Given: "Aras", Family: "Testberg", Personnummer: "199001019802", Phone: "070-123 45 67"},
		Provider:    care.InvoiceParty{Name: "Prova Assistans AB", Organisationsnummer: "5560000001", Contact: "Karin Påhittsson", Phone: "08-123 45 67"},
		Employer:    care.EmployedByProvider, Agreement: true,
		Periods: []care.SheetPeriod{{From: "2026-08-29", To: "2026-10-16"}, {From: "2026-10-17", To: "2026-12-31"}},
	}
	for i := range rows {
		from := time.Date(2026, 10, 1, 0, 0, 0, 0, care.Stockholm()).Add(time.Duration(i) * 15 * time.Minute)
		kind := care.AllKinds()[i%3]
		for _, row := range care.ClockRows(care.Span{Start: from, End: from.Add(15 * time.Minute)}) {
			t.Rows = append(t.Rows, care.SheetRow{Day: row.Date.Day(), From: row.From, To: row.To, Kind: kind, Minutes: row.Minutes, Row: fmt.Sprintf("shift/%d", i)})
			t.Sums = t.Sums.Add(kind, row.Minutes)
		}
	}
	return t
}

// invoice is one of so many assistants, of which each worked four and a half hours on a day of their own.
func invoice(assistants int) care.Invoice {
	i := care.Invoice{
		V: 1, Month: "2026-10", Version: 2,
		Beneficiary: care.InvoicePerson{ID: "be", Name: "Älva Åström-Öberg", Personnummer: "198507099805"},
		Provider:    care.InvoiceParty{Name: "Prova Assistans AB", Organisationsnummer: "5560000001", Contact: "Karin Påhittsson", Phone: "08-123 45 67"},
		Granter:     care.GranterFK, Employer: care.EmployerProvider,
	}
	for day := 1; day <= 31; day++ {
		d := care.InvoiceDay{Day: day, Length: 1440}
		if day == 25 {
			d.Length = 1500
		}
		i.Days = append(i.Days, d)
	}
	for n := range assistants {
		s := care.Sums{Active: 270, Waiting: 90 * (n % 2)}
		i.Assistants = append(i.Assistants, care.InvoiceShare{ID: fmt.Sprint(n), Name: fmt.Sprintf("Assistent %d Övning", n+1), Sums: s})
		i.Days[n%31].Sums, i.Sums = i.Days[n%31].Plus(s), i.Sums.Plus(s)
	}
	return i
}

func draw(t testing.TB, p paper.Paper) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, pdf.Write(&out, p))
	return out.Bytes()
}

func ofTimesheet(t testing.TB, sheet care.Timesheet) []byte {
	t.Helper()
	p, err := paper.Timesheet(sheet, seal)
	must(t, err)
	return draw(t, p)
}

func ofInvoice(t testing.TB, i care.Invoice) []byte {
	t.Helper()
	p, err := paper.Invoice(i, seal)
	must(t, err)
	return draw(t, p)
}

// file keeps bytes where a tool can read them; where PASSBOK_PAPERS names a folder they stay, to be looked at.
func file(t testing.TB, raw []byte) string {
	t.Helper()
	folder := t.TempDir()
	if keep := os.Getenv("PASSBOK_PAPERS"); keep != "" {
		folder = keep
	}
	path := filepath.Join(folder, strings.NewReplacer("/", "-", " ", "_").Replace(t.Name())+".pdf")
	must(t, os.WriteFile(path, raw, 0o600))
	return path
}

// tool runs one of the programs that `make test` installs (scripts/papers).
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	var out, said bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, &said, &out)
	}
	return out.String()
}

// read is the text of a file as pdftotext reads it, in the order in which it stands, each run of spaces as one.
func read(t testing.TB, raw []byte) string {
	t.Helper()
	return regexp.MustCompile(`[ \t]+`).ReplaceAllString(tool(t, "pdftotext", "-layout", file(t, raw), "-"), " ")
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
