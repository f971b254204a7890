package month_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// closeDays gives a person's command to close Alva's October up to a day.
func (w *world) closeDays(person, saw string, until care.Date) error {
	w.t.Helper()
	_, err := w.do("close", func(docs book.Documents) (book.Decision, error) {
		return month.Close(docs, month.Input{Ask: w.ask(person), Saw: saw, Until: until})
	})
	return err
}

// phoneKnows is until when Alva's October is closed, as far as a person's phone is told.
func (w *world) phoneKnows(person string) care.Date {
	w.t.Helper()
	device := "00000000-0000-7000-8000-00000000ff" + fmt.Sprintf("%02x", person[0])
	answer, err := w.book.Sync(context.Background(), book.Actor{Person: person, Device: device}, book.Request{Device: device})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, sent := range answer.Docs {
		if sent.Ref != care.ClosedRef("alva", "2026-10") {
			continue
		}
		doc, err := sent.Document()
		if err != nil {
			w.t.Fatal(err)
		}
		return care.Date(doc.Text("until"))
	}
	return ""
}

func TestClosingTheFirstDaysOfAMonth(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 10, 16, 8, 0, 0, 0, time.UTC)
	const early, night, later = "shift/00000000-0000-7000-8000-0000000000a1", "shift/00000000-0000-7000-8000-0000000000a2", "shift/00000000-0000-7000-8000-0000000000a3"
	for ref, span := range map[string][2]string{
		early: {"2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00"}, night: {"2026-10-15T22:00+02:00", "2026-10-16T06:00+02:00"}, later: {"2026-10-16T06:00+02:00", "2026-10-16T09:00+02:00"},
	} {
		w.sync("samir", ref, 0, "assistant=samir beneficiary=alva kind=active start="+span[0]+" end="+span[1])
	}
	saw := w.look("karin").Hash
	for _, tt := range []struct {
		person, saw string
		until       care.Date
		code        string
	}{
		{"samir", saw, "2026-10-15", month.CodeForbidden}, {"gunnar", saw, "2026-10-15", month.CodeForbidden}, {"karin", "x", "2026-10-15", op.CodeChanged},
		{"karin", saw, "2026-10-16", month.CodeDaysNotOver}, {"karin", saw, "2026-09-30", month.CodeDaysNotOver}, {"karin", saw, "", month.CodeDaysNotOver},
	} {
		if err := w.closeDays(tt.person, tt.saw, tt.until); code(err) != tt.code || w.look("karin").Closed != "" {
			t.Errorf("%s closes until %s: %v, want %s", tt.person, tt.until, err, tt.code)
		}
	}
	told := func() care.Date { t.Helper(); return w.phoneKnows("samir") }
	if err := w.closeDays("karin", saw, "2026-10-15"); err != nil || told() != "2026-10-15" || w.look("karin").Closed != "2026-10-15" || w.look("karin").Hash != saw {
		t.Fatal(err, w.look("karin").Closed)
	}
	verdict := func(ref, set string) op.Verdict { t.Helper(); return w.sync("samir", ref, w.rev(ref), set).Verdict }
	if got := verdict(early, "end=2026-10-05T13:00+02:00"); got != op.Parked {
		t.Errorf("a row of a closed day: %s", got)
	}
	if got := verdict(night, "end=2026-10-16T07:00+02:00"); got != op.Parked {
		t.Errorf("a night that lies partly in a closed day: %s", got)
	}
	if got := verdict(later, "start=2026-10-15T23:00+02:00"); got != op.Parked {
		t.Errorf("a row that is moved into a closed day: %s", got)
	}
	if got := verdict(later, "end=2026-10-16T09:30+02:00"); got == op.Refused {
		t.Errorf("a row of an open day: %s", got)
	}
	if got := w.sync("samir", "shift/00000000-0000-7000-8000-0000000000a4", 0, "assistant=samir beneficiary=alva kind=active start=2026-10-16T10:00+02:00 end=2026-10-16T11:00+02:00").Verdict; got != "applied" {
		t.Errorf("a new row of an open day: %s", got)
	}
	if late, _, err := month.LateChanges(context.Background(), w.book, w.ask("karin")); err != nil || len(late) != 3 || !late[0].Days || !late[1].Days || !late[2].Days {
		t.Errorf("what waits is not said to wait for closed days: %+v, %v", late, err)
	}
	if err := w.closeDays("karin", w.look("karin").Hash, "2026-10-15"); code(err) != month.CodeNotReady {
		t.Errorf("closed over what waits there: %v", err)
	}
	if err := w.act(month.OpenDays, "karin", w.look("karin").Hash, " "); code(err) != op.CodeWhyMissing {
		t.Errorf("opened for no reason: %v", err)
	}
	if err := w.act(month.OpenDays, "karin", w.look("karin").Hash, "fel tid"); err != nil || w.look("karin").Closed != "" || told() != "" {
		t.Errorf("%v, closed until %s", err, w.look("karin").Closed)
	}
	if got := w.sync("samir", night, w.rev(night), "note=hej").Verdict; got != "applied" && got != "merged" {
		t.Errorf("after it was opened: %s", got)
	}
	w.now = time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
}

// A row changes no more exactly where some minute of it, or its beginning, lies in a closed day.
func TestARowIsClosedWithItsDays(t *testing.T) {
	w := newWorld(t)
	if err := w.closeDays("karin", w.look("karin").Hash, "2026-10-15"); err != nil {
		t.Fatal(err)
	}
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		start := time.Date(2026, 10, 14, 0, 0, 0, 0, care.Stockholm()).Add(time.Duration(rapid.IntRange(0, 4*24*60).Draw(r, "start")) * time.Minute)
		end := start.Add(time.Duration(rapid.IntRange(0, 23*60).Draw(r, "long")) * time.Minute)
		got := w.sync("samir", fmt.Sprintf("shift/00000000-0000-7000-9000-%012d", n), 0,
			"assistant=samir beneficiary=alva kind=active start="+care.FormatMinute(start)+" end="+care.FormatMinute(end)).Verdict
		if closed := start.Before(care.Date("2026-10-16").Start()); (got == op.Parked) != closed {
			r.Errorf("%s to %s: %s", start, end, got)
		}
	})
}
