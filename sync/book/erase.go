package book

import (
	"context"
	"fmt"
	"slices"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Erasing is what the domain says may go: the documents, and since when nobody need know what a person asked for in vain.
type Erasing struct {
	Person string
	Docs   map[string]bool
	Before time.Time // refused and unreadable operations of the person's from before this go too
	Kind   string    // and refused ones on documents of this kind, whoever's; empty: of none
}

// Erased is what an erasure takes.
type Erased struct {
	Documents int    `json:"documents"`
	Entries   uint64 `json:"entries"` // whose payloads go
	Already   uint64 `json:"already"` // of them gone before
	// Earlier is how many erasures about the same person the log has. One that was interrupted is finished by the next.
	Earlier int `json:"earlier,omitempty"`
	// Shared are entries that stay, because they are also about documents that must be kept.
	Shared []Shared `json:"shared"`
	// Refused are operations of the person's that were refused too lately to go.
	Refused int `json:"refused,omitempty"`
	// Hash of the last entry after it. The chain is the same as before, with the entries that say what was erased.
	Hash string `json:"hash"`
	// Refs are the documents that go, and those that went with earlier erasures about the same person.
	Refs map[string]bool `json:"-"`
	runs layout.Spans
	ends [][]string // the documents that go, in parts
}

// Shared is an entry that holds on to what it said of documents that are gone.
type Shared struct {
	Seq  uint64   `json:"seq"`
	At   string   `json:"at"`
	Name string   `json:"name"` // of the command
	Gone []string `json:"gone"` // the documents
	Kept int      `json:"kept"` // how many it is about that must be kept
}

const (
	// eraseRuns is how many runs of entries one entry names.
	eraseRuns = 800
	// endsRows is how many entries about the documents that one entry ends there are, each with a row that goes; and endsBytes
	// how long the names of those documents are together.
	endsRows  = 2000
	endsBytes = 20 << 10
)

// Erase finds the entries whose payloads may go, and the documents. Unless dry, it says so in the log: from then on the documents
// are gone, and the payloads wherever the book is made anew (Rebuild, Restore), and from the archive by EraseArchive. The headers
// stay, and with them the chain.
func (b *Book) Erase(ctx context.Context, cmd Command, what Erasing, dry bool) (Erased, error) {
	found, err := b.erasable(ctx, what)
	if err != nil {
		return Erased{}, fmt.Errorf("look for what to erase: %w", err)
	}
	body, err := op.Marshal(erasure{Person: what.Person})
	if err != nil {
		return Erased{}, fmt.Errorf("write the erasure: %w", err)
	}
	if !dry {
		// The documents first: an entry that loses its payload was about nothing that is still made.
		var parts []layout.Record
		for _, refs := range found.ends {
			parts = append(parts, layout.Record{Gone: refs})
		}
		for runs := range slices.Chunk(found.runs, eraseRuns) {
			parts = append(parts, layout.Record{Gone: []string{}, Erased: runs})
		}
		for i, rec := range parts {
			part := cmd
			part.Name, part.ID, part.Body = layout.Erase, fmt.Sprintf("%s/%d", cmd.ID, i), body
			if _, err := b.command(ctx, part, func(*writing) (layout.Record, error) { return rec, nil }); err != nil {
				return Erased{}, err
			}
		}
	}
	end, err := b.log().End(ctx)
	found.Hash = end.Hash
	return found, err
}

// erasure is the body of a layout.Erase.
type erasure struct {
	Person string `json:"person"`
}

// EraseArchive takes from the archive what the log says is erased, and tells how many payloads there were.
// progress, if not nil, is told how many entries have been looked at.
func (b *Book) EraseArchive(ctx context.Context, progress func(done, of uint64)) (int, error) {
	if b.keeper == nil {
		return 0, nil
	}
	if progress == nil {
		progress = func(uint64, uint64) {}
	}
	var named layout.Spans
	var entries, looked uint64
	for rec, err := range b.log().All(ctx) {
		if err != nil {
			return 0, fmt.Errorf("look for what was erased: %w", err)
		}
		entries++
		progress(entries, 0)
		if rec.Payload == nil {
			named = named.Add(rec.Seq)
		}
	}
	n, err := b.keeper.archive.Erase(ctx, func(seq uint64) bool {
		looked++
		progress(looked, entries)
		return named.Contain(seq)
	})
	if err != nil {
		return n, fmt.Errorf("erase from the archive: %w", err)
	}
	return n, nil
}

// everythingPage is how many documents are read in one snapshot.
const everythingPage = 500

// Everything hands every document to fn; of one kind, or, where kind is empty, of all.
func (b *Book) Everything(ctx context.Context, kind string, fn func(merge.Document) error) error {
	return Everything(ctx, b.store, b.id, kind, fn)
}

// Everything does what the method does, in a store in which the book is not open.
func Everything(ctx context.Context, st store.Store, id, kind string, fn func(merge.Document) error) error {
	from, to := layout.Docs(kind)
	for kv, err := range store.Pages(ctx, st, layout.Space(id), from, to, everythingPage) {
		if err != nil {
			return fmt.Errorf("read all documents: %w", err)
		}
		found, err := layout.DecodeRow(kv.Value)
		if err == nil {
			err = fn(found.Doc)
		}
		if err != nil {
			return fmt.Errorf("read all documents: %w", err)
		}
	}
	return nil
}
