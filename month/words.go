package month

import (
	"fmt"
	"strings"
	"time"

	"passbok/care"
)

// Words are a sentence for people in both languages.
type Words struct {
	SV string `json:"sv"`
	EN string `json:"en"`
}

// day is a date as people say it: 5 oktober, 5 October.
func day(d care.Date) Words {
	return Words{
		SV: fmt.Sprintf("%d %s", d.Day(), d.Month().Name("sv")),
		EN: fmt.Sprintf("%d %s", d.Day(), d.Month().Name("en")),
	}
}

// hours is a length as people say it: 2 h 5 min. Minutes as worked, never rounded.
func hours(minutes int) string {
	switch h, m := minutes/60, minutes%60; {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %d min", h, m)
	}
}

// moment is an instant as people say it, with its year: 5 oktober 2026 22.10.
func moment(t time.Time) Words {
	d := care.DateOf(t)
	return both("%s %s %s", "%s %s %s", day(d), string(d)[:4], clockReading(t))
}

// when is a stretch of time as people say it: 5 oktober 22.00–23.10, and 5 October 22:00–23:10.
func when(start, end time.Time) Words {
	d := day(care.DateOf(start))
	if end.IsZero() {
		return both("%s %s", "%s %s", d, clockReading(start))
	}
	return both("%s %s–%s", "%s %s–%s", d, clockReading(start), clockReading(end))
}

// clockReading is a time of day as each language writes it.
func clockReading(t time.Time) Words {
	clock := care.FormatClock(t)
	return Words{SV: clock, EN: strings.ReplaceAll(clock, ".", ":")}
}

// both writes one sentence in each language. Arguments that are Words give their own half.
func both(sv, en string, args ...any) Words {
	left, right := make([]any, len(args)), make([]any, len(args))
	for i, arg := range args {
		left[i], right[i] = arg, arg
		if w, ok := arg.(Words); ok {
			left[i], right[i] = w.SV, w.EN
		}
	}
	return Words{SV: fmt.Sprintf(sv, left...), EN: fmt.Sprintf(en, right...)}
}
