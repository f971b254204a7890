// Package phone is a client of the book, written from docs/protocol.md and nothing else: it is how the simulator knows
// that the protocol is enough. It keeps what a phone keeps, makes operations, asks, and takes answers. It uses the
// engine's types for what goes over the wire, and none of its code.
package phone

import (
	"encoding/json"
	"maps"
	"slices"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Phone is one database on one phone, and the person it is for.
type Phone struct {
	Person string
	Device string
	Feeds  []string // kept open beyond those by right
	Docs   map[string]merge.Pulled
	Ops    []*Kept // all that were made here, in that order
	Epoch  string
	Cursor string

	last     uint64         // the n of the newest operation of this device id
	replaces *book.Replaces // to be said until it was heard
	single   bool           // operations go one by one, to find the one that cannot be read
	sent     []string       // ids of the last request's operations
}

// Kept is an operation as the phone keeps it.
type Kept struct {
	op.Op
	Form    Form
	Device  string        // by whose numbers N counts
	Verdict *book.Verdict // as answered; nil while it waits
	Over    bool          // it is no longer laid over the view: what was pulled tells what became of it
}

// Form says in what shape an operation is stored, and so is sent.
type Form string

// The forms of operations.
const (
	Plain     Form = ""          // as it should be
	Malformed Form = "malformed" // with a member that nobody knows
	Newer     Form = "newer"     // of a version after the server's
	Torn      Form = "torn"      // its text was cut, on the disk of the phone
	Lost      Form = "lost"      // what is sent in place of a torn one
)

// New is the database of a device that was never used.
func New(person, device string) *Phone {
	return &Phone{Person: person, Device: device, Docs: map[string]merge.Pulled{}}
}

// Clone copies the database, as a backup of the phone does.
func (p *Phone) Clone() *Phone {
	next := *p
	next.Feeds, next.Docs, next.sent = slices.Clone(p.Feeds), maps.Clone(p.Docs), nil
	next.Ops = make([]*Kept, len(p.Ops))
	for i, kept := range p.Ops {
		twin := *kept
		next.Ops[i] = &twin
	}
	return &next
}

// Screen is what a person looks at when a form or a button is drawn.
type Screen struct {
	Ref    string
	Rev    uint64    // as pulled
	Fields op.Fields // with the phone's own operations laid over
	Pulled merge.Pulled
	Told   uint64 // the newest verdict on the document: a wrong phone would take it for Rev
}

// Look draws the document.
func (p *Phone) Look(ref string) Screen {
	pulled := p.Docs[ref]
	s := Screen{Ref: ref, Rev: pulled.Rev, Pulled: pulled, Fields: maps.Clone(pulled.Fields)}
	if s.Fields == nil {
		s.Fields = op.Fields{}
	}
	for _, kept := range p.Ops {
		if kept.Doc != ref || kept.Form != Plain {
			continue
		}
		if kept.Verdict != nil {
			s.Told = max(s.Told, kept.Verdict.Seq)
		}
		if kept.Over || kept.Verdict != nil && kept.Verdict.Verdict == op.Refused {
			continue
		}
		for name, value := range kept.Set {
			if string(value) == "null" {
				delete(s.Fields, name)
			} else {
				s.Fields[name] = value
			}
		}
	}
	return s
}

// Refs are the documents that the phone shows: those pulled, and those that it has made itself.
func (p *Phone) Refs() []string {
	seen := map[string]bool{}
	for ref := range p.Docs {
		seen[ref] = true
	}
	for _, kept := range p.Ops {
		if kept.Form == Plain && kept.Doc != "" && kept.Verdict == nil {
			seen[kept.Doc] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Keep writes an operation and its number, durably; after it the phone says that it is saved.
func (p *Phone) Keep(o op.Op, form Form) *Kept {
	p.last++
	o.N = p.last
	kept := &Kept{Op: o, Form: form, Device: p.Device}
	p.Ops = append(p.Ops, kept)
	return kept
}

// Waiting are the operations without a verdict, in the order of n.
func (p *Phone) Waiting() []*Kept {
	var waiting []*Kept
	for _, kept := range p.Ops {
		if kept.Verdict == nil {
			waiting = append(waiting, kept)
		}
	}
	return waiting
}

// Lose drops an operation that was never sent, as a disk may.
func (p *Phone) Lose(id string) {
	p.Ops = slices.DeleteFunc(p.Ops, func(kept *Kept) bool { return kept.ID == id })
}

// text is the operation as it goes over the wire.
func (k *Kept) text() json.RawMessage {
	members := map[string]any{"v": 1, "id": k.ID, "n": k.N, "doc": k.Doc, "base": k.Base, "at": k.At}
	if len(k.Set) > 0 {
		members["set"] = k.Set
	}
	if len(k.Resolves) > 0 {
		members["resolves"] = k.Resolves
	}
	if k.Why != "" {
		members["why"] = k.Why
	}
	switch k.Form {
	case Malformed:
		members["colour"] = "red"
	case Newer:
		members["v"], members["mood"] = 2, "good"
	case Torn:
		return json.RawMessage(`{"v":1,"id":"` + k.ID[:13])
	case Lost:
		members = map[string]any{"id": k.ID, "n": k.N, "lost": `{"v":1,"id":"` + k.ID[:13]}
	}
	raw, err := json.Marshal(members)
	if err != nil {
		panic(err) // all of it came from JSON
	}
	return raw
}
