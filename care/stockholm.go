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
	clock, ahead, ok := readMinute(text)
	if !ok {
		return time.Time{}, problem(BadTime, "", "not YYYY-MM-DDTHH:MM±HH:MM")
	}
	if clock.Year() < firstYear || clock.Year() >= endYear {
		return time.Time{}, problem(BadTime, "", "the year is out of reach")
	}
	t := clock.Add(-ahead).In(Stockholm())
	if _, offset := t.Zone(); time.Duration(offset)*time.Second != ahead {
		return time.Time{}, problem(BadTime, "", "the offset is not Stockholm's at that instant")
	}
	return t, nil
}

// readMinute reads digits where the layout has some. By hand, and not by time.Parse, because every look at a
// month reads hundreds. It gives what the clock shows, as if in UTC, and how far ahead of UTC it is said to be; ok is false
// also where no clock shows that, as on a 31st of a month that has 30. Whether the offset is the right one is for the caller
// to see.
func readMinute(text string) (clock time.Time, ahead time.Duration, ok bool) {
	if len(text) != len(MinuteLayout) {
		return time.Time{}, 0, false
	}
	for i := range len(text) {
		switch mark := MinuteLayout[i]; mark {
		case 'T', ':':
			if text[i] != mark {
				return time.Time{}, 0, false
			}
		case '-':
			if i == len("2006-01-02T15:04") { // in Stockholm the offset is always ahead
				mark = '+'
			}
			if text[i] != mark {
				return time.Time{}, 0, false
			}
		default:
			if text[i] < '0' || text[i] > '9' {
				return time.Time{}, 0, false
			}
		}
	}
	month, day, hour, minute := time.Month(number(text[5:7])), number(text[8:10]), number(text[11:13]), number(text[14:16])
	east, past := number(text[17:19]), number(text[20:22])
	clock = time.Date(number(text[:4]), month, day, hour, minute, 0, 0, time.UTC)
	ok = clock.Month() == month && clock.Day() == day && hour < 24 && minute < 60 && past < 60
	return clock, time.Duration(east*60+past) * time.Minute, ok
}

// FormatMinute writes an instant by [MinuteLayout], cut to its minute.
func FormatMinute(t time.Time) string {
	var text [len(MinuteLayout)]byte
	return string(AppendMinute(text[:0], t))
}

// AppendMinute is FormatMinute for those who write many.
func AppendMinute(out []byte, t time.Time) []byte { return appendMinute(out, t.In(Stockholm())) }

// appendMinute writes a time that is in Stockholm already. There the offset is always ahead.
func appendMinute(out []byte, t time.Time) []byte {
	year, month, day := t.Date()
	hour, minute, _ := t.Clock()
	_, offset := t.Zone()
	if offset < 0 || offset%60 != 0 || year < 0 || year > 9999 { // before there were time zones
		return t.AppendFormat(out, MinuteLayout)
	}
	out = two(two(out, year/100), year)
	out = two(append(out, '-'), int(month))
	out = two(append(out, '-'), day)
	out = two(append(out, 'T'), hour)
	out = two(append(out, ':'), minute)
	out = two(append(out, '+'), offset/3600)
	return two(append(out, ':'), offset/60%60)
}

func two(out []byte, n int) []byte { return append(out, byte('0'+n/10%10), byte('0'+n%10)) }

// FormatClock writes the time of day as people write it in Swedish: 22.10.
func FormatClock(t time.Time) string {
	hour, minute, _ := t.In(Stockholm()).Clock()
	return clocks()[hour*60+minute]
}

// clocks are the times of a day as written, one a minute: a month shows thousands of them.
var clocks = sync.OnceValue(func() []string {
	all := make([]string, 24*60)
	for at := range all {
		all[at] = string(two(append(two(make([]byte, 0, len("15.04")), at/60), '.'), at%60))
	}
	return all
})

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
