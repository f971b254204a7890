package care_test

import (
	"testing"

	"passbok/care"
)

type vectorPlanned struct {
	Name  string        `json:"name"`
	Plans []vectorShift `json:"plans"` // all of the assistant whose row it is
	Row   vectorAnswer  `json:"row"`
	Start string        `json:"start"` // of what was planned; empty: nothing
	End   string        `json:"end"`
}

type vectorAnswer struct {
	Plan        string `json:"plan"` // id; empty: it names none
	Beneficiary string `json:"beneficiary"`
	Since       string `json:"since"` // when its stay began
}

func TestPlannedStay(t *testing.T) {
	at := func(clock string) string { return "2026-10-" + clock + "+01:00" }
	plan := func(id, at1, at2 string) vectorShift {
		return row("plan/"+id, "anna", "alva", care.Active, at(at1), at(at2))
	}
	night := []vectorShift{plan("evening", "27T22:00", "27T23:00"), plan("rest", "27T23:00", "28T06:00"), plan("morning", "28T06:00", "28T07:30")}
	removed, bos := plan("1", "27T08:00", "27T16:00"), plan("1", "27T08:00", "27T16:00")
	removed.Void, bos.Beneficiary = true, "bo"
	alva := func(plan, since string) vectorAnswer { return vectorAnswer{plan, "alva", at(since)} }
	vectors := []vectorPlanned{
		{"the plan that it answers", []vectorShift{plan("1", "27T08:00", "27T16:00")}, alva("1", "27T05:00"), at("27T08:00"), at("27T16:00")},
		{"a night in three kinds is one, by its first", night, alva("evening", "27T21:58"), at("27T22:00"), at("28T07:30")},
		{"and by its last", night, alva("morning", "28T05:55"), at("27T22:00"), at("28T07:30")},
		{"in whatever order it is read", []vectorShift{night[2], night[0], night[1]}, alva("rest", "27T23:00"), at("27T22:00"), at("28T07:30")},
		{"started afterwards, in the time of a plan", []vectorShift{plan("1", "27T08:00", "27T16:00")}, alva("", "27T08:20"), at("27T08:00"), at("27T16:00")},
		{"an hour before it", []vectorShift{plan("1", "27T08:00", "27T16:00")}, alva("", "27T07:00"), at("27T08:00"), at("27T16:00")},
		{"earlier than that", []vectorShift{plan("1", "27T08:00", "27T16:00")}, alva("", "27T06:59"), "", ""},
		{"as it ends", []vectorShift{plan("1", "27T08:00", "27T16:00")}, alva("", "27T16:00"), "", ""},
		{"the plan was removed", []vectorShift{removed}, alva("1", "27T08:00"), "", ""},
		{"and another came instead", []vectorShift{removed, plan("2", "27T09:00", "27T17:00")}, alva("1", "27T08:00"), at("27T09:00"), at("27T17:00")},
		{"at somebody else", []vectorShift{bos}, alva("", "27T08:00"), "", ""},
		{"a quarter of an hour between two: another stay", []vectorShift{plan("1", "27T08:00", "27T12:00"), plan("2", "27T12:15", "27T16:00")}, alva("", "27T08:00"), at("27T08:00"), at("27T12:00")},
		{"what is answered goes before what is near", []vectorShift{plan("1", "27T08:00", "27T12:00"), plan("2", "27T18:00", "27T22:00")}, alva("2", "27T08:00"), at("27T18:00"), at("27T22:00")},
	}
	for _, v := range vectors {
		var plans []care.Plan
		for _, p := range v.Plans {
			plans = append(plans, care.Plan{Ref: p.Ref, Assistant: p.Assistant, Beneficiary: p.Beneficiary, Kind: p.Kind, Start: minute(t, p.Start), End: minute(t, p.End), Void: p.Void})
		}
		planned, ok := care.PlannedStay(plans, care.Shift{Assistant: "anna", Beneficiary: v.Row.Beneficiary, Plan: v.Row.Plan}, minute(t, v.Row.Since))
		switch {
		case ok != (v.End != ""):
			t.Errorf("%s: planned %v, %v", v.Name, planned, ok)
		case ok && (!planned.Start.Equal(minute(t, v.Start)) || !planned.End.Equal(minute(t, v.End))):
			t.Errorf("%s: %s–%s, want %s–%s", v.Name, planned.Start, planned.End, v.Start, v.End)
		}
	}
	golden(t, "planned.json", vectors)
	drafted := []care.Plan{{Ref: "plan/1", Assistant: "anna", Beneficiary: "alva", Start: minute(t, at("27T08:00")), End: minute(t, at("27T16:00")), Draft: true}}
	if planned, ok := care.PlannedStay(drafted, care.Shift{Assistant: "anna", Beneficiary: "alva"}, minute(t, at("27T08:00"))); ok {
		t.Errorf("what is not published counts: %v", planned)
	}
}
