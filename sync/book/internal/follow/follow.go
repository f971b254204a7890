package follow

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"passbok/sync/book/internal/layout"
	"passbok/sync/internal/fault"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Entry is one step of the book, just judged or read back from a log: who did what, and what came of it. Whatever else
// the book keeps follows from its entries, by Follow alone, so that a log read again gives the same book.
type Entry struct {
	Header  op.Header
	Record  layout.Record
	Content [sha256.Size]byte // of the operation or command, to tell a resend from another one's id
	Reused  bool              // its id was used before, with other content
	Why     string            // of a command
}

// Follow writes what follows from an entry, which is the log's last: indexes, documents, feeds, seals, jobs.
func (w *Txn) Follow(e Entry) error {
	if e.Header.Name != "" {
		return w.followCommand(e)
	}
	index := layout.OpKey(e.Header.Op)
	if e.Reused {
		index = layout.OtherKey(index, e.Content)
	}
	w.Put([]byte(index), layout.Place{Seq: e.Header.Seq, Content: e.Content}.Encode())
	for _, out := range e.Record.Outcomes {
		if err := w.followOperation(e.Header, out); err != nil {
			return err
		}
	}
	return nil
}

// Bare writes what follows from an entry whose payload is gone: that its id was used, whatever it said, so that who sends it
// again is told so.
func (w *Txn) Bare(header op.Header) error {
	index := layout.OpKey(header.Op)
	if header.Name != "" {
		index = layout.CommandKey(header.Op)
	}
	used, err := w.Get([]byte(index))
	if err != nil {
		return fmt.Errorf("look up %s: %w", index, err)
	}
	if used != nil {
		index = layout.OtherAnyKey(index)
	}
	if !fault.On(fault.ErasedForgotten) {
		w.Put([]byte(index), layout.Place{Seq: header.Seq, Any: true}.Encode())
	}
	return nil
}

// followOperation writes what is looked up later: the document, and whose operation waits or was refused.
func (w *Txn) followOperation(header op.Header, out merge.Outcome) error {
	if (out.Verdict == op.Refused || out.Verdict == op.Parked) && !fault.On(fault.ForgetsFromMine) {
		w.Put(layout.MineKey(header.Person, header.Seq), nil)
	}
	if out.Verdict == op.Parked {
		if err := w.parked(header.Op, layout.Parked{Seq: header.Seq, Doc: out.Doc}); err != nil {
			return err
		}
	}
	if out.Doc == "" {
		return nil
	}
	before, err := w.Docs.Row(out.Doc)
	if err != nil {
		return err
	}
	if out.Verdict == op.Refused {
		if before.Doc.Rev > 0 || out.Code == op.CodeFollowsRefused {
			return nil
		}
		text, err := op.Marshal(out.Origin)
		w.Put(layout.RefusedKey(out.Doc, header.Device), text)
		return err
	}
	return w.document(before, header.Seq, merge.Apply(before.Doc, header.Seq, out))
}

// followCommand writes all that a command did.
func (w *Txn) followCommand(e Entry) error {
	seq := e.Header.Seq
	w.Put([]byte(layout.CommandKey(e.Header.Op)), layout.Place{Seq: seq, Content: e.Content}.Encode())
	for _, out := range e.Record.Outcomes {
		var err error
		switch {
		case out.Park != nil: // anew, for another reason
			err = w.parked(out.Park.Op, layout.Parked{Seq: out.Park.Seq, Doc: out.Doc})
		case len(out.Unpark) > 0:
			err = w.settled(e, out)
		}
		if err != nil {
			return err
		}
		if out.Doc == "" {
			continue // an operation that no document could be read from
		}
		before, err := w.Docs.Row(out.Doc)
		if err != nil {
			return err
		}
		if err := w.document(before, seq, merge.Apply(before.Doc, seq, out)); err != nil {
			return err
		}
	}
	for _, name := range e.Record.Seal {
		w.Put(layout.SealKey(name), layout.Encode(seq))
	}
	for _, name := range e.Record.Unseal {
		w.delete(layout.SealKey(name))
	}
	for _, job := range e.Record.Jobs {
		if err := w.enqueue(job); err != nil {
			return err
		}
	}
	switch e.Header.Name {
	case layout.Release:
		w.delete(layout.HoldKey)
	case layout.Erase:
		for _, ref := range e.Record.Gone {
			if err := w.end(ref); err != nil {
				return fmt.Errorf("end %s: %w", ref, err)
			}
		}
	}
	return nil
}

// end takes a document away, and whatever there is of it. What entries after this one say of it makes a new one.
func (w *Txn) end(ref string) error {
	before, err := w.Docs.Row(ref)
	if err != nil {
		return err
	}
	for _, p := range before.Places {
		w.delete(layout.FeedKey(p.Feed, p.Seq, ref))
	}
	w.conflicts(before.Doc, merge.Document{Ref: ref})
	for _, parked := range before.Doc.Parked {
		w.delete(layout.ParkedKey(parked.Op))
	}
	for kv, err := range w.Scan(layout.HistoryOf(ref)) {
		if err != nil {
			return err
		}
		w.delete(kv.Key)
	}
	w.delete(layout.DocKey(ref))
	w.Docs.Became(layout.Row{Doc: merge.Document{Ref: ref}})
	w.touched.document(ref, before.Places)
	return nil
}

// parked notes where a parked operation is.
func (w *Txn) parked(opID string, at layout.Parked) error {
	text, err := op.Marshal(at)
	if err != nil {
		return fmt.Errorf("park %s: %w", opID, err)
	}
	w.Put(layout.ParkedKey(opID), text)
	return nil
}

// settled notes what became of a parked operation, for its author and for whoever asks again.
func (w *Txn) settled(e Entry, out merge.Outcome) error {
	text, err := op.Marshal(layout.Settled{
		Verdict: out.Verdict, Seq: e.Header.Seq, Person: e.Header.Person, Why: e.Why, At: e.Header.At,
		Code: out.Code, Field: out.Field,
	})
	if err != nil {
		return fmt.Errorf("settle %s: %w", out.Origin.Op, err)
	}
	w.delete(layout.ParkedKey(out.Origin.Op))
	w.Put(layout.SettledKey(out.Origin.Op), text)
	return nil
}

// enqueue writes a job. One of the same ID that waits already stays as it is.
func (w *Txn) enqueue(job layout.Job) error {
	if job.ID == "" || len(job.ID) > 300 {
		return op.Problemf(op.CodeMalformed, "jobs", "a job needs an id")
	}
	waits, err := w.Get(layout.JobIDKey(job.ID))
	if err != nil || waits != nil {
		return err
	}
	text, err := op.Marshal(job)
	if err != nil {
		return fmt.Errorf("enqueue job %s: %w", job.ID, err)
	}
	k := layout.JobKey(job.Due, job.ID)
	w.Put(k, text)
	w.Put(layout.JobIDKey(job.ID), k)
	return nil
}

// document writes a document as it is after entry seq, and moves it in its feeds.
func (w *Txn) document(before layout.Row, seq uint64, doc merge.Document) error {
	next := layout.Row{Doc: doc}
	name, _, _ := op.SplitRef(next.Doc.Ref)
	feeds, month := layout.FeedsOf(w.schema[name], next.Doc)
	live := layout.Live(month)
	var fresh []string
	for feed := range feeds {
		fresh = append(fresh, feed)
	}
	slices.Sort(fresh)
	for _, p := range before.Places {
		at, stays := slices.BinarySearch(fresh, p.Feed)
		if !stays && p.Gone {
			next.Places = append(next.Places, p)
			continue
		}
		w.delete(layout.FeedKey(p.Feed, p.Seq, next.Doc.Ref))
		if stays {
			w.Put(layout.FeedKey(p.Feed, seq, next.Doc.Ref), live)
			fresh = slices.Delete(fresh, at, at+1)
		} else {
			w.Put(layout.FeedKey(p.Feed, seq, next.Doc.Ref), layout.Gone())
		}
		next.Places = append(next.Places, layout.Position{Feed: p.Feed, Seq: seq, Gone: !stays})
	}
	for _, feed := range fresh {
		if err := w.nameFeed(feed); err != nil {
			return err
		}
		w.Put(layout.FeedKey(feed, seq, next.Doc.Ref), live)
		next.Places = append(next.Places, layout.Position{Feed: feed, Seq: seq})
	}
	w.conflicts(before.Doc, next.Doc)
	w.Put(layout.DocKey(next.Doc.Ref), next.Encode())
	w.Put(layout.HistKey(next.Doc.Ref, seq), nil)
	w.Docs.Became(next)
	w.touched.document(next.Doc.Ref, next.Places)
	return nil
}

// conflicts keeps the index of those that are open, the longest open first.
func (w *Txn) conflicts(before, after merge.Document) {
	for _, c := range before.Conflicts {
		if !opened(after, c) {
			w.delete(layout.OpenKey(c.Opened, before.Ref, c.Unit))
		}
	}
	for _, c := range after.Conflicts {
		if !opened(before, c) {
			w.Put(layout.OpenKey(c.Opened, after.Ref, c.Unit), nil)
		}
	}
}

// opened says whether a document has this very conflict, and not a later one about the same.
func opened(doc merge.Document, conflict merge.Conflict) bool {
	return slices.ContainsFunc(doc.Conflicts, func(c merge.Conflict) bool {
		return c.Unit == conflict.Unit && c.Opened == conflict.Opened
	})
}

// nameFeed remembers a feed's name by its hash.
func (w *Txn) nameFeed(feed string) error {
	if w.named[feed] {
		return nil
	}
	if w.named == nil {
		w.named = map[string]bool{}
	}
	w.named[feed] = true
	k := layout.NameKey(layout.HashFeed(feed))
	known, err := w.Get(k)
	if err != nil {
		return fmt.Errorf("name feed %s: %w", feed, err)
	}
	if known == nil {
		w.Put(k, []byte(feed))
	}
	return nil
}
