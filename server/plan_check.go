package server

import (
	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// The most that is checked at once: days, and plans that are not saved.
const (
	maxPlanDays   = 92
	maxPlanDrafts = 500
)

// planDraft is a plan as somebody at the office means it.
type planDraft struct {
	ID          string `json:"id"`
	Assistant   string `json:"assistant"` // empty: vacant
	Beneficiary string `json:"beneficiary"`
	Kind        string `json:"kind"`
	Start       string `json:"start"`
	End         string `json:"end"`
	Void        bool   `json:"void"`
}

// planBody is the body of what is asked about plans.
type planBody struct {
	Beneficiary string      `json:"beneficiary"`
	From        string      `json:"from"`
	To          string      `json:"to"`
	Plans       []planDraft `json:"plans"`
}

// checkPlan answers POST /api/v1/plan/check: what the rules say of planned days, with what is not saved yet.
func checkPlan(c *call) error {
	ask, err := c.planAsk()
	if err != nil {
		return err
	}
	var check month.PlanCheck
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		check, err = month.CheckPlan(docs, ask)
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, check)
}

// planCandidates answers POST /api/v1/plan/candidates: who is engaged on the day of the one plan that is asked about, and what
// speaks against their working it.
func planCandidates(c *call) error {
	ask, err := c.planAsk()
	if err != nil {
		return err
	}
	if len(ask.Drafts) != 1 {
		return problem(codeMissing).at("plans")
	}
	var all []month.Candidate
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		all, err = month.Candidates(docs, ask.Person, ask.Drafts[0], ask.Now)
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, struct {
		People []month.Candidate `json:"people"`
	}{all})
}

// planAsk reads which days are asked about, and what is meant for them.
func (c *call) planAsk() (month.PlanAsk, error) {
	var body planBody
	if err := decode(c.Ctx, &body); err != nil {
		return month.PlanAsk{}, err
	}
	ask := month.PlanAsk{Person: c.who.Subject, Beneficiary: body.Beneficiary, Now: c.server.cfg.Clock()}
	if !isPerson(body.Beneficiary) {
		return ask, problem(codeUUID).at("beneficiary")
	}
	var err error
	if ask.From, err = care.ParseDate(body.From); err != nil {
		return ask, problem(care.BadDate).at("from").because(err)
	}
	if ask.To, err = care.ParseDate(body.To); err != nil || ask.To < ask.From || ask.From.Days(ask.To) > maxPlanDays {
		return ask, problem(care.BadDate).at("to").because(err)
	}
	if len(body.Plans) > maxPlanDrafts {
		return ask, problem(codeBodyTooLarge).at("plans")
	}
	for _, draft := range body.Plans {
		plan, err := draft.plan()
		if err != nil {
			return ask, err
		}
		ask.Drafts = append(ask.Drafts, plan)
	}
	return ask, nil
}

// plan is the draft as care has it; what the book would refuse is refused.
func (d planDraft) plan() (care.Plan, error) {
	fields := care.Fields{"beneficiary": care.Value(d.Beneficiary), "kind": care.Value(d.Kind), "start": care.Value(d.Start), "end": care.Value(d.End), "void": care.Value(d.Void)}
	if d.Assistant != "" {
		fields["assistant"] = care.Value(d.Assistant)
	}
	if !isPerson(d.ID) {
		return care.Plan{}, problem(codeUUID).at("plans")
	}
	for _, kind := range care.Kinds() {
		if kind.Name != "plan" {
			continue
		}
		for name, value := range fields {
			if err := kind.Fields[name](value); err != nil {
				return care.Plan{}, err
			}
		}
		if err := kind.Check(d.ID, fields); err != nil {
			return care.Plan{}, err
		}
	}
	return care.PlanOf("plan/"+d.ID, fields), nil
}
