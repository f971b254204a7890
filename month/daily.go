package month

import (
	"fmt"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// daily are a month's minutes by day and kind: all that rules over long periods ask of a month that is over. A year of an
// assistant is then twelve of these, and not hundreds of rows.
type daily [31]care.Sums

// since adds up the minutes of a month from a day on.
func (d *daily) since(m care.Month, from care.Date) (sums care.Sums) {
	first := 0
	if from > m.First() {
		first = m.First().Days(from) - 1
	}
	for _, day := range d[min(first, len(d)):] {
		sums = sums.Plus(day)
	}
	return sums
}

// within adds up the minutes of a month on days of a period.
func (d *daily) within(m care.Month, during spell) (sums care.Sums) {
	for i, date := range m.Dates() {
		if during.holds(date) {
			sums = sums.Plus(d[i])
		}
	}
	return sums
}

// toiledIn are an assistant's minutes of a month, at whomever.
func toiledIn(docs book.Documents, assistant string, m care.Month) (*daily, error) {
	return dailyIn(docs, care.ShiftIndex(assistant, m), "assistant", assistant, m)
}

// usedIn are the minutes of a beneficiary's month.
func usedIn(docs book.Documents, beneficiary string, m care.Month) (*daily, error) {
	return dailyIn(docs, care.MonthFeed(beneficiary, m), "beneficiary", beneficiary, m)
}

// dailyIn adds up the shifts of a feed that are somebody's, by a field of theirs.
func dailyIn(docs book.Documents, feed, field, of string, m care.Month) (*daily, error) {
	during, sums := m.Span(), &daily{}
	for doc, err := range docs.Feed(feed) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", feed, err)
		}
		if care.KindOf(doc.Ref) == "shift" && doc.Text(field) == of {
			sums.add(doc, during)
		}
	}
	return sums, nil
}

func (d *daily) add(doc merge.Document, during care.Span) {
	kind, worked, counts := care.Worked(doc.Fields.Value)
	if !counts {
		return
	}
	d.work(kind, worked, during)
}

func (d *daily) work(kind care.Kind, worked, during care.Span) {
	for _, part := range worked.And(during).Days() {
		at := part.Start.Day() - 1 // parts are in Stockholm's time
		d[at] = d[at].Add(kind, part.Minutes())
	}
}
