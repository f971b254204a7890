package care

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// aheadOfPlan is how long before a plan begins somebody who comes has come for it; as on the phone (pwa/src/assistant/plans.ts).
const aheadOfPlan = time.Hour

// PlannedStay is what was planned of a stay, whole: the plan that its row answers, or else the one in whose time it began or within the
// hour before, together with the plans that follow on each other there, as a night with its rest in the middle is. row is of the stay, which
// began at since; plans are its assistant's, in any order. The phone does the same (pwa/src/assistant/plans.ts); the examples in
// testdata/vectors/planned.json bind both.
func PlannedStay(plans []Plan, row Shift, since time.Time) (planned Span, ok bool) {
	plans = slices.DeleteFunc(slices.Clone(plans), func(p Plan) bool {
		return p.Assistant != row.Assistant || p.Beneficiary != row.Beneficiary || p.Void || p.Draft || !p.End.After(p.Start)
	})
	slices.SortFunc(plans, func(a, b Plan) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.Ref, b.Ref))
	})
	i := slices.IndexFunc(plans, func(p Plan) bool { return row.Plan != "" && p.Ref == "plan/"+row.Plan })
	if i < 0 {
		i = slices.IndexFunc(plans, func(p Plan) bool { return !since.Before(p.Start.Add(-aheadOfPlan)) && since.Before(p.End) })
	}
	if i < 0 {
		return Span{}, false
	}
	planned = plans[i].Span()
	for _, p := range plans[i+1:] {
		if p.Start.Equal(planned.End) {
			planned.End = p.End
		}
	}
	for _, p := range slices.Backward(plans[:i]) {
		if p.End.Equal(planned.Start) {
			planned.Start = p.Start
		}
	}
	return planned, true
}

// PlannedFor reads what was planned of a stay, see [PlannedStay]; zero where nothing was. The error says which plans could not be read.
func PlannedFor(records Records, row Shift, since time.Time) (Span, error) {
	var plans []Plan
	for _, m := range (Span{since.Add(-aheadOfPlan), since.Add(longestShift)}).Months() {
		for record, err := range records.Feed(PlanFeed(row.Assistant, m)) {
			if err != nil {
				return Span{}, fmt.Errorf("read plans of %s in %s: %w", row.Assistant, m, err)
			}
			if plan := PlanOf(record.Ref, record.Fields); !slices.ContainsFunc(plans, func(p Plan) bool { return p.Ref == plan.Ref }) {
				plans = append(plans, plan)
			}
		}
	}
	planned, _ := PlannedStay(plans, row, since)
	return planned, nil
}
