package check

import (
	"encoding/json"
	"maps"
	"slices"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Final is everything as it is when all has come to rest.
type Final struct {
	Docs      []merge.Pulled                 // all, by eyes that see all
	Histories map[string][]book.HistoryEntry // of each of them, and of what operations named
	Mine      map[string][]book.OpRecord     // of each person
	Screens   []Screen
	Faults    []string // what the book finds wrong with itself
}

// Screen is what a device has in the end.
type Screen struct {
	Name, Person string
	Feeds        []string // opened by name
	Docs         map[string]merge.Pulled
	Waiting      []string // operations without an answer
}

// judge is the last look.
type judge struct {
	*Checker
	Final
	docs    map[string]merge.Pulled
	entries map[string]*effect // operations in the log of some document
	settled map[string]*book.Settled
	records map[string][]book.OpRecord // what their authors are shown
	stories map[string]*story
}

// Judge holds the end against the invariants, and answers all violations found.
func (c *Checker) Judge(final Final) []Violation {
	j := &judge{
		Checker: c, Final: final, docs: map[string]merge.Pulled{}, entries: map[string]*effect{},
		settled: map[string]*book.Settled{}, records: map[string][]book.OpRecord{}, stories: map[string]*story{},
	}
	for _, doc := range final.Docs {
		j.docs[doc.Doc] = doc
	}
	for _, person := range slices.Sorted(maps.Keys(final.Mine)) {
		for _, record := range final.Mine[person] {
			for _, was := range j.records[record.ID] {
				if was.Verdict != op.Refused && record.Verdict != op.Refused {
					j.fail("I5", "%s is in the log twice, at %d and %d", j.name(record.ID), was.Seq, record.Seq)
				}
			}
			j.records[record.ID] = append(j.records[record.ID], record)
			if record.Settled != nil {
				j.settled[record.ID] = record.Settled
			}
		}
	}
	for _, ref := range slices.Sorted(maps.Keys(final.Histories)) {
		found := c.found
		if j.stories[ref] = j.fold(ref, final.Histories[ref]); c.erased[ref] { // people had seen what nobody knows of any more
			c.found = found
		}
	}
	for _, fault := range final.Faults {
		j.fail("I4", "the book does not prove itself: %s", fault)
	}
	j.kept()
	j.findable()
	j.combinations()
	j.shown()
	j.bad()
	j.locked()
	j.rights()
	j.away()
	return c.found
}

// kept is I1: what was saved and not lost by its phone was answered, and what was answered is in the log.
func (j *judge) kept() {
	for _, screen := range j.Screens {
		for _, id := range screen.Waiting {
			j.fail("I1", "%s has had no answer for %s", screen.Name, j.name(id))
		}
	}
	for _, id := range j.order {
		o := j.ops[id]
		answer, answered := j.told[id]
		held := len(j.holders[id]) > 0
		if held && !answered {
			j.fail("I1", "%s was saved, and is not answered", o.Name)
		}
		if !answered || j.erased[o.Doc] {
			continue
		}
		entry, records := j.entries[id], j.records[id]
		there := entry != nil && entry.seq == answer.Seq || slices.ContainsFunc(records, func(r book.OpRecord) bool { return r.Seq == answer.Seq })
		if !there && entry == nil && len(records) == 0 {
			j.fail("I1", "%s was acknowledged (%s at %d), and is nowhere in the log", o.Name, answer.Verdict.Verdict, answer.Seq)
		} else if !there {
			j.fail("I1", "%s was acknowledged at %d, and stands elsewhere in the log", o.Name, answer.Seq)
		}
	}
}

// bad is I6: whoever's operation was not taken as sent is shown it, with the reason, and as it was sent.
func (j *judge) bad() {
	for _, id := range j.unerased() {
		answer, answered := j.told[id]
		if !answered || answer.Verdict.Verdict != op.Refused && answer.Verdict.Verdict != op.Parked {
			continue
		}
		if !slices.ContainsFunc(j.records[id], func(r book.OpRecord) bool {
			anew := answer.Code == op.ReasonRestored // when the restore was over it may have been parked for another reason
			return r.Verdict == answer.Verdict.Verdict && (r.Code == answer.Code || anew) && len(r.Op)+len(r.Text) > 0
		}) {
			j.fail("I6", "%s was %s (%s), and its author is not shown so", j.name(id), answer.Verdict.Verdict, answer.Code)
		}
	}
	for _, id := range j.unerased() {
		if o := j.ops[id]; o.Bad && !o.Torn && j.told[id].Verdict.Verdict != op.Refused && len(j.holders[id]) > 0 {
			j.fail("I6", "%s cannot be read, and was %s", o.Name, j.told[id].Verdict.Verdict)
		}
	}
}

// locked is I7 from the log itself: when a month was locked, no parked operation touched it.
func (j *judge) locked() {
	for _, id := range j.unerased() {
		e := j.entries[id]
		if e == nil || e.verdict != op.Parked {
			continue
		}
		var at uint64
		var touched []string // what the operation would be under when at
		for _, s := range j.seals {
			done := j.settled[id]
			if s.from < e.seq || done != nil && done.Seq < s.from {
				continue
			}
			if at != s.from { // several days are locked at once
				at, touched = s.from, sealsOf(e.Doc, over(j.stories[e.Doc].at(s.from), e.Set))
			}
			if slices.Contains(touched, s.name) {
				j.fail("I7", "%s was locked at %d while %s was parked on it", s.name, s.from, e.Name)
			}
		}
	}
}

// document writes a document so that two can be compared.
func document(doc merge.Pulled) string {
	text, err := json.Marshal(doc)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
