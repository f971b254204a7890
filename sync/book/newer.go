package book

import (
	"fmt"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// unread is what becomes of an operation of a later version that cannot be judged: it is kept for the upgrade, and for
// its author to see. It is on no document, so that nobody else meets what nobody can read.
func unread(origin merge.Origin) *merge.Outcome {
	return &merge.Outcome{Origin: origin, Verdict: op.Parked, Code: op.ReasonVersion}
}

// mayBeTheirs says whether only the content of a later version's operation, which this one cannot judge, makes it look as
// if its writer had no right to it. What can be judged is the document as it stands, or as they last knew it.
func (t *taking) mayBeTheirs(c merge.Case) (bool, error) {
	if !c.Doc.Exists() {
		return true, nil
	}
	knew, err := t.knew(c)
	if err != nil {
		return false, err
	}
	for _, doc := range []merge.Document{c.Doc, knew} {
		if !doc.Exists() {
			continue
		}
		values := doc.Values()
		may, err := t.book.cfg.Rights.May(t.Docs, t.who, c.Doc.Ref, values, values)
		if err != nil {
			return false, fmt.Errorf("may %s change %s: %w", t.who.Person, c.Doc.Ref, err)
		}
		if may != Never {
			return true, nil
		}
	}
	return false, nil
}
