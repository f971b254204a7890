package server

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

type accessAnswer struct {
	Person string `json:"person"`
	// Joined says that the person is signed in on some device.
	Joined bool `json:"joined"`
	// Invited is until when an invitation holds that nobody has used yet.
	Invited time.Time `json:"invited,omitzero"`
	// OfAge is the day from which no guardian stands for the person any more; only of those who have, or had, a guardian.
	OfAge care.Date `json:"of_age,omitempty"`
}

// people answers GET /api/v1/people: how far everybody who has had a role in the book is on the way in. Who they are, and
// what they are here, the book's documents say.
func people(c *call) error {
	found, ofAge := map[string]bool{}, map[string]care.Date{}
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		clear(found)
		clear(ofAge)
		if err := members(docs, func(person string, _ bool) { found[person] = true }); err != nil {
			return err
		}
		for person := range found {
			day, err := guardedUntil(docs, person, care.DateOf(c.server.cfg.Clock()))
			if err != nil {
				return err
			}
			ofAge[person] = day
		}
		return nil
	})
	if err != nil {
		return err
	}
	joined, err := c.server.cfg.Sessions.In(c.ctx, c.who.Book)
	if err != nil {
		return err
	}
	invited, err := c.server.cfg.Invitations.Open(c.ctx, c.who.Book)
	if err != nil {
		return err
	}
	answer := struct {
		People []accessAnswer `json:"people"`
	}{[]accessAnswer{}}
	for _, person := range slices.Sorted(maps.Keys(found)) {
		answer.People = append(answer.People, accessAnswer{person, joined[person], invited[person], ofAge[person]})
	}
	return c.answer(fiber.StatusOK, answer)
}

// guardedUntil is the day on which somebody who has, or had, a guardian comes of age; empty where they have none, or it is not known.
func guardedUntil(docs book.Documents, person string, today care.Date) (care.Date, error) {
	records := month.Records(docs)
	for record, err := range records.Feed(care.RepresentsIndex(person)) {
		if err != nil {
			return "", fmt.Errorf("read who represents %s: %w", person, err)
		}
		if f := record.Fields; care.Text(f, "beneficiary") == person && care.Text(f, "kind") == care.Guardian && !care.Flag(f, "void") {
			return care.OfAge(records, person, today)
		}
	}
	return "", nil
}

// members says who has, has had or will have a role, once a role, and whether it is a beneficiary's.
func members(docs book.Documents, tell func(person string, customer bool)) error {
	for _, role := range []string{care.RoleCoordinator, care.RoleAssistant, care.RoleBeneficiary, care.RoleRepresentative} {
		for record, err := range month.Records(docs).Feed(care.RoleIndex(role)) {
			if err != nil {
				return fmt.Errorf("read who is %s: %w", role, err)
			}
			if care.Text(record.Fields, "role") == role && !care.Flag(record.Fields, "void") {
				tell(care.Text(record.Fields, "person"), role == care.RoleBeneficiary)
			}
		}
	}
	return nil
}
