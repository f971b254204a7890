// Package feed writes a person's plan as a calendar that other programs subscribe to (RFC 5545). Times are instants, in UTC: a
// calendar shows them by its own clocks, and a night on which clocks change is as long as it is.
//
// The package is pure. Only it sees golang-ical.
package feed

import (
	"fmt"
	"io"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Event is one thing in a calendar.
type Event struct {
	ID      string // the same for as long as it is the same thing
	Rev     int    // above what it was before whenever it is another
	Summary string
	Start   time.Time
	End     time.Time
}

// Calendar is what is to be written.
type Calendar struct {
	Name   string
	Made   time.Time
	Events []Event
}

// every is how often a calendar is asked to look again.
const every = "PT1H"

// Write writes the calendar.
func Write(w io.Writer, c Calendar) error {
	cal := ics.NewCalendarFor("Passbok")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName(c.Name)
	cal.SetXWRCalName(c.Name)
	cal.SetRefreshInterval(every)
	cal.SetXPublishedTTL(every)
	for _, e := range c.Events {
		event := cal.AddEvent(e.ID + "@passbok")
		event.SetDtStampTime(c.Made)
		event.SetStartAt(e.Start)
		event.SetEndAt(e.End)
		event.SetSequence(e.Rev)
		event.SetSummary(e.Summary)
		event.SetStatus(ics.ObjectStatusConfirmed)
	}
	if err := cal.SerializeTo(w, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("write a calendar: %w", err)
	}
	return nil
}
