package server

import (
	"context"
	"fmt"
	"time"

	"passbok/care"
	"passbok/eid/session"
	"passbok/month"
	"passbok/sync/book"
)

// roles is a set of what someone is in a book on a day.
type roles uint8

const (
	coordinator roles = 1 << iota
	assistant
	beneficiary
	representative
	auditor
)

func roleNamed(name string) roles {
	switch name {
	case care.RoleCoordinator:
		return coordinator
	case care.RoleAssistant:
		return assistant
	case care.RoleBeneficiary:
		return beneficiary
	case care.RoleRepresentative:
		return representative
	case care.RoleAuditor:
		return auditor
	}
	return 0
}

// rolesOf are a person's roles now, by name (the one that names the person first) and as a set. Whoever represents
// somebody today is a representative, whether or not it is also written down as a role.
func rolesOf(docs book.Documents, person string, now time.Time) (names []string, set roles, err error) {
	if names, err = care.Roles(month.Records(docs), person, now); err != nil {
		return nil, 0, err
	}
	for _, name := range names {
		set |= roleNamed(name)
	}
	if set&representative == 0 {
		represented, err := care.Represented(month.Records(docs), person, now)
		if err != nil {
			return nil, 0, err
		}
		if len(represented) > 0 {
			names, set = append(names, care.RoleRepresentative), set|representative
		}
	}
	return names, set, nil
}

// Standings gives session.Sessions what it asks the books: whether someone is, was, or works in the office there. The
// last day of a role is whole; whoever left did so at the midnight after it.
func Standings(books Books, clock func() time.Time) session.Standings {
	return func(ctx context.Context, id, person string) (session.Standing, error) {
		b, ok := books.Book(id)
		if !ok {
			return session.Standing{}, nil
		}
		var standing session.Standing
		err := b.View(ctx, func(docs book.Documents) (err error) {
			standing, err = standingOf(docs, person, clock())
			return err
		})
		return standing, err
	}
}

func standingOf(docs book.Documents, person string, now time.Time) (session.Standing, error) {
	names, held, err := rolesOf(docs, person, now)
	if err != nil {
		return session.Standing{}, err
	}
	standing := session.Standing{Known: len(names) > 0, Office: held&(coordinator|auditor) != 0}
	last, coming := care.Date(""), false
	for record, err := range month.Records(docs).Feed(care.MembershipIndex(person)) {
		switch {
		case err != nil:
			return session.Standing{}, fmt.Errorf("read the roles of a person: %w", err)
		case care.Text(record.Fields, "person") != person || care.Flag(record.Fields, "void"):
			continue
		}
		standing.Known = true
		to := care.Date(care.Text(record.Fields, "to"))
		coming = coming || to == "" || care.DateOf(now) <= to
		last = max(last, to)
	}
	if held == 0 && !coming && standing.Known {
		standing.Left = last.Next().Start()
	}
	return standing, nil
}
