package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// History is a document's story, oldest first: every entry that changed it, with what it set from what to what.
func (b *Book) History(ctx context.Context, ref string) ([]HistoryEntry, error) {
	entries := []HistoryEntry{}
	err := b.store.View(ctx, b.space, func(r store.Reader) error {
		doc := merge.Document{Ref: ref}
		for kv, err := range r.Scan(layout.HistoryOf(ref)) {
			if err != nil {
				return err
			}
			entry, outcomes, err := historyEntry(r, layout.Number(kv.Key))
			if err != nil {
				return err
			}
			for _, out := range outcomes {
				if out.Doc != ref {
					continue
				}
				next := merge.Apply(doc, entry.Seq, out)
				entry.Changes = append(entry.Changes, changes(doc, next, out)...)
				if entry.Code == "" {
					entry.Code = out.Code
				}
				doc = next
			}
			entries = append(entries, entry)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", ref, err)
	}
	return entries, nil
}

func historyEntry(r store.Reader, seq uint64) (HistoryEntry, []merge.Outcome, error) {
	text, err := r.Get(layout.LogKey(seq))
	if err != nil {
		return HistoryEntry{}, nil, err
	}
	header, err := op.DecodeHeader(text)
	if err != nil {
		return HistoryEntry{}, nil, fmt.Errorf("entry %d: %w", seq, err)
	}
	entry := HistoryEntry{
		Seq: seq, Hash: op.Hash(text), Prev: header.Prev, At: header.At, Person: header.Person, Device: header.Device,
		Name: header.Name, Verdict: header.Verdict, Changes: []FieldChange{},
	}
	payload, rec, err := layout.ReadPayload(r, seq)
	if errors.Is(err, layout.ErrErased) {
		entry.Erased = true
		return entry, nil, nil
	}
	if err != nil {
		return HistoryEntry{}, nil, err
	}
	if header.Name == "" {
		entry.Op = json.RawMessage(payload.Raw)
	}
	var said struct {
		Why string `json:"why"`
	}
	if json.Unmarshal(payload.Raw, &said) == nil {
		entry.Why = said.Why
	}
	return entry, rec.Outcomes, nil
}

// changes are the fields that an outcome set, before and after.
func changes(before, after merge.Document, out merge.Outcome) []FieldChange {
	var list []FieldChange
	for _, name := range op.SortedNames(out.Set) {
		list = append(list, FieldChange{
			Field: name, From: orNull(before.Fields.Value(name)), To: orNull(after.Fields.Value(name)),
		})
	}
	return list
}

func orNull(value json.RawMessage) json.RawMessage {
	if len(value) == 0 {
		return json.RawMessage("null")
	}
	return value
}

// mineLimit is how many of a person's own operations are told at once.
const mineLimit = 200

// Mine are a person's own operations that were refused or parked, with what a coordinator made of them, newest first: those
// of before a sequence number, or, where that is 0, from the newest. More says that there are earlier ones than these.
func (b *Book) Mine(ctx context.Context, who Actor, before uint64) (records []OpRecord, more bool, err error) {
	records = []OpRecord{}
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		for kv, err := range r.Scan(layout.MineOf(who.Person, before)) {
			if err != nil {
				return err
			}
			if len(records) >= mineLimit {
				more = true
				return nil
			}
			record, err := opRecord(r, ^layout.Number(kv.Key))
			if err != nil {
				return err
			}
			records = append(records, record)
		}
		return nil
	})
	if err != nil {
		return nil, false, fmt.Errorf("operations of %s: %w", who.Person, err)
	}
	return records, more, nil
}

func opRecord(r store.Reader, seq uint64) (OpRecord, error) {
	header, err := layout.ReadHeader(r, seq)
	if err != nil {
		return OpRecord{}, err
	}
	out := OpRecord{
		ID: header.Op, N: header.N, Seq: seq, At: header.At, Device: header.Device, Doc: header.Doc, Verdict: header.Verdict,
	}
	payload, rec, err := layout.ReadPayload(r, seq)
	if err != nil && !errors.Is(err, layout.ErrErased) {
		return OpRecord{}, err
	}
	if len(rec.Outcomes) > 0 {
		out.Code, out.Field = rec.Outcomes[0].Code, rec.Outcomes[0].Field
	}
	if json.Valid(payload.Raw) {
		out.Op = json.RawMessage(payload.Raw)
	} else {
		out.Text = string(payload.Raw)
	}
	if header.Verdict != op.Parked {
		return out, nil
	}
	stored, err := r.Get(layout.SettledKey(header.Op))
	if err != nil {
		return out, err
	}
	if stored == nil {
		return out, waitsFor(r, &out)
	}
	out.Settled = &Settled{}
	if err := json.Unmarshal(stored, out.Settled); err != nil {
		return OpRecord{}, fmt.Errorf("read what became of %s: %w", header.Op, err)
	}
	return out, nil
}

// Sees says whether a person may see a document: by a feed of theirs, or by one that they may open.
func (b *Book) Sees(ctx context.Context, who Actor, ref string) (bool, error) {
	sees := false
	now := b.cfg.Clock()
	err := b.store.View(ctx, b.space, func(r store.Reader) error {
		docs := b.memory.At(r)
		found, err := docs.Row(ref)
		if err != nil || found.Doc.Rev == 0 || who.SendOnly {
			return err
		}
		h, err := b.readHead(r)
		if err != nil {
			return err
		}
		var feeds []string
		for _, p := range found.Places {
			if !p.Gone {
				feeds = append(feeds, p.Feed)
			}
		}
		all, _, _, err := b.granted(r, h.Seq, who, feeds, now)
		if err != nil {
			return err
		}
		_, sees = found.HeldBy(all)
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("may %s see %s: %w", who.Person, ref, err)
	}
	return sees, nil
}

// waitsFor says where a parked operation is now, and for what it waits: an upgrade may have parked it anew.
func waitsFor(r store.Reader, out *OpRecord) error {
	stored, err := r.Get(layout.ParkedKey(out.ID))
	var at layout.Parked
	if err != nil || stored == nil || json.Unmarshal(stored, &at) != nil || at.Doc == "" {
		return err
	}
	found, err := layout.ReadRow(r, at.Doc)
	if err != nil {
		return err
	}
	for _, parked := range found.Doc.Parked {
		if parked.Op == out.ID {
			out.Doc, out.Code = at.Doc, parked.Reason
		}
	}
	return nil
}
