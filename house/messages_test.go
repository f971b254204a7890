package house

import (
	"testing"
	"time"

	"passbok/care"
)

// What somebody says is told to whom it is for, once: whether the house runs, has just started, or was stopped in between.
func TestAMessageIsToldOnce(t *testing.T) {
	w := newTelling(t, time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), Config{})
	var s since
	want := func(when string, people ...string) {
		t.Helper()
		w.tells(when, w.tellMessages(t.Context(), w.book, &s), people...)
	}
	said := func(id, author, as string) {
		t.Helper()
		w.write("message/"+id, map[string]any{
			"author": author, "as": as, "beneficiary": "alva", "assistant": "samir", "month": "2026-10", "day": "2026-10-05", "shift": "1",
			"text": "hej", "said": "2026-11-09T09:00+01:00",
		})
	}
	w.staff(map[string]string{"samir": "assistant", "karin": "coordinator", "tilda": "assistant", "alva": "beneficiary"})
	want("nothing was said")
	said("1", "samir", care.RoleAssistant)
	want("an assistant asks", "karin")
	want("again")
	said("2", "karin", care.RoleCoordinator)
	want("the office answers", "samir")
	said("3", "alva", care.RoleBeneficiary)
	w.restart() // before it was told
	s = since{}
	want("after a stop", "karin", "samir")
	s = since{}
	want("from the beginning")
	said("4", "karin", care.RoleCoordinator)
	w.now = w.now.Add(25 * time.Hour)
	s = since{}
	want("too long ago")
}
