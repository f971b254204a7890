package month

import (
	"cmp"
	"slices"
	"strings"

	"passbok/care"
	"passbok/sync/op"
)

// CodeHeld is the problem of an invoice that is not handed over, because somebody has said that something is wrong.
const CodeHeld = "invoice_held"

// Flag is what somebody says is wrong, and is not settled: it holds the invoice.
type Flag struct {
	ID   string    `json:"id"`  // of the message: what to name in insists
	Day  care.Date `json:"day"` // empty: about the whole month
	Row  string    `json:"row"` // ref of the shift; empty where it is about none
	Flag string    `json:"flag"`
	Text string    `json:"text"`
	By   Party     `json:"by"`
	Said string    `json:"said"` // by their own clock
}

// spoken is a message as it was read, with its place in the order of the book.
type spoken struct {
	care.Message
	rev uint64
}

// keepTalks makes the month's talks of what was said. Messages never change, so the entry that brought one is its place.
func (p *papers) keepTalks(said []spoken) {
	slices.SortFunc(said, func(a, b spoken) int { return cmp.Compare(a.rev, b.rev) })
	messages := make([]care.Message, 0, len(said))
	for _, s := range said {
		messages = append(messages, s.Message)
	}
	p.talks = care.TalksOf(messages)
}

// flags are what is said to be wrong with the month and not settled, in the order of the talks.
func (p *papers) flags() (open []care.Message) {
	for _, talk := range p.talks {
		open = append(open, talk.Flags...)
	}
	return open
}

// holding are the flags that hold the invoice: those that nobody has insisted upon handing it over in spite of. They follow
// from what was said, and from what was noted of this version.
func (p *papers) holding() []care.Message {
	return slices.DeleteFunc(p.flags(), func(m care.Message) bool { return slices.Contains(p.invoice.Insisted, care.ID(m.Ref)) })
}

// isHeld tells whether a hand-over would be refused: the invoice may go, but for what is said to be wrong.
func (p *papers) isHeld() bool { return p.mayGo() && len(p.holding()) > 0 }

// insist notes the flags that the invoice is handed over in spite of. The error is a *op.Problem with code invoice_held
// where one holds it that whoever hands it over has not named: they may not have seen it.
func (p *papers) insist(on []string) (noted bool, err error) {
	holds := p.holding()
	for _, m := range holds {
		if !slices.Contains(on, care.ID(m.Ref)) {
			return false, op.Problemf(CodeHeld, "", "%d flags", len(holds))
		}
	}
	for _, m := range holds {
		p.invoice.Insisted = append(p.invoice.Insisted, care.ID(m.Ref))
	}
	return len(holds) > 0, nil
}

// shownFlags are flags as they are shown.
func (p *papers) shownFlags(messages []care.Message) []Flag {
	shown := []Flag{}
	for _, m := range messages {
		f := Flag{ID: care.ID(m.Ref), Day: m.Day, Flag: m.Flag, Text: m.Text, By: Party{m.Author, p.names[m.Author]}, Said: care.FormatMinute(m.Said)}
		if m.Shift != "" {
			f.Row = "shift/" + m.Shift
		}
		shown = append(shown, f)
	}
	return shown
}

// flagged finds what the beneficiary, or whoever represents them, says is wrong. It costs nothing by itself.
func flagged(p *papers) []Finding {
	var found []Finding
	for _, talk := range p.talks {
		if len(talk.Flags) == 0 {
			continue
		}
		m := talk.Flags[0]
		f := Finding{
			Code: Flagged, Severity: Warns, Rows: []string{},
			Message: both("%s säger att något inte stämmer: %s.", "%s says that something is wrong: %s.", p.names[m.Author], aboutWhat(m)),
			Action: Words{"Svara i samtalet, och rätta om det behövs. Räkningen skickas inte förrän det är klart.",
				"Answer in the talk, and correct what needs it. The invoice is not sent until it is settled."},
		}
		if m.Shift != "" {
			f.Rows = []string{"shift/" + m.Shift}
		}
		found = append(found, f)
	}
	return found
}

// aboutWhat is a day as people say it, or the month.
func aboutWhat(m care.Message) Words {
	if m.Day != "" {
		return day(m.Day)
	}
	return Words{"hela månaden", "the whole month"}
}

// nextHeld is what is next while something is said to be wrong.
func (p *papers) nextHeld() Next {
	holds := p.holding()
	var who []string
	for _, m := range holds {
		if name := p.names[m.Author]; !slices.Contains(who, name) {
			who = append(who, name)
		}
	}
	return Next{"talk", "office", both("%s säger att något inte stämmer. Räkningen väntar på ert svar.",
		"%s says that something is wrong. The invoice waits for your answer.", strings.Join(who, ", "))}
}
