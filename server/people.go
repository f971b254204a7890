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
}

// people answers GET /api/v1/people: how far everybody who has had a role in the book is on the way in. Who they are, and
// what they are here, the book's documents say.
func people(c *call) error {
	found := map[string]bool{}
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		clear(found)
		return members(docs, func(person string, _ bool) { found[person] = true })
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
		answer.People = append(answer.People, accessAnswer{person, joined[person], invited[person]})
	}
	return c.answer(fiber.StatusOK, answer)
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
