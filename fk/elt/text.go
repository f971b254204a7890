package elt

import (
	"fmt"
	"strings"

	"passbok/care"
)

// VisibleText is what a signer reads before they sign: whose month it is, and the sums of each kind of time that is in it.
// It is Swedish, as the document is; plain text without markup; without personnummer.
func VisibleText(t care.Timesheet) string {
	var text strings.Builder
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(&text, format+"\n", args...) }
	line("Tidsredovisning för %s till Försäkringskassan", MonthText(t.Month))
	line("")
	line("Assistans för: %s", fullName(t.Beneficiary))
	line("Utförd av: %s", fullName(t.Assistant))
	if t.Provider.Name != "" && t.Employer != care.EmployedByBeneficiary {
		line("Assistansanordnare: %s", t.Provider.Name)
	}
	line("")
	for _, sum := range []struct {
		name    string
		minutes int
	}{{"Aktiv tid", t.Sums.Active}, {"Väntetid", t.Sums.Waiting}, {"Beredskap", t.Sums.Standby}} {
		if sum.minutes > 0 {
			line("%s: %d h %02d min", sum.name, sum.minutes/60, sum.minutes%60)
		}
	}
	if t.Sums == (care.Sums{}) {
		line("Ingen tid under månaden")
	}
	rows := "%d rader"
	if len(t.Rows) == 1 {
		rows = "%d rad"
	}
	line(rows, len(t.Rows))
	return text.String()
}

func fullName(p care.SheetPerson) string { return p.Given + " " + p.Family }

// MonthText is how people write a month in Swedish: oktober 2026. What is no month is given back as it is.
func MonthText(m care.Month) string {
	if _, err := care.ParseMonth(string(m)); err != nil {
		return string(m)
	}
	year, number, _ := strings.Cut(string(m), "-")
	for i, name := range [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
		"september", "oktober", "november", "december"} {
		if number == fmt.Sprintf("%02d", i+1) {
			return name + " " + year
		}
	}
	return string(m)
}
