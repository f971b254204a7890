package check

import (
	"slices"

	"passbok/sync/merge"
	"passbok/sync/op"
	"passbok/sync/sim/domain"
)

// Sealed: a month, or days of one, were locked by entry seq; docs are all documents as they stand.
func (c *Checker) Sealed(names []string, seq uint64, docs []merge.Pulled) {
	names = slices.DeleteFunc(slices.Clone(names), c.closed) // those were already
	if len(names) == 0 {
		return
	}
	for _, doc := range docs {
		if why := open(doc, names); why != "" {
			c.fail("I7", "%s was locked at %d over %s, on which %s", names, seq, doc.Doc, why)
		}
	}
	for _, name := range names {
		c.seals = append(c.seals, seal{name: name, from: seq, generation: c.generation()})
	}
}

// Reopened: they were opened again by entry seq.
func (c *Checker) Reopened(names []string, seq uint64) {
	for i, s := range c.seals {
		if s.until == 0 && slices.Contains(names, s.name) {
			c.seals[i].until = seq
		}
	}
}

func (c *Checker) closed(name string) bool {
	return slices.ContainsFunc(c.seals, func(s seal) bool { return s.name == name && s.until == 0 })
}

// open says what on a document is not decided yet and touches one of some seals.
func open(doc merge.Pulled, names []string) string {
	if len(doc.Conflicts)+len(doc.Parked) == 0 {
		return ""
	}
	ref, sets := doc.Doc, []op.Fields{nil}
	for _, conflict := range doc.Conflicts {
		for _, candidate := range conflict.Candidates {
			sets = append(sets, candidate.Set)
		}
	}
	for _, parked := range doc.Parked {
		sets = append(sets, parked.Set)
	}
	touches := slices.ContainsFunc(sets, func(set op.Fields) bool {
		return slices.ContainsFunc(sealsOf(ref, over(doc.Fields, set)), func(name string) bool { return slices.Contains(names, name) })
	})
	switch {
	case !touches:
		return ""
	case len(doc.Conflicts) > 0:
		return "a conflict is open"
	case len(doc.Parked) > 0:
		return "an operation is parked"
	}
	return ""
}

func sealsOf(ref string, fields op.Fields) []string {
	kind, _ := split(ref)
	return domain.SealsOf(kind, fields)
}

// sealedAt says whether a seal was closed when entry seq came.
func (c *Checker) sealedAt(name string, seq uint64) bool {
	return slices.ContainsFunc(c.seals, func(s seal) bool {
		return s.name == name && s.from < seq && (s.until == 0 || seq < s.until)
	})
}

// frozen: no row in a locked month is another one after an entry.
func (c *Checker) frozen(ref string, seq uint64, before, after op.Fields) {
	differs := slices.ContainsFunc(domain.Frozen(), func(name string) bool { return !same(name, before[name], after[name]) })
	if !differs {
		return
	}
	for _, fields := range []op.Fields{before, after} {
		for _, name := range sealsOf(ref, fields) {
			if c.sealedAt(name, seq) {
				c.fail("I7", "%s was changed by entry %d while %s was locked", ref, seq, name)
				return
			}
		}
	}
}
