package care

import (
	"encoding/json"
	"time"
)

// Plan is a stretch of time that the office means somebody to work: like a shift, but somebody may still be wanted for
// it, and it always has an end.
type Plan struct {
	Ref         string
	Assistant   string // empty: vacant
	Beneficiary string
	Kind        Kind
	Start       time.Time
	End         time.Time
	Note        string
	Draft       bool // the office alone has it: it is not published yet
	Void        bool
}

// PlanOf reads a plan's fields. What is absent or cannot be read is left zero: the engine has let nothing else through.
func PlanOf(ref string, fields Fields) Plan {
	s := ShiftOf(ref, fields) // the fields that both have are the same ones
	return Plan{s.Ref, s.Assistant, s.Beneficiary, s.Kind, s.Start, s.End, s.Note, Flag(fields, "draft"), s.Void}
}

// Span is from start to end.
func (p Plan) Span() Span { return Span{p.Start, p.End} }

// planKind is what is planned. Coordinators write it, as operations, so that two of them who plan at once are asked like
// anybody else. No seal holds it: Försäkringskassan reads what was worked, a plan is in no timesheet and no invoice, and
// a plan that is put right after the month was locked changes nothing that anybody has signed. A draft stays with the
// office until it is published; one that says nothing of it is published.
func planKind() DocKind {
	return DocKind{
		Name: "plan", Open: true,
		Fields: map[string]func(json.RawMessage) error{
			"assistant": id(), "beneficiary": id(), "kind": choice(string(Active), string(Waiting), string(Standby)),
			"start": minute(), "end": minute(), "note": text(NoteLength), "draft": flag(), "void": flag(),
		},
		Check:   checkPlan,
		Coupled: []string{"assistant", "beneficiary", "kind", "start", "end"},
		Seals:   unsealed,
		Feeds: func(_ string, fields map[string]json.RawMessage) []string {
			plan, months := planMonths(fields)
			var feeds []string
			for _, m := range months {
				if plan.Draft {
					feeds = append(feeds, PlanningFeed(plan.Beneficiary, m))
				} else {
					feeds = append(feeds, MonthFeed(plan.Beneficiary, m))
				}
				if plan.Assistant != "" {
					feeds = append(feeds, PlanFeed(plan.Assistant, m))
				}
			}
			if len(months) > 0 && plan.Assistant != "" && !plan.Draft {
				feeds = append(feeds, PersonFeed(plan.Assistant))
			}
			return feeds
		},
		Month: func(_ string, fields map[string]json.RawMessage) string {
			_, months := planMonths(fields)
			if len(months) == 0 {
				return ""
			}
			return string(months[len(months)-1])
		},
	}
}

// planMonths are the months that a plan touches. While it is put together from what several have said it may lack an end.
func planMonths(fields Fields) (Plan, []Month) {
	plan := PlanOf("", fields)
	if plan.Beneficiary == "" || plan.Start.IsZero() {
		return plan, nil
	}
	return plan, plan.Span().Months()
}

func checkPlan(_ string, fields map[string]json.RawMessage) error {
	if err := required(fields, "beneficiary", "kind", "start", "end"); err != nil {
		return err
	}
	plan := PlanOf("", fields)
	switch {
	case plan.Assistant == plan.Beneficiary:
		return problem(AssistantIsSelf, "assistant", "nobody is their own assistant")
	case !plan.End.After(plan.Start):
		return problem(EndBeforeStart, "end", "the plan does not end after it starts")
	case plan.End.Sub(plan.Start) >= longestShift:
		return problem(ShiftTooLong, "end", "the plan lasts three days or more")
	}
	return nil
}
