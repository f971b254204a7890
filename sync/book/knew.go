package book

import (
	"fmt"

	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// moved says whether an operation that its writer has no right to would have been theirs to write, were the document as
// they last knew it: somebody has given it to another meanwhile. That is a right held once, and the operation is kept for
// a coordinator. Only what the writer can have known is looked at, so a stranger's operation stays refused, and so does
// that of someone who had seen that it was no longer theirs.
func (t *taking) moved(c merge.Case) (bool, error) {
	if !c.Doc.Exists() {
		return false, nil
	}
	knew, err := t.knew(c)
	if err != nil || !knew.Exists() {
		return false, err
	}
	stood := knew.Values()
	may, err := t.book.cfg.Rights.May(t.Docs, t.who, c.Doc.Ref, stood, op.Overlay(stood, c.Op.Set))
	if err != nil {
		return false, fmt.Errorf("may %s have changed %s: %w", t.who.Person, c.Doc.Ref, err)
	}
	return may != merge.Never, nil
}

// knew is the document as the operation's writer last knew it: as it stood at the operation's base, or, where that came
// later, after the last of their own operations that was taken into it. One without fields: they knew nothing of it.
func (t *taking) knew(c merge.Case) (merge.Document, error) {
	doc := merge.Document{Ref: c.Doc.Ref}
	knew := doc
	for kv, err := range t.Scan(layout.HistoryOf(c.Doc.Ref)) {
		if err != nil {
			return merge.Document{}, fmt.Errorf("read what %s was: %w", c.Doc.Ref, err)
		}
		entry, outcomes, err := historyEntry(t.Reader, layout.Number(kv.Key))
		if err != nil {
			return merge.Document{}, fmt.Errorf("read what %s was: %w", c.Doc.Ref, err)
		}
		for _, out := range outcomes {
			if out.Doc != c.Doc.Ref {
				continue
			}
			doc = merge.Apply(doc, entry.Seq, out)
			own := entry.Name == "" && out.Verdict != op.Parked && c.Writer.Wrote(out.Origin, c.Op.N)
			if entry.Seq <= c.Op.Base || own {
				knew = doc
			}
		}
	}
	return knew, nil
}
