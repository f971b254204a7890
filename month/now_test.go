package month_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"passbok/month"
	"passbok/sync/book"
)

// nowAt says what the office is shown of a moment, in a line.
func (w *world) nowAt(s *month.Shelf, clock string) string {
	w.t.Helper()
	var is month.Now
	err := w.book.View(w.t.Context(), func(docs book.Documents) (err error) {
		is, err = s.Now(docs, "karin", instant(w.t, "2026-11-09", clock))
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	var all []string
	for _, one := range is.Working {
		doubt := ""
		if one.Doubted {
			doubt = "?"
		}
		all = append(all, strings.TrimSpace(fmt.Sprint(one.Assistant.Name, "@", one.Beneficiary.Name, " ", one.Since[11:16], doubt, " ", one.Why)))
	}
	for _, one := range is.Late {
		all = append(all, strings.TrimSpace(fmt.Sprint("late ", one.Assistant.Name, "@", one.Beneficiary.Name, " ", one.Start[11:16])))
	}
	return strings.Join(all, ", ")
}

func TestNow(t *testing.T) {
	w, s := newWorld(t), new(month.Shelf)
	want := func(clock, want string) {
		t.Helper()
		if got := w.nowAt(s, clock); got != want {
			t.Errorf("%s: %q, want %q", clock, got, want)
		}
	}
	want("08:00", "")
	w.set(
		"plan/a assistant=tilda beneficiary=alva kind=active start=2026-11-09T08:00+01:00 end=2026-11-09T16:00+01:00",
		"plan/b assistant=samir beneficiary=bo kind=active start=2026-11-09T07:00+01:00 end=2026-11-09T12:00+01:00",
		"plan/c beneficiary=alva kind=active start=2026-11-09T16:00+01:00 end=2026-11-09T22:00+01:00",
		"plan/d assistant=samir beneficiary=alva kind=active start=2026-11-09T08:00+01:00 end=2026-11-09T22:00+01:00 draft=true",
	)
	want("07:14", "")
	want("08:14", "late Samir@Bo 07:00")
	want("08:15", "late Samir@Bo 07:00, late Tilda@Alva 08:00")
	w.set("shift/1 assistant=tilda beneficiary=alva kind=active start=2026-11-09T08:05+01:00 plan=a")
	want("08:15", "Tilda@Alva 08:05, late Samir@Bo 07:00")
	want("12:00", "Tilda@Alva 08:05") // the other is over: it is no question of now
	want("16:29", "Tilda@Alva 08:05") // she is there, and so the vacant one is not empty
	want("16:30", "Tilda@Alva 08:05 plan")
	w.shift("2 samir bo active 2026-11-09T03:00+01:00 -")
	want("16:30", "Samir@Bo 03:00 long, Tilda@Alva 08:05 plan")
	w.set("shift/1 end=2026-11-09T15:00+01:00")
	want("16:14", "Samir@Bo 03:00 long")
	want("16:15", "Samir@Bo 03:00 long, late @Alva 16:00") // nobody is there
	w.set("shift/2 void=true", "plan/c void=true")
	want("16:15", "")
}

// A row about which two disagree is asked about as that; whoever it is of is there all the same.
func TestNowDoubted(t *testing.T) {
	s, plain := usual("2026-11"), new(month.Shelf)
	s.put("shift/open", "assistant=samir beneficiary=alva kind=active start=2026-11-09T01:00+01:00")
	now := func() month.Now {
		is, err := plain.Now(s, "karin", time.Date(2026, 11, 9, 14, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	if is := now(); len(is.Working) != 1 || is.Working[0].Why == "" || is.Working[0].Doubted {
		t.Errorf("%+v", is)
	}
	s.unsettle(t, "disagree", "shift/open", "end=2026-11-09T06:00+01:00")
	plain = new(month.Shelf)
	if is := now(); len(is.Working) != 1 || is.Working[0].Why != "" || !is.Working[0].Doubted || is.Asks() {
		t.Errorf("%+v", is)
	}
}

func TestNowIsForTheOffice(t *testing.T) {
	w := newWorld(t)
	err := w.book.View(t.Context(), func(docs book.Documents) error {
		_, err := new(month.Shelf).Now(docs, "samir", w.now)
		return err
	})
	if err == nil {
		t.Error("an assistant is shown who works where")
	}
}

// A shift that goes on may be as it should until its assistant is asked about it. That is said, by no clock: what was looked at stays
// the same however late it is.
func TestUntilAShiftMayGoOn(t *testing.T) {
	w := newWorld(t)
	until := func() string {
		t.Helper()
		before := w.look("karin")
		w.now = w.now.Add(48 * time.Hour)
		after := w.look("karin")
		w.now = w.now.Add(-48 * time.Hour)
		if before.Hash != after.Hash {
			t.Error("the look's hash goes by the clock")
		}
		for _, f := range before.Findings {
			if f.Code == month.NoEnd {
				return f.Until
			}
		}
		return "nothing"
	}
	want := func(want string) {
		t.Helper()
		got := until()
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if line := w.look("karin").Line; want != "" && want != "nothing" && (len(line.Going) != 1 || line.Going[0] != want) {
			t.Errorf("on the board: %v", line.Going)
		}
	}
	w.shift("a samir alva active 2026-10-20T08:00+02:00 2026-10-20T20:00+02:00")
	want("nothing")
	w.shift("b samir alva waiting 2026-10-20T20:00+02:00 -")
	want("2026-10-20T23:00+02:00") // thirteen hours of the stay are over, but somebody was there at eight
	w.set("plan/p assistant=samir beneficiary=alva kind=active start=2026-10-20T20:00+02:00 end=2026-10-20T22:40+02:00", "shift/b plan=p")
	want("2026-10-20T23:00+02:00")
	w.set("plan/p end=2026-10-21T07:00+02:00", "shift/a end=2026-10-20T19:00+02:00")
	want("2026-10-21T07:30+02:00")
	w.set("plan/p end=2026-10-21T20:00+02:00")
	want("2026-10-21T09:00+02:00") // a long plan is no excuse
	w.shift("c samir bo active 2026-10-20T23:00+02:00 2026-10-21T01:00+02:00")
	want("2026-10-20T23:00+02:00") // another begins then, if at somebody else's: from then on this one was never stopped
	w.set("shift/c end=2026-10-20T23:00+02:00")
	want("2026-10-21T09:00+02:00") // there is no minute in it
}
