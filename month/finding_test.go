package month_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"passbok/month"
	"passbok/sync/book"
)

// Each finding present, and absent where it nearly is. A finding is written "code severity rows öre".
func TestFindings(t *testing.T) {
	tests := []struct {
		name   string
		shifts []string
		also   func(*world)
		want   []string
		risk   int
	}{
		{name: "an ordinary day", shifts: []string{
			"a samir alva active 2026-10-05T08:00+02:00 2026-10-05T14:00+02:00",
			"b tilda alva active 2026-10-05T14:00+02:00 2026-10-05T22:00+02:00",
		}},
		{name: "an empty month"},
		{name: "never stopped", shifts: []string{"a samir alva active 2026-10-05T08:00+02:00 -"},
			want: []string{"no_end stops [shift/a] 0"}},
		{name: "never stopped, though it was planned", shifts: []string{"a samir alva active 2026-10-05T08:20+02:00 -"},
			also: func(w *world) {
				w.set("plan/p assistant=samir beneficiary=alva kind=active start=2026-10-05T08:00+02:00 end=2026-10-05T09:20+02:00",
					"plan/other assistant=samir beneficiary=bo kind=active start=2026-10-05T08:00+02:00 end=2026-10-05T20:00+02:00",
					"plan/draft assistant=samir beneficiary=alva kind=active start=2026-10-05T08:10+02:00 end=2026-10-05T21:00+02:00 draft=#true",
					"plan/later assistant=samir beneficiary=alva kind=active start=2026-10-05T10:00+02:00 end=2026-10-05T22:00+02:00")
			},
			want: []string{"no_end stops [shift/a] 34770"}, risk: 34770},
		{name: "never stopped, and its plan ends after the month", shifts: []string{"a samir alva active 2026-10-31T21:00+01:00 -"},
			also: func(w *world) {
				w.set("plan/p assistant=samir beneficiary=alva kind=active start=2026-10-31T22:00+01:00 end=2026-11-01T06:00+01:00", "shift/a plan=p")
			},
			want: []string{"no_end stops [shift/a] 104310"}, risk: 104310},
		{name: "never stopped, in the rest of a planned night", shifts: []string{
			"a samir alva active 2026-10-05T22:00+02:00 2026-10-05T23:00+02:00",
			"b samir alva waiting 2026-10-05T23:00+02:00 -",
		}, also: func(w *world) {
			w.set("plan/bed assistant=samir beneficiary=alva kind=active start=2026-10-05T22:00+02:00 end=2026-10-05T23:00+02:00",
				"plan/rest assistant=samir beneficiary=alva kind=waiting start=2026-10-05T23:00+02:00 end=2026-10-06T07:00+02:00",
				"shift/a plan=bed", "shift/b plan=bed")
		}, want: []string{"no_end stops [shift/b] 69540"}, risk: 69540},
		{name: "never stopped, and removed", shifts: []string{"a samir alva active 2026-10-05T08:00+02:00 -"},
			also: func(w *world) { w.set("shift/a void=true") }},
		{name: "just 24 hours", shifts: []string{"a samir alva active 2026-10-05T08:00+02:00 2026-10-06T08:00+02:00"},
			want: []string{"unusual_length informs [shift/a] 0"}},
		{name: "a minute more than 24 hours", shifts: []string{"a samir alva active 2026-10-05T08:00+02:00 2026-10-06T08:01+02:00"},
			want: []string{"over_24h stops [shift/a] 835060"}, risk: 835060},
		{name: "24 hours by the clock on the autumn night are 25", shifts: []string{"a samir alva waiting 2026-10-24T12:00+02:00 2026-10-25T12:00+01:00"},
			want: []string{"over_24h stops [shift/a] 217313"}, risk: 217313},
		{name: "two rows at once", shifts: []string{
			"a samir alva active 2026-10-05T08:00+02:00 2026-10-05T14:00+02:00",
			"b samir alva waiting 2026-10-05T13:00+02:00 2026-10-05T15:00+02:00",
		}, want: []string{"overlap_assistant stops [shift/a shift/b] 226005"}, risk: 226005},
		{name: "one shift twice", shifts: []string{
			"b samir alva active 2026-10-05T08:00+02:00 2026-10-05T14:00+02:00",
			"a samir alva active 2026-10-05T08:02+02:00 2026-10-05T14:00+02:00",
		}, want: []string{"overlap_assistant stops [shift/b shift/a] 416081 duplicate shift/b"}, risk: 416081},
		{name: "in two places", shifts: []string{
			"a samir alva active 2026-10-05T08:00+02:00 2026-10-05T14:00+02:00",
			"b samir bo active 2026-10-05T13:00+02:00 2026-10-05T15:00+02:00",
		}, want: []string{"overlap_assistant stops [shift/a] 208620 also bo shift/b"}, risk: 208620},
		{name: "the other one at another beneficiary starts first", shifts: []string{
			"b samir bo active 2026-10-05T07:00+02:00 2026-10-05T09:00+02:00",
			"a samir alva active 2026-10-05T08:00+02:00 2026-10-05T14:00+02:00",
		}, want: []string{"overlap_assistant stops [shift/a] 208620 also bo shift/b"}, risk: 208620},
		{name: "back to back with another beneficiary", shifts: []string{
			"a samir alva active 2026-10-05T08:00+02:00 2026-10-05T14:00+02:00",
			"b samir bo active 2026-10-05T14:00+02:00 2026-10-05T15:00+02:00",
		}},
		{name: "two at another beneficiary are not Alva's matter", shifts: []string{
			"a samir bo active 2026-10-05T08:00+02:00 2026-10-05T14:00+02:00",
			"b samir bo active 2026-10-05T08:00+02:00 2026-10-05T15:00+02:00",
			"c samir alva active 2026-10-07T08:00+02:00 2026-10-07T09:00+02:00",
		}},
		{name: "an overlap in November is November's", shifts: []string{
			"a samir alva active 2026-10-31T20:00+01:00 2026-11-01T08:00+01:00",
			"b samir alva active 2026-11-01T07:00+01:00 2026-11-01T09:00+01:00",
		}},
		{name: "no number", shifts: []string{"a samir alva active 2026-10-05T08:00+02:00 2026-10-05T14:00+02:00"},
			also: func(w *world) { w.set("identity/alva void=true") },
			want: []string{"number_missing warns [] 0"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			for _, s := range tt.shifts {
				w.shift(s)
			}
			if tt.also != nil {
				tt.also(w)
			}
			v := w.look("karin")
			if got := written(v.Findings); strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("found %q, want %q", got, tt.want)
			}
			if v.Money.Risk != tt.risk {
				t.Errorf("at risk %d öre, want %d", v.Money.Risk, tt.risk)
			}
			for _, f := range w.look("gunnar").Findings {
				if f.Also != nil {
					t.Errorf("the god man learns of another beneficiary: %+v", f)
				}
			}
		})
	}
}

func written(found []month.Finding) []string {
	var out []string
	for _, f := range found {
		text := fmt.Sprintf("%s %s %v %d", f.Code, f.Severity, f.Rows, f.Ore)
		if f.Duplicate != "" {
			text += " duplicate " + f.Duplicate
		}
		if f.Also != nil {
			text += " also " + f.Also.Beneficiary + " " + f.Also.Row
		}
		if f.Message.SV == "" || f.Message.EN == "" || f.Action.SV == "" || f.Action.EN == "" || f.Source == "" ||
			strings.Contains(f.Message.SV+f.Message.EN, "%!") {
			text += fmt.Sprintf(" without its words: %+v", f)
		}
		out = append(out, text)
	}
	return out
}

// Two people at one row: the finding, the row's flag, the board's count, and what happens to a removed row.
func TestConflictAndVoid(t *testing.T) {
	w := newWorld(t)
	const shift = "shift/00000000-0000-7000-8000-00000000aaaa"
	if v := w.sync("samir", shift, 0, "assistant=samir beneficiary=alva kind=active start=2026-10-27T14:00+01:00"); v.Verdict != applied {
		t.Fatal(v)
	}
	base := w.rev(shift)
	w.sync("karin", shift, base, "end=2026-10-27T22:00+01:00")
	if v := w.look("karin"); len(v.Findings) != 0 || v.Sums.Active != 480 {
		t.Fatalf("before: %+v", v.Findings)
	}
	if v := w.sync("samir", shift, base, "end=2026-10-27T22:10+01:00"); v.Verdict != "conflict" {
		t.Fatal(v)
	}
	v := w.look("karin")
	if got := written(v.Findings); len(got) != 1 || got[0] != "open_conflict stops ["+shift+"] 278160" {
		t.Errorf("found %q", got)
	}
	if !v.Rows[0].Conflict || v.Rows[0].End != "2026-10-27T22:00+01:00" {
		t.Errorf("row %+v", v.Rows[0])
	}
	if err := w.act(month.Ready, "karin", v.Hash, ""); code(err) != month.CodeNotReady {
		t.Errorf("marked ready over a conflict: %v", err)
	}

	// Removed by one, edited by the other, who had not seen it: it counts until they agree.
	const other = "shift/00000000-0000-7000-8000-00000000bbbb"
	w.sync("tilda", other, 0, "assistant=tilda beneficiary=alva kind=active start=2026-10-28T08:00+01:00 end=2026-10-28T10:00+01:00")
	seen := w.rev(other)
	w.set(other + " void=true")
	if v := w.sync("tilda", other, seen, "end=2026-10-28T11:00+01:00"); v.Verdict != "conflict" {
		t.Fatal(v)
	}
	if v := w.look("karin"); v.Sums.Active != 480+180 || v.Rows[1].Void {
		t.Errorf("a removed row that somebody edits: %+v %+v", v.Sums, v.Rows[1])
	}
}

const applied = "applied"

// A row that somebody has only asked to move is not yet another beneficiary's, though its feed knows of it.
func TestAskedForIsNotThere(t *testing.T) {
	w := newWorld(t)
	const shift = "shift/00000000-0000-7000-8000-00000000eeee"
	w.sync("samir", shift, 0, "assistant=samir beneficiary=alva kind=active start=2026-10-27T14:00+01:00 end=2026-10-27T16:00+01:00")
	base := w.rev(shift)
	w.sync("karin", shift, base, "end=2026-10-27T17:00+01:00")
	if v := w.sync("samir", shift, base, "beneficiary=bo end=2026-10-27T18:00+01:00"); v.Verdict != "conflict" {
		t.Fatal(v)
	}
	if v := w.look("karin"); len(v.Rows) != 1 || len(v.Findings) != 1 {
		t.Errorf("at Alva: %+v", v.Findings)
	}
	var bo month.View
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		bo, err = month.Look(docs, month.Ask{Person: "karin", Beneficiary: "bo", Month: "2026-10", Now: w.now})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(bo.Rows) != 0 || bo.Sums.Total() != 0 {
		t.Errorf("at Bo: %+v", bo.Rows)
	}
}
