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
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/form"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/text/encoding/charmap"

	"passbok/care"
)

// What hinders a form from being filled.
var (
	// ErrForm says that the PDF cannot be used: it is none, or has no fields.
	ErrForm = errors.New("the PDF has no form that can be filled")
	// ErrMismatch says that form and mapping do not fit together.
	ErrMismatch = errors.New("form and mapping do not fit together")
	// ErrLetters says that a name has letters that the fonts of forms do not have. It must be written by hand.
	ErrLetters = errors.New("a name has letters that a form's font has not")
)

// Form is an installed form with its mapping. It may be used by several at once.
type Form struct {
	raw     []byte
	mapping Mapping
	fields  map[string]form.Field // of the PDF, by name

	mu sync.Mutex // the library keeps fonts and configuration in variables of its own
}

// quietly keeps the library from making folders for itself in the user's home.
var quietly = sync.OnceFunc(api.DisableConfigDir)

// Open reads a form. Errors: ErrForm, ErrMismatch.
func Open(raw []byte, m Mapping) (*Form, error) {
	fields, err := fieldsOf(raw)
	if err != nil {
		return nil, err
	}
	f := &Form{raw: raw, mapping: m, fields: fields}
	if r := f.check(); len(r.Wrong) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrMismatch, strings.Join(r.Wrong, "; "))
	}
	return f, nil
}

// fieldsOf are the fields of a PDF, by name. The error is an ErrForm. Whatever the library makes of bytes that are no
// PDF: an error or a panic, it is no more than that.
func fieldsOf(raw []byte) (fields map[string]form.Field, err error) {
	quietly()
	defer func() {
		if found := recover(); found != nil {
			fields, err = nil, fmt.Errorf("%w: %v", ErrForm, found)
		}
	}()
	list, err := api.FormFields(bytes.NewReader(raw), model.NewDefaultConfiguration())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForm, err)
	}
	fields = map[string]form.Field{}
	for _, one := range list {
		fields[name(one)] = one
	}
	if len(fields) == 0 {
		return nil, ErrForm
	}
	return fields, nil
}

// name is by what a field is known: its name, or, where it has none, its number.
func name(f form.Field) string {
	if f.Name != "" {
		return f.Name
	}
	return f.ID
}

// Kind is which form it is.
func (f *Form) Kind() string { return f.mapping.Form }

// Invoice writes the form, filled with an invoice. Errors: ErrLetters.
func (f *Form) Invoice(w io.Writer, i care.Invoice) error {
	return f.write(w, []values{invoiceValues(i)})
}

// Timesheet writes the form, filled with a timesheet: as many copies of it as its rows need. Errors: ErrLetters.
func (f *Form) Timesheet(w io.Writer, t care.Timesheet) error {
	copies := f.copies(t)
	all := make([]values, copies)
	for n := range copies {
		all[n] = sheetValues(t, n, copies, f.mapping.Rows)
	}
	return f.write(w, all)
}

// copies is how many copies of the form a timesheet's rows need.
func (f *Form) copies(t care.Timesheet) int {
	return max(1, (len(t.Rows)+f.mapping.Rows-1)/f.mapping.Rows)
}

// write fills one copy after the other and puts them together.
func (f *Form) write(w io.Writer, copies []values) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	parts := make([]io.ReadSeeker, len(copies))
	for n, v := range copies {
		filled, err := f.fill(v)
		if err != nil {
			return fmt.Errorf("fill %s, copy %d of %d: %w", f.mapping.Form, n+1, len(copies), err)
		}
		parts[n] = bytes.NewReader(filled)
	}
	if err := join(w, parts); err != nil {
		return fmt.Errorf("put the copies of %s together: %w", f.mapping.Form, err)
	}
	return nil
}

// fill fills one copy.
func (f *Form) fill(v values) ([]byte, error) {
	entries, err := f.entries(v)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(form.FormGroup{Forms: []form.Form{entries}})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := api.FillForm(bytes.NewReader(f.raw), bytes.NewReader(data), &out, model.NewDefaultConfiguration()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// entries are what goes into the form's fields, as the library wants it. What is empty is left alone.
func (f *Form) entries(v values) (form.Form, error) {
	var out form.Form
	for _, our := range slices.Sorted(maps.Keys(v)) {
		target, row := f.target(our)
		if target.Field == "" {
			continue
		}
		to, text := target.at(row, f.mapping), v[our].text
		if instead, is := target.Values[text]; is {
			text = instead
		}
		if text == "" {
			continue
		}
		if _, err := charmap.Windows1252.NewEncoder().String(text); err != nil {
			return form.Form{}, fmt.Errorf("%s: %w", our, ErrLetters)
		}
		field := f.fields[to]
		switch field.Typ {
		case form.FTText:
			out.TextFields = append(out.TextFields, &form.TextField{ID: field.ID, Name: field.Name, Value: text})
		case form.FTDate:
			out.DateFields = append(out.DateFields, &form.DateField{ID: field.ID, Name: field.Name, Value: text})
		case form.FTCheckBox:
			out.CheckBoxes = append(out.CheckBoxes, &form.CheckBox{ID: field.ID, Name: field.Name, Value: text == yes})
		case form.FTRadioButtonGroup:
			out.RadioButtonGroups = append(out.RadioButtonGroups, &form.RadioButtonGroup{ID: field.ID, Name: field.Name, Value: text})
		case form.FTComboBox:
			out.ComboBoxes = append(out.ComboBoxes, &form.ComboBox{ID: field.ID, Name: field.Name, Value: text})
		case form.FTListBox:
			out.ListBoxes = append(out.ListBoxes, &form.ListBox{ID: field.ID, Name: field.Name, Values: []string{text}})
		}
	}
	return out, nil
}

// target is where one of our values goes, and in which row it stands; the zero Target where it goes nowhere.
func (f *Form) target(our string) (Target, int) {
	rest, ok := strings.CutPrefix(our, rowPrefix)
	if !ok {
		return f.mapping.Fields[our], 1
	}
	var row int
	number, field, _ := strings.Cut(rest, ".")
	_, _ = fmt.Sscan(number, &row)
	return f.mapping.Fields[rowPrefix+field], row
}
