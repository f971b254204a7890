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
	"passbok/sync/book"
)

// fallen are the fallen timesheets of Alva's October.
func (w *world) fallen(watch *month.SheetWatch) string {
	w.t.Helper()
	var names []string
	if err := w.book.View(context.Background(), func(docs book.Documents) error {
		found, err := watch.Fallen(docs, "alva", "2026-10")
		for _, f := range found {
			names = append(names, f.String())
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return strings.Join(names, " ")
}

// told are who is told by a notice about Samir's timesheet: the assistant's side, and the office's.
func (w *world) told(code, by string) string {
	w.t.Helper()
	var theirs, office []string
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		theirs, office, err = month.Told(docs, month.Notice{Notice: code, Beneficiary: "alva", Month: "2026-10", Version: 1, Assistant: "samir", By: by}, w.now)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return strings.Join(theirs, " ") + "/" + strings.Join(office, " ")
}

func (w *world) stand(state care.SheetState) {
	w.t.Helper()
	signed := []sheetCommand{month.SheetReady, month.SheetSigned, month.SheetApproved}
	for i, s := range []care.SheetState{care.SheetReady, care.SheetSigned, care.SheetApproved} {
		who := [...]string{"samir", "samir", "karin"}[i]
		if err := w.onSheet(signed[i], who, ""); err != nil {
			w.t.Fatal(s, err)
		}
		if s == state {
			return
		}
	}
}

func TestASignatureThatFalls(t *testing.T) {
	const samirs, moved = "samir.alva@2026-10:1", "shift/a end=2026-10-05T17:00+02:00"
	for _, tt := range []struct {
		name   string
		state  care.SheetState
		change []string
		want   string
	}{
		{"nothing is signed, and a row changes", care.SheetReady, []string{moved}, ""},
		{"nothing changes", care.SheetSigned, nil, ""},
		{"a note changes", care.SheetSigned, []string{"shift/a note=hej"}, ""},
		{"another assistant's row comes", care.SheetSigned, []string{"shift/t assistant=tilda beneficiary=alva kind=active start=2026-10-06T08:00+02:00 end=2026-10-06T09:00+02:00"}, ""},
		{"a row changes", care.SheetSigned, []string{moved}, samirs},
		{"a row is removed", care.SheetSigned, []string{"shift/a void=true"}, samirs},
		{"a row goes to another", care.SheetSigned, []string{"shift/a assistant=tilda"}, samirs},
		{"it changes, and is as it was", care.SheetSigned, []string{moved, "shift/a end=2026-10-05T18:00+02:00"}, ""},
		{"it falls though both had signed", care.SheetApproved, []string{moved}, samirs},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.set(paper...)
			w.shift(day5)
			w.stand(tt.state)
			var watch month.SheetWatch
			if got := w.fallen(&watch); got != "" {
				t.Fatalf("%s fell before anything happened", got)
			}
			for _, change := range tt.change {
				w.set(change)
			}
			if got := w.fallen(&watch); got != tt.want {
				t.Errorf("%q fell, want %q", got, tt.want)
			}
			_, err := w.do("fell", func(docs book.Documents) (book.Decision, error) {
				return month.SheetFell(docs, month.FallenSheet{Assistant: "samir", Beneficiary: "alva", Month: "2026-10", Version: 1}, w.now)
			})
			jobs := map[bool]string{true: "sheet_fallen.1"}[tt.want != ""]
			if (err == nil) != (tt.want != "") || w.jobs() != jobs || err != nil && code(err) != month.CodeSheetState {
				t.Errorf("jobs %q, %v", w.jobs(), err)
			}
		})
	}
}

func TestWhoIsToldOfASignatureThatFell(t *testing.T) {
	w := newWorld(t)
	w.set("person/kim name=Kim", "membership/kim person=kim role=coordinator from=2024-01-01")
	for _, tt := range []struct{ code, by, want string }{
		{month.SheetNoticeFallen, "", "samir/karin kim"},
		{month.SheetNoticeReopened, "karin", "samir/"},
		{month.SheetNoticeReopened, "samir", "/karin kim"},
	} {
		if got := w.told(tt.code, tt.by); got != tt.want {
			t.Errorf("%s by %q: told %s, want %s", tt.code, tt.by, got, tt.want)
		}
	}
	w.set("membership/s person=samir role=coordinator from=2024-01-01")
	if got := w.told(month.SheetNoticeFallen, ""); got != "samir/karin kim" {
		t.Errorf("told %s: somebody twice", got)
	}
}

// Who takes a signed timesheet back leaves word for the other; one that nobody had signed is nobody's news.
func TestReopeningASignedTimesheetIsTold(t *testing.T) {
	for state, want := range map[care.SheetState]string{care.SheetReady: "", care.SheetSigned: "sheet_reopened.1", care.SheetApproved: "sheet_reopened.1"} {
		w := newWorld(t)
		w.set(paper...)
		w.shift(day5)
		w.stand(state)
		if err := w.onSheet(month.SheetReopen, "karin", "fel dag"); err != nil {
			t.Fatal(err)
		}
		if got := w.jobs(); got != want {
			t.Errorf("%s was reopened: jobs %q, want %q", state, got, want)
		}
	}
}

// However rows change, a watch that has looked before finds what one finds that has not.
func TestAWatchForgetsNothing(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.shift(day5)
	w.shift("b samir alva active 2026-10-08T08:00+02:00 2026-10-08T12:00+02:00")
	w.stand(care.SheetSigned)
	var watch month.SheetWatch
	rapid.Check(t, func(r *rapid.T) {
		row, hour := rapid.SampledFrom([]string{"a 05", "b 08"}).Draw(r, "row"), rapid.IntRange(10, 20).Draw(r, "hour")
		ref, day, _ := strings.Cut(row, " ")
		w.set(fmt.Sprintf("shift/%s end=2026-10-%sT%02d:00+02:00", ref, day, hour))
		view := w.sheet("karin")
		want := ""
		if view.Changed {
			want = "samir.alva@2026-10:1"
		}
		if kept, fresh := w.fallen(&watch), w.fallen(new(month.SheetWatch)); kept != want || fresh != want {
			r.Errorf("the watch found %q, a new one %q, the timesheet says %q", kept, fresh, want)
		}
	})
}

func TestOneThatWasReopenedHasChangedOnceItsRowsHave(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.shift(day5)
	w.stand(care.SheetApproved)
	if err := w.onSheet(month.SheetReopen, "karin", "to look once more"); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name, change, why string
		changed           bool
		found             string
	}{
		{"nothing changes", "", month.FallenReopened, false, month.TimesheetUnsigned},
		{"a note changes", "shift/a note=hej", month.FallenReopened, false, month.TimesheetUnsigned},
		{"a row changes", "shift/a end=2026-10-05T17:00+02:00", month.FallenRows, true, month.TimesheetChanged},
		{"it is as it was", "shift/a end=2026-10-05T18:00+02:00", month.FallenReopened, false, month.TimesheetUnsigned},
	} {
		if step.change != "" {
			w.set(step.change)
		}
		v := w.sheet("karin")
		if v.Changed != step.changed || v.Fallen == nil || v.Fallen.Why != step.why || v.Fallen.State != care.SheetApproved {
			t.Errorf("%s: changed %t, %+v", step.name, v.Changed, v.Fallen)
		}
		w.now = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
		if got := codes(w.look("karin").Preflight.Findings); !slices.ContainsFunc(got, func(one string) bool { return strings.HasPrefix(one, step.found+" ") }) {
			t.Errorf("%s: %v, want %s", step.name, got, step.found)
		}
	}
}
