package care

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// MostNoteDays is the longest that a provider keeps day notes, in days: five years.
const MostNoteDays = 5 * 366

// monthsOfNotes is how many months back an assistant has day notes by right: they are for handing over, and a phone need hold no more.
const monthsOfNotes = 2

// dayNoteKind is what an assistant or the office notes about a day with a beneficiary, for those who work there next. It is written
// once and never changed, as a message, and taken back in the same way; nobody is told of it. There are none unless the provider says for
// how long they are kept (NoteDays).
func dayNoteKind() DocKind {
	fields := spokenFields()
	fields["day"] = date()
	fields["as"] = choice(RoleCoordinator, RoleAssistant)
	return DocKind{
		Name: "daynote", Open: true, Fields: fields,
		Check: func(_ string, fields map[string]json.RawMessage) error {
			if err := required(fields, "author", "as", "beneficiary", "month", "day", "said"); err != nil {
				return err
			}
			if Date(Text(fields, "day")).Month() != Month(Text(fields, "month")) {
				return problem(BadDate, "day", "the day is not in the month")
			}
			return oneOf(fields, "text", "takes")
		},
		Seals: unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			return []string{NoteFeed(Text(fields, "beneficiary"), Month(Text(fields, "month")))}
		},
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// NoteFeed is what was noted about a beneficiary's days of a month: for those who work there, those of the office who answer for them,
// themselves and whoever represents them, and only while it is kept.
func NoteFeed(beneficiary string, m Month) string { return "notes/" + beneficiary + "@" + string(m) }

// NoteDays is for how many days after its day the provider keeps a day note; 0: there are none.
func NoteDays(records Records) (int, error) {
	for record, err := range records.Feed(ProviderFeed) {
		if err != nil {
			return 0, fmt.Errorf("read how long day notes are kept: %w", err)
		}
		if KindOf(record.Ref) == "provider" {
			return Count(record.Fields, "note_days"), nil
		}
	}
	return 0, nil
}

// firstNoted is the first day of which notes are kept today.
func firstNoted(days int, today Date) Date {
	return today.plus(-days)
}

// notesOpen tells whether somebody reads a month's day notes about a beneficiary, beside those who work there: the office that answers
// for them, and no auditor; and whom they are about, with whoever represents them.
func notesOpen(records Records, person, beneficiary string, m Month, now time.Time) (bool, error) {
	days, err := NoteDays(records)
	if err != nil || days == 0 || m.Last() < firstNoted(days, DateOf(now)) {
		return false, err
	}
	if ok, err := answersFor(records, person, beneficiary, now); err != nil || ok {
		return ok, err
	}
	return concerns(records, person, beneficiary, DateOf(now))
}

// answersFor tells whether somebody is of the office that answers for a beneficiary.
func answersFor(records Records, person, beneficiary string, now time.Time) (bool, error) {
	office, err := OfficeOf(records, beneficiary, now)
	return slices.Contains(office, person), err
}

// noterMay lets an assistant note something about a day on which they are engaged there, and the office that answers for the
// beneficiary about any, of those whose notes are still kept: one of an earlier day would be erased as it came, and might have been
// erased before. Nobody changes what was noted.
func noterMay(records Records, w write) (Permission, error) {
	m := MessageOf("", w.after) // a day note has a message's fields
	if len(w.before) > 0 || m.Author != w.person {
		return Never, nil
	}
	days, err := NoteDays(records)
	if err != nil || days == 0 {
		return Never, err
	}
	may, err := noterOf(records, w, m)
	if err == nil && may != Never && m.Day < firstNoted(days, w.today) {
		return Never, problem(NotKept, "day", "notes of that day are kept no more")
	}
	return may, err
}

// noterOf tells what right somebody has to note something about a day, whenever that was.
func noterOf(records Records, w write, m Message) (Permission, error) {
	if ok, err := takesOwn(records, w, m); err != nil || !ok {
		return Never, err
	}
	switch m.As {
	case RoleCoordinator:
		may, err := RoleOn(records, w.person, RoleCoordinator, w.today)
		if err != nil || may != Allowed {
			return may, err
		}
		answers, err := answersFor(records, w.person, m.Beneficiary, w.today.Start())
		if err != nil || !answers {
			return Never, err
		}
		return Allowed, nil
	case RoleAssistant:
		role, err := RoleOn(records, w.person, RoleAssistant, m.Day)
		if err != nil {
			return Never, err
		}
		engaged, err := Engaged(records, w.person, m.Beneficiary, m.Day)
		return min(role, engaged), err
	}
	return Never, nil
}

// notes adds the day notes of a beneficiary's last months, as far as they are kept.
func (s sight) notes(beneficiary string, days, back int) {
	month := s.today.Month()
	for first := max(month.Plus(-back), firstNoted(days, s.today).Month()); first <= month.Next(); first = first.Next() {
		s.add(NoteFeed(beneficiary, first))
	}
}

// notesAt adds the day notes of those where somebody is engaged today.
func (s sight) notesAt(assistant string) error {
	days, err := NoteDays(s.records)
	if err != nil || days == 0 {
		return err
	}
	for record, err := range s.records.Feed(EngagementIndex(assistant)) {
		if err != nil {
			return fmt.Errorf("read where %s is engaged: %w", assistant, err)
		}
		if f := record.Fields; Text(f, "assistant") == assistant && holds(f, s.today) {
			s.notes(Text(f, "beneficiary"), days, monthsOfNotes)
		}
	}
	return nil
}
