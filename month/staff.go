package month

import (
	"cmp"
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
)

// spell is a time from a day to a day; an empty to is still going on.
type spell struct{ from, to care.Date }

func spellOf(f care.Fields) spell {
	return spell{care.Date(care.Text(f, "from")), care.Date(care.Text(f, "to"))}
}

func (s spell) holds(d care.Date) bool { return d.Within(s.from, s.to) }

// registered is an assistant's notice to Försäkringskassan (3066) for this beneficiary.
type registered struct {
	spell
	received care.Date // empty: nobody knows that it is there
}

// employed is an employment with its regime.
type employed struct {
	spell
	regime string
	anchor care.Date // from which calculation periods are counted
	months int
	long   bool // long passes are agreed
}

// staff is what is known of an assistant for the rules. Numbers are not in it.
type staff struct {
	born        care.Date // empty where no number is known
	outside     bool      // lives outside the EEA
	badNumber   bool
	registered  []registered
	engaged     []spell
	employments []employed
	away        []care.Span // read where plans are checked, and nowhere else

	turns []turn // that count and touch the month, at whomever, in order of time; of one month's papers
	toil  []toil // of earlier months, as far as a rule asks for them; of one month's papers
}

// turn is a shift of an assistant, at whomever.
type turn struct {
	*care.Shift
	own *entry // where it is of these papers
}

// toil is what an assistant has worked in an earlier month, at whomever.
type toil struct {
	care.Month
	*daily
}

// stay is a time in which assistance is paid for special reasons only.
type stay struct {
	span care.Span
	kind string
}

// settle reads what the rules ask beside the rows, once the rows elsewhere are known.
func (p *papers) settle() error {
	p.held = map[string]sheet{}
	for assistant := range p.sheets {
		held, err := p.holds(assistant)
		if err != nil {
			return err
		}
		p.held[assistant] = held
	}
	if err := p.readStaff(); err != nil {
		return err
	}
	if err := p.readEarlier(); err != nil {
		return err
	}
	if err := p.readMeant(); err != nil {
		return err
	}
	return p.readBefore()
}

// readStaff gathers what the rules ask of the assistants, once the rows and the rows elsewhere are known.
func (p *papers) readStaff() error {
	p.staff = map[string]*staff{}
	for _, id := range p.who {
		known, err := p.shared.person(id)
		if err != nil {
			return err
		}
		mine := *known
		p.staff[id] = &mine
	}
	for _, e := range p.entries {
		if e.Assistant == "" {
			continue // a plan that is nobody's yet
		}
		e.by = p.staff[e.Assistant]
		if e.Counts() {
			e.by.turns = append(e.by.turns, turn{&e.Shift, e})
		}
	}
	for _, other := range p.elsewhere {
		if s := p.staff[other.Assistant]; s != nil && other.Counts() {
			s.turns = append(s.turns, turn{other, nil})
		}
	}
	if err := p.readRegistrations(); err != nil {
		return err
	}
	return p.readStays()
}

// personIn reads what is the same of an assistant at every beneficiary.
func personIn(docs book.Documents, id string) (*staff, error) {
	s := &staff{}
	for doc, err := range docs.Feed(care.IdentityFeed(id)) {
		if err != nil {
			return nil, fmt.Errorf("read identity of %s: %w", id, err)
		}
		f := doc.Values()
		if care.Text(f, "person") != id || care.Flag(f, "void") {
			continue
		}
		s.outside = s.outside || care.Flag(f, "outside_eea")
		number := cmp.Or(care.Text(f, "personnummer"), care.Text(f, "samordningsnummer"))
		s.badNumber = s.badNumber || !holdsNumber(f)
		s.born = cmp.Or(s.born, care.Personnummer(number).Born())
	}
	for doc, err := range docs.Feed(care.EmploymentIndex(id)) {
		if err != nil {
			return nil, fmt.Errorf("read employments of %s: %w", id, err)
		}
		f := doc.Values()
		if care.Text(f, "assistant") != id || care.Flag(f, "void") {
			continue
		}
		s.employments = append(s.employments, employed{
			spell: spellOf(f), regime: care.Text(f, "regime"), months: care.Count(f, "period_months"), long: care.Flag(f, "long_passes"),
			anchor: care.Date(cmp.Or(care.Text(f, "period_from"), care.Text(f, "from"))),
		})
	}
	slices.SortFunc(s.employments, func(a, b employed) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.regime, b.regime)) })
	return s, nil
}

// holdsEither tells whether a number's date and check digit hold; one that is not known is not wrong.
func holdsEither(number care.Personnummer) bool {
	return number == "" || holdsNumber(care.Fields{"personnummer": care.Value(string(number))}) ||
		holdsNumber(care.Fields{"samordningsnummer": care.Value(string(number))})
}

// holdsNumber tells whether an identity's number, where there is one, has a date and a check digit that hold.
func holdsNumber(f care.Fields) bool {
	if number := care.Text(f, "personnummer"); number != "" {
		_, err := care.ParsePersonnummer(number)
		return err == nil
	}
	if number := care.Text(f, "samordningsnummer"); number != "" {
		_, err := care.ParseSamordningsnummer(number)
		return err == nil
	}
	return true
}

// regime is how an assistant's time is limited on a day; false where no employment is known then.
func (s *staff) regime(d care.Date) (care.Regime, employed, bool) {
	for i := len(s.employments) - 1; i >= 0; i-- {
		if e := s.employments[i]; e.holds(d) {
			r, known := care.RegimeOn(e.regime, d)
			return r, e, known
		}
	}
	return care.Regime{}, employed{}, false
}

func (p *papers) readRegistrations() error {
	id := p.beneficiary.ID
	for doc, err := range p.shared.docs.Feed(care.RegistrationIndex(id)) {
		if err != nil {
			return fmt.Errorf("read registrations of %s: %w", id, err)
		}
		f := doc.Values()
		if s := p.staff[care.Text(f, "assistant")]; s != nil && care.Text(f, "beneficiary") == id && !care.Flag(f, "void") {
			s.registered = append(s.registered, registered{spellOf(f), care.Date(care.Text(f, "received"))})
		}
	}
	for doc, err := range p.shared.docs.Feed(care.EngagedIndex(id)) {
		if err != nil {
			return fmt.Errorf("read engagements of %s: %w", id, err)
		}
		f := doc.Values()
		if s := p.staff[care.Text(f, "assistant")]; s != nil && care.Text(f, "beneficiary") == id && !care.Flag(f, "void") {
			s.engaged = append(s.engaged, spellOf(f))
		}
	}
	return nil
}

// readStays lists the hours of the month that are spent in hospital, school or daily activity without special reasons.
func (p *papers) readStays() error {
	id := p.beneficiary.ID
	for doc, err := range p.shared.docs.Feed(care.StayIndex(id)) {
		if err != nil {
			return fmt.Errorf("read stays of %s: %w", id, err)
		}
		f := doc.Values()
		if care.Text(f, "beneficiary") != id || care.Flag(f, "void") || care.Flag(f, "reasons") {
			continue
		}
		if care.KindOf(doc.Ref) == "activity" {
			p.stays = append(p.stays, hoursOf(f, p.month)...)
			continue
		}
		if care.Text(f, "kind") != care.StayHospital {
			continue
		}
		span := p.span
		s := care.ShiftOf(doc.Ref, f) // the fields that both have are the same ones
		span.Start = s.Start
		if !s.Open() {
			span.End = s.End
		}
		if shared := span.And(p.span); shared.Minutes() > 0 {
			p.stays = append(p.stays, stay{shared, care.StayHospital})
		}
	}
	return nil
}

// hoursOf are an activity's hours in a month.
func hoursOf(f care.Fields, m care.Month) []stay {
	var all []stay
	days, during := care.Texts(f, "days"), spellOf(f)
	for _, d := range m.Dates() {
		weekday := care.Weekdays()[(int(d.Start().Weekday())+6)%7]
		if !during.holds(d) || !slices.Contains(days, weekday) {
			continue
		}
		begins, ends := clockOn(d, care.Text(f, "begins")), clockOn(d, care.Text(f, "ends"))
		if !begins.IsZero() && ends.After(begins) {
			all = append(all, stay{care.Span{Start: begins, End: ends}, care.Text(f, "kind")})
		}
	}
	return all
}
