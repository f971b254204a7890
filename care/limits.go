package care

import (
	_ "embed" // the limits are dated data, not code
	"encoding/json"
	"slices"
	"sync"
	"time"
)

//go:embed limits.json
var limitsFile []byte

// Regime is how working time is limited from a date to a date, by one law or by collective agreement. Hours are whole; 0
// where the regime sets no such limit.
type Regime struct {
	Name            string `json:"regime"` // RegimeHousehold …
	From            Date   `json:"from"`
	To              Date   `json:"to"`
	AverageHours    int    `json:"averageHours"` // a week, over a calculation period
	BlockDays       int    `json:"blockDays"`    // length of a period, one after another; or
	BlockMonths     int    `json:"blockMonths"`  // the most months of one
	DailyRestHours  int    `json:"dailyRestHours"`
	WeeklyRestHours int    `json:"weeklyRestHours"`
	PassHours       int    `json:"passHours"`     // the longest pass
	LongPassHours   int    `json:"longPassHours"` // the longest where the agreement allows long passes
	Work            []Kind `json:"work"`          // the kinds of time that are working time
	Source          string `json:"source"`
}

// Warnings are when something is near, and what is unusual, from a date to a date.
type Warnings struct {
	From           Date `json:"from"`
	To             Date `json:"to"`
	Years          int  `json:"years"`          // the least age of an assistant
	AdultYears     int  `json:"adultYears"`     // the age from which nobody has a guardian
	AdultDays      int  `json:"adultDays"`      // before a child who has one comes to that age
	DecisionDays   int  `json:"decisionDays"`   // before a decision ends
	DeadlineDays   int  `json:"deadlineDays"`   // before Försäkringskassan's last day
	UnusualHours   int  `json:"unusualHours"`   // a row longer than this is unusual
	UnusualMinutes int  `json:"unusualMinutes"` // and so is one shorter than this
	PassGapMinutes int  `json:"passGapMinutes"` // a pause shorter than this does not divide a pass

	DuplicateMinutes int    `json:"duplicateMinutes"` // a shift without an end that starts this near to another row is likely the same
	Source           string `json:"source"`           // of the ages
	OwnSource        string `json:"ownSource"`        // of the rest
}

type limitsData struct {
	Regimes  []Regime   `json:"regimes"`
	Warnings []Warnings `json:"warnings"`
}

var limits = sync.OnceValue(func() limitsData {
	var file limitsData
	if err := json.Unmarshal(limitsFile, &file); err != nil {
		panic("care: limits.json: " + err.Error())
	}
	return file
})

// RegimeOn finds a regime's limits of a day.
func RegimeOn(name string, day Date) (Regime, bool) {
	for _, r := range limits().Regimes {
		if r.Name == name && day.Within(r.From, r.To) {
			return r, true
		}
	}
	return Regime{}, false
}

// WarningsOn finds when to warn on a day; zero before all that is known, which warns of nothing.
func WarningsOn(day Date) Warnings {
	for _, w := range limits().Warnings {
		if day.Within(w.From, w.To) {
			return w
		}
	}
	return Warnings{}
}

// Cite names the source and which version of it: since when it holds.
func (r Regime) Cite() string { return cite(r.Source, r.From) }

// Cite names the source and which version of it: since when it holds.
func (w Warnings) Cite() string { return cite(w.Source, w.From) }

// CiteOwn is the same of what no law says: people read it beside a time of theirs, so it names no file.
func (w Warnings) CiteOwn() string { return w.OwnSource + ", från " + string(w.From) }

func cite(source string, from Date) string {
	return source + " (limits.json, från " + string(from) + ")"
}

// Works tells whether a kind of time is working time.
func (r Regime) Works(kind Kind) bool { return slices.Contains(r.Work, kind) }

// Worked is the minutes of sums that are working time.
func (r Regime) Worked(sums Sums) int {
	minutes := 0
	for kind, of := range map[Kind]int{Active: sums.Active, Waiting: sums.Waiting, Standby: sums.Standby} {
		if r.Works(kind) {
			minutes += of
		}
	}
	return minutes
}

// Pass is the longest pass in hours, where long ones are allowed or not; 0 where there is no such limit.
func (r Regime) Pass(long bool) int {
	if long {
		return r.LongPassHours
	}
	return r.PassHours
}

// Period is the calculation period that a day lies in: counted from the anchor, one after another. months is the
// agreement's own length, 0 where it says none; a regime's longest is not passed. Both days are included. A day before the
// anchor has no period.
func (r Regime) Period(anchor Date, months int, day Date) (from, to Date) {
	if anchor == "" || day < anchor {
		return "", ""
	}
	if r.BlockDays > 0 {
		from = anchor.plus((anchor.Days(day) - 1) / r.BlockDays * r.BlockDays)
		return from, from.plus(r.BlockDays - 1)
	}
	if months < 1 || months > r.BlockMonths {
		months = r.BlockMonths
	}
	if months < 1 {
		return "", ""
	}
	for n := months; ; n += months {
		next := anchor.months(n)
		if day < next {
			return anchor.months(n - months), next.plus(-1)
		}
	}
}

// Most is the minutes that may be worked in a period, part of a minute left out.
func (r Regime) Most(from, to Date) int { return r.AverageHours * 60 * from.Days(to) / 7 }

// months is the same day so many months later, or the last of a month that is too short for it.
func (d Date) months(n int) Date {
	m := d.Month().Plus(n)
	return m.First().plus(min(d.Day(), m.Last().Day()) - 1)
}

// Before is the day so many days earlier.
func (d Date) Before(days int) Date { return d.plus(-days) }

// Years is the same day so many years later; 1 March for a leap day where there is none.
func (d Date) Years(n int) Date {
	year, month, day := d.parts()
	return dateOf(time.Date(year+n, month, day, 12, 0, 0, 0, time.UTC).Date())
}

// Born is the date of birth in the number; empty for what is no number.
func (p Personnummer) Born() Date {
	if !digits(string(p), 12) {
		return ""
	}
	day := number(string(p[6:8]))
	if day > 60 {
		day -= 60
	}
	return Date(string(p[:4]) + "-" + string(p[4:6]) + "-" + string([]byte{byte('0' + day/10), byte('0' + day%10)}))
}
