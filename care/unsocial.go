package care

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// The most that a provider's tables of unsocial hours hold.
const (
	mostUnsocialTables = 20
	mostUnsocialRules  = 40
	mostUnsocialDays   = 60
)

// The words for days that are no weekdays, in a rule of unsocial hours.
const (
	DayHoliday = "holiday" // a public holiday that has a name of its own, as Christmas Day; an ordinary Sunday is sun
	DayEve     = "eve"     // midsummer's, Christmas and New Year's eve
	DayBefore  = "before"  // the day before a DayHoliday
)

// UnsocialTable is which hours a provider pays more for since they are unsocial (obekväm arbetstid, OB). Which they are is each
// collective agreement's: the program knows none of its own.
type UnsocialTable struct {
	From  Date           `json:"from"`  // it holds from this day until the next one's
	Rules []UnsocialRule `json:"rules"` // a minute goes by the first that it fits, and by no other; without any there are none
}

// UnsocialRule is hours of some days. It stays within a day: what goes on over midnight is two rules, since the next day may
// be another sort of day.
type UnsocialRule struct {
	Begins string   `json:"begins"`         // HH.MM
	Code   string   `json:"code"`           // at the payroll system: one of PAXml's own OB1 to OB5, or the provider's own kind of pay
	Days   []string `json:"days"`           // Weekdays, DayHoliday, DayEve, DayBefore, or dates: on any of them
	Ends   string   `json:"ends"`           // HH.MM, or EndOfDay
	Kinds  []Kind   `json:"kinds"`          // of time that is paid so
	Name   string   `json:"name,omitempty"` // what the provider calls it
}

// UnsocialPart is time that goes by a code.
type UnsocialPart struct {
	Code string
	Span
}

// UnsocialOf are a provider's tables, in order of their days; none where they cannot be read.
func UnsocialOf(provider Fields) []UnsocialTable {
	tables, _ := readList[UnsocialTable](provider["unsocial"])
	return tables
}

// UnsocialOn is the table that holds on a day; an empty one where none does.
func UnsocialOn(tables []UnsocialTable, d Date) (on UnsocialTable) {
	for _, t := range tables {
		if t.From <= d {
			on = t
		}
	}
	return on
}

// At is the code by which a minute goes, from an instant on; empty where it goes by none.
func (t UnsocialTable) At(kind Kind, minute time.Time) string {
	clock, day := FormatClock(minute), DateOf(minute)
	for _, r := range t.Rules {
		if slices.Contains(r.Kinds, kind) && r.on(day) && r.Begins <= clock && clock < r.Ends {
			return r.Code
		}
	}
	return ""
}

// Cut is what of a part of one day goes by which code, in order of the rules: every minute at most once. What the clock shows is
// what counts, so in the night with two hours from 02.00, both are.
func (t UnsocialTable) Cut(kind Kind, part Span) []UnsocialPart {
	day, left := DateOf(part.Start), []Span{part}
	var cut []UnsocialPart
	for _, r := range t.Rules {
		if !slices.Contains(r.Kinds, kind) || !r.on(day) {
			continue
		}
		for _, span := range r.spans(day) {
			var rest []Span
			for _, free := range left {
				taken := free.And(span)
				if taken.Minutes() == 0 {
					rest = append(rest, free)
					continue
				}
				cut = append(cut, UnsocialPart{r.Code, taken})
				for _, beside := range []Span{{free.Start, taken.Start}, {taken.End, free.End}} {
					if beside.Minutes() > 0 {
						rest = append(rest, beside)
					}
				}
			}
			left = rest
		}
	}
	return cut
}

func (r UnsocialRule) on(d Date) bool {
	for _, word := range r.Days {
		switch {
		case word == string(d), word == DayHoliday && feast(d), word == DayEve && eve(d), word == DayBefore && feast(d.Next()):
			return true
		case word == Weekdays()[(int(d.noon().Weekday())+6)%7]:
			return true
		}
	}
	return false
}

// spans are when on a day the clock shows the hours of the rule: one, or two on a day on which clocks change in them.
func (r UnsocialRule) spans(d Date) (spans []Span) {
	for from := d.Start(); from.Before(d.Next().Start()); {
		to := d.Next().Start()
		if _, changes := from.ZoneBounds(); !changes.IsZero() && changes.Before(to) {
			to = changes.In(Stockholm())
		}
		shown := from.Hour()*60 + from.Minute() // what the clock shows at first; until to it goes evenly
		at := func(clock string) time.Time {
			return from.Add(time.Duration(number(clock[:2])*60+number(clock[3:])-shown) * time.Minute)
		}
		if span := (Span{at(r.Begins), at(r.Ends)}).And(Span{from, to}); span.Minutes() > 0 {
			spans = append(spans, span)
		}
		from = to
	}
	return spans
}

func checkUnsocial(raw json.RawMessage) error {
	tables, err := readList[UnsocialTable](raw)
	if err != nil || len(tables) > mostUnsocialTables {
		return problem(BadText, "", "not a list of at most "+strconv.Itoa(mostUnsocialTables)+" tables of unsocial hours")
	}
	before := Date("")
	for _, t := range tables {
		if _, err := ParseDate(string(t.From)); err != nil {
			return err
		}
		if t.From <= before {
			return problem(BadDate, "", "a table that does not hold from a later day than the one before it")
		}
		before = t.From
		if len(t.Rules) > mostUnsocialRules {
			return problem(BadCount, "", "a table of more than "+strconv.Itoa(mostUnsocialRules)+" rules")
		}
		for _, r := range t.Rules {
			if err := r.check(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r UnsocialRule) check() error {
	if _, err := ParseCode(r.Code); err != nil {
		return err
	}
	if slices.Contains(otherCodes(), r.Code) {
		return problem(BadChoice, "", "a code that other time goes by")
	}
	if utf8.RuneCountInString(r.Name) > 40 {
		return problem(BadText, "", "a name of more than 40 characters")
	}
	if !isClock(r.Begins) || !isClock(r.Ends) || r.Begins == EndOfDay {
		return problem(BadTime, "", "not a clock time HH.MM")
	}
	if r.Ends <= r.Begins {
		return problem(EndBeforeStart, "", "hours that do not end after they begin, on one day")
	}
	if len(r.Days) == 0 || len(r.Days) > mostUnsocialDays || len(r.Kinds) == 0 {
		return problem(Missing, "", "hours of no day, or of no kind of time")
	}
	words := append(Weekdays(), DayHoliday, DayEve, DayBefore)
	for i, day := range r.Days {
		if _, err := ParseDate(day); err != nil && !slices.Contains(words, day) || slices.Contains(r.Days[:i], day) {
			return problem(BadChoice, "", "not a sort of day or a date, or twice")
		}
	}
	for i, kind := range r.Kinds {
		if !slices.Contains(AllKinds(), kind) || slices.Contains(r.Kinds[:i], kind) {
			return problem(BadChoice, "", "not a kind of time, or twice")
		}
	}
	return nil
}

// otherCodes are what time and absence go by where a provider has said nothing (out/paxml/assumed.go): unsocial hours under the
// same code would be paid as work.
func otherCodes() []string { return []string{"ARB", "JR1", "BE1", "SJK", "VAB", "TJL"} }
