// Package table is a list as a person looks at it, with columns of a kind each, and writes it as a file for a spreadsheet: CSV as
// Swedish spreadsheets read it, or XLSX, in which dates are dates and times add up. What a file holds is for people to go on with;
// nothing reads it back in.
//
// The package is pure. Only it sees excelize.
package table

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"passbok/care"
)

// Kind is what a column holds.
type Kind string

// The kinds of columns. A cell without a value is empty, of whatever kind.
const (
	Text    Kind = "text"
	Number  Kind = "number"  // a whole number
	Minutes Kind = "minutes" // a whole number of them, as they were: shown as hours and minutes
	Ore     Kind = "ore"     // a whole number of them: shown as kronor
	Day     Kind = "day"     // YYYY-MM-DD
	Moment  Kind = "moment"  // an instant with its offset: shown by Stockholm's clocks
)

// Limits of a table: more than any list that a provider looks at, and less than what a file of a spreadsheet holds.
const (
	MostColumns = 60
	MostRows    = 20_000 // of what a person sends, and of a workbook; CSV is written row by row, and has as many as there are
	MostText    = 2_000  // characters of a cell
)

// Column is one of a table's columns.
type Column struct {
	Title string `json:"title"`
	Kind  Kind   `json:"kind"`
}

// Table is a list: its rows have a cell for each column.
type Table struct {
	Name    string   `json:"name"`  // of the file, without its ending: a–z, 0–9 and hyphens
	Title   string   `json:"title"` // of the sheet
	Columns []Column `json:"columns"`
	Rows    [][]Cell `json:"rows"`
}

// Cell is a value as JSON has it: a text, a whole number, or null.
type Cell struct {
	text   string
	number int64
	is     byte // 0: empty, 't': a text, 'n': a number
}

// Of is a cell of a text; an empty one is an empty cell.
func Of(text string) Cell {
	if text == "" {
		return Cell{}
	}
	return Cell{text: text, is: 't'}
}

// Count is a cell of a whole number.
func Count(n int) Cell { return Cell{number: int64(n), is: 'n'} }

// UnmarshalJSON reads a cell.
func (c *Cell) UnmarshalJSON(raw []byte) error {
	*c = Cell{}
	switch {
	case string(raw) == "null":
		return nil
	case raw[0] == '"':
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return fmt.Errorf("read a cell: %w", err)
		}
		*c = Of(text)
		return nil
	}
	c.is = 'n'
	if err := json.Unmarshal(raw, &c.number); err != nil {
		return fmt.Errorf("read a cell: %w", err)
	}
	return nil
}

// Check says what is wrong with a table; nil where it can be written in any form.
func (t Table) Check() error {
	if len(t.Rows) > MostRows {
		return fmt.Errorf("a table has %d rows at the most", MostRows)
	}
	return t.sound()
}

// sound says what is wrong with a table of however many rows.
func (t Table) sound() error {
	switch {
	case t.Name == "" || len(t.Name) > 80 || strings.Trim(t.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
		return fmt.Errorf("a table's name is 1 to 80 small letters, digits and hyphens")
	case len(t.Columns) == 0 || len(t.Columns) > MostColumns:
		return fmt.Errorf("a table has 1 to %d columns", MostColumns)
	}
	for _, column := range t.Columns {
		if !slices.Contains([]Kind{Text, Number, Minutes, Ore, Day, Moment}, column.Kind) || utf8.RuneCountInString(column.Title) > 200 {
			return fmt.Errorf("a column is of no known kind, or its title is too long")
		}
	}
	for at, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("row %d has %d cells of %d", at+1, len(row), len(t.Columns))
		}
		for i, cell := range row {
			if err := cell.fits(t.Columns[i].Kind); err != nil {
				return fmt.Errorf("row %d, column %d: %w", at+1, i+1, err)
			}
		}
	}
	return nil
}

func (c Cell) fits(kind Kind) error {
	if c.is == 0 {
		return nil
	}
	if text := kind == Text || kind == Day || kind == Moment; text != (c.is == 't') {
		return fmt.Errorf("the value is none of a %s", kind)
	}
	switch kind {
	case Text:
		if utf8.RuneCountInString(c.text) > MostText {
			return fmt.Errorf("the text is longer than %d characters", MostText)
		}
	case Day:
		if _, err := care.ParseDate(c.text); err != nil {
			return fmt.Errorf("no date: %w", err)
		}
	case Moment:
		if _, err := c.moment(); err != nil {
			return err
		}
	case Number, Minutes, Ore:
		if c.number > 1e12 || c.number < -1e12 {
			return fmt.Errorf("the number is beyond measure")
		}
	}
	return nil
}

// moment is the instant of a cell, by Stockholm's clocks.
func (c Cell) moment() (time.Time, error) {
	at, err := time.Parse(time.RFC3339, c.text)
	if err != nil {
		if at, err = time.Parse("2006-01-02T15:04Z07:00", c.text); err != nil {
			return time.Time{}, fmt.Errorf("no instant: %w", err)
		}
	}
	return at.In(care.Stockholm()), nil
}

// clock is minutes as hours and minutes: 153:05; below zero with a sign.
func clock(minutes int64) string {
	sign := ""
	if minutes < 0 {
		sign, minutes = "-", -minutes
	}
	return fmt.Sprintf("%s%d:%02d", sign, minutes/60, minutes%60)
}

// kronor is öre as kronor with a comma: 41159,50.
func kronor(ore int64) string {
	return strings.Replace(big.NewRat(ore, 100).FloatString(2), ".", ",", 1)
}
