package care

import (
	"sync"
	"time"
	_ "time/tzdata" // the binary runs where there is no zoneinfo, and every machine must agree on the nights
)

// MinuteLayout is how a time of a shift is written: minutes, with the offset of Stockholm at that instant,
// so that the doubled hour of the autumn night has one meaning.
const MinuteLayout = "2006-01-02T15:04-07:00"

// Times before and from these years are slips of a finger, and are refused.
const firstYear, endYear = 2000, 2100

var stockholm = sync.OnceValue(func() *time.Location {
	loc, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic("care: the embedded time zones lack Europe/Stockholm: " + err.Error())
	}
	return loc
})

// Stockholm is the zone that all clocks of this domain follow.
func Stockholm() *time.Location { return stockholm() }

// ParseMinute reads a time written by [MinuteLayout]. The offset must be the one that Stockholm has at
// that instant; seconds, other spellings and other zones are refused with [BadTime].
func ParseMinute(text string) (time.Time, error) {
	t, err := time.Parse(MinuteLayout, text)
	if err != nil {
		return time.Time{}, problem(BadTime, "", "not YYYY-MM-DDTHH:MM±HH:MM")
	}
	t = t.In(Stockholm())
	if t.Format(MinuteLayout) != text { // catches the wrong offset, and what time.Parse is lenient about
		return time.Time{}, problem(BadTime, "", "the offset is not Stockholm's at that instant")
	}
	if t.Year() < firstYear || t.Year() >= endYear {
		return time.Time{}, problem(BadTime, "", "the year is out of reach")
	}
	return t, nil
}

// FormatMinute writes an instant by [MinuteLayout], cut to its minute.
func FormatMinute(t time.Time) string { return t.In(Stockholm()).Format(MinuteLayout) }

// FormatClock writes the time of day as people write it in Swedish: 22.10.
func FormatClock(t time.Time) string { return t.In(Stockholm()).Format("15.04") }

// Resolution tells how a clock time of a day came to be an instant.
type Resolution string

// What a clock time can be on a day.
const (
	Plain   Resolution = "plain"   // there is one such instant
	Doubled Resolution = "doubled" // the autumn night: there are two, and the caller said which
	Skipped Resolution = "skipped" // the spring night: there is none
)

// Resolve finds the instant at which clocks in Stockholm show hour and minute on a date. In the doubled
// hour of the autumn night second chooses the later one. In the hour that the spring night lacks there is
// no instant, and the time is zero. Hour 24 with minute 0 is the end of the day.
func Resolve(date Date, hour, minute int, second bool) (time.Time, Resolution) {
	if hour == 24 && minute == 0 {
		return date.Next().Start(), Plain
	}
	year, month, day := date.parts()
	naive := time.Date(year, month, day, hour, minute, 0, 0, time.UTC)
	var found []time.Time // earlier first: summer time is ahead of winter time
	for _, offset := range []time.Duration{2 * time.Hour, time.Hour} {
		t := naive.Add(-offset).In(Stockholm())
		if _, seconds := t.Zone(); time.Duration(seconds)*time.Second == offset {
			found = append(found, t)
		}
	}
	switch len(found) {
	case 0:
		return time.Time{}, Skipped
	case 1:
		return found[0], Plain
	default:
		if second {
			return found[1], Doubled
		}
		return found[0], Doubled
	}
}
