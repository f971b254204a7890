package nudge_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/nudge"
	"passbok/push"
	"passbok/sync/book"
	"passbok/sync/op"
)

// staff are an assistant who works for a beneficiary, and the coordinator.
func staff(t testing.TB, begins string) *world {
	w := newWorld(t, begins)
	w.role("alva", "beneficiary")
	w.role("samir", "assistant")
	w.role("karin", "coordinator")
	w.write("engagement/1", map[string]any{"assistant": "samir", "beneficiary": "alva", "from": "2026-01-01"})
	w.devices["samir"], w.devices["karin"] = 1, 1
	return w
}

func (w *world) shift(id, start, end string, more map[string]any) {
	fields := map[string]any{"assistant": "samir", "beneficiary": "alva", "kind": "active", "start": start}
	if end != "" {
		fields["end"] = end
	}
	for name, v := range more {
		fields[name] = v
	}
	w.write("shift/"+id, fields)
}

func (w *world) plan(id, start, end string) {
	w.write("plan/"+id, map[string]any{"assistant": "samir", "beneficiary": "alva", "kind": "active", "start": start, "end": end})
}

// sheet writes a timesheet whose rows are those of the one shift in October, 8 to 12 on the 5th.
func (w *world) sheet(state care.SheetState, version int) {
	rows, err := care.RowsHash([]care.SheetRow{{Day: 5, From: "08.00", To: "12.00", Kind: care.Active, Minutes: 240, Row: "shift/1"}})
	if err != nil {
		w.Fatal(err)
	}
	w.write(care.TimesheetRef("samir", "alva", "2026-10"), map[string]any{
		"assistant": "samir", "beneficiary": "alva", "month": "2026-10", "state": string(state), "version": version, "rows_hash": rows,
		"route": "elt", "at": map[string]string{string(state): w.now.UTC().Format(time.RFC3339)}, "by": json.RawMessage("{}"),
	})
}

// codes are the codes of what is told from now until then, with whom and when.
func (w *world) codes(until string) string {
	w.until(until)
	var all []string
	for _, line := range w.told {
		f := strings.Fields(line)
		if f[2] != "back" {
			all = append(all, fmt.Sprint(f[0], " ", f[1], " ", f[3], " ", f[4]))
		}
	}
	w.told = nil
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func TestWhatAssistantsAreToldOfTheirMonth(t *testing.T) {
	w := staff(t, "2026-10-30 12:00")
	w.devices["karin"] = 0
	w.shift("1", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", nil)
	for _, step := range []struct {
		do    func()
		until string
		want  string
	}{
		{func() {}, "2026-11-01 08:59", ""},
		{func() {}, "2026-11-01 10:00", "11-01 09:00 samir month_look"},
		{func() { w.sheet(care.SheetReady, 1) }, "2026-11-01 12:00", "11-01 11:00 samir sheet_sign"},
		{func() { w.sheet(care.SheetSigned, 1) }, "2026-11-20 12:00", ""},
		{func() { w.write("shift/1", map[string]any{"end": "2026-10-05T13:00+02:00"}) }, "2026-11-22 08:00", ""}, // told by the event itself
		{func() {}, "2026-11-23 08:00", "11-23 02:00 samir sheet_fallen"},
		{func() { w.write("shift/1", map[string]any{"end": "2026-10-05T12:00+02:00"}) }, "2026-12-10 12:00", ""}, // the signature holds again
	} {
		step.do()
		if got := w.codes(step.until); got != step.want {
			t.Errorf("until %s: %q, want %q", step.until, got, step.want)
		}
	}
}

func TestWhatAssistantsAreToldOfTheirDay(t *testing.T) {
	w := staff(t, "2026-11-03 07:00")
	w.plan("a", "2026-11-03T08:00+01:00", "2026-11-03T12:00+01:00")
	w.plan("b", "2026-11-03T13:00+01:00", "2026-11-03T17:00+01:00")
	w.look() // these are no change: the month has just come into sight
	if got := w.codes("2026-11-03 12:30"); got != "11-03 08:15 samir shift_not_started" {
		t.Errorf("nothing begun: %q", got)
	}
	w.shift("1", "2026-11-03T12:55+01:00", "", map[string]any{"plan": "b"})
	if got := w.codes("2026-11-03 23:00"); got != "11-03 17:30 samir shift_forgotten" {
		t.Errorf("gone past its plan: %q", got)
	}
	w.write("shift/1", map[string]any{"end": "2026-11-03T17:00+01:00"})
	if got := w.codes("2026-11-05 23:00"); got != "" {
		t.Errorf("ended: %q", got)
	}
	w.now = at("2026-11-06 10:00")
	w.plan("c", "2026-11-09T08:00+01:00", "2026-11-09T12:00+01:00")
	w.until("2026-11-06 10:05")
	w.plan("d", "2026-11-10T08:00+01:00", "2026-11-10T12:00+01:00")
	w.restart()
	if got := w.codes("2026-11-06 12:00"); got != "11-06 10:15 samir plan_changed" {
		t.Errorf("two plans within ten minutes: %q", got)
	}
	w.write("plan/d", map[string]any{"void": true})
	w.until("2026-11-06 12:03")
	w.write("plan/d", map[string]any{"void": false})
	if got := w.codes("2026-11-06 14:00"); got != "" {
		t.Errorf("changed, and changed back: %q", got)
	}
}

// A coordinator gets one digest a day at the time of their choice, and at once only what is urgent.
func TestTheOfficeIsToldOnceADay(t *testing.T) {
	w := staff(t, "2026-11-24 06:00")
	w.devices["samir"] = 0
	w.shift("1", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", nil)
	w.wishes["karin"] = push.Wishes{Digest: "07:45"}
	w.look()
	if got := w.codes("2026-11-27 06:00"); got != "11-25 07:45 karin office_digest, 11-26 07:45 karin office_digest" {
		t.Errorf("%q", got) // the first day is the ladder's first: nobody is told of what nobody has seen
	}
	n := w.notices[len(w.notices)-1]
	if !slices.Equal(n.Kinds, []push.Code{push.SheetsMissing, push.Unreached}) {
		t.Errorf("%v", n.Kinds)
	}
	w.sheet(care.SheetRejected, 1)
	if got := w.codes("2026-11-27 07:00"); got != "11-27 06:00 karin elt_rejected" {
		t.Errorf("rejected: %q", got)
	}
	w.sheet(care.SheetReceived, 1)
	if got := w.codes("2026-11-29 12:00"); got != "" {
		t.Errorf("nothing waits: %q", got)
	}
}

func TestADisagreementOnTheLastDay(t *testing.T) {
	w := staff(t, "2026-12-03 12:00")
	const id = "00000000-0000-7000-8000-00000000aaaa"
	w.shift(id, "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", nil)
	w.write(care.TimesheetRef("samir", "alva", "2026-10"), map[string]any{"assistant": "samir", "beneficiary": "alva", "month": "2026-10", "state": "complete", "version": 1, "at": json.RawMessage("{}"), "by": json.RawMessage("{}")})
	w.look()
	w.disagree("shift/" + id)
	if got := w.codes("2026-12-05 12:00"); got != "12-03 12:10 samir shift_conflict, 12-04 07:30 karin office_digest, 12-04 16:10 samir shift_conflict, "+
		"12-05 00:00 karin conflict_last_day, 12-05 07:30 karin office_digest" {
		t.Errorf("%q", got)
	}
}

// On the last day all of the office are told, whoever answers for the customer.
func TestOnTheLastDayAllAreTold(t *testing.T) {
	w := staff(t, "2026-12-04 12:00")
	w.role("lena", "coordinator")
	w.write("responsibility/1", map[string]any{"coordinator": "lena", "beneficiary": "alva", "from": "2026-01-01"})
	w.devices["samir"] = 0
	const id = "00000000-0000-7000-8000-00000000aaaa"
	w.shift(id, "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", nil)
	w.look()
	w.disagree("shift/" + id)
	if got := w.codes("2026-12-05 07:00"); got != "12-05 00:00 karin conflict_last_day" {
		t.Errorf("%q", got)
	}
}

// disagree makes two answers stand for a shift: the assistant and the office change it, both from what they knew.
func (w *world) disagree(ref string) {
	w.Helper()
	var base uint64
	err := w.book.View(w.Context(), func(docs book.Documents) error {
		doc, _, err := docs.Get(ref)
		base = doc.Rev
		return err
	})
	for i, person := range []string{"karin", "samir"} {
		device := fmt.Sprintf("00000000-0000-7000-8000-00000000000%d", i)
		raw, wrong := json.Marshal(op.Op{
			V: 1, ID: fmt.Sprintf("00000000-0000-7000-9000-00000000000%d", i), N: 1, Doc: ref, Base: base,
			Set: op.Fields{"end": care.Value(fmt.Sprintf("2026-10-05T1%d:30+02:00", 3+i))},
		})
		if err = errors.Join(err, wrong); err == nil {
			_, err = w.book.Sync(w.Context(), book.Actor{Person: person, Device: device}, book.Request{Device: device, Ops: []json.RawMessage{raw}})
		}
	}
	if err != nil {
		w.Fatal(err)
	}
}

// What waits for the office and is of no month comes with the digest, once, among the rest.
func TestWhatIsOfNoMonthWaitsToo(t *testing.T) {
	for _, test := range []struct{ before, after []push.Code }{
		{nil, []push.Code{push.OfficeParked}},
		{[]push.Code{push.OfficeParked}, []push.Code{push.OfficeParked}},
		{[]push.Code{push.OfficeConflict, push.SheetsMissing}, []push.Code{push.OfficeConflict, push.OfficeParked, push.SheetsMissing}},
	} {
		found := nudge.Found{Digest: slices.Clone(test.before)}
		found.Waits()
		if !slices.Equal(found.Digest, test.after) {
			t.Errorf("%v became %v, want %v", test.before, found.Digest, test.after)
		}
	}
}
