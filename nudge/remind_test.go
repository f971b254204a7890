package nudge_test

import (
	"slices"
	"testing"
	"time"

	"passbok/care"
	"passbok/nudge"
	"passbok/push"
)

// remind asks in Karin's name, and looks, as the house does.
func (w *world) remind() (people []string) {
	w.Helper()
	cases, err := w.ladder.Remind(w.Context(), bookID, "alva", "2026-10", "karin", w.now)
	if err != nil {
		w.Fatal(err)
	}
	for _, c := range cases {
		people = append(people, c.Person)
	}
	w.look()
	return people
}

// Whoever is reminded is told by the next way; not twice a day, and again from the first once all have been tried.
func TestACoordinatorReminds(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.invoice(care.Ready, 1)
	w.look()
	w.want("11-03 10:00 push-newest alva invoice_ready")
	w.now = at("2026-11-03 16:00")
	if got := w.remind(); len(got) != 0 {
		t.Errorf("reminded the same day: %v", got)
	}
	w.want()
	for i, want := range [][]string{
		{"push-newest alva"}, {"push-others alva"}, {"mail alva"}, // a way each, ahead of its time
		{"push-newest alva", "push-others alva", "mail alva"}, // and then all of them
		{"push-newest alva", "push-others alva", "mail alva"},
	} {
		w.now = w.now.Add(23 * time.Hour)
		if got := w.remind(); !slices.Equal(got, []string{"alva"}) {
			t.Fatalf("%d: reminded %v", i, got)
		}
		for j := range want {
			want[j] = w.now.Format("01-02 15:04 ") + want[j] + " invoice_ready"
		}
		w.want(want...)
		if got := w.remind(); len(got) != 0 {
			t.Errorf("%d: reminded at once again: %v", i, got)
		}
		w.want()
	}
	w.until("2026-11-09 14:00") // three days after the mail it is the god man's turn all the same
	w.want("11-09 13:00 push-newest gun invoice_ready")
	cases, err := w.ladder.About(t.Context(), bookID, "alva", "2026-10")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if c.Person != "alva" {
			continue
		}
		var asked []string
		for _, s := range c.Steps {
			asked = append(asked, string(s.Rung)+" "+s.By)
		}
		if want := []string{
			"push ", "again karin", "others karin", "mail karin", "push karin", "others karin", "mail karin", "push karin", "others karin", "mail karin", "handed ", "list ",
		}; !slices.Equal(asked, want) || c.Asked != "" {
			t.Errorf("who asked: %q, and still %q", asked, c.Asked)
		}
	}
}

// In somebody's quiet hours nobody is reminded, but once they are over; and what was asked for then is not asked for again.
func TestAReminderWaitsForTheMorning(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.wishes["alva"] = push.Wishes{Quiet: &push.Hours{From: "22:00", To: "07:30"}}
	w.invoice(care.Ready, 1)
	w.look()
	w.want("11-03 10:00 push-newest alva invoice_ready")
	w.now = at("2026-11-04 23:30")
	if got := w.remind(); len(got) != 1 {
		t.Fatalf("reminded %v", got)
	}
	w.want()
	if got := w.remind(); len(got) != 0 {
		t.Errorf("reminded twice: %v", got)
	}
	w.until("2026-11-05 12:00")
	w.want("11-05 07:30 push-newest alva invoice_ready")
}

// What is done is nothing to be reminded of, and who waits is listed with when they were told.
func TestWhoMayBeReminded(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.invoice(care.Ready, 1)
	w.look()
	waiting := func() []nudge.Case {
		cases, err := w.ladder.Waiting(t.Context(), bookID, "2026-10")
		if err != nil {
			t.Fatal(err)
		}
		return cases
	}
	if all := waiting(); len(all) != 1 || all[0].Told() != w.now.UTC() && !all[0].Told().Equal(w.now) || all[0].MayRemind(w.now.Add(19*time.Hour)) || !all[0].MayRemind(w.now.Add(20*time.Hour)) {
		t.Errorf("waiting: %+v", all)
	}
	w.invoice(care.HandedOver, 1)
	w.look()
	if all := waiting(); len(all) != 0 || len(w.remind()) != 0 {
		t.Errorf("done, and waiting: %+v", all)
	}
}

// Whoever several months wait for gets one reminder a day, of whichever.
func TestNobodyIsRemindedTwiceADay(t *testing.T) {
	w := staff(t, "2026-10-30 12:00")
	w.role("bo", "beneficiary")
	w.write("engagement/2", map[string]any{"assistant": "samir", "beneficiary": "bo", "from": "2026-01-01"})
	w.shift("1", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", nil)
	w.shift("2", "2026-10-06T08:00+02:00", "2026-10-06T12:00+02:00", map[string]any{"beneficiary": "bo"})
	w.until("2026-11-02 10:00")
	w.want("11-01 09:00 push-newest samir month_look", "11-01 09:00 push-newest samir month_look")
	ask := func(beneficiary string) int {
		t.Helper()
		cases, err := w.ladder.Remind(t.Context(), bookID, beneficiary, "2026-10", "karin", w.now)
		if err != nil {
			t.Fatal(err)
		}
		return len(cases)
	}
	if first, second := ask("alva"), ask("bo"); first != 1 || second != 0 {
		t.Errorf("reminded of %d and %d", first, second)
	}
	w.look()
	w.want("11-02 10:00 push-newest samir month_look")
	waiting, err := w.ladder.Waiting(t.Context(), bookID, "2026-10")
	if err != nil || len(waiting) != 2 {
		t.Fatalf("%+v %v", waiting, err)
	}
	for _, c := range waiting {
		if c.MayRemind(w.now) || !c.Reminded.Equal(w.now) || !c.MayRemind(w.now.Add(remindPause)) {
			t.Errorf("may be reminded of %s at once, or not tomorrow", c.Beneficiary)
		}
	}
	w.now = w.now.Add(remindPause)
	if got := ask("bo"); got != 1 {
		t.Errorf("the next day: reminded of %d", got)
	}
}

const remindPause = 20 * time.Hour
