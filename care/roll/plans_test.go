package roll_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passbok/care"
	"passbok/care/roll"
)

const planHead = "kund;assistent;dag;börjar;slutar;sort av tid\n"

func TestPlansAreRead(t *testing.T) {
	a, b := number(1), number(2)
	lines, problems := roll.ReadPlans([]byte(planHead+a+";"+b+";2026-12-01;08.00;16:30;\n"+a+";;2026-10-24;22.00;06.00;Väntetid\n"), today)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	book := roll.Book{
		Known: roll.Known{care.Personnummer(a): {ID: "alva", Customer: true}, care.Personnummer(b): {ID: "bo"}},
		Engaged: func(assistant, beneficiary string, on care.Date) (bool, error) {
			return assistant+beneficiary == "boalva", nil
		},
		Planned: func(string, string, time.Time) (bool, error) { return false, nil },
	}
	rows, problems, err := roll.SettlePlans(lines, book)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	var got []string
	for _, d := range roll.PlanDocuments(rows, func(name string) string { return strings.ReplaceAll(name, " ", "-") }) {
		got = append(got, fmt.Sprintf("%s %s", d.Ref, care.Value(d.Fields)))
	}
	want := []string{
		`plan/plan-2 {"assistant":"bo","beneficiary":"alva","draft":true,"end":"2026-12-01T16:30+01:00","kind":"active","start":"2026-12-01T08:00+01:00"}`,
		`plan/plan-3 {"beneficiary":"alva","draft":true,"end":"2026-10-25T06:00+01:00","kind":"waiting","start":"2026-10-24T22:00+02:00"}`, // nine hours
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	book.Planned = func(assistant, _ string, _ time.Time) (bool, error) { return assistant == "bo", nil }
	if rows, _, _ = roll.SettlePlans(lines, book); len(roll.PlanDocuments(rows, func(string) string { return "x" })) != 1 {
		t.Error("a plan that is there is written again")
	}
}

func TestWhatIsWrongWithPlans(t *testing.T) {
	a, b := number(1), number(2)
	for raw, want := range map[string]roll.Problem{
		"":                                             {Code: roll.Empty},
		planHead:                                       {Code: roll.Empty},
		"kund;dag;börjar\n":                            {Line: 1, Column: "slutar", Code: roll.ColumnNone},
		planHead[:len(planHead)-1] + ";roll\n":         {Line: 1, Column: "roll", Code: roll.ColumnOther},
		planHead + ";;2026-12-01;08.00;16.00":          {Line: 2, Column: "kund", Code: roll.Missing},
		planHead + a + ";;1/12;08.00;16.00":            {Line: 2, Column: "dag", Code: roll.BadDate},
		planHead + a + ";;2026-12-01;8;16.00":          {Line: 2, Column: "börjar", Code: roll.BadTime},
		planHead + a + ";;2026-12-01;08.00;24.00":      {Line: 2, Column: "slutar", Code: roll.BadTime},
		planHead + a + ";;2026-12-01;08.00":            {Line: 2, Column: "slutar", Code: roll.Missing},
		planHead + a + ";;2026-03-29;02.30;08.00":      {Line: 2, Column: "börjar", Code: roll.BadTime}, // no such clock that night
		planHead + a + ";;2026-12-01;08.00;16.00;rast": {Line: 2, Column: "sort av tid", Code: roll.BadKind},
	} {
		if _, problems := roll.ReadPlans([]byte(raw), today); !slices.Equal(problems, []roll.Problem{want}) {
			t.Errorf("%q: %v, want %v", raw, problems, want)
		}
	}
	book := roll.Book{
		Known:   roll.Known{care.Personnummer(a): {ID: "alva", Customer: true}, care.Personnummer(b): {ID: "bo"}},
		Engaged: func(string, string, care.Date) (bool, error) { return false, nil },
		Planned: func(string, string, time.Time) (bool, error) { return false, nil },
	}
	for line, want := range map[string]roll.Problem{
		number(9) + ";":     {Line: 2, Column: "kund", Code: roll.Unknown},
		b + ";":             {Line: 2, Column: "kund", Code: roll.NotCustomer},
		a + ";" + number(9): {Line: 2, Column: "assistent", Code: roll.NoAssistant},
		a + ";" + b:         {Line: 2, Column: "assistent", Code: roll.NotEngaged},
	} {
		lines, problems := roll.ReadPlans([]byte(planHead+line+";2026-12-01;08.00;16.00"), today)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if _, problems, err := roll.SettlePlans(lines, book); err != nil || !slices.Equal(problems, []roll.Problem{want}) {
			t.Errorf("%q: %v %v, want %v", line, problems, err, want)
		}
	}
}

func FuzzReadPlans(f *testing.F) {
	f.Add([]byte(planHead + number(1) + ";;2026-12-01;08.00;16.00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		lines, problems := roll.ReadPlans(raw, today)
		for _, l := range lines {
			if len(problems) == 0 && !l.End.After(l.Start) {
				t.Errorf("%+v", l)
			}
		}
	})
}
