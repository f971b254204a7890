package check

import (
	"encoding/json"
	"maps"
	"slices"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// findable is I2: for every value that an accepted operation set, one of five things holds.
func (j *judge) findable() {
	for _, id := range j.unerased() {
		o := j.ops[id]
		answer, answered := j.told[id]
		if !answered || !answer.Verdict.Verdict.Accepted() || o.Newer {
			continue
		}
		e := j.entries[id]
		if e == nil {
			continue // told by kept
		}
		if e.verdict == op.Parked {
			if e = j.decided(e); e == nil {
				continue
			}
		}
		for _, name := range slices.Sorted(maps.Keys(o.Set)) {
			if !j.isFound(e, name, o.Set[name]) {
				j.fail("I2", "%s set %s of %s to %s (%s at %d), and that is nowhere: the document is now %s",
					o.Name, name, o.Doc, o.Set[name], e.verdict, e.seq, document(j.docs[o.Doc]))
			}
		}
	}
}

// decided is what became of a parked operation; nil where it is found as it is: still waiting, or declined or superseded
// with who and why, or with the rule that it breaks.
func (j *judge) decided(e *effect) *effect {
	done := j.settled[e.ID]
	if done == nil {
		waits := slices.ContainsFunc(j.docs[e.Doc].Parked, func(p merge.PulledPart) bool { return p.Op == e.ID })
		if !waits && j.placed(j.stories[e.Doc]) {
			j.fail("I2", "%s was parked at %d, and neither waits on %s nor was anything decided", e.Name, e.seq, e.Doc)
		}
		return nil
	}
	said := done.Person != "" && (done.Verdict != op.Declined || done.Why != "")
	if code := j.told[e.ID].Code; done.Person == "" && (code == op.ReasonRestored || code == op.ReasonFollows) { // by nobody, when a restore was over
		said = done.Verdict != op.Declined || done.Code != ""
	}
	if !said {
		j.fail("I2", "%s was %s, and nobody can say by whom and why", e.Name, done.Verdict)
	}
	if done.Verdict == op.Declined || done.Verdict == op.Superseded {
		return nil
	}
	story := j.stories[e.Doc]
	for _, late := range story.effects {
		if late.settled && late.ID == e.ID {
			return late
		}
	}
	j.fail("I2", "%s was applied at %d, and the history of %s does not know it", e.Name, done.Seq, e.Doc)
	return nil
}

// isFound says whether one value of an operation that was merged is to be found.
func (j *judge) isFound(e *effect, name string, value json.RawMessage) bool {
	doc := j.docs[e.Doc]
	if same(name, doc.Fields[name], value) {
		return true // it is what stands
	}
	if e.took[name] && (name != "void" || e.gave == nil) {
		return true // it stood, and whoever set the field anew was asked whether they had seen it
	}
	for _, conflict := range doc.Conflicts {
		for _, candidate := range conflict.Candidates {
			said, says := candidate.Set[name]
			if says && same(name, said, value) && j.speaksFor(candidate.Op, e) {
				return true // it waits beside what stands
			}
		}
	}
	for _, later := range j.stories[e.Doc].effects {
		if later.ID == e.ID || later.verdict == op.Parked || !later.works() {
			continue
		}
		// Its own author went on from it, or one who had said the same: whoever has said a value knows it.
		if j.mine(later.Op, e.ID) || slices.ContainsFunc(e.gave, func(id string) bool { return j.mine(later.Op, id) }) {
			_, says := later.Set[name]
			if says || same(name, j.stories[e.Doc].at(later.seq)[name], value) {
				return true
			}
		}
		if later.seq >= e.seq && j.decidedBy(later, e) {
			return true
		}
	}
	return false
}

// decidedBy says whether an operation decided about the candidate that another one left: it names it, or the newer one of
// the same device that went on from it, and had it on the screen.
func (j *judge) decidedBy(later, e *effect) bool {
	return slices.ContainsFunc(later.Resolves, func(id string) bool {
		return j.speaksFor(id, e) && (slices.Contains(later.Saw.Candidates, id) || j.mine(later.Op, id))
	})
}

// speaksFor says whether a candidate holds what an operation said: it is its own, or a newer one of the same database that
// went on from it, or that of somebody who had said the same.
func (j *judge) speaksFor(candidate string, e *effect) bool {
	newer := j.ops[candidate]
	return candidate == e.ID || slices.Contains(e.gave, candidate) || newer != nil && newer.Doc == e.Doc && j.mine(newer, e.ID)
}

// combinations: what stands together in the parts of one statement, somebody has looked at, or is asked to.
func (j *judge) combinations() {
	for _, ref := range slices.Sorted(maps.Keys(j.stories)) {
		s, doc := j.stories[ref], j.docs[ref]
		if j.erased[ref] {
			continue
		}
		if slices.ContainsFunc(doc.Conflicts, func(c merge.PulledConflict) bool { return coupled(ref, c.Fields[0]) }) {
			continue
		}
		var newest run
		for name, r := range s.now {
			if coupled(ref, name) && r.from > newest.from {
				newest = r
			}
		}
		if newest.from == 0 || len(newest.by) == 0 || j.looked(s, newest) {
			continue
		}
		j.fail("I2", "%s stands as %s, a combination that nobody has looked at, and nobody is asked", ref, document(doc))
	}
}

// looked says whether the author of the newest part knew the others, or somebody has decided since, seeing it.
func (j *judge) looked(s *story, newest run) bool {
	for _, e := range s.effects {
		if e.verdict == op.Parked || !e.works() {
			continue
		}
		all := true
		for name, r := range s.now {
			_, says := e.Set[name]
			if coupled(s.ref, name) && !j.knew(e, r) && (!says || !slices.Contains(r.by, e.ID)) {
				all = false
			}
		}
		if all && (e.seq >= newest.from && slices.Contains(newest.by, e.ID) || len(e.Resolves) > 0 || touches(e, s.ref)) {
			return true
		}
	}
	return false
}

// touches says whether an operation sets a part of the one statement.
func touches(e *effect, ref string) bool {
	for name := range e.Set {
		if coupled(ref, name) {
			return true
		}
	}
	return false
}
