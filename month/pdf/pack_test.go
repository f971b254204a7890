package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/month/paper"
	"passbok/month/pdf"
)

// Papers that are drawn into one file look as each does alone, page for page, and the file has the same bytes every time.
func TestPapersInOneFile(t *testing.T) {
	later := seal
	later.At, later.Reference.Entry, later.Hash = seal.At.Add(time.Hour), 48300, strings.Repeat("89abcdef01234567", 4)
	old := later
	old.Replaced = true
	invoiced, err := paper.Invoice(invoice(31), seal)
	must(t, err)
	long, err := paper.Timesheet(timesheet(200), later)
	must(t, err)
	short, err := paper.Timesheet(timesheet(1), old)
	must(t, err)
	for name, papers := range map[string][]paper.Paper{
		"one": {invoiced}, "an invoice and timesheets": {invoiced, long, short}, "timesheets alone": {short, long}, "two of the same": {invoiced, invoiced},
	} {
		t.Run(name, func(t *testing.T) {
			var whole, again bytes.Buffer
			must(t, pdf.Write(&whole, papers...))
			must(t, pdf.Write(&again, papers...))
			if !bytes.Equal(whole.Bytes(), again.Bytes()) {
				t.Error("the same papers have other bytes the second time")
			}
			path := file(t, whole.Bytes())
			tool(t, "qpdf", "--check", path)
			got := pictures(t, whole.Bytes())
			var want []string
			for _, p := range papers {
				want = append(want, pictures(t, draw(t, p))...)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d pages, and the papers alone have %d, or they do not look the same", len(got), len(want))
			}
			newest := papers[len(papers)-1].Seal.At.Format("20060102150405")
			if info := tool(t, "pdfinfo", "-rawdates", path); !strings.Contains(info, "CreationDate:    D:"+newest) {
				t.Errorf("is not dated %s: %s", newest, info)
			}
			if info := tool(t, "pdfinfo", path); len(papers) > 1 && (!strings.Contains(info, "Papper, oktober 2026") || strings.Contains(info, "Åström")) {
				t.Error(info)
			}
		})
	}
}

// A file of forty times six papers has its fonts once.
func TestPapersShareTheirFonts(t *testing.T) {
	sheet, err := paper.Timesheet(timesheet(80), seal)
	must(t, err)
	var one, many bytes.Buffer
	must(t, pdf.Write(&one, sheet))
	must(t, pdf.Write(&many, slices.Repeat([]paper.Paper{sheet}, 20)...))
	if many.Len() > 8*one.Len() {
		t.Errorf("one paper has %d bytes, and twenty %d", one.Len(), many.Len())
	}
}

// pictures are what a file's pages look like.
func pictures(t testing.TB, raw []byte) (pages []string) {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "papers.pdf")
	must(t, os.WriteFile(path, raw, 0o600))
	tool(t, "pdftoppm", "-r", "50", "-gray", path, filepath.Join(folder, "page"))
	for n := 1; ; n++ {
		for _, name := range []string{fmt.Sprintf("page-%d.pgm", n), fmt.Sprintf("page-%02d.pgm", n), ""} {
			if name == "" {
				return pages
			}
			if page, err := os.ReadFile(filepath.Join(folder, name)); err == nil {
				pages = append(pages, string(page))
				break
			}
		}
	}
}

func BenchmarkPack(b *testing.B) {
	sheet, err := paper.Timesheet(timesheet(80), seal)
	must(b, err)
	papers := slices.Repeat([]paper.Paper{sheet}, 400)
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		must(b, pdf.Write(&out, papers...))
	}
}
