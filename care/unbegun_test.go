package care_test

import (
	"testing"
	"time"

	"passbok/care"
)

func TestLate(t *testing.T) {
	at := func(clock string) time.Time { return minute(t, "2026-10-27T"+clock+"+01:00") }
	plan := care.Plan{Ref: "plan/p", Assistant: "tilda", Beneficiary: "alva", Start: at("08:00"), End: at("16:00")}
	shift := func(beneficiary, start, end, of string) []care.Shift {
		s := care.Shift{Ref: "shift/1", Assistant: "tilda", Beneficiary: beneficiary, Start: at(start), Plan: of}
		if end != "" {
			s.End = at(end)
		}
		return []care.Shift{s}
	}
	for name, test := range map[string]struct {
		shifts []care.Shift
		now    string
		want   bool
	}{
		"a minute short of a quarter":                {nil, "08:14", false},
		"a quarter after its start":                  {nil, "08:15", true},
		"a minute before its end":                    {nil, "15:59", true},
		"over: nobody is asked whether it has begun": {nil, "16:00", false},
		"begun late":                                       {shift("alva", "08:20", "", ""), "08:30", false},
		"begun two hours early":                            {shift("alva", "06:00", "", ""), "08:30", false},
		"another shift there, over before":                 {shift("alva", "05:00", "07:00", ""), "08:30", true},
		"one since long before goes on: somebody is there": {shift("alva", "05:00", "", ""), "08:30", false},
		"at somebody else":                                 {shift("bo", "08:00", "", ""), "08:30", true},
		"at somebody else, by this plan":                   {shift("bo", "08:00", "", "p"), "08:30", false},
		"begun and stopped at once":                        {shift("alva", "08:00", "08:05", ""), "08:30", false},
	} {
		if got := plan.Late(test.shifts, at(test.now)); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
