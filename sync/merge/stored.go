package merge

import (
	"bytes"
	"slices"
	"strconv"

	"passbok/sync/op"
)

// Stored is a document as it is stored, for who hands it on without looking into it: of all that a device pulls nearly
// everything is so, and a document in between would be made for each only to be written again.
type Stored struct {
	Ref    string
	Month  string // which the book files it under, "" where it has none
	Stored []byte // as Encode writes it; not changed afterwards
}

// Document reads it.
func (s Stored) Document() (Document, error) {
	doc, err := Decode(s.Stored)
	doc.Month = s.Month
	return doc, err
}

// MarshalJSON writes the document as a client gets it.
func (s Stored) MarshalJSON() ([]byte, error) { return s.AppendJSON(nil) }

// AppendJSON writes what Document.AppendJSON writes of the same document, in one pass where nothing is open about it. The error
// says that the bytes are no document.
func (s Stored) AppendJSON(out []byte) ([]byte, error) {
	if plain, ok := s.appendPlain(out); ok {
		return plain, nil
	}
	doc, err := s.Document()
	if err != nil {
		return nil, err
	}
	return doc.AppendJSON(out)
}

// mostOrigins is how many operations the fields of a plain document name at most.
const mostOrigins = 8

// appendPlain writes a document without disagreements, of few operations whose devices' clocks were right; not ok for any other.
func (s Stored) appendPlain(out []byte) (_ []byte, ok bool) {
	if len(s.Stored) == 0 || s.Stored[0] != documentVersion {
		return nil, false
	}
	r := reader[[]byte]{in: s.Stored[1:]}
	out = append(out, `{"doc":`...)
	out = op.AppendString(out, r.text())
	out = append(out, `,"rev":`...)
	out = strconv.AppendUint(out, r.number(), 10)
	if s.Month != "" {
		out = op.AppendString(append(out, `,"month":`...), s.Month)
	}
	origins := r.count()
	if origins > mostOrigins {
		return nil, false
	}
	var people [mostOrigins][]byte
	var last []byte
	for i := range origins {
		id, person, off := readOrigin(&r)
		if off || i > 0 && bytes.Compare(last, id) >= 0 {
			return nil, false
		}
		last, people[i] = id, person
	}
	out = append(out, `,"fields":{`...)
	var room [mostOrigins][]byte
	authors := room[:0]
	first, before := true, []byte(nil)
	for range r.count() {
		name, value := r.text(), r.text()
		r.number() // seq
		by := r.count()
		if by == 0 || before != nil && bytes.Compare(before, name) >= 0 {
			return nil, false
		}
		before = name
		for i := range by {
			at := r.number()
			if at >= uint64(origins) {
				return nil, false
			}
			if i == 0 && len(people[at]) > 0 && !slices.ContainsFunc(authors, func(known []byte) bool { return bytes.Equal(known, people[at]) }) {
				authors = append(authors, people[at])
			}
		}
		if op.IsNull(value) {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		first = false
		out = append(append(op.AppendString(out, name), ':'), value...)
	}
	if conflicts, parked := r.count(), r.count(); r.bad || conflicts > 0 || parked > 0 || len(r.in) > 0 {
		return nil, false
	}
	out = append(out, '}')
	slices.SortFunc(authors, bytes.Compare)
	for i, person := range authors {
		if i == 0 {
			out = append(out, `,"by":[`...)
		} else {
			out[len(out)-1] = ','
		}
		out = append(op.AppendString(out, person), ']')
	}
	return append(out, '}'), true
}

// readOrigin reads which operation it was and whose, and whether their device's clock was off.
func readOrigin(r *reader[[]byte]) (id, person []byte, off bool) {
	id, person = r.text(), r.text()
	r.text() // device
	r.number()
	r.text() // wall
	r.number()
	r.number()
	r.text() // why
	return id, person, r.signed() != 0
}
