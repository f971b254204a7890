package month

import (
	"encoding/json"
	"slices"
	"strings"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// CodeDaysNotOver says that a day that somebody would close has not ended in Stockholm, or is none of the month.
const CodeDaysNotOver = "days_not_over"

// Close closes the days of a month up to and with until, before its invoice is locked: rows that touch them change no more, and
// what comes late waits for the office. A row that lies partly in an open day is closed whole. Nothing that stops may be left
// about the rows of these days: what people disagree about could not be settled any more. Errors are *NotReady, *Changed, or a
// *op.Problem with code forbidden, person_unknown, wrong_state or days_not_over.
func Close(docs book.Documents, in Input) (book.Decision, error) {
	p, err := in.open(docs, care.Lock)
	if err != nil {
		return book.Decision{}, err
	}
	if p.invoice.State.Sealed() {
		return book.Decision{}, wrongState(p)
	}
	if in.Until == "" || in.Until.Month() != in.Month || in.Now.Before(in.Until.Next().Start()) {
		return book.Decision{}, op.Problemf(CodeDaysNotOver, "until", "%s", in.Until)
	}
	found := p.findings()
	if err := in.unchanged(p, found); err != nil {
		return book.Decision{}, err
	}
	if stop := p.stopsUntil(found, in.Until); len(stop) > 0 {
		return book.Decision{}, &NotReady{stop}
	}
	return book.Decision{Seal: daySeals(in.Beneficiary, in.Month, in.Until), Set: in.closedDays(in.Until), Answer: care.Value(map[string]care.Date{"until": in.Until})}, nil
}

// OpenDays opens all closed days of a month again, for a reason. Errors are *Changed, or a *op.Problem with code why_missing,
// forbidden, person_unknown or wrong_state.
func OpenDays(docs book.Documents, in Input) (book.Decision, error) {
	if strings.TrimSpace(in.Why) == "" {
		return book.Decision{}, &op.Problem{Code: op.CodeWhyMissing, Field: "why"}
	}
	p, err := in.open(docs, care.Reopen)
	if err != nil {
		return book.Decision{}, err
	}
	if p.invoice.State.Sealed() {
		return book.Decision{}, wrongState(p)
	}
	if err := in.unchanged(p, p.findings()); err != nil {
		return book.Decision{}, err
	}
	return book.Decision{Unseal: daySeals(in.Beneficiary, in.Month, in.Month.Last()), Set: in.closedDays(""), Answer: care.Value(map[string]care.Date{"until": ""})}, nil
}

// closedDays tells the phones of those who work there until when days are closed; empty: none is.
func (in Input) closedDays(until care.Date) []book.Change {
	set := op.Fields{"beneficiary": care.Value(in.Beneficiary), "month": care.Value(in.Month), "until": care.Value(until)}
	if until == "" {
		set["until"] = json.RawMessage("null")
	}
	return []book.Change{{Doc: care.ClosedRef(in.Beneficiary, in.Month), Set: set}}
}

// daySeals are the seals of a month's days up to and with one.
func daySeals(beneficiary string, m care.Month, until care.Date) (seals []string) {
	for _, d := range m.Dates() {
		if d <= until {
			seals = append(seals, care.DaySeal(beneficiary, d))
		}
	}
	return seals
}

// closedUntil is the last of a month's closed days; empty where none is.
func closedUntil(docs book.Documents, beneficiary string, m care.Month) (until care.Date, err error) {
	for _, d := range m.Dates() {
		closed, err := docs.Sealed(care.DaySeal(beneficiary, d))
		if err != nil || !closed {
			return until, err
		}
		until = d
	}
	return until, nil
}

// holds tells whether a closed day, or a signed timesheet, holds a shift, as it stands or as it would become, and no month's
// invoice does.
func holds(docs book.Documents, ref string, fields ...op.Fields) (days, signed bool, err error) {
	for _, f := range fields {
		shift := care.ShiftOf(ref, f)
		if care.KindOf(ref) != "shift" || shift.Start.IsZero() {
			continue
		}
		for _, m := range shift.Span().Months() {
			if locked, err := docs.Sealed(care.MonthSeal(shift.Beneficiary, m)); err != nil || locked {
				return false, false, err
			}
			sheet, err := docs.Sealed(care.TimesheetSeal(shift.Assistant, shift.Beneficiary, m))
			if err != nil {
				return false, false, err
			}
			signed = signed || sheet
		}
		closed, err := docs.Sealed(care.DaySeal(shift.Beneficiary, care.DateOf(shift.Start)))
		for _, part := range shift.Span().Days() {
			if err != nil || closed {
				break
			}
			closed, err = docs.Sealed(care.DaySeal(shift.Beneficiary, care.DateOf(part.Start)))
		}
		if err != nil {
			return false, false, err
		}
		days = days || closed
	}
	return days, signed, nil
}

// stopsUntil is what stops about rows that touch the days up to and with one, and about what waits for them.
func (p *papers) stopsUntil(found []Finding, until care.Date) []Finding {
	end := until.Next().Start()
	touched := map[string]bool{}
	for _, e := range p.entries {
		touched[e.Ref] = e.Start.Before(end)
	}
	for _, doc := range p.parked {
		for _, wait := range doc.Parked {
			if shift := care.ShiftOf(doc.Ref, op.Overlay(doc.Values(), wait.Set)); !shift.Start.IsZero() && shift.Start.Before(end) {
				touched[doc.Ref] = true
			}
		}
	}
	return slices.DeleteFunc(stops(found), func(f Finding) bool {
		return !slices.ContainsFunc(f.Rows, func(row string) bool { return touched[row] })
	})
}
