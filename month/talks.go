package month

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// OpenTalks are the talks that wait for the office, over all customers.
type OpenTalks struct {
	Talks []OpenTalk `json:"talks"` // what has waited longest first
}

// OpenTalk is a talk that waits for the office, and what it waits with.
type OpenTalk struct {
	Beneficiary Party      `json:"beneficiary"`
	Month       care.Month `json:"month"`
	Topic       string     `json:"topic"` // shift/<id>, plan/<id>, a date, or nothing for the whole month
	Day         care.Date  `json:"day"`   // empty: about the whole month
	Start       string     `json:"start"` // of the row or the plan, as it stands; empty where it is about none
	End         string     `json:"end"`
	Assistant   Party      `json:"assistant"` // whose row or plan; empty where it is about none
	From        Party      `json:"from"`      // whoever waits for an answer
	As          string     `json:"as"`        // their role
	Flag        string     `json:"flag"`      // what they say is wrong; empty where they only ask
	Text        string     `json:"text"`
	Said        string     `json:"said"`  // when, by their own clock
	Holds       bool       `json:"holds"` // the invoice is not handed over until it is settled
	Messages    int        `json:"messages"`

	rev uint64
}

// talkMonths are how many months back talks are looked for; one that is about an older one has long been answered, or stands
// on that month's page.
const talkMonths = 13

// Talks are the talks that wait for the office, over all customers, for somebody of it; else the error is a *op.Problem with
// code forbidden.
func (s *Shelf) Talks(docs book.Documents, person string, now time.Time) (OpenTalks, error) {
	if err := allowed(docs, person, care.Board, "", now); err != nil {
		return OpenTalks{}, err
	}
	open := OpenTalks{Talks: []OpenTalk{}}
	for back := -1; back <= talkMonths; back++ {
		m := care.MonthOf(now).Plus(-back)
		found, err := s.talks.Get(docs, string(m), func(docs book.Documents) ([]OpenTalk, error) { return openTalks(docs, m) })
		if err != nil {
			return OpenTalks{}, err
		}
		open.Talks = append(open.Talks, found...)
	}
	slices.SortFunc(open.Talks, func(a, b OpenTalk) int { return cmp.Compare(a.rev, b.rev) })
	return open, nil
}

// openTalks are those of one month. They follow from the documents alone.
func openTalks(docs book.Documents, m care.Month) ([]OpenTalk, error) {
	said := map[string][]spoken{}
	var whose []string
	for doc, err := range docs.Feed(care.TalkIndex(m)) {
		if err != nil {
			return nil, fmt.Errorf("read talks of %s: %w", m, err)
		}
		if one, ok := spokenIn(doc); ok {
			if len(said[one.Beneficiary]) == 0 {
				whose = append(whose, one.Beneficiary)
			}
			said[one.Beneficiary] = append(said[one.Beneficiary], one)
		}
	}
	var open []OpenTalk
	for _, beneficiary := range whose {
		found, err := openTalksOf(docs, beneficiary, m, said[beneficiary])
		if err != nil {
			return nil, err
		}
		open = append(open, found...)
	}
	return open, nil
}

func openTalksOf(docs book.Documents, beneficiary string, m care.Month, said []spoken) (open []OpenTalk, err error) {
	p := papers{beneficiary: Party{ID: beneficiary}, month: m, names: map[string]string{}}
	if p.beneficiary.Name, err = p.name(docs, beneficiary); err != nil {
		return nil, err
	}
	if p.invoice, err = invoiceOf(docs, beneficiary, m); err != nil {
		return nil, err
	}
	p.keepTalks(said)
	holding := p.holding()
	for _, talk := range p.talks {
		w := talk.Waits
		if w.Ref == "" {
			continue
		}
		one := OpenTalk{
			Beneficiary: p.beneficiary, Month: m, Topic: talk.Topic, Day: w.Day, As: w.As, Flag: w.Flag, Text: w.Text,
			Said: care.FormatMinute(w.Said), Messages: len(talk.Messages), From: Party{ID: w.Author}, Assistant: Party{ID: w.Assistant},
		}
		one.Holds = p.mayGo() && slices.ContainsFunc(talk.Flags, func(flag care.Message) bool {
			return slices.ContainsFunc(holding, func(h care.Message) bool { return h.Ref == flag.Ref })
		})
		for _, s := range said {
			if s.Ref == w.Ref {
				one.rev = s.rev
			}
		}
		if err := one.describe(docs, &p, w); err != nil {
			return nil, err
		}
		open = append(open, one)
	}
	return open, nil
}

// describe adds names, and the row or the plan that the talk is about, as it stands.
func (t *OpenTalk) describe(docs book.Documents, p *papers, m care.Message) (err error) {
	if t.From.Name, err = p.name(docs, m.Author); err != nil {
		return err
	}
	if m.Shift == "" && m.Plan == "" {
		return nil
	}
	doc, _, err := docs.Get(m.Topic())
	if err != nil {
		return fmt.Errorf("read %s: %w", m.Topic(), err)
	}
	row := care.ShiftOf(doc.Ref, doc.Values()) // a plan says its times as a shift does
	if !row.Start.IsZero() {
		t.Start = care.FormatMinute(row.Start)
	}
	if !row.End.IsZero() {
		t.End = care.FormatMinute(row.End)
	}
	if m.Assistant != "" {
		t.Assistant.Name, err = p.name(docs, m.Assistant)
	}
	return err
}

// spokenIn reads a message; false where the document is none, or only waits to become one.
func spokenIn(doc merge.Document) (spoken, bool) {
	if care.KindOf(doc.Ref) != "message" || !doc.Exists() {
		return spoken{}, false
	}
	return spoken{care.MessageOf(doc.Ref, doc.Values()), doc.Rev}, true
}
