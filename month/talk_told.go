package month

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Said is a message as far as whoever tells people of it must know.
type Said struct {
	Ref         string
	Beneficiary string
	Month       care.Month
	Seq         uint64 // of the entry that brought it

	message care.Message
}

// SaidSince are the messages about a month that came by an entry later than one, in the order in which they came. What takes
// something back is told to nobody.
func SaidSince(docs book.Documents, m care.Month, seq uint64) (said []Said, err error) {
	for doc, err := range docs.Feed(care.TalkIndex(m)) {
		if err != nil {
			return nil, fmt.Errorf("read talks of %s: %w", m, err)
		}
		if one, ok := spokenIn(doc); ok && one.rev > seq && one.Takes == "" {
			said = append(said, Said{one.Ref, one.Beneficiary, one.Month, one.rev, one.Message})
		}
	}
	slices.SortFunc(said, func(a, b Said) int { return int(a.Seq) - int(b.Seq) })
	return said, nil
}

// ToldOf are the people whom a message is for, on the day it is told, each once and never its author. What the office says is
// for the assistant whose row it is about, and for those of the beneficiary's side who have said something in the talk; where it
// is about no row and no plan, for those who may send the invoice. What others say is for the coordinators who have said
// something in the talk, else for those who answer for the beneficiary, else for all of them, and for everybody else who has.
func ToldOf(docs book.Documents, s Said, now time.Time) (theirs, office []string, err error) {
	m := s.message
	others, coordinators, err := inTalk(docs, s)
	if err != nil {
		return nil, nil, err
	}
	holds, err := care.Coordinators(Records(docs), now)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case m.As != care.RoleCoordinator:
		office = slices.DeleteFunc(coordinators, func(id string) bool { return id == m.Author || !slices.Contains(holds, id) })
		if len(office) == 0 {
			if office, err = officeBut(docs, m.Beneficiary, m.Author, now); err != nil {
				return nil, nil, err
			}
		}
	case m.Assistant != "":
		others[m.Assistant] = true
	case m.Plan == "" && m.Shift == "":
		signers, err := care.Signers(Records(docs), m.Beneficiary, now)
		if err != nil {
			return nil, nil, err
		}
		for _, id := range signers {
			others[id] = true
		}
	}
	delete(others, m.Author)
	theirs, err = reading(docs, others, m, now)
	notTheirs := func(id string) bool { return id == m.Author || slices.Contains(theirs, id) }
	return theirs, slices.DeleteFunc(slices.Clone(office), notTheirs), err
}

// officeBut are those of the office who are told of a beneficiary by somebody who may be of it as well: they are told nothing, and where they
// alone answer for the beneficiary, all others are.
func officeBut(docs book.Documents, beneficiary, author string, now time.Time) ([]string, error) {
	others := func(all []string, err error) ([]string, error) {
		return slices.DeleteFunc(all, func(id string) bool { return id == author }), err
	}
	if office, err := others(care.OfficeOf(Records(docs), beneficiary, now)); err != nil || len(office) > 0 {
		return office, err
	}
	return others(care.Coordinators(Records(docs), now))
}

// inTalk are those who had said something in a message's talk when it came: the coordinators, and the others.
func inTalk(docs book.Documents, s Said) (others map[string]bool, coordinators []string, err error) {
	others, office, of := map[string]bool{}, map[string]bool{}, s.message
	for doc, err := range docs.Feed(care.TalkIndex(of.Month)) {
		if err != nil {
			return nil, nil, fmt.Errorf("read talks of %s: %w", of.Month, err)
		}
		one, ok := spokenIn(doc)
		switch {
		case !ok || one.rev > s.Seq || one.Beneficiary != of.Beneficiary || one.Topic() != of.Topic():
		case one.As == care.RoleCoordinator:
			office[one.Author] = true
		default:
			others[one.Author] = true
		}
	}
	return others, slices.Sorted(maps.Keys(office)), nil
}

// reading leaves of some people those who may read a message today: nobody is told of what they cannot open.
func reading(docs book.Documents, people map[string]bool, m care.Message, now time.Time) (may []string, err error) {
	for _, id := range slices.Sorted(maps.Keys(people)) {
		feeds, err := care.Feeds(Records(docs), id, now)
		if err != nil {
			return nil, err
		}
		if slices.Contains(feeds, care.MonthFeed(m.Beneficiary, m.Month)) || id == m.Assistant && len(feeds) > 0 {
			may = append(may, id)
		}
	}
	return may, nil
}
