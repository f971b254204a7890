package table

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"passbok/care"
)

// XLSX writes the table as a workbook of one sheet. Times are durations that add up, dates are dates, a text is a text and never
// a formula; the first line stays in sight, and can be filtered by.
func (t Table) XLSX(w io.Writer) error {
	if err := t.Check(); err != nil {
		return fmt.Errorf("write %s as XLSX: %w", t.Name, err)
	}
	file := excelize.NewFile()
	err := t.fill(file)
	if err == nil {
		_, err = file.WriteTo(w)
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write %s as XLSX: %w", t.Name, err)
	}
	return nil
}

// formats are how a kind is shown.
var formats = map[Kind]string{Minutes: "[h]:mm", Ore: "#,##0.00", Day: "yyyy-mm-dd", Moment: "yyyy-mm-dd hh:mm", Number: "0"}

func (t Table) fill(file *excelize.File) error {
	sheet := sheetName(t.Title)
	if err := file.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	if err := file.SetDocProps(&excelize.DocProperties{Title: t.Title, Creator: "Passbok"}); err != nil {
		return err
	}
	styles := map[Kind]int{}
	for kind, shown := range formats {
		style, err := file.NewStyle(&excelize.Style{CustomNumFmt: &shown})
		if err != nil {
			return err
		}
		styles[kind] = style
	}
	bold, err := file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	out, err := file.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, width := range t.widths() {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	line := make([]any, len(t.Columns))
	for i, column := range t.Columns {
		line[i] = excelize.Cell{StyleID: bold, Value: column.Title}
	}
	if err := out.SetRow("A1", line); err != nil {
		return err
	}
	for at, row := range t.Rows {
		for i, cell := range row {
			kind := t.Columns[i].Kind
			line[i] = excelize.Cell{StyleID: styles[kind], Value: cell.valued(kind)}
		}
		if err := out.SetRow(fmt.Sprint("A", at+2), line); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.Columns), len(t.Rows)+1)
	if err != nil {
		return err
	}
	return file.AutoFilter(sheet, "A1:"+last, nil)
}

const minutesOfADay = 24 * 60

// valued is a cell as a workbook has it: a time is a part of a day, and a date the days since a day before 1900.
func (c Cell) valued(kind Kind) any {
	if c.is == 0 {
		return nil
	}
	switch kind {
	case Minutes:
		return float64(c.number) / minutesOfADay
	case Ore:
		return float64(c.number) / 100
	case Number:
		return c.number
	case Day:
		return float64(dayNumber(c.text))
	case Moment:
		if at, err := c.moment(); err == nil {
			return float64(dayNumber(string(care.DateOf(at)))) + float64(at.Hour()*60+at.Minute())/minutesOfADay
		}
	case Text:
	}
	return c.text
}

// dayNumber is a date as workbooks count days.
func dayNumber(date string) int {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
}

// widths are how wide the columns are, by what is in them.
func (t Table) widths() []float64 {
	all := make([]float64, len(t.Columns))
	for i, column := range t.Columns {
		widest := utf8.RuneCountInString(column.Title)
		for _, row := range t.Rows[:min(len(t.Rows), 200)] {
			widest = max(widest, utf8.RuneCountInString(row[i].written(column.Kind)))
		}
		all[i] = float64(min(widest, 60) + 3)
	}
	return all
}

// sheetName is a title as a workbook takes it: 31 characters without signs of its own.
func sheetName(title string) string {
	title = strings.Trim(strings.NewReplacer(":", " ", "\\", " ", "/", " ", "?", "", "*", "", "[", "", "]", "").Replace(title), "' ")
	if runes := []rune(title); len(runes) > 31 {
		title = strings.TrimRight(string(runes[:31]), "' ")
	}
	if title == "" {
		return "Passbok"
	}
	return title
}
