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
	line("Tidsredovisning för %s till Försäkringskassan", t.Month.Written())
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
