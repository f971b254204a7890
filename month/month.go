package month

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"passbok/care"
)

// Day is one day's minutes, as they were.
type Day struct {
	Day    int `json:"day"`    // of the month, from 1
	Length int `json:"length"` // 1440, or 1500 and 1380 on the days when clocks change
	care.Sums
}

// Share is one assistant's minutes of the month, as they were.
type Share struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	care.Sums
}

// computed is a month added up.
type computed struct {
	sums       care.Sums
	days       []Day
	assistants []Share // in order of name
}

// compute adds the month up three ways: in all, by day and by assistant. That they agree is what the invoice
// rests on, so it is looked at each time. The error says that they do not.
func (p *papers) compute() (computed, error) {
	var c computed
	c.days = make([]Day, len(p.calendar))
	for at, d := range p.calendar {
		c.days[at] = Day{Day: at + 1, Length: int(p.dayEnd(at).Sub(d.start) / time.Minute)}
	}
	shares := map[string]care.Sums{}
	for _, e := range p.entries {
		shares[e.Assistant] = shares[e.Assistant].Add(e.Kind, e.minutes)
		c.sums = c.sums.Add(e.Kind, e.minutes)
	}
	for _, one := range p.cut {
		at := &c.days[one.day]
		at.Sums = at.Add(one.Kind, one.part.Minutes())
	}
	for id, sums := range shares {
		c.assistants = append(c.assistants, Share{id, p.names[id], sums})
	}
	slices.SortFunc(c.assistants, func(a, b Share) int {
		return strings.Compare(a.Name+"\x00"+a.ID, b.Name+"\x00"+b.ID)
	})
	return c, c.agree(p)
}

// agree holds the sums against the days, the assistants, and the clock rows of every timesheet.
func (c computed) agree(p *papers) error {
	var byDay, byAssistant, byRow care.Sums
	for _, d := range c.days {
		byDay = byDay.Plus(d.Sums)
	}
	for _, a := range c.assistants {
		byAssistant = byAssistant.Plus(a.Sums)
	}
	for _, e := range p.entries {
		for _, row := range e.rows {
			byRow = byRow.Add(e.Kind, row.Minutes)
		}
	}
	if c.sums != byDay || c.sums != byAssistant || c.sums != byRow {
		return fmt.Errorf("month %s of %s: the sums %+v are not those of the days %+v, the assistants %+v and the rows %+v",
			p.month, p.beneficiary.ID, c.sums, byDay, byAssistant, byRow)
	}
	return nil
}
