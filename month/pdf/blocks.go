package pdf

import (
	"passbok/month/paper"
)

// block is a part of a page that is not divided.
type block struct {
	height float64
	draw   func()
}

const (
	titleHeight = 4.6
	fieldHeight = 8.2
	rowHeight   = 4.4
	gap         = 1.8
	signHeight  = 14.5
)

// blocks are those of a paper that flows: an invoice.
func (d *drawing) blocks() []block {
	blocks := d.notes()
	for _, s := range d.paper.Sections {
		blocks = append(blocks, d.section(s)...)
	}
	for _, s := range d.paper.Basis {
		blocks = append(blocks, d.section(s)...)
	}
	return blocks
}

// notes are what the reader must know first, in a frame; a warning in a heavy one.
func (d *drawing) notes() (blocks []block) {
	note := func(text, style string, size, line float64) {
		high := d.high(width-5, size, style, text) + 2.6
		blocks = append(blocks, block{height: high + gap, draw: func() {
			d.SetLineWidth(line)
			d.Rect(left, d.y, width, high, "D")
			d.lines(left+2.5, d.y+1.2+size*point, width-5, size, style, text)
		}})
	}
	if d.paper.Warning != "" {
		note(d.paper.Warning, "B", 10, 0.9)
	}
	for _, text := range d.paper.Notes {
		note(text, "", 8, 0.25)
	}
	return blocks
}

// section is a section's blocks: one, unless its table is too long to stay whole.
func (d *drawing) section(s paper.Section) []block {
	title := s.Title
	if s.Number != "" {
		title = s.Number + "  " + title
	}
	rows := fieldRows(s.Fields)
	note := 0.0
	if s.Note != "" {
		note = d.high(width, 7.5, "", s.Note) + 1
	}
	if s.Table == nil {
		high := titleHeight + note + float64(len(rows))*fieldHeight
		if s.Sign != nil {
			high += signHeight
		}
		return []block{{height: high + gap, draw: func() {
			y := d.fields(d.head(title, s.Note), rows)
			if s.Sign != nil {
				d.sign(left, y+2, width, *s.Sign)
			}
		}}}
	}
	const most = 40 // rows of a table that stay together
	var blocks []block
	for from := 0; from < len(s.Table.Rows); from += most {
		to := min(len(s.Table.Rows), from+most)
		part := paper.Table{Head: s.Table.Head, Rows: s.Table.Rows[from:to], Figures: s.Table.Figures}
		b := block{height: titleHeight + note + float64(to-from+1)*rowHeight + gap}
		first := from == 0
		b.draw = func() {
			if first {
				d.table(left, d.head(title, s.Note), width, part)
			} else {
				d.table(left, d.head(title+" (forts.)", s.Note), width, part)
			}
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// head draws a section's title and note, and says where what follows begins.
func (d *drawing) head(title, note string) float64 {
	d.text(left, d.y+3.4, width, 9, "B", title)
	y := d.y + titleHeight
	if note != "" {
		y += d.lines(left, y+2.4, width, 7.5, "", note) + 1
	}
	return y
}

// fieldRows puts fields into rows of twelve twelfths.
func fieldRows(fields []paper.Field) (rows [][]paper.Field) {
	taken := 12
	for _, f := range fields {
		if taken+f.Span > 12 {
			rows, taken = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], f)
		taken += f.Span
	}
	return rows
}

// fields draws boxes, each with its label small at the top, and says where what follows begins.
func (d *drawing) fields(y float64, rows [][]paper.Field) float64 {
	for _, row := range rows {
		x := left
		for _, f := range row {
			w := width * float64(f.Span) / 12
			d.SetLineWidth(0.2)
			d.Rect(x, y, w, fieldHeight, "D")
			d.text(x+1.2, y+2.7, w-2.4, 6.5, "", f.Label)
			at := x + 1.2
			for _, choice := range f.Choices {
				at += d.tick(at, y+fieldHeight-1.8, choice)
			}
			if f.Value != "" {
				d.text(x+1.2, y+fieldHeight-1.7, w-2.4, 10, "", f.Value)
			}
			x += w
		}
		y += fieldHeight
	}
	return y
}

// table draws a table: a line below its head and each row, figures to the right, and no farther from what names the row
// than they must be.
func (d *drawing) table(x, y, w float64, t paper.Table) {
	rest := len(t.Head) - 1
	column := min(34, w*0.6/float64(max(1, rest)))
	first := 40.0
	d.SetFont(sans, "", 9)
	for _, row := range t.Rows {
		first = max(first, d.GetStringWidth(clean(row[0]))+4)
	}
	first = min(first, w-column*float64(rest))
	w = first + column*float64(rest)
	line := func(cells []string, style string, size float64) {
		for i, cell := range cells {
			switch {
			case i == 0:
				d.text(x+1, y+3.2, first-2, size, style, cell)
			case t.Figures:
				d.textRight(x+first+column*float64(i)-1, y+3.2, column-2, size, style, cell)
			default:
				d.text(x+first+column*float64(i-1)+1, y+3.2, column-2, size, style, cell)
			}
		}
		d.SetLineWidth(0.15)
		y += rowHeight
		d.Line(x, y, x+w, y)
	}
	line(t.Head, "B", 7.5)
	for _, row := range t.Rows {
		line(row, "", 9)
	}
}

// sign draws the lines of a signature.
func (d *drawing) sign(x, y, w float64, s paper.Signature) {
	below := []struct {
		label, value string
		part         float64
	}{{"Datum", "", 0.18}, {"Underskrift", "", 0.42}, {"Namnförtydligande", s.Name, 0.4}}
	if s.Phone {
		below[1].part, below[2].part = 0.36, 0.28
		below = append(below, struct {
			label, value string
			part         float64
		}{"Telefon", "", 0.18})
	}
	for _, b := range below {
		d.SetLineWidth(0.3)
		d.Line(x, y+8.6, x+w*b.part-2.5, y+8.6)
		if b.value != "" {
			d.text(x+0.5, y+7.4, w*b.part-3.5, 9.5, "", b.value)
		}
		d.text(x, y+11.6, w*b.part-2.5, 6.5, "", b.label)
		x += w * b.part
	}
}
