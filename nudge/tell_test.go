package nudge_test

import (
	"testing"

	"passbok/care"
	"passbok/push"
)

// What is told once comes by push alone to whoever has a device; to whoever has none by the first way of their own order; and to
// nobody who does not want it. What is only of that moment comes by push or not at all.
func TestWhatIsToldOnceReachesWhoHasNoDevice(t *testing.T) {
	w := staff(t, "2026-11-24 07:00")
	w.sms = true
	w.restart()
	w.role("lena", "coordinator")
	w.devices["samir"] = 0
	w.mail["karin"], w.mail["lena"], w.mobile["lena"], w.mail["samir"] = "karin@example.se", "lena@example.se", "+46701740699", "samir@example.se"
	w.order["lena"] = []string{"sms", "mail"}
	w.shift("1", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", nil)
	w.plan("a", "2026-11-24T08:00+01:00", "2026-11-24T12:00+01:00")
	w.sheet(care.SheetRejected, 1)
	w.until("2026-11-24 07:10")
	w.want("11-24 07:00 push- karin elt_rejected", "11-24 07:00 sms lena elt_rejected")
	w.until("2026-11-25 07:31") // a shift that has not begun is told of by push or not at all
	w.want("11-24 11:00 back samir shift_not_started", "11-25 07:30 push- karin office_digest", "11-25 07:30 sms lena office_digest")
	w.wishes["lena"] = push.Wishes{Muted: []push.Code{push.OfficeDigest}}
	w.until("2026-11-26 07:31")
	w.want("11-26 07:30 push- karin office_digest")
	w.plan("b", "2026-11-28T08:00+01:00", "2026-11-28T12:00+01:00")
	w.look()
	w.wishes["samir"] = push.Wishes{Quiet: &push.Hours{From: "07:00", To: "09:15"}}
	w.until("2026-11-26 08:00")
	w.want("11-26 07:41 mail@09:15 samir plan_changed") // left for when the quiet hours end
}

// Somebody's own order of ways is the ladder's, too; and what they have turned off comes by none of them.
func TestTheLadderKeepsTheOrderOfWays(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.sms = true
	w.restart()
	w.devices["alva"], w.devices["gun"], w.mobile["alva"] = 0, 0, "+46701740698"
	w.order["alva"] = []string{"sms", "mail"}
	w.invoice(care.Ready, 1)
	w.until("2026-11-07 10:00")
	w.want("11-03 10:00 sms alva invoice_ready", "11-06 10:00 mail alva invoice_ready")

	w = staff(t, "2026-11-03 10:00")
	w.devices["karin"], w.mail["samir"] = 0, "samir@example.se"
	w.wishes["samir"] = push.Wishes{Muted: []push.Code{push.ShiftConflict}}
	const id = "00000000-0000-7000-8000-00000000aaaa"
	w.shift(id, "2026-11-02T08:00+01:00", "2026-11-02T12:00+01:00", nil)
	w.disagree("shift/" + id)
	w.until("2026-11-06 10:00")
	w.want()
}
