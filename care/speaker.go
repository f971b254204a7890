package care

import "fmt"

// speakerMay lets a person say something in a role that they hold, and nobody change what was said. An assistant speaks of
// their own rows and plans, and is judged on the day that it is about; the others on the day it arrives.
func speakerMay(records Records, w write) (Permission, error) {
	m := MessageOf("", w.after)
	if len(w.before) > 0 || m.Author != w.person {
		return Never, nil
	}
	if ok, err := takesOwn(records, w, m); err != nil || !ok {
		return Never, err
	}
	switch m.As {
	case RoleCoordinator:
		return RoleOn(records, w.person, RoleCoordinator, w.today)
	case RoleAssistant:
		if m.Assistant != w.person {
			return Never, nil
		}
		role, err := RoleOn(records, w.person, RoleAssistant, m.Day)
		if err != nil {
			return Never, err
		}
		engaged, err := Engaged(records, w.person, m.Beneficiary, m.Day)
		return min(role, engaged), err
	case RoleBeneficiary, RoleRepresentative:
		return concernedMay(records, w, m)
	}
	return Never, nil
}

// concernedMay lets a beneficiary speak of their own month, and a representative of that of whom they represent. The assistant
// whom they name reads it: so it is one of theirs, or of a row of theirs.
func concernedMay(records Records, w write, m Message) (may Permission, err error) {
	switch {
	case m.As == RoleRepresentative:
		may, err = Represents(records, w.person, m.Beneficiary, w.today)
	case m.Beneficiary == w.person:
		may, err = RoleOn(records, w.person, RoleBeneficiary, w.today)
	}
	if err != nil || may == Never || m.Assistant == "" {
		return may, err
	}
	engaged, err := Engaged(records, m.Assistant, m.Beneficiary, w.today)
	if err != nil || engaged != Never {
		return may, err
	}
	row, _, err := records.Get("shift/" + m.Shift)
	if shift := ShiftOf(row.Ref, row.Fields); err != nil || shift.Assistant != m.Assistant || shift.Beneficiary != m.Beneficiary {
		return Never, err
	}
	return may, nil
}

// takesOwn tells whether a message takes back nothing, or one of the author's own, about the same, said not long ago. One that
// is not there yet is parked, and the two are decided on together.
func takesOwn(records Records, w write, m Message) (bool, error) {
	if m.Takes == "" {
		return true, nil
	}
	ref := w.kind + "/" + m.Takes
	record, there, err := records.Get(ref)
	if err != nil {
		return false, fmt.Errorf("read %s: %w", ref, err)
	}
	if !there || len(record.Fields) == 0 {
		return true, nil
	}
	of := MessageOf(record.Ref, record.Fields)
	same := of.Author == m.Author && of.Beneficiary == m.Beneficiary && of.Month == m.Month && of.Topic() == m.Topic() && of.Assistant == m.Assistant
	return same && of.Takes == "" && m.Said.Sub(of.Said) <= TakeBack, nil
}
