package paxml

import "passbok/care"

// Everything in this file is ASSUMED: the description of PAXml leaves it open, or leaves it to the two systems. See
// docs/payroll.md.

// Codes are those that a kind of time goes by where the provider says nothing else: ordinary time as ARB (worked time of one who
// is paid by the hour), waiting time as JR1 (jour), standby as BE1 (beredskap). The payroll system is told there what each is worth.
func Codes() care.PayCodes { return care.PayCodes{Active: "ARB", Waiting: "JR1", Standby: "BE1"} }

// Absence is the code of a kind of absence: sick SJK, with a sick child VAB, else TJL. What of it is paid the payroll system works
// out, or is told: leave may be holiday there.
func Absence(kind string) string {
	switch kind {
	case care.AbsenceSick:
		return "SJK"
	case care.AbsenceChild:
		return "VAB"
	}
	return "TJL"
}

// whole is how much of a day's work somebody is away who is away all day; the payroll system knows how much that is.
const whole = "100"

// Version is the version of the form that is written: later ones read it.
const Version = "2.0"

// format says to a payroll system that it is to read the file in.
const format = "LÖNIN"

// decimals are those of an hour. PAXml counts in hours, and a minute is no even part of one: with four, each day of a file can
// be read back to the minute, and so can any sum of up to 166 of them. Payroll systems are assumed to take four.
const decimals = 4

// mostSummed is how many transactions of one employee and code sum up to the minute: each is off by half a unit of the last
// decimal at the most, and together they may be off by less than half a minute.
const mostSummed = 166
