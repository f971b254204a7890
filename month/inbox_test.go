package month_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/sync/op"
)

func (w *world) inbox(s *month.Shelf) month.Inbox {
	w.t.Helper()
	in, err := s.Inbox(context.Background(), w.book, "karin", w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	return in
}

// listed are things as "kind@month person ore since place".
func listed(in month.Inbox) (all []string) {
	for _, i := range in.Items {
		all = append(all, strings.Join(strings.Fields(fmt.Sprintf("%s %s@%s %s %d %s %s", i.Kind, i.Beneficiary.ID, i.Month, i.Person.ID, i.Ore, care.DateOf(i.Since), i.Place)), " "))
	}
	return all
}

func (w *world) wantInbox(s *month.Shelf, want ...string) {
	w.t.Helper()
	in := w.inbox(s)
	if got := listed(in); !slices.Equal(got, want) {
		w.t.Errorf("in the list\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, i := range in.Items {
		if i.Errand != care.ErrandRef(i.Key) || i.Print == "" || i.Message.SV == "" || i.Message.EN == "" || strings.Contains(i.Message.SV+i.Message.EN, "%!") {
			w.t.Errorf("not whole: %+v", i)
		}
	}
}

// Whatever waits for the office is in the list, what may cost money first, and gone once it is settled.
func TestWhatWaitsForTheOffice(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	w.wantInbox(s)

	const row = "shift/00000000-0000-7000-8000-00000000aaaa"
	w.sync("samir", row, 0, "assistant=samir beneficiary=alva kind=active start=2026-10-27T14:00+01:00")
	base := w.rev(row)
	w.sync("karin", row, base, "end=2026-10-27T22:00+01:00")
	w.syncAt("samir", row, base, "end=2026-10-27T22:10+01:00", op.At{Wall: "2026-10-28T07:00:00Z"})
	w.said("alva", "1", "author=alva as=beneficiary beneficiary=alva month=2026-10 flag=time said=2026-11-02T09:00+01:00")
	w.said("samir", "2", "author=samir as=assistant assistant=samir beneficiary=alva month=2026-10 day=2026-10-05 shift=a text=x said=2026-11-03T09:00+01:00")
	const conflict, flag, talk = "conflict alva@2026-10 samir 278160 2026-10-28 /office/alva/2026-10?row=00000000-0000-7000-8000-00000000aaaa",
		"flag alva@2026-10 alva 0 2026-11-02 /office/alva/2026-10#samtal", "talk alva@2026-10 samir 0 2026-11-03 /office/alva/2026-10#samtal"
	w.wantInbox(s, conflict, flag, talk)
	// No time goes out over that: whoever makes a file of it is told.
	for _, c := range w.board().Customers {
		if want := map[bool]int{true: 1}[c.Beneficiary.ID == "alva"]; c.Disputed != want {
			t.Errorf("on the board %d rows of %s are disputed, want %d", c.Disputed, c.Beneficiary.Name, want)
		}
	}
	if r, err := w.review("karin", "2026-10", 2); err != nil || r.Months[1].Disputed != 1 || r.Months[0].Disputed != 0 {
		t.Errorf("in the reports: %v %+v", err, r.Months)
	}
	w.said("karin", "3", "author=karin as=coordinator beneficiary=alva month=2026-10 text=x settles=[\"@1\"] said=2026-11-04T09:00+01:00")
	w.wantInbox(s, conflict, talk)

	w.set("registration/0 received=null")
	w.wantInbox(s, "registration alva@2026-10 samir 278160 2026-10-01 /office/people/samir", conflict, talk)
	w.set("registration/0 received=2024-01-01", "decision/1 to=2026-12-31")
	w.wantInbox(s, conflict, "decision alva@ 0 2026-11-01 /office/people/alva", talk)
	w.set("decision/3 beneficiary=alva granter=fk state=applied from=2027-01-01")
	w.wantInbox(s, conflict, talk)
	w.set("decision/1 to=2026-10-20")
	w.wantInbox(s, "decision alva@2026-10 278160 2026-10-01 /office/people/alva", conflict, talk)
	w.set("decision/1 to=null")

	base = w.rev("person/bo")
	w.sync("karin", "person/bo", base, "name=Bosse")
	w.set("membership/olle person=olle role=coordinator from=2024-01-01", "person/olle name=Olle")
	w.syncAt("olle", "person/bo", base, "name=Bo_B", op.At{Wall: "2026-11-05T07:00:00Z"})
	w.wantInbox(s, conflict, talk, "conflict @ bo 0 2026-11-05 /office/people/bo")
	if _, err := s.Inbox(context.Background(), w.book, "samir", w.now); code(err) != month.CodeForbidden {
		t.Errorf("an assistant sees the list: %v", err)
	}
}

// A change that came too late, an invoice that is not what was sent, a timesheet that came back.
func TestWhatCameBackWaits(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	w.shift(day5)
	w.ready()
	w.sync("samir", "shift/00000000-0000-7000-8000-00000000000a", 0, "assistant=samir beneficiary=alva kind=active start=2026-10-09T08:00+02:00 end=2026-10-09T10:00+02:00")
	const parked = "parked alva@2026-10 samir 69540 2026-11-09 /office/late"
	w.wantInbox(s, parked)
	w.finish()
	if err := w.report(1, func(v *care.Statement) { v.Active -= 60 }); err != nil {
		t.Fatal(err)
	}
	in := w.inbox(s)
	if len(in.Items) != 2 || in.Items[1].Kind != month.ItemDiffers && in.Items[0].Kind != month.ItemDiffers {
		t.Errorf("%v", listed(in))
	}
	// Of a month long past nothing is looked for any more, but what waits for a decision.
	w.now = w.now.AddDate(0, 3, 0)
	w.wantInbox(s, strings.Replace(parked, "69540", "0", 1))
}

// A row is at risk once, however many changes of it wait, and with all its hours where it is of two months.
func TestARowIsAtRiskOnce(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	const row = "shift/00000000-0000-7000-8000-00000000000a"
	w.sync("samir", row, 0, "assistant=samir beneficiary=alva kind=active start=2026-10-31T20:00+01:00 end=2026-11-01T02:00+01:00")
	w.ready()
	w.sync("samir", row, w.rev(row), "end=2026-11-01T03:00+01:00")
	w.sync("samir", row, w.rev(row), "end=2026-11-01T04:00+01:00")
	w.wantInbox(s, "parked alva@2026-10 samir 278160 2026-11-09 /office/late", "parked alva@2026-10 samir 0 2026-11-09 /office/late")
}

// What says the same has the same print; what has changed has another, and is the same thing.
func TestAThingThatChangesIsKnown(t *testing.T) {
	i := month.Item{Kind: month.ItemDecision, Since: time.Unix(0, 0), Message: month.Words{SV: "a", EN: "b"}}
	one, same := month.NewItem("k", i), month.NewItem("k", i)
	i.Ore = 100
	if other := month.NewItem("k", i); one != same || one.Print == other.Print || one.Errand != other.Errand {
		t.Errorf("%+v\n%+v\n%+v", one, same, other)
	}
}

// What was put off stays away though more hours are worked; it comes back when what is wrong with it is another thing.
func TestMoreHoursAreNoOtherThing(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	w.set("registration/0 received=null", "decision/1 to=2026-10-20")
	of := func() map[month.ItemKind]month.Item {
		found := map[month.ItemKind]month.Item{}
		for _, i := range w.inbox(s).Items {
			found[i.Kind] = i
		}
		return found
	}
	w.shift("a samir alva active 2026-10-27T08:00+01:00 2026-10-27T10:00+01:00")
	before := of()
	w.shift("b samir alva active 2026-10-28T08:00+01:00 2026-10-28T10:00+01:00")
	after := of()
	for _, kind := range []month.ItemKind{month.ItemRegistration, month.ItemDecision} {
		if before[kind].Print == "" || before[kind].Print != after[kind].Print || before[kind].Ore >= after[kind].Ore || before[kind].Message == after[kind].Message {
			t.Errorf("%s: %+v\nwith more hours %+v", kind, before[kind], after[kind])
		}
	}
	w.set("registration/0 received=2026-10-29")
	if late := of()[month.ItemRegistration]; late.Print == "" || late.Print == after[month.ItemRegistration].Print {
		t.Errorf("it has arrived, late: %+v", late)
	}
}

// However things come together, each key is in the list once, with all that is at risk, and the order is that of risk and age.
func TestInboxLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in month.Inbox
		ore, since := map[string]int{}, map[string]time.Time{}
		for range rapid.IntRange(0, 4).Draw(t, "times") {
			var some []month.Item
			for range rapid.IntRange(0, 5).Draw(t, "things") {
				key := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "key")
				i := month.NewItem(key, month.Item{Ore: 100 * rapid.IntRange(0, 2).Draw(t, "ore"), Since: time.Unix(int64(rapid.IntRange(0, 9).Draw(t, "since")), 0)})
				if first, there := since[key]; !there || i.Since.Before(first) {
					since[key] = i.Since
				}
				ore[key] += i.Ore
				some = append(some, i)
			}
			in.Add(some...)
		}
		if len(in.Items) != len(ore) {
			t.Fatalf("%d things of %d", len(in.Items), len(ore))
		}
		for n, i := range in.Items {
			if i.Ore != ore[i.Key] || !i.Since.Equal(since[i.Key]) {
				t.Fatalf("%s: %d since %v, want %d since %v", i.Key, i.Ore, i.Since, ore[i.Key], since[i.Key])
			}
			if n > 0 {
				before := in.Items[n-1]
				if before.Ore == 0 && i.Ore > 0 || (before.Ore > 0) == (i.Ore > 0) && before.Since.After(i.Since) {
					t.Fatalf("%+v before %+v", before, i)
				}
			}
		}
	})
}

// What an assistant would be without, and what the office is to choose of, is in the list until somebody has seen to it.
func TestWhatWaitsInThePlans(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	w.set("plan/p assistant=samir beneficiary=alva kind=active start=2026-11-20T08:00+01:00 end=2026-11-20T16:00+01:00",
		"plan/q beneficiary=alva kind=active start=2026-12-01T08:00+01:00 end=2026-12-01T16:00+01:00")
	vacant := func(month, place string) string {
		return "vacant alva@" + month + " 0 0001-01-01 /office/plan/alva/" + place
	}
	q := vacant("2026-12", "2026-W49")
	w.wantInbox(s, q) // nobody was asked
	const wish = "swap/019dfc00-0000-7000-8000-000000000001"
	w.sync("samir", wish, 0, "plan=p assistant=samir beneficiary=alva month=2026-11")
	const swap = "swap alva@2026-11 samir 0 2026-05-06 /office/plan/alva/2026-W47"
	w.wantInbox(s, q, swap)
	w.set(`offer/019dfc00-0000-7000-8000-000000000002 plan=q beneficiary=alva kind=active start=2026-12-01T08:00+01:00 end=2026-12-01T16:00+01:00 to=["tilda"] how=pick`)
	w.wantInbox(s, swap)
	w.sync("tilda", "reply/00000000-0000-7000-8000-0000000000a1", 0, "offer=019dfc00-0000-7000-8000-000000000002 assistant=tilda beneficiary=alva month=2026-12 says=yes")
	const offer = "offer alva@2026-12 tilda 0 2026-05-06 /office/plan/alva/2026-W49"
	w.wantInbox(s, offer, swap)
	w.set("offer/019dfc00-0000-7000-8000-000000000002 given=tilda", "plan/q draft=true") // a draft is the office's own
	w.wantInbox(s, swap)
	w.set("plan/q draft=false")
	w.wantInbox(s, q, swap)
	w.set(`offer/019dfc00-0000-7000-8000-000000000003 plan=p from=samir beneficiary=alva kind=active start=2026-11-20T08:00+01:00 end=2026-11-20T16:00+01:00 to=["tilda"] how=first`)
	w.wantInbox(s, q) // others are asked
	w.set("offer/019dfc00-0000-7000-8000-000000000003 void=true")
	w.wantInbox(s, q, swap)
	// An offer of which the plan is another by now asks nothing, and hides no wish.
	const moved = "offer/019dfc00-0000-7000-8000-000000000004"
	w.set(moved + ` plan=q beneficiary=alva kind=active start=2026-12-01T08:00+01:00 end=2026-12-01T16:00+01:00 to=["tilda"] how=pick`)
	w.sync("tilda", "reply/00000000-0000-7000-8000-0000000000a2", 0, "offer="+care.ID(moved)+" assistant=tilda beneficiary=alva month=2026-12 says=yes")
	w.wantInbox(s, offer, swap)
	w.set("plan/q start=2026-12-01T09:00+01:00")
	w.wantInbox(s, q, swap)
	w.set(`offer/019dfc00-0000-7000-8000-000000000005 plan=p from=tilda beneficiary=alva kind=active start=2026-11-20T08:00+01:00 end=2026-11-20T16:00+01:00 to=["nils"] how=first`, "plan/q assistant=samir")
	w.wantInbox(s, swap)
	// Whoever accepts first would have it, were nothing in the way: then the office is to look.
	w.set("plan/r beneficiary=alva kind=active start=2027-02-01T08:00+01:00 end=2027-02-01T16:00+01:00",
		`offer/019dfc00-0000-7000-8000-000000000006 plan=r beneficiary=alva kind=active start=2027-02-01T08:00+01:00 end=2027-02-01T16:00+01:00 to=["tilda"] how=first`)
	w.wantInbox(s, swap)
	w.sync("tilda", "reply/00000000-0000-7000-8000-0000000000a3", 0, "offer=019dfc00-0000-7000-8000-000000000006 assistant=tilda beneficiary=alva month=2027-02 says=yes")
	const stuck = "offer alva@2027-02 tilda 0 2026-05-06 /office/plan/alva/2027-W05"
	w.wantInbox(s, stuck, swap)
	w.set("plan/s beneficiary=alva kind=active start=2027-03-01T08:00+01:00 end=2027-03-01T16:00+01:00",
		`offer/019dfc00-0000-7000-8000-000000000007 plan=s beneficiary=alva kind=active start=2027-03-01T08:00+01:00 end=2027-03-01T16:00+01:00 to=["tilda"] how=pick`)
	w.sync("tilda", "reply/00000000-0000-7000-8000-0000000000a4", 0, "offer=019dfc00-0000-7000-8000-000000000007 assistant=tilda beneficiary=alva month=2027-03 says=yes")
	w.wantInbox(s, stuck, swap) // in good time for that
	w.now = w.now.AddDate(0, 0, 12)
	w.wantInbox(s, stuck) // the other is over
}

// That a planned shift was not worked is in the list, in the month after, too, until the schedule says so; or until a row says otherwise.
func TestPlansThatWereNotWorkedWait(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	w.set("plan/p assistant=samir beneficiary=alva kind=active start=2026-11-02T08:00+01:00 end=2026-11-02T16:00+01:00",
		"plan/q assistant=samir beneficiary=alva kind=active start=2026-11-03T08:00+01:00 end=2026-11-03T16:00+01:00")
	w.sync("samir", "swap/019dfc00-0000-7000-8000-000000000001", 0, "plan=p assistant=samir beneficiary=alva month=2026-11")
	for id, plan := range map[string]string{"2": "p", "3": "q"} {
		w.sync("samir", "swap/019dfc00-0000-7000-8000-00000000000"+id, 0, "plan="+plan+" assistant=samir beneficiary=alva month=2026-11 unworked=true")
	}
	const one = "unworked alva@2026-11 samir 0 2026-05-06 /office/plan/alva/2026-W45"
	w.wantInbox(s, one, one) // and no more that they would be without one of them
	w.now = time.Date(2026, 12, 3, 9, 0, 0, 0, time.UTC)
	w.wantInbox(s, one, one)
	w.set("plan/p assistant=tilda")
	w.wantInbox(s, one)
	w.set("shift/00000000-0000-7000-8000-00000000aaaa assistant=samir beneficiary=alva kind=active start=2026-11-03T08:00+01:00 end=2026-11-03T12:00+01:00 plan=q")
	w.wantInbox(s)
	w.set("shift/00000000-0000-7000-8000-00000000aaaa plan=null")
	w.wantInbox(s) // half of it was worked, whatever it is called
	w.set("shift/00000000-0000-7000-8000-00000000aaaa end=2026-11-03T11:00+01:00")
	w.wantInbox(s, one) // and this only reaches into it
	w.set("shift/00000000-0000-7000-8000-00000000aaaa void=true")
	w.wantInbox(s, one)
	if v := w.sync("karin", "plan/q", w.rev("plan/q"), "void=true"); v.Verdict != op.Applied {
		t.Errorf("%s %s: a plan goes without a why", v.Verdict, v.Code)
	}
	w.wantInbox(s)
}
