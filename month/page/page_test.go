package page_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month/page"
	"passbok/month/paper"
)

var seal = paper.Seal{
	Reference: paper.Reference{Book: "4f2a9c", Entry: 48213}, Hash: strings.Repeat("0123456789abcdef", 4),
	At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Server: "https://passbok.example",
}

func timesheet(rows int) care.Timesheet {
	t := care.Timesheet{
		V: 1, Month: "2026-10", Version: 1, Employer: care.EmployedByProvider,
		Beneficiary: care.SheetPerson{Given: "<script>alert(1)</script>", Family: `"Öberg" & Co`, Personnummer: "198507099805"},
	}
	for i := range rows {
		t.Rows = append(t.Rows, care.SheetRow{Day: 1 + i%31, From: "22.00", To: care.EndOfDay, Kind: care.Waiting, Minutes: 120})
		t.Sums.Waiting += 120
	}
	return t
}

// words are the words of a page, without its marks.
func words(html string) string {
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, " ")
	text = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&amp;", "&", "&#39;", "'").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}

// All that a paper says, its page says too.
func TestPageSaysAllOfThePaper(t *testing.T) {
	invoice := care.Invoice{
		V: 1, Month: "2026-10", Version: 3, Employer: care.EmployerOwn, Beneficiary: care.InvoicePerson{Name: "Älva Öberg", Personnummer: "198507099805"},
		Sums: care.Sums{Active: 61}, Days: []care.InvoiceDay{{Day: 25, Length: 1500, Sums: care.Sums{Active: 61}}}, Assistants: []care.InvoiceShare{{Name: "Åke", Sums: care.Sums{Active: 61}}},
	}
	for _, replaced := range []bool{false, true} {
		at := seal
		at.Replaced = replaced
		first, err := paper.Timesheet(timesheet(81), at)
		if err != nil {
			t.Fatal(err)
		}
		second, err := paper.Invoice(invoice, at)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []paper.Paper{first, second} {
			var out bytes.Buffer
			if err := page.Write(&out, p); err != nil {
				t.Fatal(err)
			}
			said := words(out.String())
			if cells, rows := strings.Count(out.String(), "<tbody>"), strings.Count(out.String(), `<tr><th scope="row">`); rows != strings.Count(out.String(), "<tr><t")-cells {
				t.Errorf("%s: a row of a table that nothing names", p.Form)
			}
			want := append([]string{p.Title, p.Month, p.Form, p.Warning, p.Seal.Reference.String(), strings.Join(p.Seal.Groups(), " "), "2 november 2026 kl. 10.00"}, p.Notes...)
			for _, s := range append(p.Sections, p.Basis...) {
				want = append(want, s.Title, s.Note)
				for _, f := range s.Fields {
					want = append(want, f.Label, f.Value)
					for _, c := range f.Choices {
						if c.Made {
							want = append(want, f.Label+" "+c.Label)
						}
					}
				}
				if s.Table != nil {
					for _, row := range append([][]string{s.Table.Head}, s.Table.Rows...) {
						want = append(want, row...)
					}
				}
			}
			for _, s := range p.Sheets {
				want = append(want, fmt.Sprintf("blad %d av %d", s.Number, s.Of))
				for _, row := range s.Rows {
					want = append(want, fmt.Sprintf("%d %s %s %s", row.Day, row.From, row.To, row.Kind))
				}
				for _, row := range append([][]string{s.Sums.Head}, s.Sums.Rows...) {
					want = append(want, strings.Join(row, " "))
				}
			}
			for _, text := range want {
				if !strings.Contains(said, strings.Join(strings.Fields(text), " ")) {
					t.Errorf("%s does not say %q", p.Form, text)
				}
			}
		}
	}
}

func TestWhatPeopleWroteIsText(t *testing.T) {
	var out bytes.Buffer
	p, err := paper.Timesheet(timesheet(1), seal)
	if err != nil {
		t.Fatal(err)
	}
	if err := page.Write(&out, p); err != nil {
		t.Fatal(err)
	}
	if html := out.String(); strings.Contains(html, "<script") || strings.Contains(html, "style=") || strings.Contains(html, "<style") || !strings.Contains(html, "&lt;script&gt;") {
		t.Error(html)
	}
}

func TestTablesHaveHeads(t *testing.T) {
	var out bytes.Buffer
	p, err := paper.Timesheet(timesheet(200), seal)
	if err != nil {
		t.Fatal(err)
	}
	if err := page.Write(&out, p); err != nil {
		t.Fatal(err)
	}
	html := out.String()
	if n, captions := strings.Count(html, "<table>"), strings.Count(html, "<caption>"); n != 6 || captions != n {
		t.Errorf("%d tables, %d captions", n, captions)
	}
	if strings.Count(html, `<th scope="row">`) != 200+3*3 || strings.Count(html, "<h1>") != 1 {
		t.Error("rows without a head, or not one first heading")
	}
}
