package month

import (
	"context"
	"fmt"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Late is a change of any kind of document that waits for the office, with what stands now.
type Late struct {
	Waiting
	Came        string     `json:"came"`        // when, RFC 3339
	Is          op.Fields  `json:"is"`          // of the fields that it would change; absent ones are not set
	Made        bool       `json:"made"`        // the document is there: else it would be made
	Beneficiary Party      `json:"beneficiary"` // whose it concerns; empty where it concerns nobody's
	Month       care.Month `json:"month"`       // of it; empty where it is of none
	Days        bool       `json:"days"`        // a closed day holds it, and no month that is locked
	Signed      bool       `json:"signed"`      // a signed timesheet holds it, and no month that is locked
}

// Parked is a book as far as what is parked in it goes.
type Parked interface {
	ParkedOps(ctx context.Context, limit int) ([]book.ParkedOp, int, error)
	View(ctx context.Context, fn func(book.Documents) error) error
}

// maxLate is how many changes that wait are shown at once, the oldest first.
const maxLate = 200

// hidden stands for what is shown to nobody who did not ask for it: numbers and addresses.
const hidden = "••••"

// LateChanges are the changes that wait for the office, whatever they are about, and how many there are. Error: a *op.Problem
// with code forbidden.
func LateChanges(ctx context.Context, b Parked, ask Ask) (late []Late, all int, err error) {
	waiting, all, err := b.ParkedOps(ctx, maxLate)
	if err != nil {
		return nil, 0, err
	}
	err = b.View(ctx, func(docs book.Documents) error {
		if err := allowed(docs, ask.Person, care.LookAround, "", ask.Now); err != nil {
			return err
		}
		late = []Late{}
		for _, w := range waiting {
			one, err := lateOf(docs, w)
			if err != nil {
				return err
			}
			late = append(late, one)
		}
		return nil
	})
	return late, all, err
}

func lateOf(docs book.Documents, w book.ParkedOp) (Late, error) {
	one := Late{
		Waiting: Waiting{
			Op: w.ID, Doc: w.Doc.Ref, Person: w.Person, Device: w.Parked.Device, Seq: w.Seq, At: w.Parked.At,
			Set: op.Fields{}, Why: w.Parked.Why, Reason: w.Parked.Reason,
		},
		Came: w.At, Is: op.Fields{}, Made: w.Doc.Exists(),
	}
	if w.Doc.Ref == "" {
		one.Reason = op.ReasonVersion
	}
	stands := w.Doc.Values()
	for field, value := range w.Parked.Set {
		is, there := stands[field]
		if care.KindOf(w.Doc.Ref) == "identity" && field != "person" {
			value, is = care.Value(hidden), care.Value(hidden)
		}
		if one.Set[field] = value; there {
			one.Is[field] = is
		}
	}
	// What would be made waits whole: what was said of it before says whose it would be.
	before := stands
	for _, earlier := range w.Doc.Parked {
		if !one.Made && earlier.Seq < w.Parked.Seq {
			before = op.Overlay(before, earlier.Set)
		}
	}
	after := op.Overlay(before, w.Parked.Set)
	one.Beneficiary.ID = care.Text(after, "beneficiary")
	if one.Month = care.Month(care.Text(after, "month")); one.Month == "" {
		if start := care.ShiftOf("", after).Start; !start.IsZero() {
			one.Month = care.DateOf(start).Month()
		}
	}
	var err error
	if one.Days, one.Signed, err = holds(docs, w.Doc.Ref, stands, after); err != nil {
		return Late{}, err
	}
	for _, party := range []struct {
		id   string
		name *string
	}{{w.Person, &one.Name}, {one.Beneficiary.ID, &one.Beneficiary.Name}} {
		if party.id == "" {
			continue
		}
		if *party.name, err = nameOf(docs, party.id); err != nil {
			return Late{}, fmt.Errorf("read who waits: %w", err)
		}
	}
	return one, nil
}

// MaySettle judges what a person of the office lets take effect of what waits: the *op.Problem forbidden, where they could not write it
// themselves; see care.MaySettle.
func MaySettle(person string, now time.Time) book.Judge {
	return func(docs book.Documents, ref string, before, after op.Fields) error {
		may, err := care.MaySettle(Records(docs), person, now, ref, before, after)
		if err == nil && !may {
			err = op.Problemf(CodeForbidden, "", "%s may not write %s", person, ref)
		}
		return err
	}
}
