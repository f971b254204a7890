package month_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

const (
	byAlva  = "author=alva as=beneficiary beneficiary=alva month=2026-10 said=2026-11-09T09:00+01:00 "
	byKarin = "author=karin as=coordinator beneficiary=alva month=2026-10 said=2026-11-09T10:00+01:00 "
	bySamir = "author=samir as=assistant assistant=samir beneficiary=alva month=2026-10 said=2026-11-09T10:00+01:00 "
)

// insisting hands Alva's October over in spite of flags.
func (w *world) insisting(person, saw string, flags ...string) error {
	w.t.Helper()
	_, err := w.do("act", func(docs book.Documents) (book.Decision, error) {
		return month.HandOver(docs, month.Input{Ask: w.ask(person), Saw: saw, Insists: flags})
	})
	return err
}

// mid is the id of a message that a test calls by a short name.
func mid(name string) string { return "00000000-0000-7000-8000-0000000000f" + name }

// said says something, by an operation; a message that it names is called by its short name with @ before.
func (w *world) said(person, name, set string) {
	w.t.Helper()
	for short := range strings.SplitSeq("1234567890", "") {
		set = strings.ReplaceAll(set, "@"+short, mid(short))
	}
	if v := w.sync(person, "message/"+mid(name), 0, set); v.Verdict != "applied" {
		w.t.Fatal(person, set, v)
	}
}

func TestAFlagHoldsTheInvoiceUntilItIsSettled(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	hash := w.ready().Invoice.Hash // the month is sealed: what is said is taken all the same
	w.said("alva", "1", byAlva+"day=2026-10-05 shift=a assistant=samir flag=absent")
	v := w.invoice("alva")
	if len(v.Held) != 1 || v.Held[0].ID != mid("1") || v.Held[0].Row != "shift/a" || v.Held[0].Flag != "absent" || v.Held[0].By.Name != "Alva" || !v.MayHandOver {
		t.Fatalf("%+v", v.Held)
	}
	if err := w.insisting("alva", hash); code(err) != month.CodeHeld {
		t.Errorf("handed over: %v", err)
	}
	office := w.look("karin")
	if !office.Held || len(office.Flags) != 1 {
		t.Errorf("to the office: %v %+v", office.Held, office.Flags)
	}
	c := w.board().Customers[0]
	if !c.Held || c.Talks != 1 || c.Stages.HandedOver != month.You || c.Stages.Notified != month.Wait || c.Next.Code != "talk" || c.Next.Who != "office" || !strings.Contains(c.Next.Message.SV, "Alva") {
		t.Errorf("the board: %+v", c)
	}
	w.said("karin", "2", byKarin+"day=2026-10-05 shift=a assistant=samir text=tittar")
	if err := w.insisting("gunnar", hash); code(err) != month.CodeHeld { // nor by whoever else may
		t.Errorf("handed over, though nothing was settled: %v", err)
	}
	w.said("karin", "3", byKarin+`day=2026-10-05 shift=a assistant=samir text=rätt settles=["@1"]`)
	if v := w.invoice("alva"); len(v.Held) != 0 {
		t.Errorf("settled: %+v", v.Held)
	}
	if err := w.insisting("alva", hash); err != nil {
		t.Error(err)
	}
	if got := w.look("karin"); len(got.Invoice.Insisted) != 0 || got.Held || len(got.Flags) != 0 {
		t.Errorf("nobody insisted: %+v", got.Invoice)
	}
}

// Whoever insists is noted, names what they have seen, and is asked again about what came later, and about a new version.
func TestInsisting(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	hash := w.ready().Invoice.Hash
	w.said("alva", "1", byAlva+"flag=time")
	if err := w.insisting("gunnar", hash, mid("1"), "unknown"); err != nil {
		t.Fatal(err)
	}
	if in := w.look("karin").Invoice; !slices.Equal(in.Insisted, []string{mid("1")}) || in.By[care.HandedOver].ID != "gunnar" {
		t.Errorf("noted: %+v", in)
	}
	if err := w.insisting("alva", hash); err != nil { // it was insisted upon
		t.Error(err)
	}
	w.said("alva", "2", byAlva+"flag=absent")
	if err := w.insisting("alva", hash, mid("1")); code(err) != month.CodeHeld {
		t.Errorf("in spite of what they had not seen: %v", err)
	}
	if err := w.report(1, nil); err != nil {
		t.Fatal(err)
	}
	if err := w.insisting("alva", hash, mid("2")); err != nil { // received: they go on there
		t.Fatal(err)
	}
	if in := w.look("karin").Invoice; !slices.Equal(in.Insisted, []string{mid("1"), mid("2")}) || in.State != care.Received {
		t.Errorf("noted of a received one: %+v", in)
	}
	if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "to correct"); err != nil {
		t.Fatal(err)
	}
	v := w.ready()
	if in := v.Invoice; len(in.Insisted) != 0 || !v.Held {
		t.Errorf("a new version: %+v", in)
	}
	if err := w.insisting("alva", v.Invoice.Hash); code(err) != month.CodeHeld {
		t.Errorf("a new version is handed over: %v", err)
	}
}

// A month with a flag is not locked without a reason.
func TestAFlagAsksForAReason(t *testing.T) {
	w := newWorld(t)
	w.shift(october12)
	w.onPaper()
	w.said("alva", "1", byAlva+"flag=time")
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, ""); code(err) != op.CodeWhyMissing {
		t.Errorf("locked: %v", err)
	}
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, "agreed by phone"); err != nil {
		t.Error(err)
	}
}

func (w *world) board() month.Board {
	w.t.Helper()
	var b month.Board
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		b, err = month.Boards(docs, "karin", "2026-10", w.now)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return b
}

func (w *world) talks(s *month.Shelf) string {
	w.t.Helper()
	var told []string
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		open, err := s.Talks(docs, "karin", w.now)
		for _, one := range open.Talks {
			told = append(told, fmt.Sprintf("%s %s %s by %s %q holds=%v %s", one.Beneficiary.Name, one.Month, one.Topic, one.From.Name, one.Flag, one.Holds, one.Start))
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return strings.Join(told, "; ")
}

func TestTheOfficesOpenTalks(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	w.shift(day5)
	if got := w.talks(s); got != "" {
		t.Errorf("before anything was said: %s", got)
	}
	w.said("samir", "1", bySamir+"day=2026-10-05 shift=a text=hej")
	w.said("alva", "2", byAlva+"day=2026-10-06 flag=time")
	w.said("karin", "3", byKarin+"text=hej")
	w.said("samir", "4", "author=samir as=assistant assistant=samir beneficiary=bo month=2026-11 day=2026-11-02 shift=b text=x said=2026-11-02T09:00+01:00")
	const row = `Alva 2026-10 shift/a by Samir "" holds=false 2026-10-05T08:00+02:00`
	const other = `Bo 2026-11 shift/b by Samir "" holds=false `
	if got, want := w.talks(s), row+`; Alva 2026-10 2026-10-06 by Alva "time" holds=false ; `+other; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	w.ready()
	if got, want := w.talks(s), row+`; Alva 2026-10 2026-10-06 by Alva "time" holds=true ; `+other; got != want {
		t.Errorf("once the month is ready: %s\nwant %s", got, want)
	}
	w.said("karin", "5", byKarin+"day=2026-10-05 shift=a assistant=samir text=ja")
	w.said("karin", "6", byKarin+`day=2026-10-06 settles=["@2"]`)
	if got := w.talks(s); got != other {
		t.Errorf("answered and settled: %s", got)
	}
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		_, err := s.Talks(docs, "samir", w.now)
		return err
	}); code(err) != month.CodeForbidden {
		t.Errorf("to an assistant: %v", err)
	}
}

// Whom a message is told to, one after the other.
func TestToldOf(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	row := "day=2026-10-05 shift=a assistant=samir "
	for i, step := range []struct{ person, said, want string }{
		{"karin", byKarin + row + "text=1", "samir|"},
		{"alva", byAlva + row + "flag=absent", "|karin"},
		{"samir", bySamir + "day=2026-10-05 shift=a text=3", "alva|karin"},
		{"karin", byKarin + row + `text=4 settles=["@2"]`, "alva samir|"},
		{"karin", byKarin + "day=2026-10-07 text=5", "alva gunnar|"},
		{"gunnar", "author=gunnar as=representative beneficiary=alva month=2026-10 day=2026-10-07 text=6 said=2026-11-09T10:00+01:00", "|karin"},
		{"karin", byKarin + "day=2026-10-07 text=7", "alva gunnar|"},
		{"karin", byKarin + "day=2026-10-07 takes=@7", ""},
	} {
		id := fmt.Sprint(i + 1)
		var before uint64
		if i > 0 {
			before = w.rev("message/" + mid(fmt.Sprint(i)))
		}
		w.said(step.person, id, step.said)
		var got string
		if err := w.book.View(context.Background(), func(docs book.Documents) error {
			said, err := month.SaidSince(docs, "2026-10", before)
			if err != nil || len(said) == 0 {
				return err
			}
			if len(said) != 1 || said[0].Ref != "message/"+mid(id) || said[0].Beneficiary != "alva" {
				return fmt.Errorf("%+v", said)
			}
			theirs, office, err := month.ToldOf(docs, said[0], w.now)
			got = strings.Join(theirs, " ") + "|" + strings.Join(office, " ")
			return err
		}); err != nil || got != step.want {
			t.Errorf("%s: told %q, want %q (%v)", step.said, got, step.want, err)
		}
	}
}

// Whoever answers for a customer and says something as somebody else of them is not told themselves: all others of the office are.
func TestWhoeverAnswersForThemAndSpeaks(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.set("person/olle name=Olle", "membership/olle person=olle role=coordinator from=2024-01-01", "membership/gunnar2 person=gunnar role=coordinator from=2024-01-01",
		"responsibility/1 coordinator=gunnar beneficiary=alva from=2024-01-01")
	told := func(id string) (got string) {
		if err := w.book.View(context.Background(), func(docs book.Documents) error {
			said, err := month.SaidSince(docs, "2026-10", w.rev("message/"+mid(id))-1)
			if err != nil {
				return err
			}
			_, office, err := month.ToldOf(docs, said[0], w.now)
			got = strings.Join(office, " ")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return got
	}
	const byGunnar = "author=gunnar as=representative beneficiary=alva month=2026-10 said=2026-11-09T10:00+01:00 day=2026-10-0"
	w.said("gunnar", "1", byGunnar+"7 text=x")
	if got := told("1"); got != "karin olle" {
		t.Errorf("by the one who answers for her: %q are told", got)
	}
	w.said("alva", "2", byAlva+"day=2026-10-08 text=x")
	if got := told("2"); got != "gunnar" {
		t.Errorf("by somebody else: %q are told", got)
	}
}

// Whatever is said, and in whatever order: while a flag is open that whoever hands the invoice over has not named, it is not
// handed over; once it is, what was open is noted, and nothing else.
func TestHoldingLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := usual("2026-10")
		s.put("invoice/alva@2026-10", "beneficiary=alva month=2026-10 state=opened version=#1 hash=h at=#{} by=#{}")
		now := time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
		open, insisted, all := map[string]bool{}, map[string]bool{}, []string{}
		for n := range rapid.IntRange(1, 25).Draw(rt, "steps") {
			id := fmt.Sprintf("m%d", n)
			one := func() string {
				if len(all) == 0 {
					return "nothing"
				}
				return rapid.SampledFrom(all).Draw(rt, "which")
			}
			switch topic := rapid.SampledFrom([]string{"", "day=2026-10-05 ", "day=2026-10-05 shift=a assistant=samir "}).Draw(rt, "topic"); rapid.SampledFrom([]string{"flag", "text", "settle", "take", "hand over"}).Draw(rt, "step") {
			case "flag":
				s.put("message/"+id, byAlva+topic+"flag=time")
				open[id], all = true, append(all, id)
			case "text":
				s.put("message/"+id, byKarin+topic+"text=x")
			case "settle":
				of := one()
				s.put("message/"+id, byKarin+topic+`settles=["`+of+`"]`)
				delete(open, of)
			case "take":
				of := one()
				s.put("message/"+id, byAlva+topic+"takes="+of)
				delete(open, of)
			case "hand over":
				names := []string{}
				for _, flag := range all {
					if rapid.Bool().Draw(rt, "seen") {
						names = append(names, flag)
					}
				}
				var holds []string
				for flag := range open {
					if !insisted[flag] {
						holds = append(holds, flag)
					}
				}
				unseen := slices.ContainsFunc(holds, func(flag string) bool { return !slices.Contains(names, flag) })
				decision, err := month.HandOver(s, month.Input{Ask: month.Ask{Person: "alva", Beneficiary: "alva", Month: "2026-10", Now: now}, Saw: "h", Insists: names})
				var p *op.Problem
				if errors.As(err, &p) && p.Code == month.CodeHeld {
					if !unseen {
						rt.Fatalf("refused, though %v were named: %v", holds, names)
					}
					continue
				}
				if err != nil || unseen {
					rt.Fatalf("handed over, though %v hold and %v were named: %v", holds, names, err)
				}
				for _, flag := range holds {
					insisted[flag] = true
				}
				for _, change := range decision.Set {
					s.set(change)
				}
				var noted []string
				if raw := s.docs["invoice/alva@2026-10"].Fields.Value("insisted"); raw != nil && json.Unmarshal(raw, &noted) != nil || len(noted) != len(insisted) {
					rt.Fatalf("noted %v, insisted on %v", noted, insisted)
				}
				for _, flag := range noted {
					if !insisted[flag] {
						rt.Fatalf("noted %s, which nobody insisted on", flag)
					}
				}
			}
		}
	})
}

// set writes what a command decides.
func (s *shelf) set(change book.Change) {
	doc := s.docs[change.Doc]
	for name, value := range change.Set {
		doc.Fields.Put(merge.Field{Name: name, Value: value})
	}
	s.docs[change.Doc] = doc
}
