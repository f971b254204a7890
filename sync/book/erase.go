package book

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"passbok/store"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// eraseCommand is the name of the entry by which payloads go. It stays in the log, and names them: so that what was
// erased by law can be told from what was lost.
const eraseCommand = "erase"

// span is a run of entries, both ends included.
type span struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
}

// spans are runs of entries, in order and apart from each other.
type spans []span

// add is the runs and one entry after them.
func (s spans) add(seq uint64) spans {
	if n := len(s); n > 0 && s[n-1].To+1 == seq {
		s[n-1].To = seq
		return s
	}
	return append(s, span{From: seq, To: seq})
}

// with is the runs together with others.
func (s spans) with(more spans) spans {
	all := slices.Concat(s, more)
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.From, b.From) })
	var out spans
	for _, run := range all {
		if n := len(out); n > 0 && run.From <= out[n-1].To+1 {
			out[n-1].To = max(out[n-1].To, run.To)
		} else {
			out = append(out, run)
		}
	}
	return out
}

// contain says whether one of the runs has the entry.
func (s spans) contain(seq uint64) bool {
	_, found := slices.BinarySearchFunc(s, seq, func(run span, seq uint64) int {
		switch {
		case run.To < seq:
			return -1
		case run.From > seq:
			return 1
		}
		return 0
	})
	return found
}

// count is how many entries there are in all.
func (s spans) count() (n uint64) {
	for _, run := range s {
		n += run.To - run.From + 1
	}
	return n
}

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
	runs spans
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
			part.Name, part.ID, part.Body = eraseCommand, fmt.Sprintf("%s/%d", cmd.ID, i), body
			if _, err := b.command(ctx, part, func(*writing) (record, error) { return record{Erased: runs}, nil }); err != nil {
				return Erased{}, err
			}
		}
	}
	end, err := b.mark(ctx)
	found.Hash = end.Hash
	return found, err
}

// erasure is the body of an eraseCommand.
type erasure struct {
	Person string `json:"person"`
}

// erasable goes through the log.
func (b *Book) erasable(ctx context.Context, what Erasing) (Erased, error) {
	out := Erased{Documents: len(what.Docs), Shared: []uint64{}}
	var bare, named spans // entries without a payload; and those that erasures about the person name
	for rec, err := range b.entries(ctx) {
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
		if header.Name == eraseCommand && rec.Payload != nil {
			payload, said, err := readRecord(rec.Payload)
			if err != nil {
				return Erased{}, fmt.Errorf("entry %d: %w", rec.Seq, err)
			}
			var cmd Command
			var about erasure
			if json.Unmarshal(payload.Raw, &cmd) == nil && json.Unmarshal(cmd.Body, &about) == nil && about.Person == what.Person {
				out.Earlier++
				named = named.with(said.Erased)
			}
		}
		switch {
		case shared:
			out.Shared = append(out.Shared, rec.Seq)
		case rec.Payload == nil:
			bare = bare.add(rec.Seq)
			if goes {
				named = named.with(spans{{From: rec.Seq, To: rec.Seq}})
			}
		case goes:
			out.Entries++
			out.runs = out.runs.add(rec.Seq)
		}
	}
	for _, run := range bare {
		for seq := run.From; seq <= run.To; seq++ {
			if named.contain(seq) {
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
	_, rec, err := readRecord(payload)
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
func (b *Book) EraseArchive(ctx context.Context) (int, error) {
	if b.keeper == nil {
		return 0, nil
	}
	var named spans
	for rec, err := range b.entries(ctx) {
		if err != nil {
			return 0, fmt.Errorf("look for what was erased: %w", err)
		}
		if rec.Payload == nil {
			named = named.add(rec.Seq)
		}
	}
	n, err := b.keeper.archive.Erase(ctx, named.contain)
	if err != nil {
		return n, fmt.Errorf("erase from the archive: %w", err)
	}
	return n, nil
}

// Everything hands every document to fn; of one kind, or, where kind is empty, of all.
func (b *Book) Everything(ctx context.Context, kind string, fn func(merge.Document) error) error {
	return Everything(ctx, b.store, b.id, kind, fn)
}

// Everything does what the method does, in a store in which the book is not open.
func Everything(ctx context.Context, st store.Store, id, kind string, fn func(merge.Document) error) error {
	prefix := "doc/"
	if kind != "" {
		prefix += kind + "/"
	}
	from, to := store.Prefix([]byte(prefix))
	for kv, err := range store.Pages(ctx, st, spaceOf(id), from, to, replayEntries) {
		if err != nil {
			return fmt.Errorf("read all documents: %w", err)
		}
		found, err := decodeRow(kv.Value)
		if err == nil {
			err = fn(found.doc)
		}
		if err != nil {
			return fmt.Errorf("read all documents: %w", err)
		}
	}
	return nil
}
