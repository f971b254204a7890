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

// Party is a person by id and name.
type Party struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// papers are what a month is made of, as read from the book.
type papers struct {
	beneficiary Party
	month       care.Month
	span        care.Span         // of the month
	entries     []*entry          // in order of start; they are these papers' own
	parked      []merge.Document  // documents with operations that wait, the not yet made ones too
	decisions   []care.Fields     // in force in some part of the month
	names       map[string]string // of everybody concerned
	elsewhere   []*care.Shift     // the assistants' shifts of the month at other beneficiaries
	invoice     invoice           // where it stands
	identified  bool              // a personnummer is known
	declared    care.Fields       // what the office has said of the month besides its hours
	sheets      map[string]sheet  // the timesheets that were made, by assistant
	born        care.Date         // of the beneficiary; empty where it is not written down
	represented []care.Fields     // what is written of those who represent the beneficiary, at any time
	own         int               // day of the month of the provider's own deadline, 0 without one

	shared                 *shared              // what is read together with other months
	who                    []string             // the assistants who have rows, in order of their ids
	calendar               []calendarDay        // the days of the month
	cut                    []piece              // the rows that count, by day, in order of time
	staff                  map[string]*staff    // what is known of the assistants, by id
	stays                  []stay               // hours in hospital, school or daily activity, without special reasons
	held                   map[string]sheet     // where the timesheets stand, their rows being what they are, by assistant
	ever                   []care.Fields        // all decisions, also those of other times, in order
	licence                spell                // of the provider; no from and no to: not known
	alone                  bool                 // the beneficiary employs the assistants: no licence is asked for
	badNumber, badProvider bool                 // whose check digit does not hold
	planned                care.Sums            // of the plans, also the vacant ones
	talks                  []care.Talk          // what was said about the month, and what is in it
	asof                   care.Date            // the day that they are read as of; empty: the month's end
	before                 care.Sums            // used of the decision before this month, where it is for a period
	meant                  map[string]care.Span // what was planned of rows without an end, by their refs
	goes                   map[string]time.Time // until when a row without an end may be a shift that goes on as it should
	window                 care.Span            // the rules tell only of what touches it; zero: of all
	ahead                  bool                 // the rows are planned, too: the rules say what is to be
	reaching               int                  // how many rows of the month before a finding may be about, too
}

// read gathers a beneficiary's month, and what the rules ask beside its rows.
func read(sh *shared, beneficiary string, m care.Month) (papers, error) {
	p, err := readOwn(sh, beneficiary, m)
	if err != nil {
		return papers{}, err
	}
	if sh.planned != nil {
		if err := p.alsoWho(sh.planned(beneficiary, m.Plus(-1))); err != nil {
			return papers{}, err
		}
	}
	for _, assistant := range p.who {
		others, err := sh.elsewhere(assistant, beneficiary, m)
		if err != nil {
			return papers{}, err
		}
		p.elsewhere = append(p.elsewhere, others...)
	}
	return p, p.settle()
}

// alsoWho are assistants whom a month is to be read of though they may have no rows in it.
func (p *papers) alsoWho(more []string, err error) error {
	if err != nil {
		return err
	}
	for _, id := range more {
		if slices.Contains(p.who, id) {
			continue
		}
		if _, err := p.name(p.shared.docs, id); err != nil {
			return err
		}
		p.who = append(p.who, id)
	}
	slices.Sort(p.who)
	return nil
}

// readOwn gathers what is the beneficiary's own: rows, settings and names.
func readOwn(sh *shared, beneficiary string, m care.Month) (papers, error) {
	docs := sh.docs
	p := papers{month: m, span: m.Span(), names: map[string]string{}, shared: sh}
	name, err := p.name(docs, beneficiary)
	if err != nil {
		return papers{}, err
	}
	p.beneficiary = Party{beneficiary, name}
	if err := p.readRows(); err != nil {
		return papers{}, err
	}
	if err := p.readSettings(docs); err != nil {
		return papers{}, err
	}
	p.arrange()
	who := p.who
	for _, m := range p.flags() {
		who = append(who[:len(who):len(who)], m.Author)
	}
	for _, id := range who {
		if _, err := p.name(docs, id); err != nil {
			return papers{}, err
		}
	}
	return p, nil
}

func (p *papers) readSettings(docs book.Documents) error {
	for doc, err := range docs.Feed(care.DecisionIndex(p.beneficiary.ID)) {
		if err != nil {
			return fmt.Errorf("read decisions of %s: %w", p.beneficiary.ID, err)
		}
		f := doc.Values()
		if care.Text(f, "beneficiary") != p.beneficiary.ID || care.Flag(f, "void") {
			continue
		}
		p.ever = append(p.ever, f)
	}
	slices.SortFunc(p.ever, func(a, b care.Fields) int { return cmp.Compare(care.Text(a, "from"), care.Text(b, "from")) })
	for _, f := range p.ever {
		if decided(f, p.month) > 0 && care.Grants(f) {
			p.decisions = append(p.decisions, f)
		}
	}
	identity, err := identityOf(docs, p.beneficiary.ID)
	if err != nil {
		return err
	}
	p.identified, p.born = identity != "", identity.Born()
	for doc, err := range docs.Feed(care.RepresentsIndex(p.beneficiary.ID)) {
		if err != nil {
			return fmt.Errorf("read who represents %s: %w", p.beneficiary.ID, err)
		}
		if f := doc.Values(); care.Text(f, "beneficiary") == p.beneficiary.ID && !care.Flag(f, "void") {
			p.represented = append(p.represented, f)
		}
	}
	p.badNumber = !holdsEither(identity)
	person, _, err := docs.Get("person/" + p.beneficiary.ID)
	if err != nil {
		return fmt.Errorf("read person %s: %w", p.beneficiary.ID, err)
	}
	p.alone = person.Text("employer") == care.EmployerOwn
	provider, err := providerOf(docs)
	if err != nil {
		return err
	}
	p.own = care.Count(provider, "deadline_day")
	p.licence = spell{care.Date(care.Text(provider, "licence_from")), care.Date(care.Text(provider, "licence_to"))}
	if number := care.Text(provider, "organisationsnummer"); number != "" {
		_, err := care.ParseOrganisationsnummer(number)
		p.badProvider = err != nil
	}
	p.invoice, err = invoiceOf(docs, p.beneficiary.ID, p.month)
	return err
}

// name finds a person's name, once.
func (p *papers) name(docs book.Documents, person string) (string, error) {
	if name, known := p.names[person]; known {
		return name, nil
	}
	name, err := nameOf(docs, person)
	if err != nil {
		return "", err
	}
	p.names[person] = name
	return name, nil
}

// looks tells whether the rules tell of what lies in a span.
func (p *papers) looks(part care.Span) bool {
	return p.window.End.IsZero() || part.And(p.window).Minutes() > 0
}

// say is a sentence of what has been; or, where rows are planned, the one of what is to be.
func (p *papers) say(done, ahead Words, args ...any) Words {
	if p.ahead {
		done = ahead
	}
	return both(done.SV, done.EN, args...)
}

// called is what somebody is called in a sentence: a plan may be nobody's.
func (p *papers) called(id string) any {
	if id == "" {
		return Words{"Ett vakant pass", "A vacant shift"}
	}
	return p.names[id]
}

// minutes are all that count in the month, of every kind.
func (p *papers) minutes() int {
	all := 0
	for _, e := range p.entries {
		all += e.minutes
	}
	return all
}

func nameOf(docs book.Documents, person string) (string, error) {
	doc, _, err := docs.Get("person/" + person)
	if err != nil {
		return "", fmt.Errorf("read person %s: %w", person, err)
	}
	return doc.Text("name"), nil
}

// identityOf finds a person's personnummer or samordningsnummer; empty where none is known.
func identityOf(docs book.Documents, person string) (care.Personnummer, error) {
	for doc, err := range docs.Feed(care.IdentityFeed(person)) {
		if err != nil {
			return "", fmt.Errorf("read identity of %s: %w", person, err)
		}
		f := doc.Values()
		if care.Text(f, "person") != person || care.Flag(f, "void") {
			continue
		}
		if number := cmp.Or(care.Text(f, "personnummer"), care.Text(f, "samordningsnummer")); number != "" {
			return care.Personnummer(number), nil
		}
	}
	return "", nil
}

// providerOf finds the provider's document; empty where it was not written yet.
func providerOf(docs book.Documents) (care.Fields, error) {
	for doc, err := range docs.Feed(care.ProviderFeed) {
		if err != nil {
			return nil, fmt.Errorf("read the provider: %w", err)
		}
		return doc.Values(), nil
	}
	return care.Fields{}, nil
}
