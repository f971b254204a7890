package care_test

import (
	"errors"
	"testing"
	"time"

	"passbok/care"
)

type vectorText struct {
	Name  string    `json:"name"`
	Text  string    `json:"text"`
	Valid bool      `json:"valid"`
	Clock string    `json:"clock,omitempty"` // as people read it
	Date  care.Date `json:"date,omitempty"`  // the day in Stockholm
}

func TestParseMinute(t *testing.T) {
	vectors := []vectorText{
		{Name: "winter", Text: "2026-10-31T22:10+01:00", Valid: true},
		{Name: "summer", Text: "2026-07-01T07:05+02:00", Valid: true},
		{Name: "first 02.30", Text: "2026-10-25T02:30+02:00", Valid: true},
		{Name: "second 02.30", Text: "2026-10-25T02:30+01:00", Valid: true},
		{Name: "the instant of the shift back, as it is written", Text: "2026-10-25T02:00+01:00", Valid: true},
		{Name: "the instant of the shift back, as it is not written", Text: "2026-10-25T03:00+02:00"},
		{Name: "an hour that is not", Text: "2026-03-29T02:30+01:00"},
		{Name: "an hour that is not, by the other offset", Text: "2026-03-29T02:30+02:00"},
		{Name: "summer's offset in winter", Text: "2026-12-01T08:00+02:00"},
		{Name: "another zone", Text: "2026-12-01T08:00+00:00"},
		{Name: "Zulu", Text: "2026-12-01T08:00Z"},
		{Name: "seconds", Text: "2026-12-01T08:00:00+01:00"},
		{Name: "fraction of a minute", Text: "2026-12-01T08:00.5+01:00"},
		{Name: "no offset", Text: "2026-12-01T08:00"},
		{Name: "short offset", Text: "2026-12-01T08:00+01"},
		{Name: "one digit hour", Text: "2026-12-01T8:00+01:00"},
		{Name: "hour 24", Text: "2026-12-01T24:00+01:00"},
		{Name: "minute 60", Text: "2026-12-01T08:60+01:00"},
		{Name: "31 November", Text: "2026-11-31T08:00+01:00"},
		{Name: "29 February of no leap year", Text: "2026-02-29T08:00+01:00"},
		{Name: "29 February of a leap year", Text: "2028-02-29T08:00+01:00", Valid: true},
		{Name: "blank", Text: "2026-12-01 08:00+01:00"},
		{Name: "empty", Text: ""},
		{Name: "before 2000", Text: "1999-12-31T23:59+01:00"},
		{Name: "from 2100", Text: "2100-01-01T00:00+01:00"},
	}
	for i, v := range vectors {
		at, err := care.ParseMinute(v.Text)
		if (err == nil) != v.Valid {
			t.Errorf("%s: %q gives %s, %v", v.Name, v.Text, at, err)
		}
		if err == nil {
			vectors[i].Clock, vectors[i].Date = care.FormatClock(at), care.DateOf(at)
			if care.FormatMinute(at) != v.Text {
				t.Errorf("%s: written again it is %s", v.Name, care.FormatMinute(at))
			}
		} else if code(err) != care.BadTime {
			t.Errorf("%s: code %s", v.Name, code(err))
		}
	}
	golden(t, "minutes.json", vectors)
}

func FuzzParseMinute(f *testing.F) {
	for _, text := range []string{"2026-10-25T02:30+01:00", "2026-03-29T02:30+01:00", "", "2026-10-25T02:30:00+01:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := care.ParseMinute(text)
		if err == nil && care.FormatMinute(at) != text {
			t.Errorf("%q was taken, and is written %q", text, care.FormatMinute(at))
		}
		// The standard library is the judge.
		want, wrong := time.Parse(care.MinuteLayout, text)
		want = want.In(care.Stockholm())
		valid := wrong == nil && want.Format(care.MinuteLayout) == text && want.Year() >= 2000 && want.Year() < 2100
		if valid != (err == nil) || valid && !at.Equal(want) {
			t.Errorf("%q: %s %v, but time.Parse says %s %v", text, at, err, want, wrong)
		}
	})
}

func TestMonthsAndDeadlines(t *testing.T) {
	for _, tt := range []struct {
		month               care.Month
		next                care.Month
		last, deadline, own care.Date
		days, minutes       int
	}{
		{"2026-01", "2026-02", "2026-01-31", "2026-03-05", "2026-02-13", 31, 44640},
		{"2026-02", "2026-03", "2026-02-28", "2026-04-05", "2026-03-13", 28, 40320},
		{"2028-02", "2028-03", "2028-02-29", "2028-04-05", "2028-03-13", 29, 41760},
		{"2026-03", "2026-04", "2026-03-31", "2026-05-05", "2026-04-13", 31, 44580},
		{"2026-10", "2026-11", "2026-10-31", "2026-12-05", "2026-11-13", 31, 44700},
		{"2026-11", "2026-12", "2026-11-30", "2027-01-05", "2026-12-13", 30, 43200},
		{"2026-12", "2027-01", "2026-12-31", "2027-02-05", "2027-01-13", 31, 44640},
	} {
		m := tt.month
		if m.Next() != tt.next || m.Last() != tt.last || m.Deadline() != tt.deadline || m.OwnDeadline(13) != tt.own ||
			len(m.Dates()) != tt.days || m.Span().Minutes() != tt.minutes || m.Next().Plus(-1) != m {
			t.Errorf("%s: %s %s %s %s %d %d", m, m.Next(), m.Last(), m.Deadline(), m.OwnDeadline(13), len(m.Dates()), m.Span().Minutes())
		}
	}
	for m, want := range map[care.Month]string{"2026-01": "januari January januari 2026", "2027-12": "december December december 2027", "2026-13": "  2026-13", "x": "  x"} {
		if got := m.Name("sv") + " " + m.Name("en") + " " + m.Written(); got != want {
			t.Errorf("%s is called %q", m, got)
		}
	}
	if got := care.Month("2027-01").OwnDeadline(31); got != "2027-02-28" {
		t.Errorf("the 31st in February is %s", got)
	}
	if got := care.Month("2027-01").OwnDeadline(0); got != "" {
		t.Errorf("no own deadline is %s", got)
	}
	for _, text := range []string{"2026-13", "2026-00", "2026-1", "26-10", "2026-10-01", "", "1999-12", "2026/10"} {
		if m, err := care.ParseMonth(text); code(err) != care.BadMonth {
			t.Errorf("%q is the month %q, %v", text, m, err)
		}
	}
	if d := care.Date("2026-10-25"); d.Length() != 1500 || care.Date("2026-03-29").Length() != 1380 || d.Next().Length() != 1440 {
		t.Error("lengths of days")
	}
	if n := care.Date("2026-10-24").Days("2026-10-26"); n != 3 {
		t.Errorf("24–26 October are %d days", n)
	}
	if d := care.DateOf(time.Date(2026, 10, 31, 23, 30, 0, 0, time.UTC)); d != "2026-11-01" {
		t.Errorf("half past midnight in Stockholm is %s", d)
	}
}

// code is the stable code of an error, or its text.
func code(err error) string {
	var p *care.Problem
	if errors.As(err, &p) {
		return p.Code()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
