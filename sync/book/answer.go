package book

import (
	"fmt"
	"slices"

	"passbok/sync/op"
)

// AppendJSON writes the answer: what json.Marshal gives, with docs last, in one pass over pages of documents where
// json.Marshal takes two.
func (r Response) AppendJSON(out []byte) ([]byte, error) {
	rest, err := op.Marshal(struct {
		Epoch    string    `json:"epoch"`
		Cursor   string    `json:"cursor"`
		Reset    bool      `json:"reset,omitempty"`
		More     bool      `json:"more"`
		Now      string    `json:"now"`
		Last     uint64    `json:"last"`
		Verdicts []Verdict `json:"verdicts"`
		Gone     []string  `json:"gone"`
		Denied   []string  `json:"denied,omitempty"`
		Outdated bool      `json:"outdated,omitempty"`
		Differs  []string  `json:"differs,omitzero"`
	}{r.Epoch, r.Cursor, r.Reset, r.More, r.Now, r.Last, r.Verdicts, r.Gone, r.Denied, r.Outdated, r.Differs})
	if err != nil {
		return nil, fmt.Errorf("write answer: %w", err)
	}
	out = slices.Grow(out, len(rest)+r.size+r.size/8+64)
	out = append(append(out, rest[:len(rest)-1]...), `,"docs":[`...)
	for i, doc := range r.Docs {
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = doc.AppendJSON(out); err != nil {
			return nil, fmt.Errorf("write %s: %w", doc.Ref, err)
		}
	}
	return append(out, `]}`...), nil
}
