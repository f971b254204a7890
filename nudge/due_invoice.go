package nudge

import (
	"slices"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/push"
)

// How many days before a last day somebody is reminded of it.
const (
	beforeOwn   = 2
	beforeLast  = 5
	dayBefore   = 1
	beforeSheet = 10 // of timesheets that Försäkringskassan lacks
)

// invoice tells whoever may send and sign a beneficiary's invoice. Where that is the beneficiary, they are told first, and
// whoever represents them where they do not act.
func (f *finding) invoice(w month.Pending) error {
	m := Matter{
		Key: push.Job(push.InvoiceReady, w.Beneficiary, string(w.Month)), Beneficiary: w.Beneficiary, Month: w.Month, Version: w.Version, Last: w.Month.Deadline(),
	}
	switch w.Invoice {
	case care.Ready, care.Notified, care.Opened:
		if w.Print {
			f.digest(push.OfficePaper)
		}
		if w.Office {
			return nil
		}
		m.Since = w.At[care.Ready]
		m.Code, m.Mark = f.reminder(w, m.Since)
	case care.HandedOver:
		expires := w.Expires()
		if expires == "" {
			return nil
		}
		m.Key = "expired:" + w.Beneficiary + "@" + string(w.Month)
		m.Code, m.Since = push.InvoiceExpired, expires.At(morning)
	case care.Received:
		m.Key = "received:" + w.Beneficiary + "@" + string(w.Month)
		m.Code, m.Since = push.InvoiceReceived, w.At[care.Received].Add(time.Hour)
	default:
		return nil
	}
	signers, err := f.signers(w.Beneficiary)
	if err != nil {
		return err
	}
	if m.To = signers; slices.Contains(signers, w.Beneficiary) && m.Code != push.InvoiceReceived && m.Code != push.InvoiceExpired {
		m.To = []string{w.Beneficiary}
		m.Then = slices.DeleteFunc(slices.Clone(signers), func(id string) bool { return id == w.Beneficiary })
	}
	f.add(m)
	return nil
}

// reminder is in which words an invoice is told of: in those of the last of the mornings that has come since it was ready.
func (f *finding) reminder(w month.Pending, ready time.Time) (code push.Code, on care.Date) {
	last := time.Time{}
	code = push.InvoiceReady
	type mark struct {
		day  care.Date
		days int
		code push.Code
	}
	marks := []mark{{w.Month.Deadline(), beforeLast, push.InvoiceLastDay}, {w.Month.Deadline(), dayBefore, push.InvoiceLastDay}}
	if w.Own != "" {
		marks = append(marks, mark{w.Own, beforeOwn, push.InvoiceProviderDay})
	}
	for _, mark := range marks {
		at := mark.day.Before(mark.days).At(morning)
		if at.After(f.now) {
			f.at(at)
		} else if at.After(ready) && at.After(last) {
			code, on, last = mark.code, care.DateOf(at), at
		}
	}
	return code, on
}

// splits are shifts about which two answers stand, and changes that wait for the office.
func (f *finding) splits(w month.Pending) {
	for _, s := range w.Conflicts {
		f.digest(push.OfficeConflict)
		f.add(Matter{
			Key: "conflict:" + s.Ref, Code: push.ShiftConflict, Beneficiary: w.Beneficiary, Month: w.Month, Assistant: s.Assistant,
			To: []string{s.Assistant}, Wait: tenMinutes,
		})
	}
	if len(w.Conflicts) > 0 {
		if f.today == w.Month.Deadline() {
			// All of the office are told, whoever answers for the customer: nobody may be left who has no device, or is away that day.
			f.add(Matter{
				Key: "lastday:" + w.Beneficiary + "@" + string(w.Month), Code: push.ConflictLastDay, Beneficiary: w.Beneficiary, Month: w.Month,
				To: f.coordinators, Office: true,
			})
		}
		f.at(w.Month.Deadline().Start())
	}
	if w.Parked > 0 {
		f.digest(push.OfficeParked)
	}
}

// tenMinutes is how long something is left to settle by itself: a second change follows a first.
const tenMinutes = 10 * time.Minute
