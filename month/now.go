package month

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Now is who works at this moment, and which planned shifts should have begun and have not, as far as the book knows: a phone without
// network may know more. What is to be asked about goes by the rules that assistants are asked by.
type Now struct {
	Working []AtWork  `json:"working"` // what is to be asked about first, then those who began first
	Late    []Unbegun `json:"late"`    // the longest first
}

// AtWork is a shift that goes on. Times are as rows have them.
type AtWork struct {
	Row         string            `json:"row"`
	Assistant   Party             `json:"assistant"`
	Beneficiary Party             `json:"beneficiary"`
	Kind        care.Kind         `json:"kind"`
	Since       string            `json:"since"`             // when the stay began
	Month       care.Month        `json:"month"`             // of the row
	Planned     string            `json:"planned,omitempty"` // when what was planned of it ends; empty where nothing was
	Why         care.WhyForgotten `json:"why,omitempty"`     // it is to be asked about: it should be over
	Doubted     bool              `json:"doubted,omitempty"` // two disagree about the row, or a change of it waits
	Heard       *time.Time        `json:"heard,omitempty"`   // see [Now.Hear]
}

// Unbegun is a planned shift that should have begun, and is not over.
type Unbegun struct {
	Plan        string     `json:"plan"`
	Assistant   Party      `json:"assistant"` // of no id: it is vacant
	Beneficiary Party      `json:"beneficiary"`
	Kind        care.Kind  `json:"kind"`
	Start       string     `json:"start"`
	End         string     `json:"end"`
	Heard       *time.Time `json:"heard,omitempty"` // see [Now.Hear]
}

// Now shows to somebody of the office who works now, and who should; else the error is a *op.Problem with code forbidden.
func (s *Shelf) Now(docs book.Documents, person string, now time.Time) (Now, error) {
	if err := allowed(docs, person, care.Board, "", now); err != nil {
		return Now{}, err
	}
	assistants, err := s.rotas.Assistants(docs, care.DateOf(now))
	if err != nil {
		return Now{}, err
	}
	is, there, late := Now{Working: []AtWork{}, Late: []Unbegun{}}, map[string][]care.Shift{}, []care.Plan(nil)
	for _, assistant := range assistants {
		rota, err := s.rotas.Of(docs, assistant, now)
		if err != nil {
			return Now{}, err
		}
		if g := rota.Going; g.Ref != "" && !g.Start.After(now) && g.Lasts(now) {
			is.Working = append(is.Working, atWork(g, now))
		}
		for _, shift := range rota.Begun {
			there[shift.Beneficiary] = append(there[shift.Beneficiary], shift)
		}
		for _, plan := range rota.Plans {
			if plan.Late(rota.Begun, now) {
				late = append(late, plan)
			}
		}
	}
	vacant, err := s.vacantNow(docs, now)
	if err != nil {
		return Now{}, err
	}
	for _, plan := range vacant {
		if plan.Late(there[plan.Beneficiary], now) { // whoever is there may be anybody
			late = append(late, plan)
		}
	}
	slices.SortFunc(late, func(a, b care.Plan) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Ref, b.Ref)) })
	for _, p := range late {
		is.Late = append(is.Late, Unbegun{
			Plan: p.Ref, Assistant: Party{ID: p.Assistant}, Beneficiary: Party{ID: p.Beneficiary}, Kind: p.Kind, Start: care.FormatMinute(p.Start), End: care.FormatMinute(p.End),
		})
	}
	slices.SortFunc(is.Working, func(a, b AtWork) int {
		return cmp.Or(cmp.Compare(min(len(b.Why), 1), min(len(a.Why), 1)), cmp.Compare(a.Since, b.Since), cmp.Compare(a.Row, b.Row))
	})
	return is, is.name(docs)
}

func atWork(g care.GoingShift, now time.Time) AtWork {
	one := AtWork{
		Row: g.Ref, Assistant: Party{ID: g.Assistant}, Beneficiary: Party{ID: g.Beneficiary}, Kind: g.Kind, Month: care.MonthOf(g.Start), Since: care.FormatMinute(g.Since),
		Why: g.Forgotten(now), Doubted: g.Doubted,
	}
	if !g.Planned.IsZero() {
		one.Planned = care.FormatMinute(g.Planned)
	}
	return one
}

// name says what everybody is called.
func (n Now) name(docs book.Documents) (err error) {
	named := func(of *Party) {
		if err == nil {
			*of, err = namedBy(docs, of.ID)
		}
	}
	for i := range n.Working {
		named(&n.Working[i].Assistant)
		named(&n.Working[i].Beneficiary)
	}
	for i := range n.Late {
		named(&n.Late[i].Assistant)
		named(&n.Late[i].Beneficiary)
	}
	return err
}

// Asks tells whether there is anything to be asked about.
func (n Now) Asks() bool { return len(n.Late) > 0 || len(n.Working) > 0 && n.Working[0].Why != "" }

// Hear says when those who are to be asked were heard of last: a phone that was heard of after a shift should have begun has sent what
// it knew. seen gives the zero time for whoever has no device.
func (n Now) Hear(seen func(person string) time.Time) {
	heard := func(person string) *time.Time {
		if at := seen(person); !at.IsZero() {
			return &at
		}
		return nil
	}
	for i, one := range n.Working {
		if one.Why != "" {
			n.Working[i].Heard = heard(one.Assistant.ID)
		}
	}
	for i, one := range n.Late {
		n.Late[i].Heard = heard(one.Assistant.ID)
	}
}

// vacantNow are the published plans around the day that are nobody's.
func (s *Shelf) vacantNow(docs book.Documents, now time.Time) (all []care.Plan, err error) {
	today := care.DateOf(now)
	around := care.Span{Start: today.Start().AddDate(0, 0, -1), End: today.Next().Next().Start()}
	for _, m := range around.Months() {
		beneficiaries, err := beneficiariesIn(docs, m)
		if err != nil {
			return nil, err
		}
		for _, id := range beneficiaries {
			plans, err := s.vacant.Get(docs, id+"@"+string(m)+" "+string(today), func(docs book.Documents) ([]care.Plan, error) { return vacantIn(docs, id, m, around) })
			if err != nil {
				return nil, err
			}
			all = append(all, plans...)
		}
	}
	return all, nil
}

func vacantIn(docs book.Documents, beneficiary string, m care.Month, around care.Span) (plans []care.Plan, err error) {
	for doc, err := range docs.Feed(care.MonthFeed(beneficiary, m)) {
		if err != nil {
			return nil, fmt.Errorf("read plans at %s in %s: %w", beneficiary, m, err)
		}
		if care.KindOf(doc.Ref) != "plan" || !doc.Exists() {
			continue
		}
		p := care.PlanOf(doc.Ref, doc.Values())
		if p.Assistant == "" && p.Beneficiary == beneficiary && !p.Void && !p.Draft && !p.Start.IsZero() && care.MonthOf(p.Start) == m && p.Span().Touches(around) {
			plans = append(plans, p)
		}
	}
	return plans, nil
}
