package house

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"passbok/care"
	"passbok/internal/failpoint"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// EraseOrder asks to erase what need not be kept any more about a person; or, where it names none, everybody's day notes whose time is over.
type EraseOrder struct {
	Book   string
	Person string // empty: the day notes
	Years  int    // for how many years after its calendar year a thing is kept; 0: care.RetentionYears
	Dry    bool   // only say what would go
}

// Certificate says what was erased, and what was not, and why. It names nobody: ids only.
type Certificate struct {
	Book   string `json:"book"`
	Person string `json:"person"` // empty: everybody's day notes
	At     string `json:"at"`
	Dry    bool   `json:"dry,omitempty"`
	Years  int    `json:"years"`
	// NoteDays is for how many days the provider keeps a day note; 0: it keeps none any more.
	NoteDays int  `json:"noteDays"`
	Whole    bool `json:"whole"` // nothing about the person is kept any more, nor is anything left of it in the log

	book.Erased
	Archive       int `json:"archive"` // payloads erased from the archive
	Sessions      int `json:"sessions"`
	Subscriptions int `json:"subscriptions"`
	Passkeys      int `json:"passkeys"`
	Scans         int `json:"scans"` // of papers, which only what goes names
	Signatures    int `json:"signatures"`
	Sendings      int `json:"sendings"` // of timesheets over ELT
	Messages      int `json:"messages"` // by mail and SMS, sent or waiting

	Kept []Kept `json:"kept"`
	// Left is what the log holds on to of what is gone, and why.
	Left  []string `json:"left,omitempty"`
	Wrong []string `json:"wrong,omitempty"` // what the proof afterwards found; empty where all holds
}

// Kept is what must be kept, and how long.
type Kept struct {
	Kind  string    `json:"kind"`
	Count int       `json:"count"`
	Until care.Date `json:"until,omitempty"` // the last day of the latest; empty: it still goes on, or goes with the rest
}

// Erase takes away what need not be kept about a person: from the database, which is made anew without it, from the
// archive, and so from every backup that is made afterwards. Backups of before still hold it. A run that was interrupted
// is finished by the next one. Errors: ErrRunning, ErrNoBook, ErrWhichBook, ErrNoPerson.
func Erase(ctx context.Context, cfg Config, order EraseOrder, progress func(Progress)) (Certificate, error) {
	if op, running := Dial(ctx, cfg.Data); running {
		return Certificate{}, errors.Join(ErrRunning, op.Close())
	}
	if order.Years == 0 {
		order.Years = care.RetentionYears
	}
	done, err := inHouse(ctx, cfg, func(h *House) (Certificate, error) { return h.erase(ctx, order) })
	if err != nil || order.Dry {
		return done, err
	}
	failpoint.Pass("erasure written down")
	again := Remake{Data: cfg.Data, Archive: cfg.Archive, Clock: cfg.Clock, Rand: cfg.Rand, Log: cfg.Log, Progress: progress}
	if _, _, err := Rebuild(ctx, again, true); err != nil {
		return done, fmt.Errorf("what goes is written down, and not gone yet; run it again: %w", err)
	}
	failpoint.Pass("between swap and archive")
	return inHouse(ctx, cfg, func(h *House) (Certificate, error) {
		b, err := h.whichBook(done.Book)
		if err != nil {
			return done, err
		}
		if done.Archive, err = b.EraseArchive(ctx, counting(progress, b.ID(), erasedDone)); err != nil {
			return done, err
		}
		report, err := b.Verify(ctx, counting(progress, b.ID(), entriesDone))
		for _, fault := range report.Faults {
			done.Wrong = append(done.Wrong, faultLine(fault))
		}
		return done, err
	})
}

// inHouse opens a house for one piece of work.
func inHouse[A any](ctx context.Context, cfg Config, do func(*House) (A, error)) (A, error) {
	h, err := Open(ctx, cfg)
	if err != nil {
		var none A
		return none, err
	}
	a, err := do(h)
	return a, errors.Join(err, h.Close())
}

// erase finds what may go, and unless it is only asked, writes down that it goes.
func (h *House) erase(ctx context.Context, order EraseOrder) (Certificate, error) {
	b, err := h.whichBook(order.Book)
	if err != nil {
		return Certificate{}, err
	}
	now := h.cfg.Clock()
	keep := keeping{years: order.Years}
	err = b.View(ctx, func(docs book.Documents) (err error) {
		keep.noteDays, err = care.NoteDays(month.Records(docs))
		return err
	})
	if err != nil {
		return Certificate{}, err
	}
	look := h.mayGo
	if order.Person == "" {
		look = h.notesGo
	}
	what, kept, known, err := look(ctx, b, order, keep)
	if err != nil {
		return Certificate{}, err
	}
	if !known { // nor is whoever was erased, while the archive may still hold them
		before, err := b.Erase(ctx, book.Command{}, what, true)
		if err != nil {
			return Certificate{}, err
		}
		if before.Earlier == 0 {
			return Certificate{}, ErrNoPerson
		}
	}
	ids, err := h.newIDs(1)
	if err != nil {
		return Certificate{}, err
	}
	done := Certificate{
		Book: b.ID(), Person: order.Person, At: now.UTC().Format("2006-01-02T15:04:05Z"), Dry: order.Dry,
		Years: order.Years, NoteDays: keep.noteDays, Kept: kept,
	}
	cmd := book.Command{ID: ids[0], Person: byOperator, Why: fmt.Sprintf("kept for %d years", order.Years)}
	if order.Person == "" {
		cmd.Why = fmt.Sprintf("day notes, kept for %d days", keep.noteDays)
	}
	if done.Scans, err = h.eraseScans(ctx, b, what.Docs, order.Dry); err != nil {
		return done, err
	}
	if done.Erased, err = b.Erase(ctx, cmd, what, order.Dry); err != nil {
		return done, err
	}
	done.Left = left(done.Erased)
	nobody := len(kept) == 0 && order.Person != "" // is in the book any more who was that person
	if done.Whole = nobody && len(done.Left) == 0; order.Dry {
		return done, nil
	}
	what.Docs = done.Refs // and what an erasure took that was not finished
	if done.Sendings, err = h.elt.erase(ctx, b.ID(), what); err != nil {
		return done, err
	}
	if done.Signatures, err = h.eraseSigned(ctx, b.ID(), order.Person, what, nobody); err != nil || !nobody {
		return done, err
	}
	if done.Sessions, err = h.sessions.Forget(ctx, order.Person); err != nil {
		return done, err
	}
	if done.Passkeys, err = h.passkeys.Forget(ctx, order.Person); err != nil {
		return done, err
	}
	if done.Messages, err = h.post.Forget(ctx, order.Person); err != nil {
		return done, err
	}
	if err = h.ladder.Forget(ctx, b.ID(), order.Person); err != nil {
		return done, err
	}
	done.Subscriptions, err = h.push.Forget(ctx, order.Person)
	return done, err
}

// left says what the log holds on to.
func left(e book.Erased) (lines []string) {
	for _, entry := range e.Shared {
		lines = append(lines, fmt.Sprintf("entry %d (%s, %s) holds what it said of %s: it is also about what must be kept, %d documents",
			entry.Seq, entry.Name, entry.At, strings.Join(entry.Gone, ", "), entry.Kept))
	}
	if e.Refused > 0 {
		lines = append(lines, fmt.Sprintf("%d operations of the person's own, which were refused or could not be read, hold what they said: they came too lately to go", e.Refused))
	}
	return lines
}

// mayGo goes through all documents that are about a person. Who they are goes last, when nothing else about them is kept.
func (h *House) mayGo(ctx context.Context, b *book.Book, order EraseOrder, keep keeping) (what book.Erasing, list []Kept, known bool, err error) {
	today := care.DateOf(h.cfg.Clock())
	what = book.Erasing{Person: order.Person, Docs: map[string]bool{}, Before: h.cfg.Clock().AddDate(-order.Years, 0, 0)}
	kept := map[string]Kept{}
	var cards []string // who they are
	err = b.Everything(ctx, "", func(doc merge.Document) error {
		kind, id, _ := strings.Cut(doc.Ref, "/")
		about := care.AboutOf(kind, id, doc.Values())
		if !slices.Contains(about.Persons, order.Person) {
			return nil
		}
		known = true
		switch until := keep.through(about); {
		case about.Card:
			cards = append(cards, doc.Ref)
		case until == "" || until >= today:
			row := kept[kind]
			if row.Count == 0 || row.Until != "" && (until == "" || until > row.Until) {
				row.Until = until
			}
			kept[kind] = Kept{Kind: kind, Count: row.Count + 1, Until: row.Until}
		default:
			what.Docs[doc.Ref] = true
		}
		return nil
	})
	if err != nil {
		return book.Erasing{}, nil, false, err
	}
	if err := h.keptSigned(ctx, b.ID(), order, keep, what, kept); err != nil {
		return book.Erasing{}, nil, false, err
	}
	if len(kept) == 0 {
		for _, ref := range cards {
			what.Docs[ref] = true
		}
	} else if len(cards) > 0 {
		kept["person"] = Kept{Kind: "person", Count: len(cards)}
	}
	list = make([]Kept, 0, len(kept))
	for _, row := range kept {
		list = append(list, row)
	}
	slices.SortFunc(list, func(a, b Kept) int { return strings.Compare(a.Kind, b.Kind) })
	return what, list, known, nil
}
