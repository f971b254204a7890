package main

import (
	"bytes"
	"strings"
	"testing"

	"passbok/care"
	"passbok/month"
)

func TestTellMonth(t *testing.T) {
	granted := 35400
	var out bytes.Buffer
	err := tellMonth(&out, month.Overview{
		View: month.View{
			Beneficiary: month.Party{ID: "alva", Name: "Alva Påhittsson"}, Month: "2026-10", Deadline: "2026-12-05",
			Sums: care.Sums{Active: 605, Waiting: 480}, Counted: care.Sums{Active: 605, Waiting: 480}.Counted(), Granted: &granted,
			Money: month.Money{Month: 420007, Risk: 4, Estimated: true},
			Preflight: month.Preflight{
				Ore:      5,
				Checks:   []month.Check{{Check: "sums", State: month.Agrees}, {Check: "rows", State: month.Wrong}, {Check: "timesheets", State: month.Waits}},
				Findings: []month.Finding{{Code: month.NoEnd, Severity: month.Stops, Message: month.Words{EN: "A shift has no end."}, Ore: 5}},
			},
			Invoice: month.Standing{State: care.Open},
		},
		Timesheets: []month.SheetLine{
			{Assistant: month.Party{Name: "Samir"}, State: care.SheetPrinted, Sums: care.Sums{Active: 605}, Next: month.Next{Message: month.Words{EN: "Printed."}}},
			{Assistant: month.Party{Name: "Tilda"}, State: care.SheetOpen, Changed: true, Fallen: &month.SheetFallen{State: care.SheetSigned}, Sums: care.Sums{Waiting: 480}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{
		"Alva Påhittsson 2026-10 due 2026-12-05 invoice open, version 0", "Samir 10:05 0:00 0:00 printed Printed.",
		"Tilda 0:00 8:00 0:00 open, changed since signed", "all 10:05 8:00 0:00", "counted 12:05 granted 590:00",
		"worth 4200.07 kr at risk 0.05 kr", "stops 0.05 kr A shift has no end.",
		"would be paid: no; wrong: rows; cannot be said yet: timesheets", "The rate of the month is not known yet",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, out.String())
		}
	}
}
