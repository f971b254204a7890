package server

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/eid/session"
	"passbok/month"
	"passbok/sync/book"
)

type accessAnswer struct {
	Person string `json:"person"`
	// Joined says that the person is signed in on some device.
	Joined bool `json:"joined"`
	// Devices are those on which they are signed in, the one that was seen last first.
	Devices []deviceSeen `json:"devices"`
	// Seen is when they were seen last on any device, also one that is signed out since; zero: never.
	Seen time.Time `json:"seen,omitzero"`
	// Invited is until when an invitation holds that nobody has used yet; Lapsed when such a one has run out, where none holds.
	Invited time.Time `json:"invited,omitzero"`
	Lapsed  time.Time `json:"lapsed,omitzero"`
	// Asked is when that invitation was made.
	Asked time.Time `json:"asked,omitzero"`
	// Push says that notices go to some device of theirs.
	Push bool `json:"push"`
	// Ways are the other ways by which the house can reach them: of post.Kinds, in the order they want.
	Ways []string `json:"ways"`
	// OfAge is the day from which no guardian stands for the person any more; only of those who have, or had, a guardian.
	OfAge care.Date `json:"of_age,omitempty"`
}

// deviceSeen is a device of somebody's as the office may see it: without its name.
type deviceSeen struct {
	Seen time.Time `json:"seen"`
	// Push says that notices go there.
	Push bool `json:"push"`
}

// people answers GET /api/v1/people: how far everybody who has had a role in the book is on the way in. Who they are, and
// what they are here, the book's documents say.
func people(c *call) error {
	found, ofAge, ways := map[string]bool{}, map[string]care.Date{}, map[string][]string{}
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		clear(found)
		clear(ofAge)
		clear(ways)
		if err := members(docs, func(person string, _ bool) { found[person] = true }); err != nil {
			return err
		}
		for person := range found {
			day, err := guardedUntil(docs, person, care.DateOf(c.server.cfg.Clock()))
			if err != nil {
				return err
			}
			ofAge[person] = day
			reached, err := care.ReachedBy(month.Records(docs), person)
			if err != nil {
				return err
			}
			ways[person] = slices.DeleteFunc(reached.Open(), func(way string) bool { return !slices.Contains(c.server.cfg.Ways, way) })
		}
		return nil
	})
	if err != nil {
		return err
	}
	present, err := c.server.cfg.Sessions.In(c.ctx, c.who.Book)
	if err != nil {
		return err
	}
	invited, err := c.server.cfg.Invitations.Unused(c.ctx, c.who.Book)
	if err != nil {
		return err
	}
	told, err := c.server.cfg.Subscriptions.Devices(c.ctx)
	if err != nil {
		return err
	}
	answer := struct {
		People []accessAnswer `json:"people"`
	}{[]accessAnswer{}}
	for _, person := range slices.Sorted(maps.Keys(found)) {
		one := accessAnswer{Person: person, OfAge: ofAge[person], Push: len(told[person]) > 0, Ways: append([]string{}, ways[person]...)}
		one.here(present[person], told[person])
		if waits, there := invited[person]; there {
			one.Asked, one.Invited = waits.Made, waits.Expires
			if !c.server.cfg.Clock().Before(waits.Expires) {
				one.Invited, one.Lapsed = time.Time{}, waits.Expires
			}
		}
		answer.People = append(answer.People, one)
	}
	return c.answer(fiber.StatusOK, answer)
}

// here says on which devices somebody is signed in, and which of them are told.
func (a *accessAnswer) here(present session.Presence, told []string) {
	a.Joined, a.Seen, a.Devices = len(present.Devices) > 0, present.Seen, []deviceSeen{}
	for id, seen := range present.Devices {
		a.Devices = append(a.Devices, deviceSeen{seen, slices.Contains(told, id)})
	}
	slices.SortFunc(a.Devices, func(one, other deviceSeen) int { return other.Seen.Compare(one.Seen) })
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
	for _, role := range care.EveryRole() {
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
