package care

import (
	"encoding/json"
	"iter"
	"strings"
)

// Fields are the values of a document by name, each one compact JSON. An absent field and null are the same.
type Fields = map[string]json.RawMessage

// Record is a document as it stands in the book: Ref is kind/id.
type Record struct {
	Ref       string
	Fields    Fields
	Conflicts int // disagreements open about it
	Parked    int // operations on it that wait for a coordinator
}

// Records is one snapshot of a book. An error of Feed is yielded once, last.
type Records interface {
	Get(ref string) (Record, bool, error)
	Feed(name string) iter.Seq2[Record, error]
}

// ID is the part of a ref after its kind.
func ID(ref string) string {
	_, id, _ := strings.Cut(ref, "/")
	return id
}

// KindOf is the part of a ref before its id.
func KindOf(ref string) string {
	kind, _, _ := strings.Cut(ref, "/")
	return kind
}

// Text is the field's text; empty where it is absent or no text.
func Text(fields Fields, name string) string {
	text, _ := textOf(fields[name])
	return text
}

// Count is the field's whole number; 0 where it is absent or none.
func Count(fields Fields, name string) int {
	var n int
	if json.Unmarshal(fields[name], &n) != nil {
		return 0
	}
	return n
}

// Flag tells whether the field is true.
func Flag(fields Fields, name string) bool { return string(fields[name]) == "true" }

// Texts are the field's texts where it is a list of them.
func Texts(fields Fields, name string) []string {
	var texts []string
	if json.Unmarshal(fields[name], &texts) != nil {
		return nil
	}
	return texts
}

// Value writes a text, a number, a flag or a list as a field's JSON, compact and with no escape that could
// be shorter.
func Value(v any) json.RawMessage {
	raw, err := marshal(v)
	if err != nil {
		panic("care: a field's value that is no JSON: " + err.Error())
	}
	return raw
}

func absent(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }
