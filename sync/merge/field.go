package merge

import (
	"encoding/json"
	"slices"
	"strings"
)

// Field is one field of a document with its provenance.
type Field struct {
	Name  string
	Value json.RawMessage // canonical; null where it was cleared
	Seq   uint64          // the entry that last set it
	By    []string        // operations that said this value: who set it first, then those credited with the same
}

// Fields are those of a document, sorted by name, each once. They are few: a list is read and written as it is stored, where a
// map would be filled and sorted each time.
type Fields []Field

func (f Fields) find(name string) (at int, there bool) {
	return slices.BinarySearchFunc(f, name, func(field Field, name string) int { return strings.Compare(field.Name, name) })
}

// Get finds a field by its name.
func (f Fields) Get(name string) (Field, bool) {
	at, there := f.find(name)
	if !there {
		return Field{}, false
	}
	return f[at], true
}

// Value is a field's value; nil where the document does not have it.
func (f Fields) Value(name string) json.RawMessage {
	field, _ := f.Get(name)
	return field.Value
}

// Put puts a field in its place, instead of the one of the same name. It changes the list in place, so that of a document that
// somebody else holds a clone is taken first.
func (f *Fields) Put(field Field) {
	at, there := f.find(field.Name)
	if there {
		(*f)[at] = field
	} else {
		*f = slices.Insert(*f, at, field)
	}
}
