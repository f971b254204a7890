package book

import (
	"context"
	"encoding/json"
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
	Shared []uint64 `json:"shared"`
	// Hash of the last entry after it. The chain is the same as before, with the entries that say what was erased.
	Hash string `json:"hash"`
	runs layout.Spans
}

// eraseRuns is how many runs of entries one entry names.
const eraseRuns = 800

// Erase finds the entries whose payloads may go. Unless dry, it says so in the log. From then on they are gone wherever
// the book is made anew (Rebuild, Restore), and from the archive by EraseArchive. The headers stay, and with them the chain.
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
		for i, runs := range slices.Collect(slices.Chunk(found.runs, eraseRuns)) {
			part := cmd
			part.Name, part.ID, part.Body = layout.Erase, fmt.Sprintf("%s/%d", cmd.ID, i), body
			if _, err := b.command(ctx, part, func(*writing) (layout.Record, error) { return layout.Record{Erased: runs}, nil }); err != nil {
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

// erasable goes through the log.
func (b *Book) erasable(ctx context.Context, what Erasing) (Erased, error) {
	out := Erased{Documents: len(what.Docs), Shared: []uint64{}}
	var bare, named layout.Spans // entries without a payload; and those that erasures about the person name
	for rec, err := range b.log().All(ctx) {
		if err != nil {
			return Erased{}, err
		}
		header, err := op.DecodeHeader(rec.Header)
		if err != nil {
			return Erased{}, fmt.Errorf("entry %d: %w", rec.Seq, err)
		}
		goes, shared, err := what.takes(header, rec.Payload)
		if err != nil {
			return Erased{}, fmt.Errorf("entry %d: %w", rec.Seq, err)
		}
		if header.Name == layout.Erase && rec.Payload != nil {
			payload, said, err := layout.ReadRecord(rec.Payload)
			if err != nil {
				return Erased{}, fmt.Errorf("entry %d: %w", rec.Seq, err)
			}
			var cmd Command
			var about erasure
			if json.Unmarshal(payload.Raw, &cmd) == nil && json.Unmarshal(cmd.Body, &about) == nil && about.Person == what.Person {
				out.Earlier++
				named = named.With(said.Erased)
			}
		}
		switch {
		case shared:
			out.Shared = append(out.Shared, rec.Seq)
		case rec.Payload == nil:
			bare = bare.Add(rec.Seq)
			if goes {
				named = named.With(layout.Spans{{From: rec.Seq, To: rec.Seq}})
			}
		case goes:
			out.Entries++
			out.runs = out.runs.Add(rec.Seq)
		}
	}
	for _, run := range bare {
		for seq := run.From; seq <= run.To; seq++ {
			if named.Contain(seq) {
				out.Already++
			}
		}
	}
	return out, nil
}

// takes says whether an entry is about nothing but what may go, or shared with something else.
func (e Erasing) takes(header op.Header, payload []byte) (goes, shared bool, err error) {
	if header.Doc != "" && e.Docs[header.Doc] {
		return true, false, nil
	}
	if header.Name == "" {
		at, err := time.Parse(time.RFC3339, header.At)
		kind, _, _ := op.SplitRef(header.Doc)
		theirs := e.Person != "" && header.Person == e.Person || e.Kind != "" && kind == e.Kind
		return err == nil && theirs && header.Verdict == op.Refused && at.Before(e.Before), false, err
	}
	if header.Doc != "" || payload == nil {
		return false, false, nil
	}
	_, rec, err := layout.ReadRecord(payload)
	if err != nil {
		return false, false, err
	}
	theirs := 0
	for _, out := range rec.Outcomes {
		if e.Docs[out.Doc] {
			theirs++
		}
	}
	return theirs > 0 && theirs == len(rec.Outcomes), theirs > 0 && theirs < len(rec.Outcomes), nil
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
