package care

import (
	"fmt"
	"time"
)

// Who may write what with an operation. One row a role and kind; what is not here is never allowed. A
// beneficiary and a representative read; what they write is what they say.
//
// A coordinator's role is judged on the day the operation arrives: they correct months from before their
// time. An assistant's is judged on the shift's own day: what was worked while engaged stays theirs to say,
// whenever the phone finds a network.
var writers = []struct {
	role string
	kind string // empty: every kind that operations may write, but for what is said
	may  func(Records, write) (Permission, error)
}{
	{RoleCoordinator, "", coordinatorMay},
	{RoleAssistant, "shift", assistantMay},
	{"", "reply", replierMay},
	{RoleAssistant, "swap", swapperMay},
	{"", "message", speakerMay}, // whoever says it, in the role that it names
	{"", "observation", speakerMay},
	{"", "daynote", noterMay},
}

// write is one operation as rights see it.
type write struct {
	person, kind  string
	ref           string
	today         Date
	before, after Fields // before is empty for a new document
}

// namers are the fields of a kind that name a person of the book. (Those of a shift do by its engagement.)
var namers = map[string][]string{
	"membership": {"person"}, "engagement": {"assistant", "beneficiary"},
	"representation": {"representative", "beneficiary"}, "decision": {"beneficiary"}, "identity": {"person"}, "reach": {"person"},
	"plan": {"assistant", "beneficiary"}, "template": {"beneficiary"}, "absence": {"assistant"}, "offer": {"beneficiary"}, "employment": {"assistant", "beneficiary"}, "registration": {"assistant", "beneficiary"},
	"message": {"beneficiary", "assistant"}, "observation": {"beneficiary"}, "daynote": {"beneficiary"},
	"errand": {"assignee"}, "stay": {"beneficiary"}, "activity": {"beneficiary"}, "declaration": {"beneficiary"},
	"responsibility": {"coordinator", "beneficiary"},
}

// named says [PersonUnknown] of a field that would newly name somebody who is not in the book.
func named(records Records, kind string, before, after Fields) error {
	for _, field := range namers[kind] {
		person := Text(after, field)
		if person == "" || person == Text(before, field) || !isID(person) {
			continue
		}
		_, there, err := records.Get("person/" + person)
		if err != nil {
			return fmt.Errorf("read person %s: %w", person, err)
		}
		if !there {
			return problem(PersonUnknown, field, "nobody of the book")
		}
	}
	return nil
}

// May judges an operation of a person on the document ref, that would turn before into after. now is when
// the operation arrived. Read it in the transaction that takes the operation. An error that is a *Problem is
// about the operation: it names somebody who is not there.
func May(records Records, person string, now time.Time, ref string, before, after Fields) (Permission, error) {
	best := Never
	for _, row := range writers {
		if row.kind != "" && row.kind != KindOf(ref) {
			continue
		}
		may, err := row.may(records, write{person, KindOf(ref), ref, DateOf(now), before, after})
		if err != nil {
			return Never, err
		}
		best = max(best, may)
	}
	if best == Never {
		return Never, nil
	}
	return best, named(records, KindOf(ref), before, after)
}

func coordinatorMay(records Records, w write) (Permission, error) {
	if w.kind == "message" || w.kind == "observation" || w.kind == "daynote" || w.kind == "reply" {
		return Never, nil // what somebody has said the office can neither change nor say for them
	}
	if w.kind == "exchange" && !proposes(w) {
		return Never, nil
	}
	may, err := RoleOn(records, w.person, RoleCoordinator, w.today)
	if err != nil || may == Never || w.kind != "membership" {
		return may, err
	}
	if ok, err := trusted(records, w); err != nil || !ok {
		return Never, err // also of one who was coordinator once: what is kept could be let take effect by somebody who has the right no more than they
	}
	return may, nil
}

// assistantMay lets an assistant write their own shifts, and give none to anybody else.
func assistantMay(records Records, w write) (Permission, error) {
	own := func(f Fields) bool { return len(f) == 0 || Text(f, "assistant") == w.person }
	if !own(w.before) || !own(w.after) {
		return Never, nil
	}
	may := Allowed
	for _, fields := range []Fields{w.before, w.after} {
		if len(fields) == 0 {
			continue
		}
		shift := ShiftOf("", fields)
		if shift.Start.IsZero() {
			return Never, nil
		}
		day := DateOf(shift.Start)
		role, err := RoleOn(records, w.person, RoleAssistant, day)
		if err != nil {
			return Never, err
		}
		engaged, err := Engaged(records, w.person, shift.Beneficiary, day)
		if err != nil {
			return Never, err
		}
		may = min(may, role, engaged)
	}
	return may, nil
}
