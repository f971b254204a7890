package care_test

import (
	"testing"
	"time"

	"passbok/care"
)

type vectorShift struct {
	Ref         string    `json:"ref"`
	Assistant   string    `json:"assistant"`
	Beneficiary string    `json:"beneficiary"`
	Kind        care.Kind `json:"kind"`
	Start       string    `json:"start"`
	End         string    `json:"end,omitempty"`
	Void        bool      `json:"void,omitempty"`
}

type vectorOverlap struct {
	A       string `json:"a"`
	B       string `json:"b"`
	Minutes int    `json:"minutes"`
	Same    bool   `json:"same"` // likely one shift recorded twice
}

type vectorMonth struct {
	Name     string          `json:"name"`
	Month    care.Month      `json:"month"`
	Shifts   []vectorShift   `json:"shifts"`
	Sums     care.Sums       `json:"sums"`
	Counted  care.Fraction   `json:"counted"` // minutes against the granted ones, exact
	NoEnd    []string        `json:"noEnd"`
	Over24h  []string        `json:"over24h"`
	Overlaps []vectorOverlap `json:"overlaps"`
}

func row(ref, who, at string, kind care.Kind, start, end string) vectorShift {
	return vectorShift{Ref: ref, Assistant: who, Beneficiary: at, Kind: kind, Start: start, End: end}
}

// Months with what they must come to, worked out by hand.
var months = []vectorMonth{
	{Name: "empty", Month: "2026-10"},
	{Name: "10 h active, 8 h waiting, 7 h standby count as 13 h", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-05T08:00+02:00", "2026-10-05T18:00+02:00"),
		row("shift/2", "samir", "alva", care.Waiting, "2026-10-05T22:00+02:00", "2026-10-06T06:00+02:00"),
		row("shift/3", "samir", "alva", care.Standby, "2026-10-06T23:00+02:00", "2026-10-07T06:00+02:00"),
	}, Sums: care.Sums{Active: 600, Waiting: 480, Standby: 420}, Counted: care.Fraction{Num: 780, Den: 1}},
	{Name: "6 h 30 min waiting count as 97.5 min", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Waiting, "2026-10-05T00:00+02:00", "2026-10-05T06:30+02:00"),
	}, Sums: care.Sums{Waiting: 390}, Counted: care.Fraction{Num: 195, Den: 2}},
	{Name: "standby of 100 minutes keeps its seventh", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Standby, "2026-10-05T00:00+02:00", "2026-10-05T01:40+02:00"),
	}, Sums: care.Sums{Standby: 100}, Counted: care.Fraction{Num: 100, Den: 7}},
	{Name: "over the month's end, October's part", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-31T21:00+01:00", "2026-11-01T07:00+01:00"),
	}, Sums: care.Sums{Active: 180}, Counted: care.Fraction{Num: 180, Den: 1}},
	{Name: "over the month's end, November's part", Month: "2026-11", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-31T21:00+01:00", "2026-11-01T07:00+01:00"),
	}, Sums: care.Sums{Active: 420}, Counted: care.Fraction{Num: 420, Den: 1}},
	{Name: "the autumn night", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Waiting, "2026-10-24T23:00+02:00", "2026-10-25T06:00+01:00"),
	}, Sums: care.Sums{Waiting: 480}, Counted: care.Fraction{Num: 120, Den: 1}},
	{Name: "the spring night", Month: "2026-03", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Waiting, "2026-03-28T23:00+01:00", "2026-03-29T06:00+02:00"),
	}, Sums: care.Sums{Waiting: 360}, Counted: care.Fraction{Num: 90, Den: 1}},
	{Name: "back to back is no overlap", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-05T08:00+02:00", "2026-10-05T14:00+02:00"),
		row("shift/2", "samir", "bo", care.Active, "2026-10-05T14:00+02:00", "2026-10-05T15:00+02:00"),
	}, Sums: care.Sums{Active: 420}, Counted: care.Fraction{Num: 420, Den: 1}},
	{Name: "in two places at once", Month: "2026-10", Shifts: []vectorShift{
		row("shift/2", "samir", "bo", care.Active, "2026-10-05T13:00+02:00", "2026-10-05T15:00+02:00"),
		row("shift/1", "samir", "alva", care.Active, "2026-10-05T08:00+02:00", "2026-10-05T14:00+02:00"),
	}, Sums: care.Sums{Active: 480}, Counted: care.Fraction{Num: 480, Den: 1}, Overlaps: []vectorOverlap{{"shift/1", "shift/2", 60, false}}},
	{Name: "one shift recorded twice", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-05T08:00+02:00", "2026-10-05T14:00+02:00"),
		row("shift/2", "samir", "alva", care.Active, "2026-10-05T08:05+02:00", "2026-10-05T14:00+02:00"),
	}, Sums: care.Sums{Active: 715}, Counted: care.Fraction{Num: 715, Den: 1}, Overlaps: []vectorOverlap{{"shift/1", "shift/2", 355, true}}},
	{Name: "three at once, and one within another", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-05T08:00+02:00", "2026-10-05T18:00+02:00"),
		row("shift/2", "samir", "alva", care.Active, "2026-10-05T09:00+02:00", "2026-10-05T10:00+02:00"),
		row("shift/3", "samir", "alva", care.Waiting, "2026-10-05T17:00+02:00", "2026-10-05T19:00+02:00"),
	}, Sums: care.Sums{Active: 660, Waiting: 120}, Counted: care.Fraction{Num: 690, Den: 1},
		Overlaps: []vectorOverlap{{"shift/1", "shift/2", 60, false}, {"shift/1", "shift/3", 60, false}}},
	{Name: "two assistants at once are no overlap of one", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-05T08:00+02:00", "2026-10-05T09:00+02:00"),
		row("shift/2", "tilda", "alva", care.Active, "2026-10-05T08:00+02:00", "2026-10-05T09:00+02:00"),
	}, Sums: care.Sums{Active: 120}, Counted: care.Fraction{Num: 120, Den: 1}},
	{Name: "removed, never stopped, too long", Month: "2026-10", Shifts: []vectorShift{
		{Ref: "shift/1", Assistant: "samir", Beneficiary: "alva", Kind: care.Active, Start: "2026-10-05T08:00+02:00", End: "2026-10-05T09:00+02:00", Void: true},
		row("shift/2", "samir", "alva", care.Active, "2026-10-05T08:00+02:00", ""),
		row("shift/3", "samir", "alva", care.Active, "2026-10-06T08:00+02:00", "2026-10-07T08:01+02:00"),
		{Ref: "shift/4", Assistant: "samir", Beneficiary: "alva", Kind: care.Active, Start: "2026-10-08T08:00+02:00", Void: true},
	}, Sums: care.Sums{Active: 1441}, Counted: care.Fraction{Num: 1441, Den: 1}, NoEnd: []string{"shift/2"}, Over24h: []string{"shift/3"}},
	{Name: "just 24 hours is not too long", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Standby, "2026-10-05T08:00+02:00", "2026-10-06T08:00+02:00"),
	}, Sums: care.Sums{Standby: 1440}, Counted: care.Fraction{Num: 1440, Den: 7}},
	{Name: "in autumn noon to noon is 25 hours, and too long", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-24T12:00+02:00", "2026-10-25T12:00+01:00"),
	}, Sums: care.Sums{Active: 1500}, Counted: care.Fraction{Num: 1500, Den: 1}, Over24h: []string{"shift/1"}},
	{Name: "in spring noon to one is 24 hours, and not too long", Month: "2026-03", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-03-28T12:00+01:00", "2026-03-29T13:00+02:00"),
	}, Sums: care.Sums{Active: 1440}, Counted: care.Fraction{Num: 1440, Den: 1}},
	{Name: "the first 02.30 and the second are an hour apart", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-25T01:30+02:00", "2026-10-25T02:30+02:00"),
		row("shift/2", "samir", "alva", care.Waiting, "2026-10-25T02:30+01:00", "2026-10-25T03:00+01:00"),
	}, Sums: care.Sums{Active: 60, Waiting: 30}, Counted: care.Fraction{Num: 135, Den: 2}},
	{Name: "until the second 02.30 there is an overlap", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-25T01:30+02:00", "2026-10-25T02:30+01:00"),
		row("shift/2", "samir", "bo", care.Active, "2026-10-25T02:15+02:00", "2026-10-25T03:00+01:00"),
	}, Sums: care.Sums{Active: 225}, Counted: care.Fraction{Num: 225, Den: 1}, Overlaps: []vectorOverlap{{"shift/1", "shift/2", 75, false}}},
	{Name: "by the clock an hour apart, in spring back to back", Month: "2026-03", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-03-29T00:00+01:00", "2026-03-29T03:00+02:00"),
		row("shift/2", "samir", "bo", care.Active, "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00"),
	}, Sums: care.Sums{Active: 180}, Counted: care.Fraction{Num: 180, Den: 1}},
	{Name: "what has no end, or no length, or is removed, overlaps nothing", Month: "2026-10", Shifts: []vectorShift{
		row("shift/1", "samir", "alva", care.Active, "2026-10-05T08:00+02:00", "2026-10-05T14:00+02:00"),
		row("shift/2", "samir", "bo", care.Active, "2026-10-05T09:00+02:00", ""),
		row("shift/3", "samir", "bo", care.Active, "2026-10-05T10:00+02:00", "2026-10-05T10:00+02:00"),
		{Ref: "shift/4", Assistant: "samir", Beneficiary: "bo", Kind: care.Active, Start: "2026-10-05T11:00+02:00", End: "2026-10-05T12:00+02:00", Void: true},
	}, Sums: care.Sums{Active: 360}, Counted: care.Fraction{Num: 360, Den: 1}, NoEnd: []string{"shift/2"}},
}

func TestMonths(t *testing.T) {
	out := make([]vectorMonth, 0, len(months))
	for _, want := range months {
		got := vectorMonth{Name: want.Name, Month: want.Month, Shifts: append([]vectorShift{}, want.Shifts...),
			NoEnd: []string{}, Over24h: []string{}, Overlaps: []vectorOverlap{}}
		var shifts []care.Shift
		for _, v := range want.Shifts {
			s := care.Shift{Ref: v.Ref, Assistant: v.Assistant, Beneficiary: v.Beneficiary, Kind: v.Kind, Start: minute(t, v.Start), Void: v.Void}
			if v.End != "" {
				s.End = minute(t, v.End)
			}
			shifts = append(shifts, s)
			if s.Open() && !s.Void {
				got.NoEnd = append(got.NoEnd, s.Ref)
			}
			if s.Long() {
				got.Over24h = append(got.Over24h, s.Ref)
			}
		}
		got.Sums = care.SumsIn(want.Month, shifts)
		got.Counted = got.Sums.Counted()
		for _, o := range care.Overlaps(each(shifts)) {
			got.Overlaps = append(got.Overlaps, vectorOverlap{o.A.Ref, o.B.Ref, o.Shared.Minutes(), o.Same()})
		}
		if want.Counted.Den == 0 {
			want.Counted.Den = 1
		}
		if diff := compare(want, got); diff != "" {
			t.Errorf("%s:\n%s", want.Name, diff)
		}
		out = append(out, got)
	}
	golden(t, "months.json", out)
}

// each points at every one of them.
func each[T any](all []T) (found []*T) {
	for i := range all {
		found = append(found, &all[i])
	}
	return found
}

// Only what was not removed and has an end counts; two rows are one shift where they share four fifths and are of one kind.
func TestCountsAndSame(t *testing.T) {
	start := time.Date(2026, 10, 5, 8, 0, 0, 0, care.Stockholm())
	whole := care.Shift{Beneficiary: "alva", Kind: care.Active, Start: start, End: start.Add(10 * time.Hour)}
	open, gone := whole, whole
	open.End, gone.Void = time.Time{}, true
	if !whole.Counts() || open.Counts() || gone.Counts() {
		t.Error("what counts")
	}
	for _, tt := range []struct {
		later time.Duration
		kind  care.Kind
		at    string
		same  bool
	}{
		{0, care.Active, "alva", true}, {2 * time.Hour, care.Active, "alva", true}, {121 * time.Minute, care.Active, "alva", false},
		{0, care.Waiting, "alva", false}, {0, care.Active, "bo", false},
	} {
		other := care.Shift{Beneficiary: tt.at, Kind: tt.kind, Start: start.Add(tt.later), End: whole.End}
		o := care.Overlap{A: &whole, B: &other, Shared: whole.Span().And(other.Span())}
		if o.Same() != tt.same {
			t.Errorf("%+v: %t", tt, o.Same())
		}
	}
}
