package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month/paper"
)

func TestSamePaperSameBytes(t *testing.T) {
	for name, once := range map[string]func() []byte{
		"timesheet": func() []byte { return ofTimesheet(t, timesheet(200)) },
		"invoice":   func() []byte { return ofInvoice(t, invoice(18)) },
	} {
		first := once()
		for range 5 {
			if !bytes.Equal(first, once()) {
				t.Fatalf("%s: the same paper has other bytes the second time", name)
			}
		}
		at := seal
		at.At = at.At.Add(time.Second)
		other, err := paper.Timesheet(timesheet(200), at)
		must(t, err)
		if bytes.Equal(first, draw(t, other)) {
			t.Errorf("%s: the seal makes no difference", name)
		}
	}
}

func TestTimesheetOnSheets(t *testing.T) {
	for _, tt := range []struct{ rows, pages int }{{0, 1}, {1, 1}, {80, 1}, {81, 2}, {160, 2}, {200, 3}} {
		t.Run(fmt.Sprint(tt.rows), func(t *testing.T) {
			sheet := timesheet(tt.rows)
			raw := ofTimesheet(t, sheet)
			tool(t, "qpdf", "--check", file(t, raw))
			text := read(t, raw)
			pages := strings.Split(strings.TrimRight(text, "\f"), "\f")
			if len(pages) != tt.pages {
				t.Fatalf("%d pages, want %d", len(pages), tt.pages)
			}
			for n, page := range pages {
				for _, want := range []string{
					fmt.Sprintf("Blad %d av %d", n+1, tt.pages), "Älva", "Åström-Öberg", "19850709-9805", "Aras", "Testberg", "19900101-9802",
					"Prova Assistans AB", "556000-0001", "oktober 2026", "2026-08-29 – 2026-10-16, 2026-10-17 – 2026-12-31",
					"FK 3059", "årsskiftet 2024/25", "Assistentens underskrift", "Anordnarens underskrift", "4f2a9c-48213", "0123 4567 89ab cdef",
					paper.Length(sheet.Sums.Active), paper.Length(sheet.Sums.Waiting), paper.Length(sheet.Sums.Standby),
				} {
					if !strings.Contains(page, want) {
						t.Errorf("page %d does not say %q:\n%s", n+1, want, page)
					}
				}
				rows := regexp.MustCompile(`\d+ \d\d\.\d\d \d\d\.\d\d (aktiv tid|väntetid|beredskap)`).FindAllString(page, -1)
				want := min(80, tt.rows-80*n)
				if len(rows) != want {
					t.Errorf("page %d has %d rows, want %d", n+1, len(rows), want)
				}
				for i, row := range sheet.Rows[80*n : 80*n+want] {
					kind := map[care.Kind]string{care.Active: "aktiv tid", care.Waiting: "väntetid", care.Standby: "beredskap"}[row.Kind]
					if said := fmt.Sprintf("%d %s %s %s", row.Day, row.From, row.To, kind); !slices.Contains(rows, said) {
						t.Errorf("page %d does not have row %d, %s", n+1, i, said)
					}
				}
			}
		})
	}
}

// Rows stand as on the form: down the first column, then down the next.
func TestRowsGoDownTheColumns(t *testing.T) {
	text := read(t, ofTimesheet(t, timesheet(61)))
	line := regexp.MustCompile(`(?m)^ *1 00\.00 00\.15 .*$`).FindString(text)
	for _, want := range []string{"1 00.00 00.15", "1 05.00 05.15", "1 10.00 10.15", "1 15.00 15.15"} {
		if !strings.Contains(line, want) {
			t.Errorf("the first line of the grid is %q, and lacks %q", line, want)
		}
	}
}

func TestNightsWhenClocksChange(t *testing.T) {
	for _, tt := range []struct {
		name, date, want, clock, worked string
		minutes                         int
	}{
		{"to winter time, as Försäkringskassan's own example", "2018-10", "28 * 00.00 04.00 aktiv tid", "4 tim 0 min", "5 tim 0 min", 300},
		{"to summer time", "2027-03", "28 * 00.00 04.00 aktiv tid", "4 tim 0 min", "3 tim 0 min", 180},
		{"an ordinary night", "2026-10", "28 00.00 04.00 aktiv tid", "", "4 tim 0 min", 240},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sheet := timesheet(0)
			sheet.Month = care.Month(tt.date)
			sheet.Rows = []care.SheetRow{{Day: 28, From: "00.00", To: "04.00", Kind: care.Active, Minutes: tt.minutes}}
			sheet.Sums.Active = tt.minutes
			text := read(t, ofTimesheet(t, sheet))
			for _, want := range []string{tt.want, tt.worked, tt.clock} {
				if !strings.Contains(text, want) {
					t.Errorf("does not say %q:\n%s", want, text)
				}
			}
			if marked := strings.Contains(text, "Klockan ställdes om") && strings.Contains(text, "Efter klockslagen"); marked != (tt.clock != "") {
				t.Errorf("says of a clock change: %t", marked)
			}
		})
	}
}

func TestEndOfDay(t *testing.T) {
	sheet := timesheet(0)
	sheet.Rows = []care.SheetRow{{Day: 31, From: "22.00", To: care.EndOfDay, Kind: care.Waiting, Minutes: 120}}
	sheet.Sums.Waiting = 120
	if text := read(t, ofTimesheet(t, sheet)); !strings.Contains(text, "31 22.00 24.00 väntetid") || !strings.Contains(text, "2 tim 0 min") {
		t.Error(text)
	}
}

// Nothing that people are called is cut off, and nothing breaks the drawing.
func TestNamesOfEverySort(t *testing.T) {
	for name, family := range map[string]string{
		"long":        strings.TrimSpace(strings.Repeat("Lång-Efternamnsson ", 3)),
		"one word":    strings.Repeat("Sjuksköterska", 5)[:60],
		"Polish":      "Łukasiewicz-Żółć",
		"Turkish":     "Şahinoğlu İşık",
		"Vietnamese":  "Nguyễn Thị Thuỷ",
		"decomposed":  "A\u030asa O\u0308berg",
		"beyond BMP":  "Glad \U0001F600 Person",
		"line breaks": "Ett\nTvå\tTre",
		"PDF syntax":  `(Paren) \ [x] <</>>`,
		"empty":       "",
	} {
		t.Run(name, func(t *testing.T) {
			sheet := timesheet(3)
			sheet.Beneficiary.Family, sheet.Assistant.Family = family, family
			raw := ofTimesheet(t, sheet)
			tool(t, "qpdf", "--check", file(t, raw))
			text := strings.Join(strings.Fields(read(t, raw)), "")
			want := strings.NewReplacer("A\u030a", "Å", "O\u0308", "Ö", "\U0001F600", "\ufffd").Replace(strings.Join(strings.Fields(family), ""))
			if name != "beyond BMP" && !strings.Contains(text, want) && !containsInOrder(text, strings.Fields(family)) {
				t.Errorf("does not say %q:\n%s", family, text)
			}
		})
	}
}

// containsInOrder is for names that stand in two lines, where other boxes' text comes between them.
func containsInOrder(text string, words []string) bool {
	for _, word := range words {
		at := strings.Index(text, word)
		if at < 0 {
			return false
		}
		text = text[at+len(word):]
	}
	return true
}

func TestInvoice(t *testing.T) {
	i := invoice(31)
	raw := ofInvoice(t, i)
	tool(t, "qpdf", "--check", file(t, raw))
	text := read(t, raw)
	at := 0
	for _, want := range []string{ // in the order of the form
		"FK 3057", "Räkning för assistansersättning", "oktober 2026", "Version 2", "årsskiftet 2024/25", "1 Månad och person", "Älva Åström-Öberg", "19850709-9805",
		"2 Assistans under månaden", "Aktiv tid " + paper.Length(i.Sums.Active), "Väntetid " + paper.Length(i.Sums.Waiting), "Beredskap " + paper.Length(0),
		"3 Assistans i barnomsorg", "4 Sjukhusvård", "5 Vistelse utanför EES", "6 Ersättning i efterskott", "7 Underskrift", "på heder och samvete", "8 Ställföreträdare", "10 Ersättning i förskott",
		"Assistansanordnare", "Prova Assistans AB", "556000-0001",
		"dag för dag", "25 *", "assistent för assistent", "Assistent 30 Övning 4 tim 30 min 1 tim 30 min –", "Summa " + paper.Length(i.Sums.Active),
	} {
		found := strings.Index(text[at:], want)
		if found < 0 {
			t.Fatalf("does not say %q after what comes before it:\n%s", want, text)
		}
		at += found
	}
	if strings.Contains(text, "9 Kostnader") {
		t.Error("asks for the costs of somebody who employs nobody")
	}
}

func TestInvoiceOfMany(t *testing.T) {
	text := read(t, ofInvoice(t, invoice(140)))
	for n := 1; n <= 140; n++ {
		if !strings.Contains(text, fmt.Sprintf("Assistent %d Övning", n)) {
			t.Errorf("assistant %d is missing", n)
		}
	}
	if !strings.Contains(text, "(forts.)") {
		t.Error("the table does not say that it goes on")
	}
}

func TestInvoiceOfOthers(t *testing.T) {
	own := invoice(1)
	own.Employer = care.EmployerOwn
	if text := read(t, ofInvoice(t, own)); !strings.Contains(text, "9 Kostnader") || !strings.Contains(text, "Arbetsmiljö och personal") {
		t.Error("does not ask an own employer for costs")
	}
	municipal := invoice(1)
	municipal.Granter = care.GranterMunicipality
	if text := read(t, ofInvoice(t, municipal)); !strings.Contains(text, "kommunen på papper") || strings.Contains(text, "2024/25") {
		t.Error("a municipality's goes to Försäkringskassan")
	}
}

func TestReplacedSaysSo(t *testing.T) {
	old := seal
	old.Replaced = true
	p, err := paper.Invoice(invoice(1), old)
	must(t, err)
	q, err := paper.Timesheet(timesheet(80), old)
	must(t, err)
	for _, raw := range [][]byte{draw(t, p), draw(t, q)} {
		if !strings.Contains(read(t, raw), "GÄLLER INTE LÄNGRE") {
			t.Error("does not say that another version holds")
		}
	}
}

// The code on the paper is read back by another program than the one that drew it, from a picture of the page.
func TestCodeIsRead(t *testing.T) {
	for name, raw := range map[string][]byte{"timesheet": ofTimesheet(t, timesheet(80)), "invoice": ofInvoice(t, invoice(3))} {
		t.Run(name, func(t *testing.T) {
			path := file(t, raw)
			picture := filepath.Join(t.TempDir(), "page")
			tool(t, "pdftoppm", "-r", "150", "-png", "-singlefile", path, picture)
			got := strings.TrimSpace(tool(t, "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture+".png"))
			if want := "https://passbok.example/verifiera#4f2a9c-48213." + seal.Hash; got != want {
				t.Errorf("read %q, want %q", got, want)
			}
		})
	}
}

// A paper that is told of no server has no code, and says all else.
func TestWithoutServer(t *testing.T) {
	alone := seal
	alone.Server = ""
	p, err := paper.Timesheet(timesheet(1), alone)
	must(t, err)
	if text := read(t, draw(t, p)); !strings.Contains(text, "4f2a9c-48213") || strings.Contains(text, "verifiera") {
		t.Error(text)
	}
}

// All letters are in the file: a paper must look the same on every machine.
func TestFontsAreEmbedded(t *testing.T) {
	raw := ofTimesheet(t, timesheet(10))
	for _, line := range strings.Split(strings.TrimSpace(tool(t, "pdffonts", file(t, raw))), "\n")[2:] {
		if cells := strings.Fields(line); !strings.Contains(line, "LiberationSans") && !strings.Contains(strings.ToLower(line), "liberation") || cells[len(cells)-5] != "yes" {
			t.Errorf("font %s", line)
		}
	}
	if info, err := os.Stat(file(t, raw)); err != nil || info.Size() > 80<<10 {
		t.Errorf("%v, %v", info.Size(), err)
	}
}

func BenchmarkTimesheet(b *testing.B) {
	sheet := timesheet(160)
	for b.Loop() {
		ofTimesheet(b, sheet)
	}
}

func BenchmarkInvoice(b *testing.B) {
	i := invoice(18)
	for b.Loop() {
		ofInvoice(b, i)
	}
}

// The fullest sheet there can be ends above its foot.
func TestFullestSheetFits(t *testing.T) {
	sheet := timesheet(81)
	sheet.Employer = care.EmployedByOther
	sheet.Other = care.SheetEmployer{Name: "Bemanning AB", Organisationsnummer: "5560000001"}
	sheet.Rows[80].Minutes, sheet.Sums.Waiting = 75, sheet.Sums.Waiting+60
	if sheet.Rows[80].Kind != care.Waiting {
		sheet.Sums.Waiting -= 60
		sheet.Sums = sheet.Sums.Add(sheet.Rows[80].Kind, 60)
	}
	old := seal
	old.Replaced = true
	p, err := paper.Timesheet(sheet, old)
	must(t, err)
	pages := strings.Split(tool(t, "pdftotext", "-bbox", "-l", "2", file(t, draw(t, p)), "-"), "<page ")[1:]
	for n, page := range pages {
		lowest, foot := 0.0, 0.0
		for _, m := range regexp.MustCompile(`yMax="([0-9.]+)">([^<]*)`).FindAllStringSubmatch(page, -1) {
			var y float64
			_, err := fmt.Sscan(m[1], &y)
			must(t, err)
			if m[2] == "Namnförtydligande" {
				lowest = max(lowest, y)
			}
			foot = max(foot, y)
		}
		if lowest == 0 || lowest > foot-9 {
			t.Errorf("page %d: the signatures end at %.0f points, and the foot at %.0f", n+1, lowest, foot)
		}
	}
}

func TestWhatDoesNotAddUpIsNotPrinted(t *testing.T) {
	sheet := timesheet(3)
	sheet.Sums.Active++
	if _, err := paper.Timesheet(sheet, seal); err == nil {
		t.Error("a timesheet whose rows are not its sums")
	}
	i := invoice(3)
	i.Sums.Waiting++
	if _, err := paper.Invoice(i, seal); err == nil {
		t.Error("an invoice whose days are not its sums")
	}
	sheet = timesheet(1)
	sheet.Rows[0].To = "soon"
	if _, err := paper.Timesheet(sheet, seal); err == nil {
		t.Error("a row without clock times")
	}
}
