package merge

import (
	"cmp"
	"slices"

	"passbok/sync/op"
)

// Answer is a verdict as a phone remembers it.
type Answer struct {
	ID      string     `json:"id"`
	Seq     uint64     `json:"seq"`
	Verdict op.Verdict `json:"verdict"`
}

// View is what a phone shows: the fields of a pulled document with its own operations on it laid over. The rule that
// clients implement (testdata/view has it as examples):
//
//   - operations are laid on in the order of n, each field of set over what is there, null taking it away;
//   - one that is not answered yet is laid on;
//   - one that was refused is not: the phone shows it by itself;
//   - any other is laid on until the pulled rev has reached the seq of its verdict; from then on the document tells what
//     became of it (for a conflict: in its conflicts; parked: in its parked).
func View(doc Pulled, ops []op.Op, answers []Answer) op.Fields {
	answered := map[string]Answer{}
	for _, answer := range answers {
		answered[answer.ID] = answer
	}
	ops = slices.Clone(ops)
	slices.SortStableFunc(ops, func(a, b op.Op) int { return cmp.Compare(a.N, b.N) })
	fields := op.Overlay(nil, doc.Fields)
	for _, o := range ops {
		answer, has := answered[o.ID]
		if o.Doc != doc.Doc || has && (answer.Verdict == op.Refused || answer.Seq <= doc.Rev) {
			continue
		}
		fields = op.Overlay(fields, o.Set)
	}
	return fields
}
