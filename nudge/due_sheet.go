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
		f.at(plan.LateAt())
		if over := earlier(plan.End, plan.Start.Add(startLost)); f.now.Before(over) && plan.Late(r.Begun, f.now) {
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

// startLost is how long after its start an assistant is still told of a plan that nobody has begun.
const startLost = 3 * time.Hour

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
