package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/form"
)

// Report is how a form and a mapping fit together.
type Report struct {
	Form   string   `json:"form"`
	Fields int      `json:"fields"` // that the form has
	Filled int      `json:"filled"` // of them, that the mapping fills
	Wrong  []string `json:"wrong"`  // what does not fit: nothing is filled until it does
	Empty  []string `json:"empty"`  // fields of the form that nothing is put into
	Unused []string `json:"unused"` // values of ours that go nowhere
}

// Check holds a mapping against a form. The error is an ErrForm.
func Check(raw []byte, m Mapping) (Report, error) {
	fields, err := fieldsOf(raw)
	if err != nil {
		return Report{}, err
	}
	return (&Form{mapping: m, fields: fields}).check(), nil
}

func (f *Form) check() Report {
	r := Report{Form: f.mapping.Form, Fields: len(f.fields), Wrong: []string{}, Empty: []string{}, Unused: []string{}}
	filled := map[string]string{} // field by what fills it
	for _, our := range Names(f.mapping.Form) {
		target, mapped := f.mapping.Fields[our]
		if !mapped {
			r.Unused = append(r.Unused, our)
			continue
		}
		rows := 1
		if strings.HasPrefix(our, rowPrefix) {
			rows = f.mapping.Rows
		}
		said := saidOf(f.mapping.Form, our)
		for row := range rows {
			to := target.at(row+1, f.mapping)
			if wrong := f.wrong(our, to, target, said, filled); wrong != "" {
				r.Wrong = append(r.Wrong, wrong)
				continue
			}
			filled[to] = our
		}
	}
	r.Filled = len(filled)
	for _, field := range slices.Sorted(maps.Keys(f.fields)) {
		if filled[field] == "" {
			r.Empty = append(r.Empty, field)
		}
	}
	return r
}

// wrong says what does not fit of one of our values, which says one of some words or is a text, and its field; empty where
// all does.
func (f *Form) wrong(our, to string, target Target, said []string, filled map[string]string) string {
	field, there := f.fields[to]
	switch {
	case !there:
		return fmt.Sprintf("%s: the form has no field %q", our, to)
	case filled[to] != "":
		return fmt.Sprintf("%s: the field %q is filled with %s already", our, to, filled[to])
	case field.Locked:
		return fmt.Sprintf("%s: the field %q is locked", our, to)
	}
	for _, of := range slices.Sorted(maps.Keys(target.Values)) {
		if len(said) > 0 && !slices.Contains(said, of) {
			return fmt.Sprintf("%s: it never says %q, but %s", our, of, strings.Join(said, ", "))
		}
	}
	var options []string
	switch field.Typ {
	case form.FTText, form.FTDate:
		return ""
	case form.FTCheckBox:
		options = []string{yes, no}
	default:
		options = strings.Split(field.Opts, ",")
	}
	if len(said) == 0 {
		return fmt.Sprintf("%s: it is a text, and the field %q is something to choose", our, to)
	}
	for _, text := range said {
		if instead, is := target.Values[text]; is {
			text = instead
		}
		if text != "" && !slices.Contains(options, text) {
			return fmt.Sprintf("%s: the field %q has no choice %q, but %s", our, to, text, strings.Join(options, ", "))
		}
	}
	return ""
}

// saidOf is all that one of our values can say, where that is one of several words; else it is a text.
func saidOf(kind, our string) (said []string) {
	all := known(kind)
	if all[our].box {
		return []string{yes, no}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if word, ok := strings.CutPrefix(name, our+"."); ok && all[name].box {
			said = append(said, word)
		}
	}
	return said
}

// Fields are the fields of a PDF, in order of their names. The error is an ErrForm.
func Fields(raw []byte) ([]Field, error) {
	found, err := fieldsOf(raw)
	if err != nil {
		return nil, err
	}
	list := make([]Field, 0, len(found))
	for _, name := range slices.Sorted(maps.Keys(found)) {
		f := found[name]
		list = append(list, Field{Name: name, Kind: f.Typ.String(), Options: f.Opts, Pages: f.Pages})
	}
	return list, nil
}
