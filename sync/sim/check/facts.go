// Package check holds the simulator's runs against the invariants I1 to I7 of the engine, with a plain model of its own:
// what people did, what was on their screens when they did it, what they were told, and the story of every document. It
// knows the engine's types, and nothing of how it works.
package check

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Op is an operation as a phone made it.
type Op struct {
	ID, Doc, Person string
	Name            string // as the story calls it
	DB              int    // the database in which it was made
	Bad             bool   // it cannot be read as it is
	Torn            bool   // its text was cut in some database: it may come whole from another, or have come before
	Newer           bool   // it is of a later version
	Set             op.Fields
	Resolves        []string
	Saw             Sight
	Before          string // id of the operation before it in the database, "" for the first
}

// Sight is what of a document was on the screen when the form was drawn.
type Sight struct {
	Generation int    // which of the server's lives it was pulled from
	Rev        uint64 // as pulled
	Candidates []string
}

// Violation says which invariant does not hold, and how.
type Violation struct {
	Rule string // I1 … I7, or the name of a rule of the merge
	What string
}

func (v Violation) String() string { return v.Rule + ": " + v.What }

// told is what a phone was told of an operation.
type told struct {
	book.Verdict
	generation int
}

// seal is a month that was locked, and until when.
type seal struct {
	name       string
	from       uint64
	until      uint64 // 0: still
	generation int
}

// Checker gathers facts, and judges them at the end. Facts come in the order in which things happened.
type Checker struct {
	ops        map[string]*Op
	order      []string                    // of ops, as they were made
	holders    map[string]map[int]bool     // databases that keep the operation
	told       map[string]told             // the last valid verdict
	receipts   map[string]book.Receipt     // of commands, while valid
	pages      map[string]string           // ref and rev: the document as it was sent
	pageFields map[string]map[uint64]pages // ref, rev
	seals      []seal
	cuts       []uint64          // for every restored backup, the last seq that it held
	erased     map[string]bool   // documents that were erased: what is said of them is not judged
	ended      map[string]uint64 // and by which entry, as far as the book knows of it
	gone       map[string]uint64 // operations on them that had been answered, likewise
	found      []Violation
}

type pages struct {
	fields     op.Fields
	conflicts  []merge.PulledConflict
	generation int
}

// New is a checker that has heard nothing.
func New() *Checker {
	return &Checker{
		ops: map[string]*Op{}, holders: map[string]map[int]bool{}, told: map[string]told{},
		receipts: map[string]book.Receipt{}, pages: map[string]string{}, pageFields: map[string]map[uint64]pages{},
		erased: map[string]bool{}, ended: map[string]uint64{}, gone: map[string]uint64{},
	}
}

func (c *Checker) fail(rule, format string, args ...any) {
	c.found = append(c.found, Violation{Rule: rule, What: fmt.Sprintf(format, args...)})
}

// Found are the violations so far.
func (c *Checker) Found() []Violation { return c.found }

// name is what the story calls an operation.
func (c *Checker) name(id string) string {
	if o := c.ops[id]; o != nil {
		return o.Name
	}
	return id
}

// Saved: a phone has said that an operation is saved.
func (c *Checker) Saved(o Op) {
	c.ops[o.ID] = &o
	c.order = append(c.order, o.ID)
	c.holders[o.ID] = map[int]bool{o.DB: true}
}

// Gone: a database has lost an operation that it had said was saved.
func (c *Checker) Gone(db int, id string) { delete(c.holders[id], db) }

// Evicted: a database is gone, with all that was in it.
func (c *Checker) Evicted(db int) {
	for _, held := range c.holders {
		delete(held, db)
	}
}

// Cloned: a database was copied.
func (c *Checker) Cloned(from, to int) {
	c.Evicted(to)
	for _, held := range c.holders {
		if held[from] {
			held[to] = true
		}
	}
}

// Unreadable: a database has an operation whose text was cut; what is sent in its place cannot be read.
func (c *Checker) Unreadable(id string) { c.ops[id].Bad, c.ops[id].Torn = true, true }

// Restored: the server lost its database, and has it again as it was after an entry. Where its archive was there, that is
// all that it ever acknowledged.
func (c *Checker) Restored(through uint64, archived bool) {
	c.cuts = append(c.cuts, through)
	for _, id := range slices.Sorted(maps.Keys(c.told)) {
		if was := c.told[id]; was.Seq > through {
			delete(c.told, id)
			if archived {
				c.fail("I1", "%s was acknowledged at %d, and the archive has nothing after %d", c.name(id), was.Seq, through)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.receipts)) {
		if receipt := c.receipts[id]; receipt.Seq > through {
			delete(c.receipts, id)
			if archived {
				c.fail("I1", "command %s was acknowledged at %d, and the archive has nothing after %d", id, receipt.Seq, through)
			}
		}
	}
	if !archived { // nobody knows of the erasure any more
		lost := func(_ string, at uint64) bool { return at > through }
		maps.DeleteFunc(c.gone, lost)
		maps.DeleteFunc(c.ended, lost)
	}
	c.seals = slices.DeleteFunc(c.seals, func(s seal) bool { return s.from > through })
	for i := range c.seals {
		if c.seals[i].until > through {
			c.seals[i].until = 0
		}
	}
}

func (c *Checker) generation() int { return len(c.cuts) }

// Answered: a phone was told verdicts.
func (c *Checker) Answered(verdicts []book.Verdict) {
	for _, v := range verdicts {
		was, known := c.told[v.ID]
		if o := c.ops[v.ID]; o != nil && o.Torn && known && (v.Code == op.CodeLost) != (was.Code == op.CodeLost) {
			continue // what is sent in place of it is another operation, though the id is the same
		}
		if known && c.wasErased(v.ID) && was.Seq == v.Seq && was.Verdict.Verdict == v.Verdict {
			v.Code, v.Field = was.Code, was.Field // the reason went with the rest
		}
		if known && (was.Seq != v.Seq || was.Verdict.Verdict != v.Verdict || was.Code != v.Code || was.Field != v.Field) {
			c.fail("I5", "%s was answered %s %s at %d, and when it was sent again %s %s at %d",
				c.name(v.ID), was.Verdict.Verdict, was.Code, was.Seq, v.Verdict, v.Code, v.Seq)
		}
		if known && !v.Again {
			c.fail("I5", "%s was answered twice, the second time as if it were new", c.name(v.ID))
		}
		if !known {
			c.told[v.ID] = told{Verdict: v, generation: c.generation()}
		}
	}
}

// Pulled: a phone was given documents.
func (c *Checker) Pulled(docs []merge.Pulled) {
	for _, doc := range docs {
		text, err := json.Marshal(doc)
		if err != nil {
			c.fail("I4", "%s cannot be written: %v", doc.Doc, err)
			continue
		}
		at := fmt.Sprintf("%s@%d", doc.Doc, doc.Rev)
		if was, seen := c.pages[at]; seen && was != string(text) {
			c.fail("I3", "seq %d means two things: %s was sent as %s and as %s", doc.Rev, doc.Doc, was, text)
		}
		c.pages[at] = string(text)
		if c.pageFields[doc.Doc] == nil {
			c.pageFields[doc.Doc] = map[uint64]pages{}
		}
		c.pageFields[doc.Doc][doc.Rev] = pages{doc.Fields, doc.Conflicts, c.generation()}
	}
}

// Commanded: a command was answered.
func (c *Checker) Commanded(id string, receipt book.Receipt) {
	was, known := c.receipts[id]
	if known && (was.Seq != receipt.Seq || was.Hash != receipt.Hash || string(was.Answer) != string(receipt.Answer) || !receipt.Again) {
		c.fail("I5", "command %s was answered %+v, and when it was sent again %+v", id, was, receipt)
	}
	if !known {
		c.receipts[id] = receipt
	}
}
