package merge

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"passbok/sync/op"
)

// A stored document: version, then its parts, each string with its length before it, numbers as varints, fields and
// origins sorted by name. The same document is always the same bytes, so that the fold can be compared with the store.
// By hand and not JSON, because every sync and every month reads hundreds of them.
const documentVersion = 1

var errVersion = errors.New("decode document: not of a known version")

// Encode writes the document as it is stored.
func (d Document) Encode() []byte {
	w := writer{out: make([]byte, 0, 768)}
	w.out = append(w.out, documentVersion)
	w.text(d.Ref)
	w.number(d.Rev)
	w.number(uint64(len(d.Origins)))
	for _, origin := range d.Origins {
		w.origin(origin)
	}
	w.number(uint64(len(d.Fields)))
	for _, field := range d.Fields {
		w.text(field.Name)
		w.text(string(field.Value))
		w.number(field.Seq)
		w.number(uint64(len(field.By)))
		for _, id := range field.By {
			w.number(uint64(slices.IndexFunc(d.Origins, func(o Origin) bool { return o.Op == id })))
		}
	}
	w.number(uint64(len(d.Conflicts)))
	for _, c := range d.Conflicts {
		w.text(c.Unit)
		w.text(string(c.Severity))
		w.number(c.Opened)
		w.number(uint64(len(c.Fields)))
		for _, name := range c.Fields {
			w.text(name)
		}
		w.number(uint64(len(c.Candidates)))
		for _, candidate := range c.Candidates {
			w.origin(candidate.Origin)
			w.number(candidate.Seq)
			w.fields(candidate.Set)
		}
	}
	w.number(uint64(len(d.Parked)))
	for _, parked := range d.Parked {
		w.origin(parked.Origin)
		w.number(parked.Seq)
		w.fields(parked.Set)
		w.text(parked.Reason)
	}
	return w.out
}

// Decode reads a stored document. Its values are parts of stored, which must not be changed afterwards.
func Decode(stored []byte) (Document, error) {
	if len(stored) == 0 || stored[0] != documentVersion {
		return Document{}, errVersion
	}
	r := documentReader{reader[string]{in: string(stored[1:])}, stored[1:]}
	d := Document{Ref: r.text(), Rev: r.number()}
	d.Origins = make([]Origin, r.count())
	ids := make([]string, len(d.Origins)) // fields that name one operation, as nearly all do, share this
	for i := range d.Origins {
		d.Origins[i] = r.origin()
		ids[i] = d.Origins[i].Op
	}
	fields := r.count()
	d.Fields = make(Fields, 0, fields)
	for range fields {
		field := Field{Name: r.text(), Value: r.value(), Seq: r.number()}
		for range r.count() {
			at := r.number()
			if at >= uint64(len(ids)) {
				return Document{}, fmt.Errorf("decode document %s: %s names an origin that is not there", d.Ref, field.Name)
			}
			if field.By == nil {
				field.By = ids[at : at+1 : at+1]
			} else {
				field.By = append(field.By, ids[at])
			}
		}
		if len(field.By) == 0 {
			return Document{}, fmt.Errorf("decode document %s: nobody has said %s", d.Ref, field.Name)
		}
		if n := len(d.Fields); n > 0 && d.Fields[n-1].Name >= field.Name {
			return Document{}, fmt.Errorf("decode document %s: its fields are not in order at %s", d.Ref, field.Name)
		}
		d.Fields = append(d.Fields, field)
	}
	for range r.count() {
		c := Conflict{Unit: r.text(), Severity: Severity(r.text()), Opened: r.number()}
		for range r.count() {
			c.Fields = append(c.Fields, r.text())
		}
		for range r.count() {
			c.Candidates = append(c.Candidates, Candidate{Origin: r.origin(), Seq: r.number(), Set: r.fields()})
		}
		d.Conflicts = append(d.Conflicts, c)
	}
	for range r.count() {
		d.Parked = append(d.Parked, Parked{Origin: r.origin(), Seq: r.number(), Set: r.fields(), Reason: r.text()})
	}
	if r.bad || r.in != "" {
		return Document{}, fmt.Errorf("decode document %s: not as it was written", d.Ref)
	}
	return d, nil
}

// RevOf reads of a stored document its Rev alone.
func RevOf(stored []byte) (uint64, error) {
	if len(stored) == 0 || stored[0] != documentVersion {
		return 0, errVersion
	}
	size, n := binary.Uvarint(stored[1:])
	if rest := stored[1:]; n > 0 && size <= uint64(len(rest)-n) {
		if rev, n := binary.Uvarint(rest[n+int(size):]); n > 0 {
			return rev, nil
		}
	}
	return 0, errors.New("read a document's rev: not as it was written")
}

type writer struct{ out []byte }

func (w *writer) number(n uint64) { w.out = binary.AppendUvarint(w.out, n) }

func (w *writer) text(s string) {
	w.number(uint64(len(s)))
	w.out = append(w.out, s...)
}

func (w *writer) origin(o Origin) {
	w.text(o.Op)
	w.text(o.Person)
	w.text(o.Device)
	w.number(o.N)
	w.text(o.At.Wall)
	w.number(math.Float64bits(o.At.Mono))
	w.number(math.Float64bits(o.At.Offset))
	w.text(o.Why)
	w.out = binary.AppendVarint(w.out, o.Clock)
}

func (w *writer) fields(set op.Fields) {
	w.number(uint64(len(set)))
	for _, name := range op.SortedNames(set) {
		w.text(name)
		w.text(string(set[name]))
	}
}

// reader reads what writer wrote. After the first thing that cannot be so it is bad, and reads only zeros.
type reader[T string | []byte] struct {
	in  T // what is left
	bad bool
}

func (r *reader[T]) fail() { r.bad, r.in = true, r.in[:0] }

func (r *reader[T]) number() uint64 {
	var n uint64
	for i := 0; i < len(r.in) && i < binary.MaxVarintLen64; i++ {
		b := r.in[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.in = r.in[i+1:]
			return n
		}
	}
	r.fail()
	return 0
}

func (r *reader[T]) signed() int64 {
	n := r.number()
	return int64(n>>1) ^ -int64(n&1)
}

// count is a number of things that follow, each at least a byte.
func (r *reader[T]) count() int {
	n := r.number()
	if n > uint64(len(r.in)) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader[T]) text() T {
	n := r.count()
	text := r.in[:n]
	r.in = r.in[n:]
	return text
}

// documentReader reads texts out of one copy, and values without any.
type documentReader struct {
	reader[string]
	bytes []byte // the whole of what is read
}

// value is a text as bytes.
func (r *documentReader) value() json.RawMessage {
	n := r.count()
	from := len(r.bytes) - len(r.in)
	r.in = r.in[n:]
	return json.RawMessage(r.bytes[from : from+n : from+n])
}

func (r *documentReader) origin() Origin {
	return Origin{
		Op: r.text(), Person: r.text(), Device: r.text(), N: r.number(),
		At: op.At{
			Wall: r.text(), Mono: math.Float64frombits(r.number()), Offset: math.Float64frombits(r.number()),
		},
		Why: r.text(), Clock: r.signed(),
	}
}

func (r *documentReader) fields() op.Fields {
	n := r.count()
	set := make(op.Fields, n)
	for range n {
		name := r.text()
		set[name] = r.value()
	}
	return set
}
