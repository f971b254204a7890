package month

import (
	"slices"
	"time"
)

// The codes of findings. docs/findings.md says of each what it is, where it comes from and what to do.
const (
	NoEnd               = "no_end"
	OverlapAssistant    = "overlap_assistant"
	OpenConflict        = "open_conflict"
	OverADay            = "over_24h"
	ParkedOperation     = "parked"
	NumberWrong         = "number_wrong"
	NumberMissing       = "number_missing"
	SignedEarlier       = "signed_earlier"
	RegistrationUnknown = "registration_unknown"
	RegistrationLate    = "registration_late"
	OutsideEngagement   = "outside_engagement"
	OutsideDecision     = "outside_decision"
	OverGranted         = "over_granted"
	OverlapTwo          = "overlap_two"
	InHospital          = "in_hospital"
	InActivity          = "in_activity"
	UnderAge            = "under_age"
	OutsideEEA          = "outside_eea"
	LicenceLapsed       = "licence_lapsed"
	OverAverage         = "over_average"
	DailyRest           = "daily_rest"
	WeeklyRest          = "weekly_rest"
	LongPass            = "long_pass"
	ClockOff            = "clock_off"
	UnusualLength       = "unusual_length"
	LikelyDuplicate     = "likely_duplicate"
	TimesheetMissing    = "timesheet_missing"
	TimesheetUnsigned   = "timesheet_unsigned"
	TimesheetChanged    = "timesheet_changed"
	TimesheetRejected   = "timesheet_rejected"
	DeadlinePast        = "deadline_past"
	DeadlineNear        = "deadline_near"
	DecisionEnds        = "decision_ends"
	GuardianEnds        = "guardian_ends"
	Flagged             = "flagged"
)

// Known is a finding that there can be: its code, how grave it is, and which part of the pre-flight it belongs to. Empty
// where it says nothing of whether the month is paid.
type Known struct {
	Code     string
	Severity Severity
	Check    string
}

// Catalogue are all findings that there can be, the gravest first.
func Catalogue() []Known {
	return []Known{
		{OpenConflict, Stops, CheckRows},
		{NoEnd, Stops, CheckRows},
		{OverlapAssistant, Stops, CheckOverlaps},
		{OverADay, Stops, CheckRows},
		{ParkedOperation, Stops, CheckRows},
		{NumberWrong, Stops, CheckPeople},
		{Flagged, Warns, CheckRows},
		{NumberMissing, Warns, CheckPeople},
		{SignedEarlier, Warns, CheckSums},
		{RegistrationUnknown, Warns, CheckRegistrations},
		{RegistrationLate, Warns, CheckRegistrations},
		{OutsideEngagement, Warns, CheckPeople},
		{UnderAge, Warns, CheckPeople},
		{OutsideEEA, Warns, CheckPeople},
		{LicenceLapsed, Warns, CheckPeople},
		{InHospital, Warns, CheckRows},
		{InActivity, Warns, CheckRows},
		{OverlapTwo, Warns, CheckOverlaps},
		{OutsideDecision, Warns, CheckDecision},
		{OverGranted, Warns, CheckDecision},
		{OverAverage, Warns, CheckRows},
		{DailyRest, Warns, ""},
		{WeeklyRest, Warns, ""},
		{LongPass, Warns, ""},
		{TimesheetMissing, Warns, CheckTimesheets},
		{TimesheetUnsigned, Warns, CheckTimesheets},
		{TimesheetChanged, Warns, CheckTimesheets},
		{TimesheetRejected, Warns, CheckTimesheets},
		{DeadlinePast, Warns, CheckDeadline},
		{DeadlineNear, Informs, ""},
		{DecisionEnds, Informs, ""},
		{GuardianEnds, Informs, ""},
		{ClockOff, Informs, ""},
		{UnusualLength, Informs, ""},
		{LikelyDuplicate, Informs, ""},
	}
}

func checkOf(code string) string {
	all := Catalogue()
	at := slices.IndexFunc(all, func(k Known) bool { return k.Code == code })
	return all[at].Check
}

// rules are the findings, each in its own file. The order is that of equal findings on a screen.
var rules = []func(*papers) []Finding{
	openConflicts, noEnds, overlaps, over24h, parkedOperations, numbersWrong, flagged, numberMissing, signedEarlier,
	unregistered, outsideEngagement, underAge, outsideEEA, licenceLapsed, inHospital, inActivity,
	overlapsOfTwo, outsideDecision, overGranted, overAverage, dailyRest, weeklyRest, longPass, clocksOff, unusualLength,
	likelyDuplicates,
}

// timelyRules are those that ask what the time is.
var timelyRules = []func(*papers, time.Time) []Finding{timesheets, deadlines, decisionEnds, guardianEnds}
