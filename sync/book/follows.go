package book

import (
	"encoding/json"
	"fmt"
	"slices"

	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// What follows an operation of one's own that would have made the document shares its fate: parked with it (the merge sees
// to that), or refused, where it was refused or has been declined meanwhile.

// refusedCreation finds an operation of the writer's that would have made the document and was refused.
func (t *taking) refusedCreation(c merge.Case) (*merge.Origin, error) {
	if c.Doc.Exists() {
		return nil, nil
	}
	for kv, err := range t.Scan(layout.RefusedOf(c.Doc.Ref)) {
		if err != nil {
			return nil, fmt.Errorf("look for a refused creation of %s: %w", c.Doc.Ref, err)
		}
		var origin merge.Origin
		if json.Unmarshal(kv.Value, &origin) == nil && c.Writer.Wrote(origin, c.Op.N) {
			return &origin, nil
		}
	}
	return t.declinedCreation(c)
}

// declinedCreation finds one that was parked, and then declined.
func (t *taking) declinedCreation(c merge.Case) (*merge.Origin, error) {
	if c.Doc.Rev == 0 {
		return nil, nil
	}
	writer, n := c.Writer, c.Op.N
	own := func(origin merge.Origin) bool { return writer.Wrote(origin, n) }
	if slices.ContainsFunc(c.Doc.Parked, func(p merge.Parked) bool { return own(p.Origin) }) {
		return nil, nil
	}
	for kv, err := range t.Scan(layout.HistoryOf(c.Doc.Ref)) {
		if err != nil {
			return nil, fmt.Errorf("look for a declined creation of %s: %w", c.Doc.Ref, err)
		}
		_, outcomes, err := historyEntry(t.Reader, layout.Number(kv.Key))
		if err != nil {
			return nil, fmt.Errorf("look for a declined creation of %s: %w", c.Doc.Ref, err)
		}
		for _, out := range outcomes {
			if out.Doc == c.Doc.Ref && out.Verdict == op.Declined && own(out.Origin) {
				return &out.Origin, nil
			}
		}
	}
	return nil, nil
}
