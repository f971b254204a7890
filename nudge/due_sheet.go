package nudge

import (
	"fmt"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/push"
)

// sheets tells assistants of their months, and the office of what is missing or came back.
func (f *finding) sheets(w month.Pending) {
	over := w.Month.Next().First().At(morning)
	if f.now.Before(w.Month.Next().First().Start()) {
		return
	}
	near := w.Month.Deadline().Before(beforeSheet).Start()
	for _, s := range w.Sheets {
		m := Matter{
			Key: "sheet:" + s.Assistant + "." + w.Beneficiary + "@" + string(w.Month), Beneficiary: w.Beneficiary, Month: w.Month,
			Version: s.Version, Assistant: s.Assistant, To: []string{s.Assistant}, Last: w.Month.Deadline(),
		}
		if !s.State.Done() && s.Minutes > 0 {
			if f.at(near); !f.now.Before(near) {
				f.digest(push.SheetsMissing)
			}
		}
		switch {
		case s.State == care.SheetRejected:
			m.Key, m.Code = fmt.Sprintf("rejected:%s:%d", m.Key, s.At[care.SheetRejected].Unix()), push.ELTRejected
			f.office(m)
		case s.State == care.SheetReady && s.Route == care.RouteELT:
			m.Code, m.Since = push.SheetSign, s.At[care.SheetReady].Add(time.Hour)
			f.add(m)
		case s.State == care.SheetOpen && s.Lost == month.FallenRows:
			m.Code, m.Told = push.SheetFallen, true
			f.add(m)
		case s.State == care.SheetOpen && s.Lost != "":
			m.Code, m.Told = push.SheetReopened, true
			f.add(m)
		case s.State == care.SheetOpen && s.Minutes > 0:
			m.Code, m.Since = push.MonthLook, over
			f.add(m)
		}
	}
}

// rota tells an assistant of a shift that goes on, or that has not begun.
func (f *finding) rota(r month.Rota) {
	if why := r.Going.Forgotten(f.now); why != "" {
		f.add(Matter{
			Key: "forgotten:" + r.Going.Ref + ":" + string(why), Code: push.ShiftForgotten, Beneficiary: r.Going.Beneficiary,
			Month: care.MonthOf(r.Going.Start), Assistant: r.Assistant, To: []string{r.Assistant},
		})
	}
	f.at(r.Going.Next(f.now))
	for _, plan := range r.Plans {
		late := plan.Start.Add(startLate)
		if f.at(late); f.now.Before(late) {
			continue
		}
		if over := earlier(plan.End, plan.Start.Add(startLost)); f.now.Before(over) && !begun(plan, r.Begun) {
			f.at(over)
			f.add(Matter{
				Key: "start:" + plan.Ref, Code: push.ShiftNotStarted, Beneficiary: plan.Beneficiary, Month: care.MonthOf(plan.Start),
				Assistant: r.Assistant, To: []string{r.Assistant},
			})
		}
	}
	for m, print := range r.Prints {
		f.Prints[Planned{r.Assistant, m}] = print
	}
}

const (
	startLate = 15 * time.Minute // after its start a plan that nobody has begun is asked about
	startLost = 3 * time.Hour    // and after so long no more
	startSoon = 2 * time.Hour    // so long before its start a shift may have begun that is the planned one
)

// begun tells whether a plan was begun: a shift names it, or is at the same place around its start.
func begun(plan care.Plan, shifts []care.Shift) bool {
	for _, s := range shifts {
		if s.Plan == care.ID(plan.Ref) {
			return true
		}
		if s.Beneficiary != plan.Beneficiary || s.Start.Before(plan.Start.Add(-startSoon)) && !s.Open() && !s.End.After(plan.Start) {
			continue
		}
		if s.Start.Before(plan.End) && (s.Open() || s.End.After(plan.Start) || s.Start.After(plan.Start.Add(-startSoon))) {
			return true
		}
	}
	return false
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
