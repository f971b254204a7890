package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"time"
)

// The workload that Passbok and its peers are measured by: what the assistants of 40 customers say in 18 months, and
// what 40 offices correct of it. From one seed come the same rows and edits on every machine.

// scale is how large the workload is.
type scale struct {
	assistants, offices, months int
	concurrent                  float64 // share of the edits that come in pairs, of two devices that had not seen each other
	seed                        uint64
}

// full is what issue-sized figures are taken with.
var full = scale{assistants: 200, offices: 40, months: 18, concurrent: 0.05, seed: 1}

// shift is a row of the workload. ids are the workload's own; each system names rows in its way.
type shift struct {
	id                     int
	assistant, beneficiary int // there are as many beneficiaries as offices, and each office has one
	month                  time.Time
	start, end             time.Time
}

// change sets fields of a row.
type change struct {
	row *shift
	set map[string]any // values are text, but for void
	why string         // of a removal
	by  int            // of a pair: 0 is the assistant's phone, 1 the office's
}

// pair is two changes of one row, made by devices of which neither had heard of the other's.
type pair [2]change

// month is what one month brings.
type month struct {
	rows  [][]*shift // by assistant
	edits []change   // by the assistants' phones, each alone
	pairs []pair
}

const minute = "2006-01-02T15:04-07:00"

// months draws the workload, up to and with the month that now is in.
func (s scale) draw(now time.Time) []month {
	dice := rand.New(rand.NewPCG(s.seed, 0))
	id := 0
	all := make([]month, s.months)
	for m := range all {
		first := time.Date(now.Year(), now.Month()-time.Month(s.months-1-m), 1, 0, 0, 0, 0, now.Location())
		last := first.AddDate(0, 1, -1).Day()
		at := month{rows: make([][]*shift, s.assistants)}
		var edited []*shift
		for a := range s.assistants {
			rows := 4 + dice.IntN(9) // few hours a week, as most have
			if a == 0 {
				rows = 21 // whose first sync is measured works full time
			}
			for range rows {
				start := first.AddDate(0, 0, dice.IntN(last)).Add(time.Duration(6*60+dice.IntN(64)*15) * time.Minute)
				row := &shift{id, a, a % s.offices, first, start, start.Add(time.Duration(4*60+dice.IntN(24)*15) * time.Minute)}
				at.rows[a] = append(at.rows[a], row)
				if id++; dice.IntN(10) == 0 {
					edited = append(edited, row)
				}
			}
		}
		// A pair is two edits: of n edits in all, a share s are in pairs where half as many rows have one.
		for _, row := range edited {
			if dice.Float64() < s.concurrent/(2-s.concurrent) {
				at.pairs = append(at.pairs, clash(dice, row))
			} else {
				at.edits = append(at.edits, change{row: row, set: map[string]any{"end": later(row, 1+dice.IntN(40))}})
			}
		}
		all[m] = at
	}
	return all
}

// clash is a pair as life brings them: mostly the same field, at times a removal against an edit, at times different
// parts of what is one statement.
func clash(dice *rand.Rand, row *shift) pair {
	early, late := 1+dice.IntN(20), 21+dice.IntN(20)
	one := change{row: row, set: map[string]any{"end": later(row, early)}}
	two := change{row: row, by: 1, set: map[string]any{"end": later(row, late)}}
	switch dice.IntN(5) {
	case 0:
		two.set, two.why = map[string]any{"void": true}, "dubblett"
	case 1:
		two.set = map[string]any{"start": row.start.Add(-time.Duration(late) * time.Minute).Format(minute)}
	}
	return pair{one, two}
}

// fields are what a change says, for whoever keeps the reason as one more field.
func (c change) fields() map[string]any {
	all := maps.Clone(c.set)
	if c.why != "" {
		all["why"] = c.why
	}
	return all
}

// later is the end of a row, some minutes later.
func later(row *shift, minutes int) string {
	return row.end.Add(time.Duration(minutes) * time.Minute).Format(minute)
}

// fields are what a new row says.
func (s *shift) fields(assistant, beneficiary string) map[string]any {
	return map[string]any{
		"assistant": assistant, "beneficiary": beneficiary, "kind": "active",
		"start": s.start.Format(minute), "end": s.end.Format(minute),
	}
}

// size tells of a workload in words.
func size(of []month) (rows, edits, pairs int) {
	for _, m := range of {
		for _, r := range m.rows {
			rows += len(r)
		}
		edits += len(m.edits) + 2*len(m.pairs)
		pairs += len(m.pairs)
	}
	return rows, edits, pairs
}

func tally(of []month) string {
	rows, edits, pairs := size(of)
	return fmt.Sprintf("%d rows, %d edits, %d of them concurrent", rows, edits, 2*pairs)
}
