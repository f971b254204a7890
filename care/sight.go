package care

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Months back that a beneficiary has by right; older ones are opened by name.
const monthsBack = 12

// Feeds are the feeds that a person has by right: what concerns them. Somebody who holds no role and
// represents nobody has none.
func Feeds(records Records, person string, now time.Time) ([]string, error) {
	s := sight{records: records, today: DateOf(now), feeds: map[string]bool{}}
	roles, err := Roles(records, person, now)
	if err != nil {
		return nil, err
	}
	represented, err := Represented(records, person, now)
	if err != nil {
		return nil, err
	}
	if len(roles) == 0 && len(represented) == 0 {
		return nil, nil
	}
	s.add(PersonFeed(person), CardFeed(person), IdentityFeed(person), ReachFeed(person), ProviderFeed)
	if slices.Contains(roles, RoleCoordinator) || slices.Contains(roles, RoleAuditor) {
		s.add(BookFeed) // holds everybody's cards
	} else if err := s.cards(RoleIndex(RoleCoordinator), "role", RoleCoordinator, "person"); err != nil {
		return nil, err
	}
	if slices.Contains(roles, RoleAssistant) {
		if err := s.cards(EngagementIndex(person), "assistant", person, "beneficiary"); err != nil {
			return nil, err
		}
		if err := s.notesAt(person); err != nil {
			return nil, err
		}
	}
	if slices.Contains(roles, RoleBeneficiary) {
		if err := s.beneficiary(person); err != nil {
			return nil, err
		}
	}
	for _, beneficiary := range represented {
		s.add(ObservationFeed(beneficiary))
		if err := s.beneficiary(beneficiary); err != nil {
			return nil, err
		}
	}
	return slices.Sorted(maps.Keys(s.feeds)), nil
}

// MayOpen tells whether a person may ask for a feed by its name: a coordinator, or an auditor, for any month, plans, drafts of plans, card, identity, observations and how somebody is reached,
// a beneficiary and their representative for the beneficiary's older months. Day notes are opened to fewer: see notesOpen. Indexes are opened to nobody.
func MayOpen(records Records, person, feed string, now time.Time) (bool, error) {
	today := DateOf(now)
	office, err := Reads(records, person, today)
	if err != nil {
		return false, err
	}
	for _, own := range []string{"card/", "identity/", "reach/"} { // a card says also which days are closed
		if of, found := strings.CutPrefix(feed, own); found {
			return isID(of) && office, nil
		}
	}
	if of, found := strings.CutPrefix(feed, "observations/"); found {
		return isID(of) && office, nil
	}
	if of, found := strings.CutPrefix(feed, "notes/"); found {
		beneficiary, month, _ := strings.Cut(of, "@")
		if !isID(beneficiary) || !isMonth(month) {
			return false, nil
		}
		return notesOpen(records, person, beneficiary, Month(month), now)
	}
	if of, found := strings.CutPrefix(feed, "plans/"); found {
		assistant, month, _ := strings.Cut(of, "@")
		return isID(assistant) && isMonth(month) && office, nil
	}
	if of, found := strings.CutPrefix(feed, "planning/"); found {
		beneficiary, month, _ := strings.Cut(of, "@")
		return isID(beneficiary) && isMonth(month) && office, nil
	}
	beneficiary, month, _ := strings.Cut(feed, "@")
	if !isMonth(month) || !isID(beneficiary) {
		return false, nil
	}
	if office {
		return true, nil
	}
	return concerns(records, person, beneficiary, today)
}

// concerns tells whether a beneficiary's months are the person's own or those of somebody they represent.
func concerns(records Records, person, beneficiary string, today Date) (bool, error) {
	if person == beneficiary {
		own, err := RoleOn(records, person, RoleBeneficiary, today)
		return own == Allowed, err
	}
	represents, err := Represents(records, person, beneficiary, today)
	return represents == Allowed, err
}

// Represented are the beneficiaries whom a person represents on the day, in order of their ids.
func Represented(records Records, person string, now time.Time) ([]string, error) {
	found := map[string]bool{}
	for record, err := range records.Feed(RepresentationIndex(person)) {
		if err != nil {
			return nil, fmt.Errorf("read whom %s represents: %w", person, err)
		}
		if Text(record.Fields, "representative") != person {
			continue
		}
		stands, err := Stands(records, record.Fields, DateOf(now))
		if err != nil {
			return nil, err
		}
		if stands {
			found[Text(record.Fields, "beneficiary")] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// sight gathers feeds.
type sight struct {
	records Records
	today   Date
	feeds   map[string]bool
}

func (s sight) add(names ...string) {
	for _, name := range names {
		s.feeds[name] = true
	}
}

// beneficiary adds what concerns one: their papers, their months, the cards of those around them.
func (s sight) beneficiary(id string) error {
	s.add(PersonFeed(id), CardFeed(id))
	month := s.today.Month()
	for back := -1; back <= monthsBack; back++ { // next month too: shifts are planned and clocks differ
		s.add(MonthFeed(id, month.Plus(-back)))
	}
	if days, err := NoteDays(s.records); err != nil {
		return err
	} else if days > 0 {
		s.notes(id, days, monthsBack)
	}
	for record, err := range s.records.Feed(InvoiceIndex(id)) {
		if err != nil {
			return fmt.Errorf("read invoices of %s: %w", id, err)
		}
		s.add(MonthFeed(id, Month(Text(record.Fields, "month"))))
	}
	if err := s.cards(EngagedIndex(id), "beneficiary", id, "assistant"); err != nil {
		return err
	}
	return s.cards(RepresentsIndex(id), "beneficiary", id, "representative")
}

// cards adds the cards of the people whom an index names in field, as long as what ties them is not over for
// longer than the months one has by right: rows must show a name. A document may stand in an index for the
// sake of a value that somebody only asked for: so its owner must be the one that the index is about.
func (s sight) cards(index, owner, is, field string) error {
	since := s.today.Month().Plus(-monthsBack).First()
	for record, err := range s.records.Feed(index) {
		if err != nil {
			return fmt.Errorf("read %s: %w", index, err)
		}
		if to := Date(Text(record.Fields, "to")); Text(record.Fields, owner) != is || Flag(record.Fields, "void") || to != "" && to < since {
			continue
		}
		s.add(CardFeed(Text(record.Fields, field)))
	}
	return nil
}
