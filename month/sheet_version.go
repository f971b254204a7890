package month

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Sheet is one version of a timesheet as it was marked ready. It holds the numbers of both: it is for signing, printing
// and sending, and no screen. The error is a *op.Problem with code sheet_unknown where there is no such version.
func Sheet(docs book.Documents, assistant, beneficiary string, m care.Month, version int) (care.Timesheet, error) {
	return sheetBy(docs, care.SheetRef(assistant, beneficiary, m, version))
}

// sheetBy reads a version of a timesheet by its ref, and holds it against its hash.
func sheetBy(docs book.Documents, ref string) (care.Timesheet, error) {
	doc, there, err := docs.Get(ref)
	if err != nil {
		return care.Timesheet{}, fmt.Errorf("read %s: %w", ref, err)
	}
	if !there {
		return care.Timesheet{}, op.Problemf(CodeSheetUnknown, "", "no such version of it")
	}
	var t care.Timesheet
	if err := json.Unmarshal(doc.Fields.Value("timesheet"), &t); err != nil {
		return care.Timesheet{}, fmt.Errorf("read %s: %w", ref, err)
	}
	hash, err := t.Hash()
	if err != nil {
		return care.Timesheet{}, err
	}
	if hash != doc.Text("hash") {
		return care.Timesheet{}, fmt.Errorf("read %s: its content is not what its hash says", ref)
	}
	return t, nil
}

// SheetChange is a row that is not as it was in a version of a timesheet: it was added since (was is null), taken away
// (is is null), or changed.
type SheetChange struct {
	Row string         `json:"row"` // ref of the shift
	Was *care.SheetRow `json:"was"`
	Is  *care.SheetRow `json:"is"`
}

// SheetChanges is what differs between a version's rows and those of now, row by row in order of time. Of one shift the
// rows that are the same are matched first, then those of the same day: where only the morning of a night changed, only
// the morning is shown.
func SheetChanges(was, is []care.SheetRow) []SheetChange {
	changes := []SheetChange{}
	was, is = slices.Clone(was), slices.Clone(is)
	pair := func(fit func(a, b care.SheetRow) bool) {
		was = slices.DeleteFunc(was, func(a care.SheetRow) bool {
			at := slices.IndexFunc(is, func(b care.SheetRow) bool { return a.Row == b.Row && fit(a, b) })
			if at < 0 {
				return false
			}
			if b := is[at]; a != b {
				changes = append(changes, SheetChange{a.Row, &a, &b})
			}
			is = slices.Delete(is, at, at+1)
			return true
		})
	}
	pair(func(a, b care.SheetRow) bool { return a == b })
	pair(func(a, b care.SheetRow) bool { return a.Day == b.Day })
	pair(func(care.SheetRow, care.SheetRow) bool { return true })
	for _, row := range was {
		changes = append(changes, SheetChange{row.Row, &row, nil})
	}
	for _, row := range is {
		changes = append(changes, SheetChange{row.Row, nil, &row})
	}
	slices.SortStableFunc(changes, func(a, b SheetChange) int {
		x, y := a.when(), b.when()
		return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.From, y.From))
	})
	return changes
}

// when is the row by which a change has its place in time: as it is, or was.
func (c SheetChange) when() *care.SheetRow {
	if c.Is != nil {
		return c.Is
	}
	return c.Was
}
