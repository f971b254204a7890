package server

import (
	"fmt"
	"maps"

	"passbok/care"
	"passbok/care/roll"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// roster is who is in the book, by the numbers that are known of them. A list is written in a piece for each person, so it remembers who
// was there when it last looked, and reads for a piece only who has come since.
type roster struct {
	known roll.Known
	seen  map[string]uint64 // memberships, and the rev of each
}

// look reads who has come since it last looked, and remembers them.
func (r *roster) look(docs book.Documents) error {
	known, err := r.at(docs)
	if err != nil {
		return err
	}
	r.known, r.seen = known, map[string]uint64{}
	return eachRole(docs, func(doc merge.Document, _ string) error { r.seen[doc.Ref] = doc.Rev; return nil })
}

// at is everybody, as the book is where a piece is written. It changes nothing of the roster: that may never be committed.
func (r *roster) at(docs book.Documents) (roll.Known, error) {
	came := map[string]bool{} // with whether as a customer
	changed := false
	err := eachRole(docs, func(doc merge.Document, role string) error {
		rev, seen := r.seen[doc.Ref]
		if changed = changed || seen && rev != doc.Rev; seen && rev == doc.Rev {
			return nil
		}
		if fields := doc.Values(); care.Text(fields, "role") == role && !care.Flag(fields, "void") {
			person := care.Text(fields, "person")
			came[person] = came[person] || role == care.RoleBeneficiary
		}
		return nil
	})
	if err != nil || len(came) == 0 && !changed {
		return r.known, err
	}
	if changed { // somebody may be none any more who was
		return (&roster{}).at(docs)
	}
	known := maps.Clone(r.known)
	if known == nil {
		known = roll.Known{}
	}
	for person, customer := range came {
		numbers, err := numbersOf(docs, person)
		if err != nil {
			return nil, err
		}
		for _, number := range numbers {
			known[number] = roll.Person{ID: person, Customer: customer || known[number].ID == person && known[number].Customer}
		}
	}
	return known, nil
}

// eachRole hands over the documents that say who holds a role, or held it, role by role.
func eachRole(docs book.Documents, tell func(doc merge.Document, role string) error) error {
	for _, role := range care.EveryRole() {
		for doc, err := range docs.Feed(care.RoleIndex(role)) {
			if err == nil {
				err = tell(doc, role)
			}
			if err != nil {
				return fmt.Errorf("read who is %s: %w", role, err)
			}
		}
	}
	return nil
}

// numbersOf are the numbers that are known of a person.
func numbersOf(docs book.Documents, person string) (numbers []care.Personnummer, err error) {
	for record, err := range month.Records(docs).Feed(care.IdentityFeed(person)) {
		if err != nil {
			return nil, fmt.Errorf("read who somebody is: %w", err)
		}
		if care.Text(record.Fields, "person") != person || care.Flag(record.Fields, "void") {
			continue
		}
		for _, field := range []string{"personnummer", "samordningsnummer"} {
			if number := care.Text(record.Fields, field); number != "" {
				numbers = append(numbers, care.Personnummer(number))
			}
		}
	}
	return numbers, nil
}
