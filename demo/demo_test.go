package demo_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/demo"
	"passbok/month"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

var now = time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)

type rights struct{}

func (rights) May(docs book.Documents, who book.Actor, ref string, before, after op.Fields) (book.Permission, error) {
	may, err := care.May(month.Records(docs), who.Person, now, ref, before, after)
	return [...]book.Permission{care.Never: book.Never, care.Held: book.Held, care.Allowed: book.Allowed}[may], err
}

func (rights) Feeds(docs book.Documents, person string, at time.Time) ([]string, error) {
	return care.Feeds(month.Records(docs), person, at)
}

func (rights) MayOpen(docs book.Documents, person, feed string) (bool, error) {
	return care.MayOpen(month.Records(docs), person, feed, now)
}

func newBook(t testing.TB) *book.Book {
	t.Helper()
	st, err := bolt.Open(context.Background(), filepath.Join(t.TempDir(), "db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	schema := op.Schema{}
	for _, k := range care.Kinds() {
		schema[k.Name] = op.Kind(k)
	}
	b, err := book.Open(context.Background(), st, "01900000-0000-7000-8000-000000000000", book.Config{
		Schema: schema, Rights: rights{}, Clock: func() time.Time { return now }, Rand: rand.NewChaCha8([32]byte{}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFill(t *testing.T) {
	ctx, b := context.Background(), newBook(t)
	people, err := demo.Fill(ctx, b, 1)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]demo.Person{}
	roles := map[string]int{}
	for _, p := range people {
		by[strings.ToLower(strings.Fields(p.Name)[0])] = p
		roles[p.Role]++
		if p.What == "" || p.ID == "" {
			t.Errorf("%+v", p)
		}
	}
	if fmt.Sprint(roles) != "map[assistant:18 beneficiary:6 coordinator:2 representative:3]" {
		t.Error(roles)
	}
	var board month.Board
	views := map[string]month.View{}
	if err := b.View(ctx, func(docs book.Documents) (err error) {
		if board, err = month.Boards(docs, by["karin"].ID, "2026-10", now); err != nil {
			return err
		}
		for _, key := range []string{"alva", "greta", "sol", "iris", "bo", "kim"} {
			views[key], err = month.Look(docs, month.Ask{Person: by["karin"].ID, Beneficiary: by[key].ID, Month: "2026-10", Now: now})
			if err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"alva": "open_conflict", "greta": "overlap_assistant duplicate", "sol": "", "iris": "overlap_assistant also bo, registration_late",
		"bo": "no_end, overlap_assistant also iris", "kim": "",
	}
	rows, kinds := 0, care.Sums{}
	for key, v := range views {
		var found []string
		for _, f := range v.Findings {
			text := f.Code
			if f.Duplicate != "" {
				text += " duplicate"
			}
			if f.Also != nil {
				text += " also " + map[string]string{by["bo"].ID: "bo", by["iris"].ID: "iris"}[f.Also.Beneficiary]
			}
			found = append(found, text)
		}
		if got := strings.Join(found, ", "); got != want[key] {
			t.Errorf("%s: %q, want %q", key, got, want[key])
		}
		rows += len(v.Rows)
		kinds = kinds.Plus(v.Sums)
		if (v.Granted == nil) != (key == "iris") {
			t.Errorf("%s: granted %v", key, v.Granted)
		}
		if v.Granted != nil && v.Counted.Over(*v.Granted) {
			t.Errorf("%s: counted %d minutes of %d granted", key, v.Counted.Floor(), *v.Granted)
		}
	}
	if rows < 670 || rows > 730 || kinds.Active == 0 || kinds.Waiting == 0 || kinds.Standby == 0 {
		t.Errorf("%d rows, %+v", rows, kinds)
	}
	if night := views["alva"].Days[24]; night.Length != 1500 || night.Total() != 1500 {
		t.Errorf("the day of 25 hours: %+v", night)
	}
	for _, c := range board.Customers {
		v := views[strings.ToLower(strings.Fields(c.Beneficiary.Name)[0])]
		if c.Hash != v.Hash || c.Sums != v.Sums || c.Ore != v.Money.Risk {
			t.Errorf("the board says of %s otherwise than the month: %+v %+v", c.Beneficiary.Name, c, v.Money)
		}
	}
	checkConflict(t, b, views["alva"])
	checkNumbers(t, b, people)
	t.Logf("%d rows, %+v minutes", rows, kinds)
}

// The disagreement has both values, and who said what why.
func checkConflict(t *testing.T, b *book.Book, alva month.View) {
	t.Helper()
	at := slices.IndexFunc(alva.Rows, func(r month.Row) bool { return r.Conflict })
	if at < 0 || alva.Rows[at].Name != "Samir Provström" || alva.Rows[at].End != "2026-10-27T22:00+01:00" {
		t.Fatalf("the conflict is not Samir's: %d", at)
	}
	if err := b.View(context.Background(), func(docs book.Documents) error {
		doc, _, err := docs.Get(alva.Rows[at].ID)
		if err != nil {
			return err
		}
		c := doc.Conflicts[0]
		if standing := doc.Standing(c); standing.Why != "Schemat säger 22.00." || string(c.Candidates[0].Set["end"]) != `"2026-10-27T22:10+01:00"` {
			t.Errorf("%+v against %+v", standing, c.Candidates)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// Every number is a test number: 98 before its last two digits.
func checkNumbers(t *testing.T, b *book.Book, people demo.People) {
	t.Helper()
	seen := map[string]bool{}
	if err := b.View(context.Background(), func(docs book.Documents) error {
		for _, p := range people {
			for doc, err := range docs.Feed(care.IdentityFeed(p.ID)) {
				if err != nil {
					return err
				}
				number := doc.Text("personnummer")
				if _, err := care.ParsePersonnummer(number); err != nil || number[8:10] != "98" || seen[number] {
					t.Errorf("%s has the number %s: %v", p.Name, number, err)
				}
				seen[number] = true
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(seen) != len(people) {
		t.Errorf("%d numbers for %d people", len(seen), len(people))
	}
}

// One seed makes one book; another seed another. Filling again changes nothing, whatever has happened since.
func TestFillAgain(t *testing.T) {
	ctx, b, twin := context.Background(), newBook(t), newBook(t)
	people, err := demo.Fill(ctx, b, 7)
	if err != nil {
		t.Fatal(err)
	}
	other, err := demo.Fill(ctx, twin, 7)
	if err != nil || !slices.Equal(people, other) {
		t.Fatal("one seed, two casts", err)
	}
	first, second := everything(t, b, people), everything(t, twin, people)
	if first != second {
		t.Error("one seed, two books")
	}
	karin := people[0].ID
	sol := people[slices.IndexFunc(people, func(p demo.Person) bool { return p.Name == "Sol Sagolund" })]
	if _, err := b.Do(ctx, book.Command{ID: "lock", Name: "invoice.ready", Person: karin}, func(docs book.Documents) (book.Decision, error) {
		ask := month.Ask{Person: karin, Beneficiary: sol.ID, Month: "2026-10", Now: now}
		v, err := month.Look(docs, ask)
		if err != nil {
			return book.Decision{}, err
		}
		return month.Ready(docs, month.Input{Ask: ask, Saw: v.Hash, Why: "as agreed"})
	}); err != nil {
		t.Fatal("Sol's month cannot be marked ready at once:", err)
	}
	before := everything(t, b, people)
	again, err := demo.Fill(ctx, b, 7)
	if err != nil || !slices.Equal(people, again) {
		t.Fatal("filled again:", err)
	}
	if after := everything(t, b, people); after != before || after == first {
		t.Error("filling again has changed the book")
	}
	if stranger, err := demo.Fill(ctx, newBook(t), 8); err != nil || stranger[0].ID == people[0].ID {
		t.Error("two seeds, one cast", err)
	}
	if report, err := b.Verify(ctx, func(uint64, uint64) {}); err != nil || len(report.Faults) > 0 {
		t.Error(report.Faults, err)
	}
}

// everything is all that a coordinator and everybody else can pull, as text.
func everything(t *testing.T, b *book.Book, people demo.People) string {
	t.Helper()
	var out strings.Builder
	if err := b.View(context.Background(), func(docs book.Documents) error {
		feeds := []string{"book"}
		for _, p := range people {
			feeds = append(feeds, p.ID, care.IdentityFeed(p.ID), care.MonthFeed(p.ID, "2026-10"))
		}
		for _, feed := range feeds {
			for doc, err := range docs.Feed(feed) {
				if err != nil {
					return err
				}
				raw, err := json.Marshal(doc)
				if err != nil {
					return err
				}
				_, _ = fmt.Fprintf(&out, "%s %s\n", feed, raw)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// A day is planned once: planning again, and another day, brings only the days that lack, and undoes nothing.
func TestPlan(t *testing.T) {
	ctx, b := context.Background(), newBook(t)
	people, err := demo.Fill(ctx, b, 1)
	if err != nil {
		t.Fatal(err)
	}
	alva := people[slices.IndexFunc(people, func(p demo.Person) bool { return p.Name == "Alva Påhittsson" })]
	plans := func() (all []care.Plan, vacant int) {
		t.Helper()
		if err := b.View(ctx, func(docs book.Documents) error {
			for _, m := range []care.Month{"2026-10", "2026-11"} {
				for record, err := range month.Records(docs).Feed(care.MonthFeed(alva.ID, m)) {
					if err != nil {
						return err
					}
					if care.KindOf(record.Ref) != "plan" {
						continue
					}
					plan := care.PlanOf(record.Ref, record.Fields)
					if all = append(all, plan); plan.Assistant == "" {
						vacant++
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return all, vacant
	}
	if err := demo.Plan(ctx, b, 1, "2026-10-24"); err != nil {
		t.Fatal(err)
	}
	first, vacant := plans()
	if len(first) < 17*5 || vacant != 2 {
		t.Errorf("%d plans, %d of them vacant", len(first), vacant)
	}
	for _, p := range first {
		if p.Start.In(care.Stockholm()).Minute() != 0 || p.End.Before(p.Start) {
			t.Errorf("%+v", p)
		}
	}
	if err := demo.Plan(ctx, b, 1, "2026-10-24"); err != nil {
		t.Fatal(err)
	}
	if again, _ := plans(); !slices.Equal(again, first) {
		t.Error("planned again, and there are other plans")
	}
	if err := demo.Plan(ctx, b, 1, "2026-10-25"); err != nil {
		t.Fatal(err)
	}
	if later, _ := plans(); len(later) != len(first)+5 {
		t.Errorf("a day later there are %d plans, and there were %d", len(later), len(first))
	}
}

// The way to ELT is walked, in its order; a step that somebody has taken back stays so.
func TestTheWayToELTIsWalked(t *testing.T) {
	ctx, b := context.Background(), newBook(t)
	people, err := demo.Fill(ctx, b, 7)
	if err != nil {
		t.Fatal(err)
	}
	karin := people[0].ID
	look := func() (steps []month.ConnectionStep, next string) {
		t.Helper()
		if err := demo.Connected(ctx, b, 7); err != nil {
			t.Fatal(err)
		}
		if err := b.View(ctx, func(docs book.Documents) (err error) {
			steps, next, err = month.Connection(docs, karin, month.Proof{}, now)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return steps, next
	}
	steps, next := look()
	if next != "" || !slices.IsSortedFunc(steps, func(a, b month.ConnectionStep) int { return strings.Compare(string(a.Done), string(b.Done)) }) {
		t.Errorf("next is %q: %+v", next, steps)
	}
	if _, err := b.Do(ctx, book.Command{ID: "back", Name: "connection.step", Person: karin}, func(docs book.Documents) (book.Decision, error) {
		return month.ConnectionDone(docs, karin, care.StepApproved, "", now)
	}); err != nil {
		t.Fatal(err)
	}
	if _, next := look(); next != care.StepApproved {
		t.Errorf("next is %q", next)
	}
}
