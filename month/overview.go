package month

import (
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Overview is a beneficiary's month for whoever runs the server: the month as the office sees it, and its timesheets.
type Overview struct {
	View
	Timesheets []SheetLine `json:"timesheets"`
}

// Oversee shows a beneficiary's month, asking nobody's rights: it is for the operator, who holds the whole database. The
// error is a *op.Problem with code person_unknown where nobody like that has ever been a beneficiary.
func Oversee(docs book.Documents, beneficiary string, m care.Month, now time.Time) (Overview, error) {
	ever, err := care.RoleOn(Records(docs), beneficiary, care.RoleBeneficiary, care.DateOf(now))
	if err != nil {
		return Overview{}, err
	}
	if ever == care.Never {
		return Overview{}, &op.Problem{Code: CodePersonUnknown, Field: "beneficiary"}
	}
	p, err := readAlone(docs, beneficiary, m)
	if err != nil {
		return Overview{}, err
	}
	view, err := p.view(docs, true, now)
	if err != nil {
		return Overview{}, err
	}
	lines, err := p.sheetLines(docs, now)
	return Overview{view, lines}, err
}
