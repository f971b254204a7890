package care

import (
	"strconv"
	"strings"
)

// RetentionYears is for how many years after the calendar year in which it ended a document is kept, unless the provider
// says otherwise. Seven is what the Swedish accounting act (bokföringslagen 7 kap. 2 §) asks of what money is paid by; for
// signed time reports themselves no rule of Försäkringskassan's was found.
const RetentionYears = 7

// About are the persons that a document is about, and how long it must be kept for what it says.
type About struct {
	Persons []string
	// Ended is the day on which what it tells of came to an end; empty while it goes on.
	Ended Date
	// Notes is set where it is kept for as long as the provider keeps day notes (NoteDays), and no longer.
	Notes bool
	// Card is set where the document only says who somebody is: it is kept for as long as anything else about them.
	Card bool
}

// AboutOf tells whom a document is about. A kind that is about nobody gives no persons.
func AboutOf(kind, id string, fields Fields) About {
	text := func(name string) string { return Text(fields, name) }
	switch kind {
	case "shift", "plan": // a vacant plan is about nobody who works
		shift := ShiftOf("", fields)
		return About{Persons: []string{shift.Assistant, shift.Beneficiary}, Ended: lastDay(shift)}
	case "template": // no plan of anybody's, whomever it proposes; it has no end, and goes with the beneficiary
		return About{Persons: []string{text("beneficiary")}, Card: true}
	case "offer":
		return About{Persons: append(Texts(fields, "to"), text("beneficiary")), Ended: lastDay(ShiftOf("", fields))}
	case "exchange":
		e := ExchangeOf("", fields)
		return About{Persons: append(e.Between(), e.Sides[0].Beneficiary, e.Sides[1].Beneficiary), Ended: lastDay(Shift{End: e.Ends()})}
	case "reply", "swap":
		return About{Persons: []string{text("assistant"), text("beneficiary")}, Ended: monthEnd(text("month"))}
	case "absence":
		return About{Persons: []string{text("assistant")}, Ended: lastAway(fields)}
	case "invoice":
		return About{Persons: []string{text("beneficiary")}, Ended: monthEnd(text("month"))}
	case "snapshot": // <beneficiary>@<month>.<version>
		beneficiary, rest, _ := strings.Cut(id, "@")
		month, _, _ := strings.Cut(rest, ".")
		return About{Persons: []string{beneficiary}, Ended: monthEnd(month)}
	case "closed":
		return About{Persons: []string{text("beneficiary")}, Ended: monthEnd(text("month"))}
	case "declaration":
		return About{Persons: []string{text("beneficiary")}, Ended: monthEnd(text("month"))}
	case "timesheet":
		return About{Persons: []string{text("assistant"), text("beneficiary")}, Ended: monthEnd(text("month"))}
	case "sheet": // <assistant>.<beneficiary>@<month>:<version>
		who, rest, _ := strings.Cut(id, "@")
		assistant, beneficiary, _ := strings.Cut(who, ".")
		month, _, _ := strings.Cut(rest, ":")
		return About{Persons: []string{assistant, beneficiary}, Ended: monthEnd(month)}
	case "message", "observation": // with what they are about
		return About{Persons: []string{text("author"), text("beneficiary"), text("assistant")}, Ended: monthEnd(text("month"))}
	case "daynote":
		return About{Persons: []string{text("author"), text("beneficiary")}, Ended: Date(text("day")), Notes: true}
	case "errand": // with what it is about; one about no month for as long as anything else about whom it names
		return About{Persons: []string{text("beneficiary"), text("assignee")}, Ended: monthEnd(text("month")), Card: text("month") == ""}
	case "employment": // names a beneficiary only where they are the employer
		return About{Persons: []string{text("assistant"), text("beneficiary")}, Ended: ended(fields)}
	case "registration":
		return About{Persons: []string{text("assistant"), text("beneficiary")}, Ended: ended(fields)}
	case "responsibility":
		return About{Persons: []string{text("coordinator"), text("beneficiary")}, Ended: ended(fields)}
	case "stay":
		return About{Persons: []string{text("beneficiary")}, Ended: lastAway(fields)}
	case "activity":
		return About{Persons: []string{text("beneficiary")}, Ended: ended(fields)}
	case "engagement":
		return About{Persons: []string{text("assistant"), text("beneficiary")}, Ended: ended(fields)}
	case "representation":
		return About{Persons: []string{text("representative"), text("beneficiary")}, Ended: ended(fields)}
	case "membership":
		return About{Persons: []string{text("person")}, Ended: ended(fields)}
	case "decision":
		return About{Persons: []string{text("beneficiary")}, Ended: ended(fields)}
	case "person":
		return About{Persons: []string{id}, Card: true}
	case "identity", "reach":
		return About{Persons: []string{text("person")}, Card: true}
	}
	return About{}
}

// KeptThrough is the last day on which what ended on a day must be kept: the end of the calendar year so many years later.
func KeptThrough(ended Date, years int) Date {
	year, _, _ := ended.parts()
	return Date(strconv.Itoa(year+years) + "-12-31")
}

// NoteKeptThrough is the last day on which a day note must be kept, where the provider keeps them for so many days.
func NoteKeptThrough(day Date, days int) Date { return day.plus(days) }

// lastDay is the day on which a shift ended, or began where it has no end.
func lastDay(s Shift) Date {
	switch {
	case !s.End.IsZero():
		return DateOf(s.End)
	case !s.Start.IsZero():
		return DateOf(s.Start)
	}
	return ""
}

// lastAway is the last day of a time that may go on until further notice: then it has none, unless it was taken back.
func lastAway(fields Fields) Date {
	if Text(fields, "end") == "" && !Flag(fields, "void") {
		return ""
	}
	return lastDay(ShiftOf("", fields))
}

func monthEnd(text string) Date {
	if !isMonth(text) {
		return ""
	}
	return Month(text).Last()
}

// ended is the last day of a paper that holds from a day to a day; of one that was taken back, the day it was to begin.
func ended(fields Fields) Date {
	if Flag(fields, "void") {
		return Date(Text(fields, "from"))
	}
	return Date(Text(fields, "to"))
}
