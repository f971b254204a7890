package care_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passbok/care"
)

var update = flag.Bool("update", false, "write testdata/vectors anew; the phone is tested against the same files")

// golden holds what care computes against a file that the phone's tests read too.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "vectors", name)
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got.Bytes()) {
		t.Errorf("%s is not what care computes (write it anew with -update, and look at the difference):\n%s", path, got.Bytes())
	}
}

// Stretches of time with their real minutes, worked out by hand.
var stretches = []struct {
	name, start, end string
	minutes          int
}{
	{"an ordinary day", "2026-10-05T08:00+02:00", "2026-10-05T16:30+02:00", 510},
	{"a single minute", "2026-10-05T08:00+02:00", "2026-10-05T08:01+02:00", 1},
	{"start and stop in one minute", "2026-10-05T08:00+02:00", "2026-10-05T08:00+02:00", 0},
	{"over midnight", "2026-10-05T22:00+02:00", "2026-10-06T07:15+02:00", 555},
	{"until midnight", "2026-10-05T22:00+02:00", "2026-10-06T00:00+02:00", 120},
	{"from midnight", "2026-10-06T00:00+02:00", "2026-10-06T06:00+02:00", 360},
	{"over the month's end", "2026-10-31T21:00+01:00", "2026-11-01T07:00+01:00", 600},
	{"over the year's end", "2026-12-31T23:30+01:00", "2027-01-01T00:45+01:00", 75},
	{"leap day", "2028-02-28T23:00+01:00", "2028-03-01T01:00+01:00", 1560},
	{"autumn night, 00–04 is five hours", "2026-10-25T00:00+02:00", "2026-10-25T04:00+01:00", 300},
	{"autumn night, FK's example of 2018", "2018-10-28T00:00+02:00", "2018-10-28T04:00+01:00", 300},
	{"autumn night, 02.45 first to 02.15 second", "2026-10-25T02:45+02:00", "2026-10-25T02:15+01:00", 30},
	{"autumn night, 02.15 first to 02.15 second", "2026-10-25T02:15+02:00", "2026-10-25T02:15+01:00", 60},
	{"autumn night, 02.15 first to 02.45 second", "2026-10-25T02:15+02:00", "2026-10-25T02:45+01:00", 90},
	{"autumn night, within the first 02", "2026-10-25T02:10+02:00", "2026-10-25T02:50+02:00", 40},
	{"autumn night, within the second 02", "2026-10-25T02:10+01:00", "2026-10-25T02:50+01:00", 40},
	{"autumn night, until the change", "2026-10-25T01:30+02:00", "2026-10-25T02:00+01:00", 90},
	{"autumn night, from the change", "2026-10-25T02:00+01:00", "2026-10-25T06:00+01:00", 240},
	{"autumn night, from the evening before", "2026-10-24T22:00+02:00", "2026-10-25T07:00+01:00", 600},
	{"the day of 25 hours", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 1500},
	{"spring night, 00–04 is three hours", "2026-03-29T00:00+01:00", "2026-03-29T04:00+02:00", 180},
	{"spring night, 01.59 to 03.01", "2026-03-29T01:59+01:00", "2026-03-29T03:01+02:00", 2},
	{"the day of 23 hours", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 1380},
	{"just 24 hours", "2026-10-05T08:00+02:00", "2026-10-06T08:00+02:00", 1440},
	{"a minute over 24 hours", "2026-10-05T08:00+02:00", "2026-10-06T08:01+02:00", 1441},
	{"25 hours by the clock change, by the clock 24", "2026-10-24T12:00+02:00", "2026-10-25T12:00+01:00", 1500},
}

type vectorPart struct {
	Start   string `json:"start"`
	End     string `json:"end"`
	Minutes int    `json:"minutes"`
}

type vectorSpan struct {
	Name    string          `json:"name"`
	Start   string          `json:"start"`
	End     string          `json:"end"`
	Minutes int             `json:"minutes"`
	Over24h bool            `json:"over24h"`
	Months  []care.Month    `json:"months"`
	Days    []vectorPart    `json:"days"` // divided at midnight
	Rows    []care.ClockRow `json:"rows"` // as Försäkringskassan reads them
}

func TestSpans(t *testing.T) {
	vectors := make([]vectorSpan, 0, len(stretches))
	for _, s := range stretches {
		span := care.Span{Start: minute(t, s.start), End: minute(t, s.end)}
		v := vectorSpan{
			Name: s.name, Start: s.start, End: s.end, Minutes: span.Minutes(), Months: span.Months(),
			Over24h: care.Shift{Start: span.Start, End: span.End}.Long(),
			Days:    []vectorPart{}, Rows: []care.ClockRow{},
		}
		if v.Minutes != s.minutes {
			t.Errorf("%s: %d minutes, want %d", s.name, v.Minutes, s.minutes)
		}
		for _, part := range span.Days() {
			v.Days = append(v.Days, vectorPart{care.FormatMinute(part.Start), care.FormatMinute(part.End), part.Minutes()})
		}
		v.Rows = append(v.Rows, care.ClockRows(span)...)
		vectors = append(vectors, v)
	}
	golden(t, "spans.json", vectors)
}

type vectorClock struct {
	Date       care.Date       `json:"date"`
	Hour       int             `json:"hour"`
	Minute     int             `json:"minute"`
	Second     bool            `json:"second"` // the later of two
	Resolution care.Resolution `json:"resolution"`
	Instant    string          `json:"instant"` // empty where there is none
	Clock      string          `json:"clock"`   // as people read it
}

func TestResolve(t *testing.T) {
	vectors := []vectorClock{
		{Date: "2026-10-27", Hour: 22, Minute: 10, Instant: "2026-10-27T22:10+01:00", Resolution: care.Plain},
		{Date: "2026-10-27", Hour: 0, Minute: 0, Instant: "2026-10-27T00:00+01:00", Resolution: care.Plain},
		{Date: "2026-10-27", Hour: 24, Minute: 0, Instant: "2026-10-28T00:00+01:00", Resolution: care.Plain},
		{Date: "2026-07-01", Hour: 7, Minute: 5, Instant: "2026-07-01T07:05+02:00", Resolution: care.Plain},
		{Date: "2026-10-25", Hour: 1, Minute: 59, Instant: "2026-10-25T01:59+02:00", Resolution: care.Plain},
		{Date: "2026-10-25", Hour: 2, Minute: 0, Instant: "2026-10-25T02:00+02:00", Resolution: care.Doubled},
		{Date: "2026-10-25", Hour: 2, Minute: 0, Second: true, Instant: "2026-10-25T02:00+01:00", Resolution: care.Doubled},
		{Date: "2026-10-25", Hour: 2, Minute: 59, Instant: "2026-10-25T02:59+02:00", Resolution: care.Doubled},
		{Date: "2026-10-25", Hour: 2, Minute: 59, Second: true, Instant: "2026-10-25T02:59+01:00", Resolution: care.Doubled},
		{Date: "2026-10-25", Hour: 3, Minute: 0, Instant: "2026-10-25T03:00+01:00", Resolution: care.Plain},
		{Date: "2026-03-29", Hour: 1, Minute: 59, Instant: "2026-03-29T01:59+01:00", Resolution: care.Plain},
		{Date: "2026-03-29", Hour: 2, Minute: 0, Resolution: care.Skipped},
		{Date: "2026-03-29", Hour: 2, Minute: 59, Resolution: care.Skipped},
		{Date: "2026-03-29", Hour: 3, Minute: 0, Instant: "2026-03-29T03:00+02:00", Resolution: care.Plain},
	}
	for i, v := range vectors {
		at, how := care.Resolve(v.Date, v.Hour, v.Minute, v.Second)
		if how != v.Resolution || how != care.Skipped && care.FormatMinute(at) != v.Instant {
			t.Errorf("%s %02d.%02d second=%v: %s %s, want %s %s", v.Date, v.Hour, v.Minute, v.Second, at, how, v.Instant, v.Resolution)
		}
		if how != care.Skipped {
			vectors[i].Clock = care.FormatClock(at)
		}
	}
	golden(t, "clocks.json", vectors)
}

func minute(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := care.ParseMinute(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return at
}
