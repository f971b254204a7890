package op

import (
	"encoding/json"
	"errors"
	"slices"
)

// Kind is one kind of document: data that the domain declares, so that the engine knows no care. All its functions are
// pure. Field checks are never asked about null.
type Kind struct {
	Name    string
	Fields  map[string]func(json.RawMessage) error                   // shape check per field; an error may have Code() string and Field() string
	Check   func(id string, fields map[string]json.RawMessage) error // the whole document as it would stand; nil = none
	Coupled []string                                                 // fields that are one statement together
	Frozen  []string                                                 // fields that a seal freezes (void among them)
	Open    bool                                                     // operations may write it; else only commands
	Keyed   bool                                                     // a new one's id follows from its fields, and Check holds it to them; else it is a UUIDv7
	VoidWhy bool                                                     // an operation that removes one must say why
	Seals   func(id string, fields map[string]json.RawMessage) []string
	Feeds   func(id string, fields map[string]json.RawMessage) []string
	Month   func(id string, fields map[string]json.RawMessage) string // "2026-10" of its last day, "" if ageless
}

// Schema is every kind of document by name.
type Schema map[string]Kind

// Couples says whether the field is part of the kind's one statement.
func (k Kind) Couples(field string) bool { return slices.Contains(k.Coupled, field) }

// Freezes says whether a seal freezes the field.
func (k Kind) Freezes(field string) bool { return slices.Contains(k.Frozen, field) }

// CheckShape checks each field of a set by itself; nil if all are well.
func (k Kind) CheckShape(set Fields) *Problem {
	for _, name := range SortedNames(set) {
		check, known := k.Fields[name]
		if !known {
			return &Problem{Code: CodeUnknownField, Field: name}
		}
		if check == nil || IsNull(set[name]) {
			continue
		}
		if err := check(set[name]); err != nil {
			return problemOf(err, name)
		}
	}
	return nil
}

// CheckWhole checks a document as it would stand; nil if it may.
func (k Kind) CheckWhole(id string, fields Fields) *Problem {
	if k.Check == nil {
		return nil
	}
	if err := k.Check(id, fields); err != nil {
		return problemOf(err, "")
	}
	return nil
}

// SealsOf are the seals that would hold the document, or none where the kind has none.
func (k Kind) SealsOf(id string, fields Fields) []string {
	if k.Seals == nil || len(fields) == 0 {
		return nil
	}
	return k.Seals(id, fields)
}

// FeedsOf are the feeds that the document belongs to.
func (k Kind) FeedsOf(id string, fields Fields) []string {
	if k.Feeds == nil || len(fields) == 0 {
		return nil
	}
	return k.Feeds(id, fields)
}

// MonthOf is the month of the document's last day, "" if it has no age.
func (k Kind) MonthOf(id string, fields Fields) string {
	if k.Month == nil || len(fields) == 0 {
		return ""
	}
	return k.Month(id, fields)
}

// SortedNames are the names of the fields in order.
func SortedNames[V any](fields map[string]V) []string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// problemOf turns what a domain's check answered into a Problem. The error may tell its code and field.
func problemOf(err error, field string) *Problem {
	var problem *Problem
	if errors.As(err, &problem) {
		return problem
	}
	out := &Problem{Code: CodeInvalid, Field: field, Detail: err.Error()}
	var coded interface{ Code() string }
	if errors.As(err, &coded) && coded.Code() != "" {
		out.Code = coded.Code()
	}
	var fielded interface{ Field() string }
	if errors.As(err, &fielded) && fielded.Field() != "" {
		out.Field = fielded.Field()
	}
	return out
}
