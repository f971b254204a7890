package care

import (
	_ "embed" // the rates are dated data, not code
	"encoding/json"
	"sync"
)

//go:embed rates.json
var ratesFile []byte

// Rate is what an hour of assistance is paid with, from a date to a date.
type Rate struct {
	From          Date   `json:"from"`
	To            Date   `json:"to"`
	Ore           int    `json:"ore"`           // öre an hour
	HigherPercent int    `json:"higherPercent"` // the most that the higher rate may be of the ordinary one
	Source        string `json:"source"`
}

var rates = sync.OnceValue(func() []Rate {
	var file struct {
		About string `json:"about"`
		Rates []Rate `json:"rates"`
	}
	if err := json.Unmarshal(ratesFile, &file); err != nil {
		panic("care: rates.json: " + err.Error())
	}
	return file.Rates
})

// RateOn finds the rate of a day. For a day whose rate is not known yet the last known one is given, with
// known false: money at risk is then an estimate. Before all rates it is zero.
func RateOn(day Date) (rate Rate, known bool) {
	for _, r := range rates() {
		if day.Within(r.From, r.To) {
			return r, true
		}
		if r.From <= day {
			rate = r
		}
	}
	return rate, false
}

// Hour is öre an hour, at the ordinary or the higher rate. Part of an öre falls away: the percentage is a
// limit.
func (r Rate) Hour(higher bool) int {
	if higher {
		return r.Ore * r.HigherPercent / 100
	}
	return r.Ore
}
