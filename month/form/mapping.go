package form

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"passbok/month/paper"
)

// The forms that can be filled.
const (
	Invoice   = "FK 3057"
	Timesheet = "FK 3059"
)

// Mapping says which field of a form gets which of our values.
type Mapping struct {
	Form string `json:"form"` // Invoice or Timesheet
	// Rows of time on one copy of a timesheet's form, and in how many columns they stand; paper.RowsASheet and
	// paper.Columns where they are not said. More rows take another copy.
	Rows    int `json:"rows"`
	Columns int `json:"columns"`
	// Fields are the form's, by our names for what goes into them (Names). In those of rows, {n} stands for the row, from 1, {nn} for the same in
	// two digits, {column} for its column and {line} for the line in that.
	Fields map[string]Target `json:"fields"`
}

// Target is a field of the form. As JSON it is its name alone, or an object.
type Target struct {
	Field string `json:"field"`
	// Values are what the field wants in place of ours, as the options of a group of buttons.
	Values map[string]string `json:"values,omitempty"`
}

// UnmarshalJSON reads a name, or an object.
func (t *Target) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &t.Field) == nil {
		return nil
	}
	type plain Target
	return strict(raw, (*plain)(t))
}

// ErrMapping says that a mapping cannot be used.
var ErrMapping = errors.New("the mapping cannot be used")

// mostRows is more than any form has.
const mostRows = 1000

// ReadMapping reads a mapping file: JSON, nothing in it that is not known. The error is an ErrMapping.
func ReadMapping(raw []byte) (Mapping, error) {
	var m Mapping
	if err := strict(raw, &m); err != nil {
		return Mapping{}, fmt.Errorf("%w: %w", ErrMapping, err)
	}
	if m.Form != Invoice && m.Form != Timesheet {
		return Mapping{}, fmt.Errorf("%w: its form is %q, and not %s or %s", ErrMapping, m.Form, Invoice, Timesheet)
	}
	if m.Rows == 0 {
		m.Rows = paper.RowsASheet
	}
	if m.Columns == 0 {
		m.Columns = min(paper.Columns, m.Rows)
	}
	if m.Rows < 1 || m.Rows > mostRows || m.Columns < 1 || m.Columns > m.Rows {
		return Mapping{}, fmt.Errorf("%w: %d rows in %d columns", ErrMapping, m.Rows, m.Columns)
	}
	known := Names(m.Form)
	for _, name := range slices.Sorted(maps.Keys(m.Fields)) {
		target := m.Fields[name]
		switch {
		case !slices.Contains(known, name):
			return Mapping{}, fmt.Errorf("%w: there is no value %q for %s", ErrMapping, name, m.Form)
		case target.Field == "":
			return Mapping{}, fmt.Errorf("%w: %s has no field", ErrMapping, name)
		case strings.HasPrefix(name, rowPrefix) && target.at(1, m) == target.at(2, m) && m.Rows > 1:
			return Mapping{}, fmt.Errorf("%w: %s is the same field in every row; say where the row's number stands: {n}, {nn}, or {column} and {line}", ErrMapping, name)
		}
	}
	if len(m.Fields) == 0 {
		return Mapping{}, fmt.Errorf("%w: it names no field", ErrMapping)
	}
	return m, nil
}

// at is the name of the field in a row, from 1.
func (t Target) at(row int, m Mapping) string {
	lines := (m.Rows + m.Columns - 1) / m.Columns
	return strings.NewReplacer("{nn}", fmt.Sprintf("%02d", row), "{n}", fmt.Sprint(row),
		"{column}", fmt.Sprint((row-1)/lines+1), "{line}", fmt.Sprint((row-1)%lines+1)).Replace(t.Field)
}

// strict reads one JSON value, without unknown fields, and nothing after it.
func strict(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more follows after its end")
	}
	return nil
}
