package care

import (
	"fmt"
	"time"
)

// MaySettle tells whether somebody of the office may let what was kept for them take effect on the document ref, as far as it turns
// before into after: of a membership only what they could write themselves, whoever has written it.
func MaySettle(records Records, person string, now time.Time, ref string, before, after Fields) (bool, error) {
	if KindOf(ref) != "membership" {
		return true, nil
	}
	return trusted(records, write{person, KindOf(ref), ref, DateOf(now), before, after})
}

// MayEnd tells whether somebody of the office may write what ends others' work: memberships as they will be, by their refs. Together
// they may take the last signer, or who sees how the server is, from nobody who has not that right.
func MayEnd(records Records, person string, now time.Time, ended map[string]Fields) (bool, error) {
	return takes(records, person, DateOf(now), ended)
}

// trusted lets nobody give a right that they have not themselves: to sign for the provider, and to see how the server is; nor take it
// from the last who has it, since then anybody may take it. It is refused rather than held: see coordinatorMay.
func trusted(records Records, w write) (bool, error) {
	if had := gives(w.before) && sameRole(w); gives(w.after) && !had {
		if may, err := mayGive(records, w); err != nil || !may {
			return false, err
		}
	}
	if had := shows(w.before) && sameRole(w); shows(w.after) && !had {
		if sees, err := Operates(records, w.person, w.today); err != nil || !sees {
			return false, err
		}
	}
	return takes(records, w.person, w.today, map[string]Fields{w.ref: w.after})
}

// takes tells whether a person may write these memberships, as far as they take a right away. Who signs may take every right: they
// answer for the provider, and whoever has seen to the server may be gone.
func takes(records Records, person string, today Date, written map[string]Fields) (bool, error) {
	if signs, err := Signs(records, person, today); err != nil || signs {
		return signs, err
	}
	if left, err := remains(records, today, written, gives); err != nil || !left {
		return false, err
	}
	left, err := remains(records, today, written, shows)
	if err != nil || left {
		return left, err
	}
	return Operates(records, person, today)
}

// remains tells whether, on every day from today on which somebody has a right that a membership gives, somebody still has it once
// these memberships are written. Only where one ends or begins can that change.
func remains(records Records, today Date, written map[string]Fields, right func(Fields) bool) (bool, error) {
	var before, after []Fields
	days := []Date{today}
	note := func(list *[]Fields, f Fields) {
		if !right(f) || Flag(f, "void") {
			return
		}
		*list = append(*list, f)
		days = append(days, Date(Text(f, "from")))
		if to := Date(Text(f, "to")); to != "" {
			days = append(days, to.Next())
		}
	}
	for record, err := range records.Feed(RoleIndex(RoleCoordinator)) {
		if err != nil {
			return false, fmt.Errorf("read who has a right: %w", err)
		}
		note(&before, record.Fields)
		if _, anew := written[record.Ref]; !anew {
			note(&after, record.Fields)
		}
	}
	for _, f := range written {
		note(&after, f)
	}
	for _, day := range days {
		if day >= today && anyHolds(before, day) && !anyHolds(after, day) {
			return false, nil
		}
	}
	return true, nil
}

func anyHolds(list []Fields, day Date) bool {
	for _, f := range list {
		if holds(f, day) {
			return true
		}
	}
	return false
}

// mayGive tells whether who writes may give somebody the right to sign: they have it, or nobody has it any more.
func mayGive(records Records, w write) (bool, error) {
	if signs, err := Signs(records, w.person, w.today); err != nil || signs {
		return signs, err
	}
	for record, err := range records.Feed(RoleIndex(RoleCoordinator)) {
		if err != nil {
			return false, fmt.Errorf("read who signs: %w", err)
		}
		if gives(record.Fields) && holds(record.Fields, w.today) {
			return false, nil
		}
	}
	return true, nil
}

// shows tells whether a membership is of one who is named to be shown how the server is.
func shows(membership Fields) bool {
	return Text(membership, "role") == RoleCoordinator && Flag(membership, "operator")
}

// sameRole tells whether a write leaves whose membership it is, which, and when.
func sameRole(w write) bool {
	for _, field := range []string{"person", "role", "from"} {
		if Text(w.before, field) != Text(w.after, field) {
			return false
		}
	}
	later := Text(w.after, "to") == "" && Text(w.before, "to") != "" || Text(w.before, "to") != "" && Text(w.after, "to") > Text(w.before, "to")
	return !later && (!Flag(w.before, "void") || Flag(w.after, "void"))
}
