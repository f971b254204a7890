package check

import (
	"cmp"
	"encoding/json"
	"slices"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// run is a value of a field for as long as it stood.
type run struct {
	value json.RawMessage
	from  uint64
	by    []string // the operation that set it, and those that said the same while it stood
}

// effect is an operation at the moment when it took effect.
type effect struct {
	*Op
	seq     uint64
	verdict op.Verdict
	settled bool            // by a coordinator, later than it came
	took    map[string]bool // fields that had its value after it
	gave    []string        // it was a removal, said by these, and gave way to an edit that had not seen it
}

// works says whether the operation's values were merged.
func (e *effect) works() bool {
	return e.verdict == op.Applied || e.verdict == op.Merged || e.verdict == op.Conflict
}

// story is a document as its history tells it.
type story struct {
	ref     string
	now     map[string]run
	past    []snapshot
	effects []*effect
	// commands are the entries of nobody's operation.
	commands []uint64
}

type snapshot struct {
	seq    uint64
	fields op.Fields
}

func (s *story) fields() op.Fields {
	out := op.Fields{}
	for name, r := range s.now {
		if !null(r.value) {
			out[name] = r.value
		}
	}
	return out
}

// at are the fields after entry seq.
func (s *story) at(seq uint64) op.Fields {
	var fields op.Fields
	for _, snap := range s.past {
		if snap.seq > seq {
			break
		}
		fields = snap.fields
	}
	return fields
}

// opID is the id of the operation of an entry, "" for a command.
func opID(e book.HistoryEntry) string {
	var said struct {
		ID string `json:"id"`
	}
	if e.Name == "" {
		_ = json.Unmarshal(e.Op, &said)
	}
	return said.ID
}

// fold reads a document's history, and holds each step against what its author had seen.
func (j *judge) fold(ref string, entries []book.HistoryEntry) *story {
	s := &story{ref: ref, now: map[string]run{}}
	for _, entry := range entries {
		before := s.fields()
		acting := j.acting(ref, entry)
		changes := entry.Changes
		for i, e := range acting { // a coordinator's decision may be about several, one after the other
			for len(changes) > 0 && (len(acting) == 1 || e.says(changes[0]) && !j.left(s, e, changes[0], acting[i+1:])) {
				j.change(s, entry.Seq, e, changes[0])
				changes = changes[1:]
			}
			j.note(s, e)
			j.decide(s, e)
			if e.verdict == op.Conflict && !e.settled && j.alone(s, e) {
				j.fail("I2", "%s is a conflict on %s, and its author had seen or said all of it", e.Name, ref)
			}
		}
		if len(acting) == 0 {
			s.commands = append(s.commands, entry.Seq)
		}
		for _, change := range changes {
			j.change(s, entry.Seq, nil, change)
		}
		after := s.fields()
		s.past = append(s.past, snapshot{entry.Seq, after})
		for _, e := range acting {
			j.edited(s, e, before, after)
		}
		j.frozen(ref, entry.Seq, before, after)
		s.effects = append(s.effects, acting...)
	}
	return s
}

// acting are the operations that an entry makes effective: its own, or those that a coordinator decided about.
func (j *judge) acting(ref string, entry book.HistoryEntry) []*effect {
	if id := opID(entry); id != "" {
		o := j.ops[id]
		if o == nil {
			j.fail("I5", "entry %d of %s is of an operation that nobody made", entry.Seq, ref)
			return nil
		}
		if at, twice := j.entries[id]; twice {
			j.fail("I5", "%s is in the log twice, at %d and %d", o.Name, at.seq, entry.Seq)
		}
		e := &effect{Op: o, seq: entry.Seq, verdict: entry.Verdict, took: map[string]bool{}}
		j.entries[id] = e
		return []*effect{e}
	}
	var acting []*effect
	for _, id := range j.order {
		done := j.settled[id]
		if done == nil || done.Seq != entry.Seq || j.ops[id].Doc != ref {
			continue
		}
		acting = append(acting, &effect{Op: j.ops[id], seq: entry.Seq, verdict: done.Verdict, settled: true, took: map[string]bool{}})
	}
	// As they came, which need not be as they were made: a copy of a phone may have been first to bring what it made last.
	slices.SortStableFunc(acting, func(a, b *effect) int { return cmp.Compare(j.came(a.ID), j.came(b.ID)) })
	return acting
}

// came is the entry by which an operation came.
func (j *judge) came(id string) uint64 {
	if e := j.entries[id]; e != nil {
		return e.seq
	}
	return 0
}

// says says whether a change is an operation's: its values were merged, and it asked for it, or is an edit that brings a removed
// row back.
func (e *effect) says(change book.FieldChange) bool {
	if !e.works() {
		return false
	}
	value, says := e.Set[change.Field]
	return says && same(change.Field, value, change.To) || !says && change.Field == "void" && !yes(change.To) && len(e.Set) > 0
}

// left says whether a change is a later operation's, of those that took effect together: both ask for it, and the one at hand
// had not seen what stood before, so that it was kept beside. An edit that brings a removed row back, without saying so, does it
// whether or not it had seen the removal: the first one does.
func (j *judge) left(s *story, e *effect, change book.FieldChange, later []*effect) bool {
	_, asked := e.Set[change.Field]
	return asked && !j.knew(e, s.now[change.Field]) && slices.ContainsFunc(later, func(next *effect) bool { return next.says(change) })
}

// change reads one change of an operation, or of a command's own.
func (j *judge) change(s *story, seq uint64, e *effect, change book.FieldChange) {
	was := s.now[change.Field]
	if !same(change.Field, was.value, change.From) {
		j.fail("I4", "the history of %s does not fit at entry %d: %s was %s, and is said to have been %s",
			s.ref, seq, change.Field, was.value, change.From)
	}
	next := run{value: change.To, from: seq}
	if e != nil {
		next.by = []string{e.ID}
		if !same(change.Field, was.value, change.To) {
			j.mayChange(s, e, change)
		}
	}
	s.now[change.Field] = next
}

// note remembers which of an operation's values stand after it, and that it has said them.
func (j *judge) note(s *story, e *effect) {
	if !e.works() {
		return
	}
	for name, value := range e.Set {
		r, stands := s.now[name]
		e.took[name] = same(name, r.value, value)
		if stands && e.took[name] && !slices.Contains(r.by, e.ID) {
			r.by = append(slices.Clone(r.by), e.ID)
			s.now[name] = r
		}
	}
}

// decide reads that somebody chose between answers: what they had in sight they have said. If they saw all the answers of a question,
// as the document stood, it is closed, and what stands is theirs from then on: whoever has not seen that has not seen it, though they
// may have seen the value, or said it themselves.
func (j *judge) decide(s *story, e *effect) {
	if e.settled || !e.works() || len(e.Resolves) == 0 {
		return
	}
	for name, r := range s.now {
		if j.saw(e.Op, r.from) && !slices.Contains(r.by, e.ID) {
			r.by = append(slices.Clone(r.by), e.ID)
			s.now[name] = r
		}
	}
	if e.verdict == op.Conflict || len(s.past) == 0 || s.past[len(s.past)-1].seq != e.Saw.Rev || !j.saw(e.Op, e.Saw.Rev) {
		return
	}
	for _, question := range j.pageFields[s.ref][e.Saw.Rev].conflicts {
		if slices.ContainsFunc(question.Candidates[1:], func(c merge.PulledPart) bool { return !slices.Contains(e.Resolves, c.Op) }) {
			continue
		}
		for _, name := range question.Fields {
			r, there := s.now[name]
			if !there && name != "void" {
				continue
			}
			if !there {
				r.value = json.RawMessage("null") // that the row stays
			}
			s.now[name] = run{value: r.value, from: e.seq, by: []string{e.ID}}
		}
	}
}

// alone says whether all that was there of a document when an operation came had been on its author's screen, or is kept, whole, in the
// database in which the operation was made, and nobody had been asked about any of it.
func (j *judge) alone(s *story, e *effect) bool {
	if slices.ContainsFunc(s.commands, func(seq uint64) bool { return !j.saw(e.Op, seq) }) {
		return false
	}
	return !slices.ContainsFunc(s.effects, func(other *effect) bool {
		known := j.saw(e.Op, other.seq) || j.mine(e.Op, other.ID) && j.holders[other.ID][e.DB] && !other.Torn
		return other.verdict == op.Conflict || other.settled || !known
	})
}
