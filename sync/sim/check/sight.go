package check

import (
	"slices"
	"strings"

	"passbok/sync/book"
	"passbok/sync/op"
)

// mine says whether the database in which an operation was made held another one by then.
func (c *Checker) mine(o *Op, other string) bool {
	for before := o.Before; before != ""; before = c.ops[before].Before {
		if before == other {
			return true
		}
		if c.ops[before] == nil {
			return false
		}
	}
	return false
}

// generationOf is the life of the server in which an entry of the log was written.
func (c *Checker) generationOf(seq uint64) int {
	for i, cut := range slices.Backward(c.cuts) {
		if seq > cut {
			return i + 1
		}
	}
	return 0
}

// saw says whether the screen, when the operation was made, showed the document as entry seq had left it, or later.
func (c *Checker) saw(o *Op, seq uint64) bool {
	return o.Saw.Generation >= c.generationOf(seq) && o.Saw.Rev >= seq
}

// knew says whether whoever made the operation knew the value: it was on the screen, or they had said it themselves, or chosen with
// it in sight, before. Of a parked operation that is applied late also if they have said it since.
func (j *judge) knew(e *effect, r run) bool {
	if r.from == 0 || j.saw(e.Op, r.from) {
		return true
	}
	return slices.ContainsFunc(r.by, func(id string) bool {
		other := j.ops[id]
		return id == e.ID || j.mine(e.Op, id) || e.settled && other != nil && j.mine(other, e.ID)
	})
}

// mayChange: nothing is overwritten by someone who had not seen it.
func (j *judge) mayChange(s *story, e *effect, change book.FieldChange) {
	r := s.now[change.Field]
	switch {
	case change.Field == "void" && !yes(change.To):
		if !j.knew(e, r) { // the row lives; the removal must be kept beside it
			for _, other := range s.effects {
				if slices.Contains(r.by, other.ID) {
					other.gave = r.by
				}
			}
			if e.verdict != op.Conflict {
				j.fail("I2", "%s brought %s back, not having seen that %s had removed it, and was not told of a conflict (%s)",
					e.Name, s.ref, j.names(r.by), e.verdict)
			}
		}
	case change.Field == "void":
		for name, other := range s.now {
			if !j.knew(e, other) {
				j.fail("I2", "%s removed %s, not having seen that %s had set %s to %s", e.Name, s.ref, j.names(other.by), name, other.value)
			}
		}
	case !j.knew(e, r):
		j.fail("I2", "%s set %s of %s from %s to %s, not having seen what %s had set at %d",
			e.Name, change.Field, s.ref, change.From, change.To, j.names(r.by), r.from)
	case coupled(s.ref, change.Field):
		for name, other := range s.now {
			_, says := e.Set[name]
			if coupled(s.ref, name) && !says && !j.knew(e, other) && e.verdict != op.Conflict {
				j.fail("I2", "%s set %s of %s beside %s=%s of %s, which it had not seen, and nobody is asked (%s)",
					e.Name, change.Field, s.ref, name, other.value, j.names(other.by), e.verdict)
			}
		}
	}
}

// edited: what was removed by someone unseen is there again after an edit; hours never vanish.
func (j *judge) edited(s *story, e *effect, before, after op.Fields) {
	_, says := e.Set["void"]
	if !e.works() || says || len(e.Set) == 0 || !yes(before["void"]) || !yes(after["void"]) {
		return
	}
	if r := s.now["void"]; !j.knew(e, r) && !j.spared(s.ref, e, before) {
		j.fail("I2", "%s edited %s, not having seen that %s had removed it, and the row is still away", e.Name, s.ref, j.names(r.by))
	}
}

// spared says whether a removal stands although somebody who had not seen it wrote a note: the month is locked, and the
// row in it must not differ. What they have taken back before it was applied they ask for no more.
func (j *judge) spared(ref string, e *effect, before op.Fields) bool {
	for name, value := range e.Set {
		if name == "note" || same(name, before[name], value) || e.settled && j.saidSince(e, name) {
			continue
		}
		return false
	}
	return slices.ContainsFunc(sealsOf(ref, before), func(name string) bool { return j.sealedAt(name, e.seq) })
}

// saidSince says whether who made a parked operation has said more of a field before that was decided about.
func (j *judge) saidSince(e *effect, name string) bool {
	for id, other := range j.ops {
		if _, says := other.Set[name]; says && j.came(id) != 0 && j.came(id) < e.seq && j.mine(other, e.ID) {
			return true
		}
	}
	return false
}

func (c *Checker) names(ids []string) string {
	if len(ids) == 0 {
		return "a command"
	}
	var names []string
	for _, id := range ids {
		names = append(names, c.name(id))
	}
	return strings.Join(names, ", ")
}
