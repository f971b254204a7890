package server

import (
	"bytes"

	"passbok/month"
	"passbok/month/paper"
	"passbok/month/pdf"
	"passbok/out/table"
)

func (a *archive) drawn(kept month.Kept, write func(paper.Seal) (paper.Paper, error)) ([]byte, error) {
	seal, err := a.c.seal(kept)
	if err != nil {
		return nil, err
	}
	p, err := write(seal)
	if err != nil {
		return nil, err
	}
	var drawn bytes.Buffer
	if err := pdf.Write(&drawn, p); err != nil {
		return nil, err
	}
	return drawn.Bytes(), nil
}

func rowCells(customer string, row month.Row) []table.Cell {
	end, minutes := "", table.Cell{}
	if row.End != "" {
		end = row.End
		if !row.Void {
			minutes = table.Count(row.Minutes)
		}
	}
	state := ""
	if row.Void {
		state = "borttagen"
	}
	return []table.Cell{table.Of(customer), table.Of(row.Name), table.Of(string(row.Kind)), table.Of(row.Start), table.Of(end), minutes, table.Of(row.Note), table.Of(state), table.Of(row.ID)}
}

// lists writes what the files are, and every row, as CSV: for people.
func (a *archive) lists() error {
	text := func(titles ...string) (columns []table.Column) {
		for _, title := range titles {
			columns = append(columns, table.Column{Title: title, Kind: table.Text})
		}
		return columns
	}
	rows := text("Kund", "Assistent", "Sort av tid", "Från", "Till", "Minuter i månaden", "Anteckning", "Läge", "Rad")
	rows[3].Kind, rows[4].Kind, rows[5].Kind = table.Moment, table.Moment, table.Number
	for _, list := range []table.Table{
		{Name: "innehall", Columns: text("Fil", "Kund", "Assistent", "Vad", "Läge"), Rows: a.files},
		{Name: "tider", Columns: rows, Rows: a.rows},
	} {
		var written bytes.Buffer
		if err := list.CSV(&written); err != nil {
			return err
		}
		if err := a.out.Add(list.Name+".csv", written.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
