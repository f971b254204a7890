package check

import (
	"maps"
	"slices"
	"strings"

	"passbok/sync/merge"
	"passbok/sync/op"
	"passbok/sync/sim/domain"
)

// shown is I4: documents are what their histories tell, all who may see one see the same, and nobody has more or less
// than they may see.
func (j *judge) shown() {
	for _, ref := range slices.Sorted(maps.Keys(j.stories)) {
		s := j.stories[ref]
		doc, there := j.docs[ref]
		if want := j.placed(s); want != there {
			j.fail("I4", "%s has %d steps in its history and should be there: %v, and is: %v", ref, len(s.past), want, there)
			continue
		}
		j.differs(ref, "the document", s.fields(), doc.Fields)
		for _, rev := range slices.Sorted(maps.Keys(j.pageFields[ref])) {
			if page := j.pageFields[ref][rev]; page.generation >= j.generationOf(rev) && !j.dropped(rev, page.generation) {
				j.differs(ref, "a page", s.at(rev), page.fields)
			}
		}
	}
	engagements := j.engagements(0)
	for _, screen := range j.Screens {
		feeds := append(domain.ByRight(screen.Person, engagements), screen.Feeds...)
		for _, ref := range slices.Sorted(maps.Keys(j.docs)) {
			doc, has := screen.Docs[ref]
			switch may := inOneOf(j.docs[ref], feeds); {
			case may && !has:
				j.fail("I4", "%s lacks %s, which %s may see", screen.Name, ref, screen.Person)
			case has && !may:
				j.fail("I4", "%s still has %s, which is not for %s any more", screen.Name, ref, screen.Person)
			case has && document(doc) != document(j.docs[ref]):
				j.fail("I4", "%s shows %s, and the book has %s", screen.Name, document(doc), document(j.docs[ref]))
			}
		}
		for _, ref := range slices.Sorted(maps.Keys(screen.Docs)) {
			if _, there := j.docs[ref]; !there {
				j.fail("I4", "%s has %s, which the book has not", screen.Name, ref)
			}
		}
	}
}

// placed says whether a document belongs to a feed: as it stands, or by an operation that is parked on it. One that does
// not, nobody is given: its authors alone are told what waits on it.
func (j *judge) placed(s *story) bool {
	kind, id := split(s.ref)
	return len(domain.FeedsOf(kind, id, s.fields())) > 0 || slices.ContainsFunc(s.effects, func(e *effect) bool {
		return e.verdict == op.Parked && j.settled[e.ID] == nil && len(domain.FeedsOf(kind, id, over(s.fields(), e.Set))) > 0
	})
}

// dropped says whether an entry of that seq was lost with the database, after a page of it had been sent.
func (c *Checker) dropped(seq uint64, generation int) bool {
	return slices.ContainsFunc(c.cuts[min(generation, len(c.cuts)):], func(cut uint64) bool { return seq > cut })
}

func (j *judge) differs(ref, what string, folded, fields op.Fields) {
	for _, name := range slices.Sorted(maps.Keys(over(folded, fields))) {
		if !same(name, folded[name], fields[name]) {
			j.fail("I4", "%s: by its history %s is %s, %s says %s", ref, name, folded[name], what, fields[name])
		}
	}
}

// inOneOf says whether a document belongs to one of the feeds: as it stands, or as a candidate or a parked operation would
// make it.
func inOneOf(doc merge.Pulled, feeds []string) bool {
	kind, id := split(doc.Doc)
	sets := []op.Fields{nil}
	for _, conflict := range doc.Conflicts {
		for _, candidate := range conflict.Candidates[1:] {
			sets = append(sets, candidate.Set)
		}
	}
	for _, parked := range doc.Parked {
		sets = append(sets, parked.Set)
	}
	return slices.ContainsFunc(sets, func(set op.Fields) bool {
		return slices.ContainsFunc(domain.FeedsOf(kind, id, over(doc.Fields, set)), func(feed string) bool {
			return slices.Contains(feeds, feed)
		})
	})
}

// engagements are all rights as they stood after entry seq; 0: at the end.
func (j *judge) engagements(seq uint64) []domain.Engagement {
	var list []domain.Engagement
	for _, ref := range slices.Sorted(maps.Keys(j.stories)) {
		if !strings.HasPrefix(ref, "engagement/") {
			continue
		}
		fields := j.stories[ref].fields()
		if seq > 0 {
			fields = j.stories[ref].at(seq)
		}
		list = append(list, domain.EngagementOf(fields))
	}
	return list
}

// rights: a shift is judged by the engagement at its own time, whenever it comes.
func (j *judge) rights() {
	for _, id := range j.unerased() {
		o, answer := j.ops[id], j.told[id]
		if answer.Seq == 0 || o.Bad || o.Newer || !strings.HasPrefix(o.Doc, "shift/") || len(o.Set) == 0 {
			continue
		}
		s := j.stories[o.Doc]
		if s == nil {
			s = &story{}
		}
		before := s.at(answer.Seq - 1)
		if len(before) == 0 && o.Set["start"] == nil {
			continue // it follows from what is parked or was refused
		}
		may := domain.Judge(o.Person, o.Doc, before, over(before, o.Set), j.engagements(answer.Seq-1))
		v := answer.Verdict
		took := v.Verdict == op.Applied || v.Verdict == op.Merged || v.Verdict == op.Conflict
		switch {
		case may == merge.Allowed && (v.Code == op.CodeNotAllowed || v.Code == op.ReasonRightEnded || v.Code == op.ReasonMoved):
			j.fail("rights", "%s has the right to %s at its own time, and was %s (%s)", o.Name, o.Doc, v.Verdict, v.Code)
		case may == merge.Held && took, may == merge.Never && took:
			j.fail("rights", "%s has no right to %s at its own time, and was %s", o.Name, o.Doc, v.Verdict)
		}
	}
}
