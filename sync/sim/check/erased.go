package check

import (
	"maps"
	"slices"
)

// Erased: a document was erased, by entry seq. What was said of it is held against nobody from then on, but that it stays away.
func (c *Checker) Erased(ref string, seq uint64) {
	c.erased[ref], c.ended[ref] = true, seq
	delete(c.pageFields, ref)
	for id, was := range c.told {
		if o := c.ops[id]; o != nil && o.Doc == ref && was.Seq < seq {
			c.gone[id] = seq
		}
	}
}

// wasErased says whether an operation was on a document that was erased.
func (c *Checker) wasErased(id string) bool {
	o := c.ops[id]
	return o != nil && c.erased[o.Doc]
}

// unerased are the operations on documents that were never erased, as they were made.
func (c *Checker) unerased() []string {
	return slices.DeleteFunc(slices.Clone(c.order), c.wasErased)
}

// away: nothing that was erased is in the book again, whoever has offered it.
func (j *judge) away() {
	for _, ref := range slices.Sorted(maps.Keys(j.ended)) {
		at := j.ended[ref]
		if doc, there := j.docs[ref]; there && doc.Rev < at {
			j.fail("erased", "%s was erased at %d, and stands as of %d: %s", ref, at, doc.Rev, document(doc))
		}
		var said []string
		for _, entry := range j.Histories[ref] {
			if said = append(said, opID(entry)); entry.Seq < at {
				j.fail("erased", "%s was erased at %d, and its history has entry %d", ref, at, entry.Seq)
			}
		}
		for _, parked := range j.docs[ref].Parked {
			said = append(said, parked.Op)
		}
		for _, id := range said {
			if _, gone := j.gone[id]; gone {
				j.fail("erased", "%s was erased at %d with %s, and is back", j.name(id), at, ref)
			}
		}
	}
}
