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

// planned is a book with one plan in it, whatever the schema knows of plans.
type planned struct {
	paper
	plan care.Fields
}

func (p planned) Get(ref string) (care.Record, bool, error) {
	if ref == "plan/p" {
		return care.Record{Ref: ref, Fields: p.plan}, true, nil
	}
	return p.paper.Get(ref)
}

func TestForgottenShifts(t *testing.T) {
	now := time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC) // 11.00
	const evening = "2026-10-31T21:58+01:00"             // the month before
	open := func(more string) care.Fields {
		return fields("assistant=anna beneficiary=alva kind=active start=" + evening + more)
	}
	for name, test := range map[string]struct {
		shifts paper
		plan   care.Fields
		want   care.WhyForgotten
	}{
		"goes on since the evening before":    {paper{"shift/1": open("")}, nil, care.GoesLong},
		"ended":                               {paper{"shift/1": open(" end=2026-11-01T07:00+01:00")}, nil, ""},
		"removed":                             {paper{"shift/1": open(" void=true")}, nil, ""},
		"another began since: an end missing": {paper{"shift/1": open(""), "shift/2": fields("assistant=anna beneficiary=bo kind=active start=2026-11-01T08:00+01:00 end=2026-11-01T09:00+01:00")}, nil, ""},
		"three days old: an end missing":      {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-10-29T11:00+01:00")}, nil, ""},
		"one stay in two rows": {paper{
			"shift/1": open(" end=2026-11-01T07:00+01:00"),
			"shift/2": fields("assistant=anna beneficiary=alva kind=waiting start=2026-11-01T07:00+01:00"),
		}, nil, care.GoesLong},
		"on to somebody else: another stay": {paper{
			"shift/1": open(" end=2026-11-01T07:00+01:00"),
			"shift/2": fields("assistant=anna beneficiary=bo kind=waiting start=2026-11-01T07:00+01:00"),
		}, nil, ""},
		"past its plan":     {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-11-01T06:00+01:00 plan=p")}, fields("end=2026-11-01T10:30+01:00"), care.PastPlan},
		"a plan removed":    {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-11-01T06:00+01:00 plan=p")}, fields("end=2026-11-01T10:30+01:00 void=true"), ""},
		"in the plan still": {paper{"shift/1": fields("assistant=anna beneficiary=alva kind=active start=2026-11-01T06:00+01:00 plan=p")}, fields("end=2026-11-01T10:31+01:00"), ""},
	} {
		records := planned{test.shifts, test.plan}
		records.paper["membership/1"] = fields("person=anna role=assistant from=2026-01-01")
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
		records.paper["membership/1"] = fields("person=anna role=assistant from=2026-01-01 to=2026-10-01")
		if found, err := care.ForgottenShifts(records, now); err != nil || len(found) > 0 {
			t.Errorf("%s: somebody who has left is asked: %+v, %v", name, found, err)
		}
	}
}
