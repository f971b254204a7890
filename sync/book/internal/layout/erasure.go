package layout

import (
	"maps"
	"slices"

	"passbok/sync/op"
)

// Bare are the entries without a payload that were about one document, by their seqs, and which. One that was refused was
// about none: it changed nothing, whatever it named.
type Bare map[uint64]string

// Add notes an entry without a payload.
func (b Bare) Add(header op.Header) {
	if header.Doc != "" && header.Verdict != op.Refused {
		b[header.Seq] = header.Doc
	}
}

// Ends are the documents that an erasure ends: what entries before it say of them is said of nothing any more. It names them.
// One of before they were named ends those that entries of its own were about, and bare knows those.
func (r Record) Ends(bare Bare) []string {
	if r.Gone != nil {
		return r.Gone
	}
	refs := map[string]bool{}
	for seq, ref := range bare {
		if r.Erased.Contain(seq) {
			refs[ref] = true
		}
	}
	return slices.Sorted(maps.Keys(refs))
}

// Lost are the documents of which a part is missing that no erasure names.
func (b Bare) Lost(named Spans) map[string]bool {
	refs := map[string]bool{}
	for seq, ref := range b {
		if !named.Contain(seq) {
			refs[ref] = true
		}
	}
	return refs
}
