package house

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"passbok/care"
)

// A signature that falls is told to both who signed, once: whether the house runs, has just started, or was stopped in
// between; and a version that is signed anew and falls is told of again.
func TestASignatureThatFallsIsToldToBothOnce(t *testing.T) {
	w := newTelling(t, time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC), Config{})
	var s signatures
	want := func(when string, people ...string) {
		t.Helper()
		w.tells(when, errors.Join(w.noteFallen(t.Context(), w.book, &s), w.carryOver(t.Context(), w.book)), people...)
	}
	signed := func(version int, end string) {
		t.Helper()
		rows, err := care.RowsHash([]care.SheetRow{{Day: 5, From: "08.00", To: end, Kind: care.Active, Minutes: 60 * int(end[1]-'0'+10-8), Row: "shift/1"}})
		if err != nil {
			t.Fatal(err)
		}
		w.write(care.TimesheetRef("samir", "alva", "2026-10"), map[string]any{
			"assistant": "samir", "beneficiary": "alva", "month": "2026-10", "state": "signed", "version": version, "rows_hash": rows,
			"at": json.RawMessage("{}"), "by": json.RawMessage("{}"),
		})
	}
	w.staff(map[string]string{"samir": "assistant", "karin": "coordinator", "tilda": "assistant"})
	w.write("shift/1", map[string]any{"assistant": "samir", "beneficiary": "alva", "kind": "active", "start": "2026-10-05T08:00+02:00", "end": "2026-10-05T12:00+02:00"})
	signed(1, "12.00")
	want("signed")
	w.write("shift/1", map[string]any{"end": "2026-10-05T13:00+02:00"})
	want("a row changed", "karin", "samir")
	w.write("shift/1", map[string]any{"end": "2026-10-05T14:00+02:00"})
	want("it changed once more")
	again := func() {
		t.Helper()
		w.restart()
		s = signatures{}
	}
	again()
	w.now = w.now.Add(40 * 24 * time.Hour) // longer than the queue remembers what it has sent
	want("after a restart, much later")
	signed(2, "14.00")
	want("signed anew")
	w.write("shift/1", map[string]any{"end": "2026-10-05T15:00+02:00"})
	again() // before anybody looked
	want("it changed just before a stop", "karin", "samir")
}

func TestMonthsAmongFeeds(t *testing.T) {
	got := monthsOf([]string{"alva", "alva@2026-10", "plans/samir@2026-10", "shifts/samir@2026-10", "book", "bo@2026-13", "snapshots/alva@2026-10"})
	if want := []sheetMonth{{"alva", "2026-10"}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
