package nudge_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"passbok/care"
	"passbok/nudge"
	"passbok/push"
)

// people are a beneficiary with two devices and an address, the god man who represents her, and a coordinator.
func people(t testing.TB, begins string) *world {
	w := newWorld(t, begins)
	w.role("alva", "beneficiary")
	w.role("karin", "coordinator")
	w.role("gun", "representative")
	w.write("representation/1", map[string]any{"representative": "gun", "beneficiary": "alva", "kind": "god_man", "from": "2026-01-01", "scope": []string{"rights", "property"}})
	w.write("provider/1", map[string]any{"name": "Prova", "deadline_day": 20})
	w.devices["alva"], w.devices["gun"] = 2, 1
	w.mail["alva"] = "alva@example.se"
	return w
}

// A month of the ladder, as it is meant to be read: nobody does anything, and each rung has its day.
func TestAMonthOfTheLadder(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.invoice(care.Ready, 1)
	w.until("2026-12-06 12:00")
	w.want(
		"11-03 10:00 push-newest alva invoice_ready",
		"11-06 10:00 push-newest alva invoice_ready",
		"11-09 10:00 push-others alva invoice_ready",
		"11-12 10:00 mail alva invoice_ready",
		"11-15 10:00 push-newest gun invoice_ready", // and on the list, where she has none
		"11-18 09:00 push-newest alva invoice_provider_day",
		"11-18 09:00 push-others alva invoice_provider_day",
		"11-18 09:00 mail alva invoice_provider_day",
		"11-18 09:00 push-newest gun invoice_provider_day",
		"11-21 07:30 push-newest gun invoice_provider_day", // she has no other device: then comes the list
		"11-30 09:00 push-newest alva invoice_last_day",
		"11-30 09:00 push-others alva invoice_last_day",
		"11-30 09:00 mail alva invoice_last_day",
		"11-30 09:00 push-newest gun invoice_last_day",
		"12-04 09:00 push-newest alva invoice_last_day",
		"12-04 09:00 push-others alva invoice_last_day",
		"12-04 09:00 mail alva invoice_last_day",
		"12-04 09:00 push-newest gun invoice_last_day",
	)
}

// What is done anywhere stops at once, on whichever rung it was.
func TestWhatIsDoneStopsAtOnce(t *testing.T) {
	for _, done := range []string{"2026-11-03 10:01", "2026-11-07 10:00", "2026-11-10 10:00", "2026-11-14 10:00", "2026-11-17 10:00"} {
		w := people(t, "2026-11-03 10:00")
		w.invoice(care.Ready, 1)
		w.until(done)
		w.told = nil
		w.invoice(care.Signed, 1)
		w.until("2026-12-06 12:00")
		for _, line := range w.told {
			if line[12:16] != "back" {
				t.Errorf("done at %s, and told all the same: %s", done, line)
			}
		}
		if left, err := w.ladder.Unreached(t.Context(), bookID); err != nil || len(left) != 0 {
			t.Errorf("%s: on the list stand %v, %v", done, left, err)
		}
	}
}

// An invoice that was handed over, and of which nothing is heard, is told of once, after a whole day; one that arrived is not.
func TestAHandOverThatNobodyAnswers(t *testing.T) {
	for _, test := range []struct {
		heard care.State
		want  []string
	}{
		{"", []string{"11-05 09:00 push- alva invoice_expired", "11-05 09:00 push- gun invoice_expired"}},
		{care.Signed, nil},
	} {
		w := people(t, "2026-11-03 10:00")
		w.invoice(care.HandedOver, 1)
		w.until("2026-11-04 23:00")
		if test.heard != "" {
			w.invoice(test.heard, 1)
		}
		w.until("2026-11-29 12:00")
		w.want(test.want...)
	}
}

// A process that stops anywhere goes on where it was, and tells nobody twice.
func TestARestartTellsNobodyTwice(t *testing.T) {
	plain := people(t, "2026-11-03 10:00")
	plain.invoice(care.Ready, 1)
	plain.until("2026-12-06 12:00")
	w := people(t, "2026-11-03 10:00")
	w.invoice(care.Ready, 1)
	for day := w.now; day.Before(at("2026-12-06 12:00")); day = day.Add(7 * time.Hour) {
		w.until(day.In(care.Stockholm()).Format("2006-01-02 15:04"))
		w.restart()
	}
	w.until("2026-12-06 12:00")
	w.want(plain.told...)
}

// Whoever has no device, no address and nobody else comes on the list; but not at once, since people come by themselves.
func TestWhoCannotBeReachedIsOnTheList(t *testing.T) {
	w := newWorld(t, "2026-11-03 10:00")
	w.role("alva", "beneficiary")
	w.role("karin", "coordinator")
	w.invoice(care.Ready, 1)
	list := func() []nudge.Case {
		t.Helper()
		all, err := w.ladder.Unreached(t.Context(), bookID)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	w.until("2026-11-05 09:59")
	if all := list(); len(all) != 0 {
		t.Errorf("too early: %+v", all)
	}
	w.until("2026-11-05 10:01")
	all := list()
	if len(all) != 1 || all[0].Person != "alva" || all[0].Code != push.InvoiceReady || all[0].Last != "2026-12-05" {
		t.Fatalf("%+v", all)
	}
	var passed []string
	for _, s := range all[0].Steps {
		passed = append(passed, string(s.Rung)+":"+s.Passed)
	}
	if got := len(passed); got != 6 || passed[0] != "push:no_device" || passed[3] != "mail:no_way" || passed[4] != "handed:no_other" || passed[5] != "list:" {
		t.Errorf("%v", passed)
	}
	w.want()
	w.invoice(care.Signed, 1)
	if w.look(); len(list()) != 0 {
		t.Error("it is done, and stands there still")
	}
}

// A child's guardians are told all at once, and a beneficiary who may not sign is not told.
func TestGuardiansAreToldTogether(t *testing.T) {
	w := newWorld(t, "2026-11-03 10:00")
	w.role("alva", "beneficiary")
	for i, parent := range []string{"mamma", "pappa"} {
		w.role(parent, "representative")
		w.write("representation/"+string(rune('1'+i)), map[string]any{"representative": parent, "beneficiary": "alva", "kind": "guardian", "from": "2026-01-01"})
		w.devices[parent] = 1
	}
	w.devices["alva"] = 1
	w.invoice(care.Ready, 1)
	w.until("2026-11-03 11:00")
	if len(w.told) != 2 {
		t.Errorf("%v", w.told)
	}
}

// Within quiet hours nobody is told; the ladder waits for the morning. What is urgent comes where somebody has said so.
func TestTheLadderKeepsQuietHours(t *testing.T) {
	w := people(t, "2026-11-03 22:30")
	w.wishes["alva"] = push.Wishes{Quiet: &push.Hours{From: "21:00", To: "08:00"}}
	w.invoice(care.Ready, 1)
	w.until("2026-11-04 12:00")
	w.want("11-04 08:00 push-newest alva invoice_ready")
}

// A holiday that somebody wants to have in peace does not stop the month: whoever represents them is told at once, and the office sees it
// where there is nobody else; the person is told when it ends. A night is waited for, unless it is too late after it.
func TestALongPeaceIsGoneRound(t *testing.T) {
	away := push.Wishes{Quiet: &push.Hours{From: "21:00", To: "08:00"}, Away: push.Days{From: "2026-11-03", To: "2026-12-03"}}
	listed := func(w *world) (when string) {
		t.Helper()
		all, err := w.ladder.Unreached(t.Context(), bookID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			when += c.Person + c.Listed.In(care.Stockholm()).Format(" 01-02 15:04") + " "
		}
		return when
	}
	w := people(t, "2026-11-03 10:00")
	w.wishes["alva"] = away
	w.invoice(care.Ready, 1)
	w.until("2026-11-04 10:00")
	w.want("11-03 10:00 push-newest gun invoice_ready")
	w.restart()
	w.until("2026-11-06 09:00")
	if got := listed(w); got != "alva 11-05 10:00 " {
		t.Errorf("on the list: %q", got)
	}
	w.told = nil
	w.until("2026-12-04 08:30")
	if !slices.Contains(w.told, "12-04 08:00 push-newest alva invoice_last_day") {
		t.Errorf("their holiday is over, and told was %v", w.told)
	}
	w.told = nil
	w.invoice(care.Signed, 1)
	if w.look(); listed(w) != "" {
		t.Errorf("it is done, and stands on the list: %s", listed(w))
	}

	w = people(t, "2026-12-05 22:00") // the last day
	w.wishes["alva"] = push.Wishes{Quiet: away.Quiet}
	w.invoice(care.Ready, 1)
	w.until("2026-12-05 23:00")
	w.want("12-05 22:00 push-newest gun invoice_ready")
}

// Reminded tomorrow, as was asked for: the next rung waits until the morning, and is a push once more.
func TestPutOff(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.invoice(care.Ready, 1)
	w.look()
	n := w.notices[0]
	again, err := w.ladder.Heard(t.Context(), push.Receipt{ID: n.ID, Code: n.Code, Person: "alva", At: at("2026-11-03 18:00")}, push.Later)
	if err != nil || !again {
		t.Fatal(again, err)
	}
	w.until("2026-11-04 12:00")
	w.want("11-03 10:00 push-newest alva invoice_ready", "11-04 09:00 push-newest alva invoice_ready")
}

// What became of a notice is told to the office: delivered, shown, opened, and that it was done.
func TestWhatBecameOfANotice(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.invoice(care.Ready, 1)
	w.look()
	n := w.notices[0]
	for i, seen := range []push.Seen{"", push.Shown, push.Opened, push.Opened} {
		if _, err := w.ladder.Heard(t.Context(), push.Receipt{ID: n.ID, Code: n.Code, Person: "alva", At: w.now.Add(time.Duration(i+1) * time.Minute)}, seen); err != nil {
			t.Fatal(err)
		}
	}
	w.restart()
	w.now = w.now.Add(time.Hour)
	w.invoice(care.Signed, 1)
	w.look()
	all, err := w.ladder.About(t.Context(), bookID, "alva", "2026-10")
	if err != nil || len(all) != 1 || !all[0].Done.Equal(w.now) {
		t.Fatalf("%+v, %v", all, err)
	}
	s := all[0].Steps[0]
	if d := s.Delivered.Sub(s.At); d != time.Minute || s.Shown.Sub(s.At) != 2*d || s.Opened.Sub(s.At) != 3*d {
		t.Errorf("%+v", s)
	}
}

// A way that fails is tried again, and holds nobody else up.
func TestAWayThatFailsIsTriedAgain(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.devices["alva"] = 0
	w.broken = errors.New("no connection")
	w.invoice(care.Ready, 1)
	next, err := w.ladder.Look(t.Context(), bookID, w.found(), w.now)
	if err == nil || next.After(w.now.Add(time.Minute)) {
		t.Fatalf("%v, looks again at %s", err, next)
	}
	w.broken = nil
	w.now = next
	w.until("2026-11-03 11:00")
	w.want("11-03 10:01 mail alva invoice_ready")
}

// A version that is opened again and ready anew is a new turn of the same ladder.
func TestAnInvoiceThatIsReadyAnew(t *testing.T) {
	w := people(t, "2026-11-03 10:00")
	w.invoice(care.Ready, 1)
	w.until("2026-11-04 10:00")
	w.invoice(care.Open, 1)
	w.until("2026-11-04 11:00")
	w.invoice(care.Ready, 2)
	w.until("2026-11-04 12:00")
	w.want("11-03 10:00 push-newest alva invoice_ready", "11-04 10:00 back alva invoice_ready", "11-04 11:00 push-newest alva invoice_ready")
}

// Whoever has asked for paper, or has said that something is wrong, is not reminded while it is the office's turn; and is told once it is theirs.
func TestNobodyIsRemindedInTheOfficesTurn(t *testing.T) {
	w := newWorld(t, "2026-11-03 12:00")
	w.role("alva", "beneficiary")
	w.devices["alva"] = 1
	w.invoice(care.Ready, 1)
	w.look()
	w.want("11-03 12:00 push-newest alva invoice_ready")
	paper := func(at map[care.PaperStep]string) {
		w.write(care.InvoiceRef("alva", "2026-10"), map[string]any{"paper": map[string]any{"at": at, "by": map[string]string{}}})
	}
	paper(map[care.PaperStep]string{care.PaperAsked: "2026-11-03T11:30:00Z"})
	w.until("2026-11-20 12:00")
	w.want("11-03 12:00 back alva invoice_ready")
	if kinds := w.found().Digest; !slices.Contains(kinds, push.OfficePaper) {
		t.Errorf("to be printed, and the office hears of %v", kinds)
	}
	paper(map[care.PaperStep]string{care.PaperAsked: "2026-11-03T11:30:00Z", care.PaperPrinted: "2026-11-20T10:00:00Z"})
	w.look()
	if kinds := w.found().Digest; slices.Contains(kinds, push.OfficePaper) {
		t.Error("printed, and the office is told of it still")
	}
	w.want("11-20 12:00 push-newest alva invoice_ready")
	w.write("message/1", map[string]any{"author": "alva", "as": "beneficiary", "beneficiary": "alva", "month": "2026-10", "flag": "time", "said": "2026-11-20T12:00+01:00"})
	w.until("2026-12-20 12:00")
	w.want("11-20 12:00 back alva invoice_ready")
}
