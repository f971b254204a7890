package pdf

import (
	"fmt"

	"passbok/month/paper"
)

const (
	gridRow    = 4.5
	rowsOfGrid = paper.RowsASheet / paper.Columns
)

// sheet is one page of a timesheet: all that the form asks for, on every page.
func (d *drawing) sheet(s paper.Sheet) []block {
	blocks := d.notes()
	for _, section := range d.paper.Sections {
		blocks = append(blocks, d.section(section)...)
	}
	marks := 0.0
	if s.Marked {
		marks = 3.4
	}
	blocks = append(blocks, block{height: titleHeight + (rowsOfGrid+1)*gridRow + marks + gap, draw: func() {
		y := d.head("4  Tid, rad för rad", "")
		d.grid(y, s.Rows)
		if s.Marked {
			d.text(left, y+(rowsOfGrid+1)*gridRow+2.8, width, 7, "", s.ClockChanged())
		}
	}})
	blocks = append(blocks, block{height: titleHeight + 4*rowHeight + gap, draw: func() {
		d.table(left, d.head("5  Summor", ""), width, s.Sums)
	}})
	return append(blocks, block{height: titleHeight + signHeight, draw: func() {
		const apart = 6.0
		half := (width - apart) / float64(len(d.paper.Signatures))
		for i, signature := range d.paper.Signatures {
			x := left + float64(i)*(half+apart)
			d.text(x, d.y+3.4, half, 8.5, "B", signature.Who)
			d.sign(x, d.y+titleHeight+1, half, signature)
		}
	}})
}

// grid draws the form's rows: down the first column, then down the next. Rows that are not used are empty.
func (d *drawing) grid(y float64, rows []paper.Row) {
	const apart = 2.5
	w := (width - apart*(paper.Columns-1)) / paper.Columns
	parts := []float64{0.15, 0.235, 0.235, 0.38}
	cells := func(x, y float64, style string, size float64, texts []string) {
		for i, text := range texts {
			d.text(x+0.9, y+3.4, w*parts[i]-1.2, size, style, text)
			x += w * parts[i]
		}
	}
	d.SetLineWidth(0.15)
	for c := range paper.Columns {
		x := left + float64(c)*(w+apart)
		for r := range rowsOfGrid + 1 {
			d.Rect(x, y+float64(r)*gridRow, w, gridRow, "D")
		}
		at := x
		for _, part := range parts[:3] {
			at += w * part
			d.Line(at, y, at, y+(rowsOfGrid+1)*gridRow)
		}
		cells(x, y, "B", 7, []string{"Dag", "Från", "Till", "Slag"})
		for r := range rowsOfGrid {
			if i := c*rowsOfGrid + r; i < len(rows) {
				row := rows[i]
				day := fmt.Sprint(row.Day)
				if row.Mark {
					day += " *"
				}
				cells(x, y+float64(r+1)*gridRow, "", 9, []string{day, row.From, row.To, row.Kind})
			}
		}
	}
}
