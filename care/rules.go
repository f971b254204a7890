package care

import (
	_ "embed" // the rules' figures and sources are dated data, not code
	"encoding/json"
	"sync"
)

//go:embed rules.json
var rulesFile []byte

// Figures are what Försäkringskassan's month goes by, from a date to a date.
type Figures struct {
	From              Date   `json:"from"`
	To                Date   `json:"to"`
	DeadlineMonths    int    `json:"deadlineMonths"` // after the month worked; and there
	DeadlineDay       int    `json:"deadlineDay"`    // the last day on which the month is taken
	WaitingPerHour    int    `json:"waitingPerHour"` // hours of waiting that count as one granted hour
	StandbyPerHour    int    `json:"standbyPerHour"` // hours of standby that do
	LongestRowMinutes int    `json:"longestRowMinutes"`
	Source            string `json:"source"`
}

// Rule is where a finding comes from, from a date to a date.
type Rule struct {
	Name    string `json:"rule"` // the finding's code
	From    Date   `json:"from"`
	To      Date   `json:"to"`
	Source  string `json:"source"`
	Version string `json:"version"` // of the source
}

// Cite names the source, and which version of it is meant.
func (r Rule) Cite() string { return r.Source + " (" + r.Version + ")" }

type rulesData struct {
	Figures []Figures `json:"figures"`
	Rules   []Rule    `json:"rules"`
}

var ruleBook = sync.OnceValue(func() rulesData {
	var file rulesData
	if err := json.Unmarshal(rulesFile, &file); err != nil {
		panic("care: rules.json: " + err.Error())
	}
	if len(file.Figures) == 0 {
		panic("care: rules.json has no figures")
	}
	return file
})

// FiguresOn finds the figures of a day. Before all that is known the first ones hold, after it the last: a month has a
// deadline whatever its year.
func FiguresOn(day Date) Figures {
	found := ruleBook().Figures[0]
	for _, f := range ruleBook().Figures {
		if f.From <= day {
			found = f
		}
	}
	return found
}

// RuleOn finds where a finding comes from on a day; nothing is known of a code whose source stands elsewhere (in limits.json).
func RuleOn(code string, day Date) (Rule, bool) {
	for _, r := range ruleBook().Rules {
		if r.Name == code && day.Within(r.From, r.To) {
			return r, true
		}
	}
	return Rule{}, false
}

// weights are how many hours of waiting, and of standby, count as one. All lines say the same (a test holds them to it):
// hours of a decision's period are added up before they are converted.
func weights() (waiting, standby int64) {
	f := ruleBook().Figures[0]
	return int64(f.WaitingPerHour), int64(f.StandbyPerHour)
}

// CountedParts is into how many equal parts a minute is cut, so that every kind of time counts a whole number of them.
func CountedParts() int64 {
	waiting, standby := weights()
	return waiting * standby
}
