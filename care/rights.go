package care

import "time"

// Who may write what with an operation. One row a role and kind; what is not here is never allowed. A
// beneficiary and a representative read; they write nothing.
//
// A coordinator's role is judged on the day the operation arrives: they correct months from before their
// time. An assistant's is judged on the shift's own day: what was worked while engaged stays theirs to say,
// whenever the phone finds a network.
var writers = []struct {
	role string
	kind string // empty: every kind that operations may write
	may  func(Records, write) (Permission, error)
}{
	{RoleCoordinator, "", coordinatorMay},
	{RoleAssistant, "shift", assistantMay},
}

// write is one operation as rights see it.
type write struct {
	person        string
	today         Date
	before, after Fields // before is empty for a new document
}

// May judges an operation of a person on the document ref, that would turn before into after. now is when
// the operation arrived. Read it in the transaction that takes the operation.
func May(records Records, person string, now time.Time, ref string, before, after Fields) (Permission, error) {
	best := Never
	for _, row := range writers {
		if row.kind != "" && row.kind != KindOf(ref) {
			continue
		}
		may, err := row.may(records, write{person, DateOf(now), before, after})
		if err != nil {
			return Never, err
		}
		best = max(best, may)
	}
	return best, nil
}

func coordinatorMay(records Records, w write) (Permission, error) {
	return RoleOn(records, w.person, RoleCoordinator, w.today)
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
