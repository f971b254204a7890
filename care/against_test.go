package care_test

import (
	"testing"
	"time"

	"passbok/care"
)

type pieceAt struct {
	Beneficiary string    `json:"beneficiary"`
	Kind        care.Kind `json:"kind"`
	Start       string    `json:"start"`
	End         string    `json:"end,omitempty"`
	Void        bool      `json:"void,omitempty"`
}

type vectorAgainst struct {
	Name   string       `json:"name"`
	Month  care.Month   `json:"month"`
	Now    string       `json:"now"`
	Plans  []pieceAt    `json:"plans"`
	Shifts []pieceAt    `json:"shifts"`
	Told   care.Against `json:"told"`
}

// Plans and what was worked, with the minutes that each differs by on its days, worked out by hand.
var plannedAndWorked = []struct {
	name, month, now string
	plans, shifts    []pieceAt
	planned, worked  int
	differ           map[care.Date]int // worked less planned, of all kinds
}{
	{
		name: "as planned, in rows of other pieces", month: "2026-11", now: "2026-11-09T08:00+01:00",
		plans: []pieceAt{{Kind: "active", Start: "2026-11-05T08:00+01:00", End: "2026-11-05T16:00+01:00"}},
		shifts: []pieceAt{
			{Kind: "active", Start: "2026-11-05T08:00+01:00", End: "2026-11-05T11:30+01:00"},
			{Kind: "active", Start: "2026-11-05T11:30+01:00", End: "2026-11-05T16:00+01:00"},
		},
		planned: 480, worked: 480,
	},
	{
		name: "a night that ended ten minutes late", month: "2026-11", now: "2026-11-09T08:00+01:00",
		plans:   []pieceAt{{Kind: "waiting", Start: "2026-11-05T22:00+01:00", End: "2026-11-06T06:00+01:00"}},
		shifts:  []pieceAt{{Kind: "waiting", Start: "2026-11-05T22:00+01:00", End: "2026-11-06T06:10+01:00"}},
		planned: 480, worked: 490, differ: map[care.Date]int{"2026-11-06": 10},
	},
	{
		name: "of another kind", month: "2026-11", now: "2026-11-09T08:00+01:00",
		plans:   []pieceAt{{Kind: "waiting", Start: "2026-11-05T00:00+01:00", End: "2026-11-05T06:00+01:00"}},
		shifts:  []pieceAt{{Kind: "active", Start: "2026-11-05T00:00+01:00", End: "2026-11-05T06:00+01:00"}},
		planned: 360, worked: 360, differ: map[care.Date]int{"2026-11-05": 0},
	},
	{
		name: "not answered; not planned; removed; to come", month: "2026-11", now: "2026-11-09T08:00+01:00",
		plans: []pieceAt{
			{Kind: "active", Start: "2026-11-02T08:00+01:00", End: "2026-11-02T12:00+01:00"},
			{Kind: "active", Start: "2026-11-04T08:00+01:00", End: "2026-11-04T12:00+01:00", Void: true},
			{Kind: "active", Start: "2026-11-10T08:00+01:00", End: "2026-11-10T12:00+01:00"},
		},
		shifts: []pieceAt{
			{Kind: "active", Start: "2026-11-03T08:00+01:00", End: "2026-11-03T09:00+01:00"},
			{Kind: "active", Start: "2026-11-06T08:00+01:00", End: "2026-11-06T09:00+01:00", Void: true},
		},
		planned: 240, worked: 60, differ: map[care.Date]int{"2026-11-02": -240, "2026-11-03": 60},
	},
	{
		name: "in the middle of a plan, at work since ten minutes before", month: "2026-11", now: "2026-11-09T10:00+01:00",
		plans:   []pieceAt{{Kind: "active", Start: "2026-11-09T08:00+01:00", End: "2026-11-09T16:00+01:00"}},
		shifts:  []pieceAt{{Kind: "active", Start: "2026-11-09T07:50+01:00"}},
		planned: 120, worked: 130, differ: map[care.Date]int{"2026-11-09": 10},
	},
	{
		name: "a shift that was forgotten for three days counts nothing", month: "2026-11", now: "2026-11-09T08:00+01:00",
		plans:   []pieceAt{{Kind: "active", Start: "2026-11-06T08:00+01:00", End: "2026-11-06T16:00+01:00"}},
		shifts:  []pieceAt{{Kind: "active", Start: "2026-11-06T08:00+01:00"}},
		planned: 480, worked: 0, differ: map[care.Date]int{"2026-11-06": -480},
	},
	{
		name: "the night of 25 hours, of two months", month: "2026-10", now: "2026-11-09T08:00+01:00",
		plans: []pieceAt{
			{Kind: "standby", Start: "2026-10-24T22:00+02:00", End: "2026-10-25T06:00+01:00"},
			{Kind: "standby", Start: "2026-10-31T22:00+01:00", End: "2026-11-01T06:00+01:00"},
		},
		shifts: []pieceAt{
			{Kind: "standby", Start: "2026-10-24T22:00+02:00", End: "2026-10-25T06:00+01:00"},
			{Kind: "standby", Start: "2026-10-31T22:00+01:00", End: "2026-11-01T07:00+01:00"},
		},
		planned: 660, worked: 660, // 9 h of the long night, 2 h before the month's end; the hour too much is November's
	},
	{
		name: "the night of 23 hours", month: "2027-03", now: "2027-04-09T08:00+02:00",
		plans:   []pieceAt{{Kind: "waiting", Start: "2027-03-27T22:00+01:00", End: "2027-03-28T06:00+02:00"}},
		shifts:  []pieceAt{{Kind: "waiting", Start: "2027-03-27T22:00+01:00", End: "2027-03-28T05:00+02:00"}},
		planned: 420, worked: 360, differ: map[care.Date]int{"2027-03-28": -60},
	},
	{name: "a month that has not begun", month: "2026-12", now: "2026-11-09T08:00+01:00",
		plans: []pieceAt{{Kind: "active", Start: "2026-12-05T08:00+01:00", End: "2026-12-05T16:00+01:00"}}},
}

func TestPlannedAgainstWorked(t *testing.T) {
	vectors := make([]vectorAgainst, 0, len(plannedAndWorked))
	for _, c := range plannedAndWorked {
		v := vectorAgainst{Name: c.name, Month: care.Month(c.month), Now: c.now, Plans: []pieceAt{}, Shifts: []pieceAt{}}
		read := func(p pieceAt, ref string) care.Fields {
			f := care.Fields{"assistant": care.Value("samir"), "beneficiary": care.Value("alva"), "kind": care.Value(p.Kind), "start": care.Value(p.Start), "void": care.Value(p.Void)}
			if p.End != "" {
				f["end"] = care.Value(p.End)
			}
			if got := stand(ref, f); got != "" {
				t.Errorf("%s: %+v: %s", c.name, p, got)
			}
			return f
		}
		var plans []care.Plan
		for _, p := range c.plans {
			plans = append(plans, care.PlanOf("plan/x", read(p, "plan/x")))
			p.Beneficiary = "alva"
			v.Plans = append(v.Plans, p)
		}
		var shifts []care.Shift
		for _, s := range c.shifts {
			shifts = append(shifts, care.ShiftOf("shift/x", read(s, "shift/x")))
			s.Beneficiary = "alva"
			v.Shifts = append(v.Shifts, s)
		}
		v.Told = care.PlannedAgainstWorked(v.Month, plans, shifts, minute(t, c.now))
		if v.Told.Planned.Total() != c.planned || v.Told.Worked.Total() != c.worked || len(v.Told.Days) != len(c.differ) {
			t.Errorf("%s: %+v", c.name, v.Told)
		}
		for _, day := range v.Told.Days {
			if by, there := c.differ[day.Date]; !there || day.Worked.Total()-day.Planned.Total() != by {
				t.Errorf("%s: %+v, want %d", c.name, day, by)
			}
		}
		vectors = append(vectors, v)
	}
	golden(t, "against.json", vectors)
}

// What is worked in a month by then is what the month's sums say, whatever was planned.
func TestWorkedIsTheMonthsSums(t *testing.T) {
	shifts := []care.Shift{
		{Kind: care.Active, Start: minute(t, "2026-10-31T21:00+01:00"), End: minute(t, "2026-11-01T07:00+01:00")},
		{Kind: care.Waiting, Start: minute(t, "2026-11-03T21:00+01:00"), End: minute(t, "2026-11-04T07:00+01:00")},
		{Kind: care.Active, Start: minute(t, "2026-11-05T21:00+01:00"), End: minute(t, "2026-11-06T07:00+01:00"), Void: true},
	}
	later := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, m := range []care.Month{"2026-10", "2026-11"} {
		if got := care.PlannedAgainstWorked(m, nil, shifts, later).Worked; got != care.SumsIn(m, shifts) {
			t.Errorf("%s: %+v, want %+v", m, got, care.SumsIn(m, shifts))
		}
	}
}
