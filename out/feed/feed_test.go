package feed_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"pgregory.net/rapid"

	"passbok/care"
	"passbok/out/feed"
)

var made = time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)

// read is a calendar as another program reads it.
func read(t interface{ Fatal(...any) }, c feed.Calendar) (*ical.Calendar, string) {
	var w bytes.Buffer
	if err := feed.Write(&w, c); err != nil {
		t.Fatal(err)
	}
	got, err := ical.NewDecoder(bytes.NewReader(w.Bytes())).Decode()
	if err != nil {
		t.Fatal(err, w.String())
	}
	return got, w.String()
}

func minute(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := care.ParseMinute(text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestACalendarAsOthersReadIt(t *testing.T) {
	got, text := read(t, feed.Calendar{Name: "Passbok", Made: made, Events: []feed.Event{
		{ID: "a", Rev: 7, Summary: "Pass hos Åsa; Bo, \\ och\nEva", Start: minute(t, "2026-10-24T22:00+02:00"), End: minute(t, "2026-10-25T06:00+01:00")},
		{ID: "b", Rev: 1, Summary: "Pass", Start: minute(t, "2026-03-28T22:00+01:00"), End: minute(t, "2026-03-29T06:00+02:00")},
	}})
	events := got.Events()
	if len(events) != 2 {
		t.Fatalf("%d events\n%s", len(events), text)
	}
	stockholm := care.Stockholm()
	for i, want := range []struct {
		id, summary, start, end string
		hours                   float64
	}{
		{"a@passbok", "Pass hos Åsa; Bo, \\ och\nEva", "2026-10-24 22:00", "2026-10-25 06:00", 9}, // an hour longer than the clocks say
		{"b@passbok", "Pass", "2026-03-28 22:00", "2026-03-29 06:00", 7},
	} {
		e := events[i]
		id, err := e.Props.Text(ical.PropUID)
		if err != nil || id != want.id {
			t.Errorf("%q %v", id, err)
		}
		if summary, err := e.Props.Text(ical.PropSummary); err != nil || summary != want.summary {
			t.Errorf("%q %v", summary, err)
		}
		start, err := e.DateTimeStart(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		end, err := e.DateTimeEnd(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		if start.In(stockholm).Format("2006-01-02 15:04") != want.start || end.In(stockholm).Format("2006-01-02 15:04") != want.end || end.Sub(start).Hours() != want.hours {
			t.Errorf("%s: %s – %s", want.id, start.In(stockholm), end.In(stockholm))
		}
	}
	for _, line := range []string{"METHOD:PUBLISH\r\n", "SEQUENCE:7\r\n", "VERSION:2.0\r\n", "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n", "X-PUBLISHED-TTL:PT1H\r\n", "DTSTAMP:20261109T080000Z\r\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("without %q:\n%s", line, text)
		}
	}
	if empty, _ := read(t, feed.Calendar{Name: "Passbok", Made: made}); len(empty.Events()) != 0 {
		t.Error("an empty calendar has events")
	}
}

// Any plan comes back to the minute, and no line is longer than a calendar reads.
func TestPlansComeBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		start := made.Add(time.Duration(rapid.IntRange(-600_000, 600_000).Draw(r, "start")) * time.Minute)
		end := start.Add(time.Duration(rapid.IntRange(1, 72*60).Draw(r, "minutes")) * time.Minute)
		summary := rapid.StringMatching(`[a-zA-ZåäöÅÄÖ ,;:"\\]{1,120}`).Draw(r, "summary")
		got, text := read(r, feed.Calendar{Name: "Passbok", Made: made, Events: []feed.Event{{ID: "x", Rev: 1, Summary: summary, Start: start, End: end}}})
		e := got.Events()[0]
		s, err := e.DateTimeStart(time.UTC)
		f, err2 := e.DateTimeEnd(time.UTC)
		said, err3 := e.Props.Text(ical.PropSummary)
		if err != nil || err2 != nil || err3 != nil || !s.Equal(start) || !f.Equal(end) || said != summary {
			r.Fatalf("%s %s %q, want %s %s %q\n%s", s, f, said, start, end, summary, text)
		}
		for _, line := range strings.Split(text, "\r\n") {
			if len(line) > 75 {
				r.Fatalf("%d octets: %q", len(line), line)
			}
		}
	})
}
