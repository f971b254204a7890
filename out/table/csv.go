package table

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// mark tells spreadsheets that a file is UTF-8.
const mark = "\ufeff"

// CSV writes the table as RFC 4180 has it, with semicolons between and a mark before, as a Swedish spreadsheet reads it on a
// double click. A text that a spreadsheet would work out as a formula is written with an apostrophe before it.
// It has as many rows as there are.
func (t Table) CSV(w io.Writer) error {
	if err := t.sound(); err != nil {
		return fmt.Errorf("write %s as CSV: %w", t.Name, err)
	}
	if _, err := io.WriteString(w, mark); err != nil {
		return fmt.Errorf("write %s as CSV: %w", t.Name, err)
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	line := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		line[i] = harmless(column.Title)
	}
	if err := out.Write(line); err != nil {
		return fmt.Errorf("write %s as CSV: %w", t.Name, err)
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			line[i] = cell.written(t.Columns[i].Kind)
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("write %s as CSV: %w", t.Name, err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write %s as CSV: %w", t.Name, err)
	}
	return nil
}

// written is a cell as text.
func (c Cell) written(kind Kind) string {
	if c.is == 0 {
		return ""
	}
	switch kind {
	case Minutes:
		return clock(c.number)
	case Ore:
		return kronor(c.number)
	case Number:
		return strconv.FormatInt(c.number, 10)
	case Moment:
		if at, err := c.moment(); err == nil {
			return at.Format("2006-01-02 15:04")
		}
	case Day:
		return c.text
	case Text:
	}
	return harmless(c.text)
}

// harmless keeps a text from being worked out: a name may begin with anything.
func harmless(text string) string {
	text = strings.ReplaceAll(text, "\r", "")
	if text != "" && strings.ContainsRune("=+-@\t\n|%", rune(text[0])) {
		return "'" + text
	}
	return text
}
