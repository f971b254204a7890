package care_test

import (
	"testing"
	"time"

	"passbok/care"
)

type vectorGoing struct {
	Name    string            `json:"name"`
	Since   string            `json:"since"`
	Start   string            `json:"start"`
	Planned string            `json:"planned"` // empty: none
	Said    string            `json:"said"`    // empty: never
	Now     string            `json:"now"`
	Why     care.WhyForgotten `json:"why"` // empty: not asked
}

func TestForgotten(t *testing.T) {
	const evening, morning = "2026-10-27T21:58+01:00", "2026-10-28T07:00+01:00"
	vectors := []vectorGoing{
		{"a minute short of thirteen hours", evening, evening, "", "", "2026-10-28T10:57+01:00", ""},
		{"thirteen hours", evening, evening, "", "", "2026-10-28T10:58+01:00", care.GoesLong},
		{"thirteen hours on the autumn night, by the clock twelve", "2026-10-24T20:00+02:00", "2026-10-24T20:00+02:00", "", "", "2026-10-25T08:00+01:00", care.GoesLong},
		{"by the clock thirteen on the spring night, twelve in truth", "2026-03-28T20:00+01:00", "2026-03-28T20:00+01:00", "", "", "2026-03-29T09:00+02:00", ""},
		{"half an hour past its plan", evening, evening, morning, "", "2026-10-28T07:30+01:00", care.PastPlan},
		{"a minute short of that", evening, evening, morning, "", "2026-10-28T07:29+01:00", ""},
		{"a long plan does not keep thirteen hours from being asked about", evening, evening, "2026-10-28T22:00+01:00", "", "2026-10-28T11:00+01:00", care.GoesLong},
		{"said to be there a while ago", evening, evening, morning, "2026-10-28T07:31+01:00", "2026-10-28T10:30+01:00", ""},
		{"said to be there three hours ago", evening, evening, morning, "2026-10-28T07:31+01:00", "2026-10-28T10:31+01:00", care.PastPlan},
		{"the kind was changed lately: somebody is there", evening, "2026-10-28T09:00+01:00", "", "", "2026-10-28T11:59+01:00", ""},
		{"the kind was changed three hours ago", evening, "2026-10-28T09:00+01:00", "", "", "2026-10-28T12:00+01:00", care.GoesLong},
		{"begun just before the planned end", "2026-10-28T06:50+01:00", "2026-10-28T06:50+01:00", morning, "", "2026-10-28T07:30+01:00", care.PastPlan},
	}
	for _, v := range vectors {
		g := care.Going{Since: minute(t, v.Since), Start: minute(t, v.Start)}
		if v.Planned != "" {
			g.Planned = minute(t, v.Planned)
		}
		if asked := !minute(t, v.Now).Before(g.AskedAt()); v.Said == "" && asked != (v.Why != "") {
			t.Errorf("%s: asked about from %s on", v.Name, g.AskedAt())
		}
		if v.Said != "" {
			g.Said = minute(t, v.Said)
		}
		if got := g.Forgotten(minute(t, v.Now)); got != v.Why {
			t.Errorf("%s: %q, want %q", v.Name, got, v.Why)
		}
	}
	golden(t, "forgotten.json", vectors)
}

type vectorStay struct {
	Name   string        `json:"name"`
	Shifts []vectorShift `json:"shifts"`
	Now    string        `json:"now"`
	Going  string        `json:"going"` // empty: none goes on
}

// Which of one's rows goes on: what the phone shows as going on, and what a notice asks about.
func TestGoingOn(t *testing.T) {
	at := func(clock string) string { return "2026-10-27T" + clock + "+01:00" }
	worked := func(ref, from, to string) vectorShift {
		if to != "" {
			to = at(to)
		}
		return row("shift/"+ref, "anna", "alva", care.Active, at(from), to)
	}
	removed := worked("2", "11:00", "12:00")
	removed.Void = true
	vectors := []vectorStay{
		{"the latest, which has no end", []vectorShift{worked("1", "06:00", "08:00"), worked("2", "08:00", "")}, at("09:00"), "shift/2"},
		{"the latest has ended", []vectorShift{worked("1", "06:00", "08:00")}, at("09:00"), ""},
		{"another began since", []vectorShift{worked("1", "08:00", ""), worked("2", "11:00", "12:00")}, at("11:00"), ""},
		{"and it goes on itself", []vectorShift{worked("1", "08:00", ""), worked("2", "11:00", "")}, at("13:00"), "shift/2"},
		{"another was removed", []vectorShift{worked("1", "08:00", ""), removed}, at("13:00"), "shift/1"},
		{"what is written ahead ends nothing", []vectorShift{worked("1", "08:00", ""), worked("2", "20:00", "22:00")}, at("09:00"), "shift/1"},
		{"before its time has come", []vectorShift{worked("1", "08:00", ""), worked("2", "20:00", "22:00")}, at("19:59"), "shift/1"},
		{"then it is what was begun last", []vectorShift{worked("1", "08:00", ""), worked("2", "20:00", "22:00")}, at("20:00"), ""},
		{"written by a clock that was an hour ahead", []vectorShift{worked("1", "15:00", "15:20"), worked("2", "14:40", "")}, at("14:40"), "shift/2"},
		{"begun by such a clock: it can be stopped", []vectorShift{worked("1", "15:00", "")}, at("14:05"), "shift/1"},
		{"but not where another goes on", []vectorShift{worked("1", "08:00", ""), worked("2", "20:00", "")}, at("09:00"), "shift/1"},
		{"changed by such a clock", []vectorShift{worked("1", "08:00", "15:00"), worked("2", "15:00", "")}, at("14:05"), "shift/2"},
		{"stopped as it began, by such a clock, and begun anew", []vectorShift{worked("1", "15:00", "15:00"), worked("2", "14:10", "")}, at("14:10"), "shift/2"},
		{"and that time has come", []vectorShift{worked("1", "15:00", "15:00"), worked("2", "14:10", "")}, at("15:00"), "shift/2"},
		{"begun anew in the minute", []vectorShift{worked("1", "14:10", ""), worked("2", "14:10", "14:10")}, at("14:10"), "shift/1"},
		{"and the other way round", []vectorShift{worked("1", "14:10", "14:10"), worked("2", "14:10", "")}, at("14:10"), "shift/2"},
		{"nearly three days", []vectorShift{worked("1", "08:00", "")}, "2026-10-30T07:59+01:00", "shift/1"},
		{"three days: its end is missing", []vectorShift{worked("1", "08:00", "")}, "2026-10-30T08:00+01:00", ""},
	}
	for _, v := range vectors {
		book := paper{}
		for _, s := range v.Shifts {
			book[s.Ref] = fields("assistant=anna beneficiary=alva kind=active start=" + s.Start)
			if s.End != "" {
				book[s.Ref]["end"] = care.Value(s.End)
			}
			if s.Void {
				book[s.Ref]["void"] = care.Value(true)
			}
		}
		going, err := care.GoingOn(book, "anna", minute(t, v.Now))
		if err != nil || going.Ref != v.Going {
			t.Errorf("%s: %q, %v, want %q", v.Name, going.Ref, err, v.Going)
		}
		if next := at("20:00"); going.Ref != "" && !going.Passed.IsZero() && going.Lasts(minute(t, next)) {
			t.Errorf("%s: it goes on after another began, for who keeps what was read before", v.Name)
		}
	}
	golden(t, "going.json", vectors)
}

func TestForgottenShifts(t *testing.T) {
	now := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC) // 11.00
	const evening = "2026-10-31T21:58+01:00"             // the month before
	open := func(more string) care.Fields {
		return fields("assistant=anna beneficiary=alva kind=active start=" + evening + more)
	}
	for name, test := range map[string]struct {
		shifts paper
		plan   string // the rest of it; empty: none
		want   care.WhyForgotten
	}{
		"goes on since the evening before":    {paper{"shift/1": open("")}, "", care.GoesLong},
		"ended":                               {paper{"shift/1": open(" end=2026-11-01T07:00+01:00")}, "", ""},
		"removed":                             {paper{"shift/1": open(" void=true")}, "", ""},
		"another began since: an end missing": {paper{"shift/1": open(""), "shift/2": fields("assistant=anna beneficiary=bo kind=active start=2026-11-01T08:00+01:00 end=2026-11-01T09:00+01:00")}, "", ""},
		"three days old: an end missing":      {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-10-29T11:00+01:00")}, "", ""},
		"one stay in two rows": {paper{
			"shift/1": open(" end=2026-11-01T07:00+01:00"),
			"shift/2": fields("assistant=anna beneficiary=alva kind=waiting start=2026-11-01T07:00+01:00"),
		}, "", care.GoesLong},
		"on to somebody else: another stay": {paper{
			"shift/1": open(" end=2026-11-01T07:00+01:00"),
			"shift/2": fields("assistant=anna beneficiary=bo kind=waiting start=2026-11-01T07:00+01:00"),
		}, "", ""},
		"past its plan":                        {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-11-01T06:00+01:00 plan=p")}, "end=2026-11-01T10:30+01:00", care.PastPlan},
		"begun in its time, without saying so": {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-11-01T06:20+01:00")}, "end=2026-11-01T10:30+01:00", care.PastPlan},
		"a plan removed":                       {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-11-01T06:00+01:00 plan=p")}, "end=2026-11-01T10:30+01:00 void=true", ""},
		"in the plan still":                    {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-11-01T06:00+01:00 plan=p")}, "end=2026-11-01T10:31+01:00", ""},
	} {
		records := test.shifts
		if test.plan != "" {
			records["plan/p"] = fields("assistant=anna beneficiary=alva kind=active start=2026-11-01T06:00+01:00 " + test.plan)
		}
		records["membership/1"] = fields("person=anna role=assistant from=2026-01-01")
		found, err := care.ForgottenShifts(records, now)
		if err != nil {
			t.Fatal(err)
		}
		var got care.WhyForgotten
		if len(found) > 0 {
			got = found[0].Why
		}
		if got != test.want || len(found) > 1 {
			t.Errorf("%s: %+v, want %q", name, found, test.want)
		}
		records["membership/1"] = fields("person=anna role=assistant from=2026-01-01 to=2026-10-01")
		if found, err := care.ForgottenShifts(records, now); err != nil || len(found) > 0 {
			t.Errorf("%s: somebody who has left is asked: %+v, %v", name, found, err)
		}
	}
}
