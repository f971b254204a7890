package care

import (
	"fmt"
	"time"
)

// Permission is how far somebody may do something.
type Permission int

// The permissions, from none to all. They compare.
const (
	Never   Permission = iota // never had the right: refused
	Held                      // had it once, or will: kept for a coordinator to decide
	Allowed                   // has it
)

// RoleOn tells how a person holds a role on a day: now, at another time, or never.
func RoleOn(records Records, person, role string, day Date) (Permission, error) {
	return over(records, MembershipIndex(person), day, func(f Fields) bool {
		return Text(f, "person") == person && Text(f, "role") == role
	})
}

// Roles are the roles that a person holds on the day, in the order coordinator, assistant, beneficiary,
// representative, auditor.
func Roles(records Records, person string, now time.Time) ([]string, error) {
	var roles []string
	for _, role := range EveryRole() {
		held, err := RoleOn(records, person, role, DateOf(now))
		if err != nil {
			return nil, err
		}
		if held == Allowed {
			roles = append(roles, role)
		}
	}
	return roles, nil
}

// Signs tells whether a person may sign for the provider on a day: a coordinator's membership says so, or says nothing, as those
// from before there was anything to say.
func Signs(records Records, person string, day Date) (bool, error) {
	may, err := over(records, MembershipIndex(person), day, func(f Fields) bool { return Text(f, "person") == person && gives(f) })
	return may == Allowed, err
}

// gives tells whether a membership gives the right to sign for the provider.
func gives(membership Fields) bool {
	return Text(membership, "role") == RoleCoordinator && Text(membership, "signs") != SignsNo
}

// Operates tells whether a person is shown how the server is on a day. Where no coordinator of the book is named for it on that day,
// every one of them is.
func Operates(records Records, person string, day Date) (bool, error) {
	own, err := RoleOn(records, person, RoleCoordinator, day)
	if err != nil || own != Allowed {
		return false, err
	}
	named, mine := false, false
	for record, err := range records.Feed(RoleIndex(RoleCoordinator)) {
		if err != nil {
			return false, fmt.Errorf("read who is coordinator: %w", err)
		}
		f := record.Fields
		if Text(f, "role") == RoleCoordinator && Flag(f, "operator") && holds(f, day) {
			named, mine = true, mine || Text(f, "person") == person
		}
	}
	return mine || !named, nil
}

// Reads tells whether a person sees all that the office sees on a day: as a coordinator, or as an auditor.
func Reads(records Records, person string, day Date) (bool, error) {
	may, err := over(records, MembershipIndex(person), day, func(f Fields) bool {
		role := Text(f, "role")
		return Text(f, "person") == person && (role == RoleCoordinator || role == RoleAuditor)
	})
	return may == Allowed, err
}

// Engaged tells how an assistant is engaged at a beneficiary on a day.
func Engaged(records Records, assistant, beneficiary string, day Date) (Permission, error) {
	return over(records, EngagementIndex(assistant), day, func(f Fields) bool {
		return Text(f, "assistant") == assistant && Text(f, "beneficiary") == beneficiary
	})
}

// Represents tells how somebody represents a beneficiary on a day, whatever their task covers.
func Represents(records Records, representative, beneficiary string, day Date) (Permission, error) {
	best := Never
	for record, err := range records.Feed(RepresentationIndex(representative)) {
		if err != nil {
			return Never, fmt.Errorf("read whom %s represents: %w", representative, err)
		}
		f := record.Fields
		if Text(f, "representative") != representative || Text(f, "beneficiary") != beneficiary {
			continue
		}
		if stands, err := Stands(records, f, day); err != nil || stands {
			return Allowed, err
		}
		best = Held
	}
	return best, nil
}

// coversInvoice tells whether a representation lets one send and sign the invoice: a guardian's of a child,
// or that of a god man or förvaltare whose task covers it.
func coversInvoice(representation Fields) bool {
	if Text(representation, "kind") == Guardian {
		return true
	}
	for _, scope := range Texts(representation, "scope") {
		if scope == scopeForInvoice {
			return true
		}
	}
	return false
}

// over looks through an index of documents with from and to for those that fit. One that was removed was
// held all the same: what hangs on it is for a person to decide, not for a rule to refuse.
func over(records Records, index string, day Date, fits func(Fields) bool) (Permission, error) {
	best := Never
	for record, err := range records.Feed(index) {
		if err != nil {
			return Never, fmt.Errorf("read %s: %w", index, err)
		}
		if !fits(record.Fields) {
			continue
		}
		if holds(record.Fields, day) {
			return Allowed, nil
		}
		best = Held
	}
	return best, nil
}
