package month

import (
	"fmt"

	"passbok/care"
	"passbok/sync/book"
)

// aheadIn are the minutes of a beneficiary's month that are planned and published, by the day: drafts are nobody's to count on.
func aheadIn(docs book.Documents, beneficiary string, m care.Month) (*daily, error) {
	during, sums, feed := m.Span(), &daily{}, care.MonthFeed(beneficiary, m)
	for doc, err := range docs.Feed(feed) {
		if err != nil {
			return nil, fmt.Errorf("read plans of %s: %w", feed, err)
		}
		if care.KindOf(doc.Ref) != "plan" || doc.Text("beneficiary") != beneficiary {
			continue
		}
		if plan := care.PlanOf(doc.Ref, doc.Values()); !plan.Void && !plan.Draft {
			sums.work(plan.Kind, plan.Span(), during)
		}
	}
	return sums, nil
}

// aheadOf is what is planned at a beneficiary for the days of a period that come after one.
func (sh *shared) aheadOf(beneficiary string, during spell, after care.Date) (ahead care.Ahead, err error) {
	still := spell{max(during.from, after.Next()), during.to}
	if still.from > still.to {
		return care.Ahead{}, nil
	}
	last := still.to
	for monday, sunday := still.from.Week(); monday <= last; monday, sunday = sunday.Next().Week() {
		var week, meant care.Sums
		days := 0
		for day := monday; day <= sunday; day = day.Next() {
			plans, err := sh.ahead(beneficiary, day.Month())
			if err != nil {
				return care.Ahead{}, err
			}
			one := plans[day.Day()-1]
			week = week.Plus(one)
			if still.holds(day) {
				meant, days = meant.Plus(one), days+1
			}
		}
		if week != (care.Sums{}) {
			ahead.Planned, ahead.Days = ahead.Planned.Plus(meant), ahead.Days+days
		}
	}
	return ahead, nil
}
