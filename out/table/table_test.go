package table_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"pgregory.net/rapid"

	"passbok/out/table"
)

var columns = []table.Column{
	{Title: "Kund", Kind: table.Text}, {Title: "Dag", Kind: table.Day}, {Title: "Start", Kind: table.Moment}, {Title: "Tid", Kind: table.Minutes}, {Title: "Risk", Kind: table.Ore}, {Title: "Rader", Kind: table.Number},
}

func read(t testing.TB, rows string) table.Table {
	t.Helper()
	list := table.Table{Name: "manaden-2026-10", Title: "Månaden: oktober/2026", Columns: columns}
	if err := json.Unmarshal([]byte(rows), &list.Rows); err != nil {
		t.Fatal(err)
	}
	return list
}

const rows = `[["Åsa \"Prov\"; AB","2026-10-25","2026-10-25T02:30+01:00",9185,4115950,3],["=1+1",null,"2026-10-25T00:30:00Z",0,-5,0],[null,null,null,null,null,null]]`

func TestCSV(t *testing.T) {
	var w bytes.Buffer
	if err := read(t, rows).CSV(&w); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffKund;Dag;Start;Tid;Risk;Rader\r\n" +
		"\"Åsa \"\"Prov\"\"; AB\";2026-10-25;2026-10-25 02:30;153:05;41159,50;3\r\n" +
		"'=1+1;;2026-10-25 02:30;0:00;-0,05;0\r\n" +
		";;;;;\r\n"
	if w.String() != want {
		t.Errorf("%q", w.String())
	}
}

// What a spreadsheet would work out is never written as it is.
func TestNoFormulas(t *testing.T) {
	for _, text := range []string{"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "|x", "%x", "\r=1"} {
		list := table.Table{Name: "x", Columns: columns[:1], Rows: [][]table.Cell{{table.Of(text)}}}
		var w bytes.Buffer
		if err := list.CSV(&w); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(bytes.NewReader(w.Bytes()[3:]))
		r.Comma = ';'
		all, err := r.ReadAll()
		if err != nil || !strings.HasPrefix(all[1][0], "'") {
			t.Errorf("%q is written as %q %v", text, all[1][0], err)
		}
	}
}

// cells are the sheet's cells as an XML reader finds them in the workbook: type, style and text by their place.
func cells(t testing.TB, book []byte) (found map[string][2]string, name string) {
	t.Helper()
	files, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	part := func(path string) *etree.Document {
		f, err := files.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		doc := etree.NewDocument()
		if _, err := doc.ReadFrom(f); err != nil {
			t.Fatal(err)
		}
		return doc
	}
	found = map[string][2]string{}
	for _, c := range part("xl/worksheets/sheet1.xml").FindElements("//c") {
		text := ""
		for _, value := range append(c.FindElements("v"), c.FindElements("is/t")...) {
			text += value.Text()
		}
		found[c.SelectAttrValue("r", "")] = [2]string{c.SelectAttrValue("t", ""), text}
		if len(c.FindElements("f")) > 0 {
			t.Errorf("%s is a formula", c.SelectAttrValue("r", ""))
		}
	}
	return found, part("xl/workbook.xml").FindElement("//sheet").SelectAttrValue("name", "")
}

func TestXLSX(t *testing.T) {
	var w bytes.Buffer
	if err := read(t, rows).XLSX(&w); err != nil {
		t.Fatal(err)
	}
	found, name := cells(t, w.Bytes())
	if name != "Månaden  oktober 2026" {
		t.Errorf("%q", name)
	}
	for place, want := range map[string][2]string{
		"A1": {"inlineStr", "Kund"}, "A2": {"inlineStr", `Åsa "Prov"; AB`}, "A3": {"inlineStr", "=1+1"}, "B2": {"", "46320"}, "E2": {"", "41159.5"}, "F2": {"", "3"},
	} {
		if got := found[place]; got != want {
			t.Errorf("%s: %q, want %q", place, got, want)
		}
	}
	for place, want := range map[string]float64{"C2": 46320 + 150.0/1440, "C3": 46320 + 150.0/1440, "D2": 9185.0 / 1440} {
		if got, err := strconv.ParseFloat(found[place][1], 64); err != nil || math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %s, want %f", place, found[place], want)
		}
	}
}

// A screen reader says a document's title first; the library would say its own author's name.
func TestXLSXIsTitled(t *testing.T) {
	var w bytes.Buffer
	list := read(t, rows)
	if err := list.XLSX(&w); err != nil {
		t.Fatal(err)
	}
	files, err := zip.NewReader(bytes.NewReader(w.Bytes()), int64(w.Len()))
	if err != nil {
		t.Fatal(err)
	}
	f, err := files.Open("docProps/core.xml")
	if err != nil {
		t.Fatal(err)
	}
	doc := etree.NewDocument()
	if _, err := doc.ReadFrom(f); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"title": list.Title, "creator": "Passbok"} {
		if is := doc.FindElement("//" + name); is == nil || is.Text() != want {
			t.Errorf("the workbook's %s is not %q", name, want)
		}
	}
}

func TestWhatIsNoTable(t *testing.T) {
	good := read(t, rows)
	for name, change := range map[string]func(l *table.Table){
		"a path for a name":      func(l *table.Table) { l.Name = "../x" },
		"no name":                func(l *table.Table) { l.Name = "" },
		"no columns":             func(l *table.Table) { l.Columns = nil },
		"an unknown kind":        func(l *table.Table) { l.Columns = []table.Column{{Title: "x", Kind: "y"}} },
		"a cell too few":         func(l *table.Table) { l.Rows = [][]table.Cell{{table.Of("x")}} },
		"a text for a number":    func(l *table.Table) { l.Columns, l.Rows = columns[5:], [][]table.Cell{{table.Of("x")}} },
		"a number for a text":    func(l *table.Table) { l.Columns, l.Rows = columns[:1], [][]table.Cell{{table.Count(1)}} },
		"a date that is none":    func(l *table.Table) { l.Columns, l.Rows = columns[1:2], [][]table.Cell{{table.Of("2026-02-30")}} },
		"an instant without one": func(l *table.Table) { l.Columns, l.Rows = columns[2:3], [][]table.Cell{{table.Of("2026-02-03")}} },
		"a text too long": func(l *table.Table) {
			l.Columns, l.Rows = columns[:1], [][]table.Cell{{table.Of(strings.Repeat("å", 2001))}}
		},
	} {
		list := good
		change(&list)
		var w bytes.Buffer
		if list.CSV(&w) == nil || list.XLSX(&w) == nil || w.Len() > 0 {
			t.Errorf("%s is written", name)
		}
	}
	var cell table.Cell
	for _, raw := range []string{"1.5", "true", "{}", "[]", "1e99"} {
		if json.Unmarshal([]byte(raw), &cell) == nil {
			t.Errorf("%s is a cell", raw)
		}
	}
}

// A workbook is made in memory, and has its limit; CSV has as many rows as a provider of any size has in a month.
func TestManyRows(t *testing.T) {
	list := table.Table{Name: "tider", Columns: columns[:1], Rows: make([][]table.Cell, table.MostRows+1)}
	for at := range list.Rows {
		list.Rows[at] = []table.Cell{table.Of("x")}
	}
	var w bytes.Buffer
	if list.Check() == nil || list.XLSX(&w) == nil || w.Len() > 0 {
		t.Error("a workbook of too many rows is written")
	}
	if err := list.CSV(&w); err != nil || bytes.Count(w.Bytes(), []byte("\r\n")) != table.MostRows+2 {
		t.Errorf("%d bytes of CSV, %v", w.Len(), err)
	}
}

// Any text and number comes back from CSV as it was, but for the apostrophe and carriage returns.
func TestCSVComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text, n := rapid.StringN(0, 40, -1).Draw(r, "text"), rapid.IntRange(-1e9, 1e9).Draw(r, "n")
		list := table.Table{Name: "x", Columns: []table.Column{{Kind: table.Text}, {Kind: table.Minutes}}, Rows: [][]table.Cell{{table.Of(text), table.Count(n)}}}
		var w bytes.Buffer
		if err := list.CSV(&w); err != nil {
			r.Fatal(err)
		}
		reader := csv.NewReader(bytes.NewReader(w.Bytes()[3:]))
		reader.Comma = ';'
		all, err := reader.ReadAll()
		if err != nil {
			r.Fatal(err)
		}
		plain := strings.ReplaceAll(text, "\r", "")
		if got := all[1][0]; got != plain && got != "'"+plain {
			r.Fatalf("%q came back as %q", text, got)
		}
		h, m, _ := strings.Cut(strings.TrimPrefix(all[1][1], "-"), ":")
		hours, _ := strconv.Atoi(h)
		minutes, _ := strconv.Atoi(m)
		if back := hours*60 + minutes; back != max(n, -n) {
			r.Fatalf("%d minutes came back as %s", n, all[1][1])
		}
	})
}
