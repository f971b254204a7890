package month_test

import (
	"context"
	"slices"
	"testing"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// Somebody who became a customer after the month stands on its board all the same once there is a row of theirs in it, and
// no longer once it is removed.
func TestACustomerWhoseMonthIsWrittenAfterwards(t *testing.T) {
	w := newWorld(t)
	w.set("membership/alva from=2026-11-05")
	shown := func(m care.Month) bool {
		t.Helper()
		var b month.Board
		if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
			b, err = month.Boards(docs, "karin", m, w.now)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(b.Customers, func(c month.Customer) bool { return c.Beneficiary.ID == "alva" })
	}
	if shown("2026-10") || !shown("2026-11") {
		t.Error("a customer stands on boards of before their time, or not on their own")
	}
	w.shift(day5)
	if !shown("2026-10") || shown("2026-09") {
		t.Error("a row makes no line, or one in another month")
	}
	w.set("shift/a void=true")
	if shown("2026-10") {
		t.Error("the row is removed, and the line stands")
	}
}
