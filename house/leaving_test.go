package house_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"passbok/care"
	"passbok/eid/handout"
	"passbok/hook"
	"passbok/house"
	"passbok/leaving"
	"passbok/month"
	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// leaver is a house with somebody at work in it who has much more than one command ends: what they answer for, and years of plans.
type leaver struct {
	t       *testing.T
	cfg     house.Config
	h       *house.House
	b       *book.Book
	karin   string // the coordinator who asks
	ids     int
	planned int
	answers int
	kept    *brittle // what is kept beside the books
}

// brittle is a store that takes nothing while it is down.
type brittle struct {
	store.Store
	down bool
}

var errDown = errors.New("down")

func (b *brittle) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	if b.down {
		return errDown
	}
	return b.Store.Update(ctx, space, fn)
}

func newLeaver(t *testing.T) *leaver {
	t.Helper()
	now := time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
	l := &leaver{t: t, cfg: config(t), planned: 260, answers: 130}
	l.cfg.Clock = func() time.Time { return now }
	kept, err := bolt.Open(t.Context(), t.TempDir()+"/kept.db", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kept.Close() })
	l.kept = &brittle{Store: kept}
	l.open()
	l.karin = addProvider(t, l.h).Invited.Person
	l.begun()
	rows := []book.Change{l.doc("person/"+samir, map[string]any{"name": "Samir"})}
	add := func(kind string, fields map[string]any) { rows = append(rows, l.doc(kind+"/"+l.id(), fields)) }
	for _, role := range []string{"assistant", "coordinator"} {
		add("membership", map[string]any{"person": samir, "role": role, "from": "2024-01-01"})
	}
	add("employment", map[string]any{"assistant": samir, "employer": "provider", "regime": "agreement", "from": "2024-01-01"})
	for range l.answers {
		customer := l.id()
		rows = append(rows, l.doc("person/"+customer, map[string]any{"name": "Kund"}))
		add("membership", map[string]any{"person": customer, "role": "beneficiary", "from": "2024-01-01"})
		add("responsibility", map[string]any{"coordinator": samir, "beneficiary": customer, "from": "2024-01-01"})
	}
	add("engagement", map[string]any{"assistant": samir, "beneficiary": alva, "from": "2024-01-01"})
	for n := range l.planned {
		start := time.Date(2026, 12, 1, 7, 0, 0, 0, time.UTC).AddDate(0, 0, n)
		add("plan", map[string]any{"assistant": samir, "beneficiary": alva, "kind": "active", "start": care.FormatMinute(start), "end": care.FormatMinute(start.Add(8 * time.Hour))})
	}
	for part := range slices.Chunk(rows, leaversAtOnce) {
		if _, err := l.b.Do(t.Context(), book.Command{ID: l.id(), Name: "test"}, func(book.Documents) (book.Decision, error) { return book.Decision{Set: part}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

const leaversAtOnce = 80

func (l *leaver) open() {
	l.h = open(l.t, l.cfg)
	if len(l.h.Books()) > 0 {
		l.begun()
	}
}

func (l *leaver) begun() {
	b, err := l.h.OpenBook(l.t.Context(), l.h.Books()[0])
	if err != nil {
		l.t.Fatal(err)
	}
	l.b = b
}

func (l *leaver) close() {
	l.t.Helper()
	if err := l.h.Close(); err != nil {
		l.t.Fatal(err)
	}
}

func (l *leaver) id() string { l.ids++; return fmt.Sprintf("01930000-0000-7000-9000-%012x", l.ids) }

func (l *leaver) doc(ref string, fields map[string]any) book.Change {
	set := op.Fields{}
	for name, value := range fields {
		set[name] = care.Value(value)
	}
	return book.Change{Doc: ref, Set: set}
}

func (l *leaver) ask() month.LeaveAsk {
	return month.LeaveAsk{By: l.karin, Person: samir, Roles: []string{"assistant", "coordinator"}, Last: "2026-11-30", Now: l.cfg.Clock()}
}

func (l *leaver) links() leaving.Links {
	return leaving.Links{
		Handouts: handout.New(l.kept, l.cfg.Clock, rand.Reader),
		Hooks:    hook.New(hook.Config{Store: l.kept, Clock: l.cfg.Clock, Rand: rand.Reader}),
	}
}

func (l *leaver) look() (found month.Leaving) {
	l.t.Helper()
	err := l.b.View(l.t.Context(), func(docs book.Documents) (err error) {
		found, err = month.Leave(docs, l.ask())
		return err
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return found
}

// stands counts what is the person's still: plans, and what they answer for without a last day.
func (l *leaver) stands() (plans, answers int) {
	l.t.Helper()
	err := l.b.Everything(l.t.Context(), "", func(doc merge.Document) error {
		switch kind := care.KindOf(doc.Ref); {
		case kind == "plan" && doc.Text("assistant") == samir:
			plans++
		case kind == "responsibility" && doc.Text("to") == "":
			answers++
		}
		return nil
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return plans, answers
}

func (l *leaver) want(when string, plans, answers int) {
	l.t.Helper()
	if p, a := l.stands(); p != plans || a != answers {
		l.t.Errorf("%s: %d plans and %d customers are theirs, want %d and %d", when, p, a, plans, answers)
	}
}

// served runs the house until what is asked for holds.
func (l *leaver) served(plans, answers int) {
	l.t.Helper()
	ctx, stop := context.WithTimeout(l.t.Context(), time.Minute)
	defer stop()
	serve(l.t, l.h)
	for ctx.Err() == nil {
		changed := l.b.Changed()
		if p, a := l.stands(); p == plans && a == answers {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
	l.want("after a minute", plans, answers)
}

// Somebody with more plans than an entry of the log holds leaves, and what was done is taken back whole.
func TestWhoHasYearsOfPlansLeaves(t *testing.T) {
	l := newLeaver(t)
	defer l.close()
	found := l.look()
	end := book.Command{ID: l.id(), Person: l.karin}
	for range 2 { // the answer was lost
		if _, err := leaving.End(t.Context(), l.b, l.links(), end, l.ask(), found.Hash); err != nil {
			t.Fatal(err)
		}
	}
	l.want("ended", 0, 0)
	changed := l.doc("plan/"+l.id(), map[string]any{"assistant": samir, "beneficiary": alva, "kind": "active", "start": "2026-12-24T08:00+01:00", "end": "2026-12-24T16:00+01:00"})
	if _, err := l.b.Do(t.Context(), book.Command{ID: l.id(), Name: "test"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{changed}}, nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := leaving.Finish(t.Context(), l.b, end.ID); err != nil {
		t.Fatal(err)
	}
	l.want("planned anew after the end was whole", 1, 0)
	back := book.Command{ID: l.id(), Person: l.karin}
	for range 2 {
		if _, err := leaving.Back(t.Context(), l.b, back, l.ask(), end.ID); err != nil {
			t.Fatal(err)
		}
	}
	l.want("taken back", l.planned+1, l.answers)
	if err := leaving.Finish(t.Context(), l.b, end.ID); err != nil {
		t.Fatal(err)
	}
	l.want("the end carried out once more", l.planned+1, l.answers)
}

// A plan that was changed after the end, whichever of its commands had made it vacant, keeps the whole from being taken back.
func TestAnEndIsTakenBackWholeOrNot(t *testing.T) {
	l := newLeaver(t)
	defer l.close()
	end := book.Command{ID: l.id(), Person: l.karin}
	if _, err := leaving.End(t.Context(), l.b, l.links(), end, l.ask(), l.look().Hash); err != nil {
		t.Fatal(err)
	}
	var last string
	if err := l.b.Everything(t.Context(), "plan", func(doc merge.Document) error { last = doc.Ref; return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := l.b.Do(t.Context(), book.Command{ID: l.id(), Name: "test"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{l.doc(last, map[string]any{"note": "tidig"})}}, nil
	}); err != nil {
		t.Fatal(err)
	}
	var problem *op.Problem
	if _, err := leaving.Back(t.Context(), l.b, book.Command{ID: l.id(), Person: l.karin}, l.ask(), end.ID); !errors.As(err, &problem) || problem.Code != month.CodeLeaveUndone {
		t.Errorf("%v", err)
	}
	l.want("not taken back", 0, 0)
}

// A server that ends after the first command has the rest done when it runs again: of an end, and of one taken back.
func TestAnEndIsWholeAfterACrash(t *testing.T) {
	l := newLeaver(t)
	found, end := l.look(), book.Command{ID: l.id(), Name: month.LeaveCommand, Person: l.karin}
	if _, err := l.b.Do(t.Context(), end, func(docs book.Documents) (book.Decision, error) {
		return month.LeaveNow(docs, end.ID, l.ask(), found.Hash)
	}); err != nil {
		t.Fatal(err)
	}
	if plans, answers := l.stands(); plans != l.planned || answers == 0 || answers == l.answers {
		t.Fatalf("the first command alone left %d plans and %d customers", plans, answers)
	}
	l.close()
	l.open()
	t.Run("ended", func(t *testing.T) { l.t = t; l.served(0, 0) })
	l.t = t
	l.open()
	back := book.Command{ID: l.id(), Name: month.LeaveBackCommand, Person: l.karin}
	var ends []book.Did
	for part := 0; ; part++ {
		did, ok, err := l.b.Did(t.Context(), month.LeavePart(end.ID, part))
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		ends = append(ends, did)
	}
	if _, err := l.b.Do(t.Context(), back, func(docs book.Documents) (book.Decision, error) {
		return month.LeaveBack(docs, back.ID, l.ask(), ends)
	}); err != nil {
		t.Fatal(err)
	}
	if plans, _ := l.stands(); plans != 0 {
		t.Fatalf("the first command alone brought %d plans back", plans)
	}
	l.close()
	l.open()
	t.Run("taken back", func(t *testing.T) { l.t = t; l.served(l.planned, l.answers) })
}

// Links are kept beside the book. Where they do not end with the command, whoever gave it is told so, and asking again ends them, or the
// job does, though nobody asks.
func TestLinksEndThoughTheFirstTryFailed(t *testing.T) {
	for name, again := range map[string]func(l *leaver, end book.Command, saw string) error{
		"asked again": func(l *leaver, end book.Command, saw string) error {
			_, err := leaving.End(t.Context(), l.b, l.links(), end, l.ask(), saw)
			return err
		},
		"by the job": func(l *leaver, end book.Command, _ string) error {
			jobs, err := l.b.Jobs(t.Context(), l.cfg.Clock(), 10)
			if err != nil || len(jobs) != 1 || jobs[0].ID != month.LeaveJob+":"+end.ID {
				return fmt.Errorf("jobs %+v: %w", jobs, err)
			}
			return leaving.Job(t.Context(), l.b, l.links(), jobs[0])
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLeaver(t)
			defer l.close()
			if _, _, err := l.links().Handouts.Make(t.Context(), handout.Order{Book: l.b.ID(), Kind: handout.Feed, Person: alva, By: samir, Name: "Alva", Life: 24 * time.Hour * 365}); err != nil {
				t.Fatal(err)
			}
			until := func() time.Time {
				kept, err := l.links().Handouts.Of(t.Context(), l.b.ID(), handout.Feed, "")
				if err != nil || len(kept) != 1 {
					t.Fatalf("%+v, %v", kept, err)
				}
				return kept[0].Expires
			}
			saw, end, before := l.look().Hash, book.Command{ID: l.id(), Person: l.karin}, until()
			l.kept.down = true
			if _, err := leaving.End(t.Context(), l.b, l.links(), end, l.ask(), saw); !errors.Is(err, leaving.ErrLinks) || !errors.Is(err, errDown) {
				t.Errorf("%v", err)
			}
			l.want("ended", 0, 0)
			if l.kept.down = false; !until().Equal(before) {
				t.Errorf("they end %s already", until())
			}
			if err := again(l, end, saw); err != nil {
				t.Fatal(err)
			}
			if want := l.ask().Last.Next().Start(); !until().Equal(want) {
				t.Errorf("they end %s, want %s", until(), want)
			}
		})
	}
}
