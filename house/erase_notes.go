package house

import (
	"context"
	"strings"

	"passbok/care"
	"passbok/month"
	"passbok/server"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// notesGo finds the day notes whose time is over, whoever wrote them; what of it was refused goes with them.
func (h *House) notesGo(ctx context.Context, b *book.Book, _ EraseOrder, keep keeping) (what book.Erasing, list []Kept, known bool, err error) {
	today := care.DateOf(h.cfg.Clock())
	what = book.Erasing{Docs: map[string]bool{}, Kind: noteKind, Before: h.cfg.Clock().AddDate(0, 0, -keep.noteDays)}
	left := Kept{Kind: noteKind}
	err = b.Everything(ctx, noteKind, func(doc merge.Document) error {
		_, id, _ := strings.Cut(doc.Ref, "/")
		if until := keep.through(care.AboutOf(noteKind, id, doc.Values())); until >= today {
			left.Count, left.Until = left.Count+1, max(left.Until, until)
		} else {
			what.Docs[doc.Ref] = true
		}
		return nil
	})
	if list = []Kept{}; left.Count > 0 {
		list = append(list, left)
	}
	return what, list, true, err
}

// overdueNotes are the day notes of a book whose time is over, and that nobody has had erased.
func (h *House) overdueNotes(ctx context.Context, id string) (*server.NotesState, error) {
	b, err := h.OpenBook(ctx, id)
	if err != nil {
		return nil, err
	}
	keep := keeping{}
	if err := b.View(ctx, func(docs book.Documents) (err error) {
		keep.noteDays, err = care.NoteDays(month.Records(docs))
		return err
	}); err != nil {
		return nil, err
	}
	today, is := care.DateOf(h.cfg.Clock()), &server.NotesState{}
	err = b.Everything(ctx, noteKind, func(doc merge.Document) error {
		_, id, _ := strings.Cut(doc.Ref, "/")
		if until := keep.through(care.AboutOf(noteKind, id, doc.Values())); until < today {
			is.Overdue++
			if over := until.Next(); is.Since == "" || over < is.Since {
				is.Since = over
			}
		}
		return nil
	})
	return is, err
}

const noteKind = "daynote"

// keeping is for how long things are kept.
type keeping struct{ years, noteDays int }

// through is the last day on which a document must be kept; empty while what it tells of goes on.
func (k keeping) through(about care.About) care.Date {
	switch {
	case about.Ended == "":
		return ""
	case about.Notes:
		return care.NoteKeptThrough(about.Ended, k.noteDays)
	}
	return care.KeptThrough(about.Ended, k.years)
}
