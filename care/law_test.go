package care_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"passbok/care"
)

func compare(want, got any) string { return cmp.Diff(want, got, cmpopts.EquateEmpty()) }

// anInstant draws minutes of 2026 and 2027, often near a clock change.
func anInstant(t *rapid.T) time.Time {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, care.Stockholm())
	if rapid.Bool().Draw(t, "near a change") {
		from = rapid.SampledFrom([]time.Time{
			time.Date(2026, 10, 24, 20, 0, 0, 0, care.Stockholm()), time.Date(2026, 3, 28, 20, 0, 0, 0, care.Stockholm()),
		}).Draw(t, "change")
		return from.Add(time.Duration(rapid.IntRange(0, 15*60).Draw(t, "minute")) * time.Minute)
	}
	return from.Add(time.Duration(rapid.IntRange(0, 2*365*24*60).Draw(t, "minute")) * time.Minute)
}

func aSpan(t *rapid.T) care.Span {
	start := anInstant(t)
	return care.Span{Start: start, End: start.Add(time.Duration(rapid.IntRange(0, 72*60-1).Draw(t, "length")) * time.Minute)}
}

// A minute written and read is the same minute, and no other writing of it is taken.
func TestMinuteLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := anInstant(t)
		text := care.FormatMinute(at)
		back, err := care.ParseMinute(text)
		if err != nil || !back.Equal(at) {
			t.Fatalf("%s came back as %s, %v", text, back, err)
		}
		date := care.DateOf(at)
		first, how := care.Resolve(date, at.In(care.Stockholm()).Hour(), at.Minute(), false)
		second, _ := care.Resolve(date, at.In(care.Stockholm()).Hour(), at.Minute(), true)
		if !first.Equal(at) && !second.Equal(at) || how == care.Skipped {
			t.Fatalf("%s is resolved to %s and %s (%s)", text, first, second, how)
		}
		if (how == care.Doubled) != (second.Sub(first) == time.Hour) {
			t.Fatalf("%s: %s but %s and %s", text, how, first, second)
		}
	})
}

// A span touches a month exactly where that is one of its months.
func TestTouchLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := aSpan(t)
		m := care.MonthOf(anInstant(t))
		if rapid.Bool().Draw(t, "near") {
			m = care.MonthOf(span.Start).Plus(rapid.IntRange(-1, 1).Draw(t, "beside"))
		}
		if rapid.IntRange(0, 3).Draw(t, "at the edge") == 0 {
			span = care.Span{Start: m.Span().End.Add(-time.Duration(span.Minutes()) * time.Minute), End: m.Span().End}
		}
		if rapid.IntRange(0, 3).Draw(t, "of no length") == 0 {
			at := rapid.SampledFrom([]time.Time{m.Span().Start, m.Span().End, span.Start}).Draw(t, "at")
			span = care.Span{Start: at, End: at}
		}
		if got := span.Touches(m.Span()); got != slices.Contains(span.Months(), m) {
			t.Fatalf("%s–%s touches %s: %v", span.Start, span.End, m, got)
		}
	})
}

// Dividing loses no minute and makes none: by day, by clock row, by month, or at any point.
func TestDivideLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := aSpan(t)
		days, at := 0, span.Start
		for _, part := range span.Days() {
			if !part.Start.Equal(at) || part.Minutes() <= 0 || care.DateOf(part.Start) != care.DateOf(part.End.Add(-time.Minute)) {
				t.Fatalf("part %v of %v", part, span)
			}
			days, at = days+part.Minutes(), part.End
		}
		rows := 0
		for _, row := range care.ClockRows(span) {
			if row.To <= row.From {
				t.Fatalf("row %+v ends by its clock before it starts", row)
			}
			rows += row.Minutes
		}
		months := 0
		for _, m := range span.Months() {
			months += span.Within(m).Minutes()
		}
		cut := span.Start.Add(time.Duration(rapid.IntRange(0, span.Minutes()).Draw(t, "cut")) * time.Minute)
		pieces := care.Span{Start: span.Start, End: cut}.Minutes() + care.Span{Start: cut, End: span.End}.Minutes()
		for name, got := range map[string]int{"days": days, "rows": rows, "months": months, "pieces": pieces} {
			if got != span.Minutes() {
				t.Fatalf("%s have %d minutes of %d", name, got, span.Minutes())
			}
		}
	})
}

// Overlaps are those that comparing every pair finds, whatever the order of the rows.
func TestOverlapLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shifts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *care.Shift {
			span := aSpan(t)
			s := &care.Shift{
				Ref: rapid.StringMatching(`shift/[a-z0-9]{8}`).Draw(t, "ref"), Assistant: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "who"),
				Kind: care.Active, Start: span.Start, End: span.End, Void: rapid.IntRange(0, 9).Draw(t, "void") == 0,
			}
			if rapid.IntRange(0, 9).Draw(t, "open") == 0 {
				s.End = time.Time{}
			}
			return s
		}), 0, 12).Draw(t, "shifts")
		pairs := 0
		for i, a := range shifts {
			for _, b := range shifts[i+1:] {
				if a.Assistant == b.Assistant && a.Counts() && b.Counts() && a.Span().Overlaps(b.Span()) {
					pairs++
				}
			}
		}
		found := care.Overlaps(shifts)
		if len(found) != pairs {
			t.Fatalf("%d overlaps, pair by pair there are %d", len(found), pairs)
		}
		again := care.Overlaps(rapid.Permutation(shifts).Draw(t, "shuffled"))
		if diff := compare(found, again); diff != "" {
			t.Fatalf("the order matters:\n%s", diff)
		}
	})
}

// What counts is never more than what was, and converting together equals converting apart.
func TestCountedLaw(t *testing.T) {
	sums := rapid.Custom(func(t *rapid.T) care.Sums {
		n := rapid.IntRange(0, 100000)
		return care.Sums{Active: n.Draw(t, "active"), Waiting: n.Draw(t, "waiting"), Standby: n.Draw(t, "standby")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := sums.Draw(t, "a"), sums.Draw(t, "b")
		x, y, both := a.Counted(), b.Counted(), a.Plus(b).Counted()
		if x.Over(a.Total()) || both.Num*x.Den*y.Den != (x.Num*y.Den+y.Num*x.Den)*both.Den {
			t.Fatalf("%v + %v = %v", x, y, both)
		}
	})
}
