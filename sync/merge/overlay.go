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
//   - one that was refused is not: the phone shows it by itself. But where the book has nothing of the document, and nothing
//     that was answered lies on, what was refused and not read yet is all that there is: it lies beneath what waits;
//   - any other is laid on until the pulled rev has reached the seq of its verdict; from then on the document tells what
//     became of it (for a conflict: in its conflicts; parked: in its parked).
func View(doc Pulled, ops []op.Op, answers []Answer) op.Fields {
	fields, over := op.Overlay(nil, doc.Fields), laid(doc, ops, answers)
	if len(doc.Fields) == 0 && !slices.ContainsFunc(over, func(o op.Op) bool { return answerTo(o, answers) != nil }) {
		over = append(refused(doc, ops, answers), over...)
	}
	for _, o := range over {
		fields = op.Overlay(fields, o.Set)
	}
	return fields
}

// Off is how far, in milliseconds, a clock was ahead when a row was written, and what it showed then.
type Off struct {
	Ahead int64  `json:"ahead"`
	Wall  string `json:"wall"`
}

// ViewClock is what a phone says of the clock that a row was written by; nil where that was within two minutes. What is
// laid on was written last: the newest that says that its clock was off counts, else the document's.
func ViewClock(doc Pulled, ops []op.Op, answers []Answer) *Off {
	for _, o := range slices.Backward(laid(doc, ops, answers)) {
		if ms := int64(o.At.Offset); max(ms, -ms) > op.ClockTolerance.Milliseconds() {
			return &Off{Ahead: ms, Wall: o.At.Wall}
		}
	}
	if doc.Clock == 0 {
		return nil
	}
	return &Off{Ahead: doc.Clock, Wall: doc.Wall}
}

// laid are the operations that are laid over the document, in the order of n.
func laid(doc Pulled, ops []op.Op, answers []Answer) []op.Op {
	return chosen(doc, ops, func(o op.Op) bool {
		answer := answerTo(o, answers)
		return answer == nil || answer.Verdict != op.Refused && answer.Seq > doc.Rev
	})
}

// refused are those that were refused, in the order of n.
func refused(doc Pulled, ops []op.Op, answers []Answer) []op.Op {
	return chosen(doc, ops, func(o op.Op) bool {
		answer := answerTo(o, answers)
		return answer != nil && answer.Verdict == op.Refused
	})
}

func answerTo(o op.Op, answers []Answer) *Answer {
	i := slices.IndexFunc(answers, func(answer Answer) bool { return answer.ID == o.ID })
	if i < 0 {
		return nil
	}
	return &answers[i]
}

func chosen(doc Pulled, ops []op.Op, wanted func(op.Op) bool) []op.Op {
	ops = slices.DeleteFunc(slices.Clone(ops), func(o op.Op) bool { return o.Doc != doc.Doc || !wanted(o) })
	slices.SortStableFunc(ops, func(a, b op.Op) int { return cmp.Compare(a.N, b.N) })
	return ops
}
