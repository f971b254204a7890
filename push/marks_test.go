package push

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"testing"
	"time"

	"passbok/care"
	"passbok/push/sim"
)

func (h *house) payloadOf(m sim.Message) payload {
	h.t.Helper()
	var p payload
	if err := json.Unmarshal([]byte(m.Text), &p); err != nil {
		h.t.Fatal(err)
	}
	return p
}

// What a device tells of a notice is told on once, by a mark that means nothing to anybody else.
func TestADeviceTellsWhatBecameOfANotice(t *testing.T) {
	h := newHouse(t)
	type heard struct {
		Receipt
		Seen Seen
	}
	var all []heard
	h.cfg.Seen = func(_ context.Context, r Receipt, s Seen) error {
		all = append(all, heard{r, s})
		return nil
	}
	h.Sender = h.make(h.cfg)
	phone, tablet := h.subscribe(alva, "phone"), h.subscribe(alva, "tablet")
	h.enqueue(readyFor("one", alva))
	h.deliver()
	marks := []string{h.payloadOf(h.got(phone)[0]).App.Mark, h.payloadOf(h.got(tablet)[0]).App.Mark}
	if marks[0] == marks[1] || len(marks[0]) != 20 {
		t.Errorf("marks %v", marks)
	}
	for _, tell := range []struct {
		mark string
		seen Seen
	}{{marks[0], Shown}, {marks[0], Shown}, {marks[0], Opened}, {marks[1], Later}, {marks[1], "eaten"}, {"forged-forged-forged", Shown}, {"x", Shown}} {
		if err := h.Mark(t.Context(), tell.mark, tell.seen); err != nil {
			t.Error(err)
		}
	}
	if len(all) != 3 || all[0].Seen != Shown || all[1].Seen != Opened || all[2].Seen != Later || all[0].ID != "one" || all[0].Person != alva || all[0].At.IsZero() {
		t.Errorf("%+v", all)
	}
	h.clock.Move(60 * day)
	h.enqueue(readyFor("two", bo)) // sweeps
	if err := h.Mark(t.Context(), marks[1], Shown); err != nil || len(all) != 3 {
		t.Errorf("two months later: %v, %+v", err, all)
	}
}

// Devices are told by the key that they subscribed with, before and after it was changed.
func TestANewKeyTakesNobodyAway(t *testing.T) {
	h := newHouse(t)
	before := h.subscribe(alva, "phone")
	first := h.PublicKey()
	for range maxEarlier {
		if err := h.Rotate(t.Context(), rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	if h.PublicKey() == first {
		t.Fatal("the same key")
	}
	after := h.subscribe(bo, "phone")
	h.restart()
	// A device that says again where it is told keeps the key that it is bound to.
	before.Stale = nil
	if kept, err := h.Subscribe(t.Context(), before); err != nil || kept.Key != first {
		t.Errorf("%+v, %v", kept, err)
	}
	h.enqueue(readyFor("one", alva, bo))
	h.deliver()
	if len(h.got(before)) != 1 || len(h.got(after)) != 1 {
		t.Errorf("before %d, after %d", len(h.got(before)), len(h.got(after)))
	}
	if err := h.Rotate(t.Context(), rand.Reader); err != nil { // its key is forgotten: the push service refuses, and it makes another
		t.Fatal(err)
	}
	h.enqueue(readyFor("two", alva))
	h.deliver()
	if subs := h.of(alva); len(h.got(before)) != 1 || subs[0].Stale == nil {
		t.Errorf("%+v", subs)
	}
}

func TestWhichDevicesAreTold(t *testing.T) {
	h := newHouse(t)
	old, used := h.subscribe(alva, "old"), h.subscribe(alva, "used")
	h.clock.Move(time.Hour)
	if _, err := h.Subscribe(t.Context(), old); err != nil { // opened once more
		t.Fatal(err)
	}
	for i, devices := range []Devices{NewestDevice, OtherDevices, AllDevices} {
		n := readyFor(string(rune('a'+i)), alva)
		n.Devices = devices
		if got, err := h.Reaches(t.Context(), alva, n); err != nil || got != []int{1, 1, 2}[i] {
			t.Errorf("%q reaches %d, %v", devices, got, err)
		}
		h.enqueue(n)
		h.deliver()
	}
	if len(h.got(old)) != 2 || len(h.got(used)) != 2 {
		t.Errorf("the one used last %d, the other %d", len(h.got(old)), len(h.got(used)))
	}
	if n, err := h.Reaches(t.Context(), bo, readyFor("x")); n != 0 || err != nil {
		t.Error(n, err)
	}
}

// What is done is not sent, whatever line it stands in.
func TestWhatIsWithdrawnIsNotSent(t *testing.T) {
	h := newHouse(t)
	phone, other := h.subscribe(alva, "phone"), h.subscribe(bo, "phone")
	h.enqueue(readyFor("another", alva))
	meant := func(id string) bool { return id == "one" }
	if err := h.Withdraw(t.Context(), alva, readyFor(""), meant); err != nil || h.waiting() != 1 {
		t.Fatalf("%v, %d wait: what took its place was taken back, too", err, h.waiting())
	}
	h.enqueue(readyFor("one", alva, bo))
	if err := h.Withdraw(t.Context(), alva, readyFor(""), meant); err != nil {
		t.Fatal(err)
	}
	h.deliver()
	if len(h.got(phone)) != 0 || len(h.got(other)) != 1 || h.waiting() != 0 {
		t.Errorf("%d, %d, %d wait", len(h.got(phone)), len(h.got(other)), h.waiting())
	}
}

// A device whose subscription ends within a week is told so, on that device, once a day.
func TestADeviceIsToldBeforeItsSubscriptionEnds(t *testing.T) {
	h := newHouse(t)
	ends := h.clock.Now().Add(10 * day)
	sub := h.subscription(alva, "phone")
	sub.Expires = &ends
	if _, err := h.Subscribe(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	other := h.subscribe(alva, "tablet")
	for range 8 {
		for range 2 {
			if _, err := h.WarnEnding(t.Context()); err != nil {
				t.Fatal(err)
			}
			h.deliver()
		}
		h.clock.Move(day)
	}
	got := h.got(sub)
	if len(got) < 4 || len(got) > 6 || len(h.got(other)) != 0 || h.payloadOf(got[0]).App.Notice != SubscriptionEnds {
		t.Errorf("%d, and %d on the other", len(got), len(h.got(other)))
	}
}

func TestWhenSomebodyMayBeTold(t *testing.T) {
	ready, _ := RowOf(InvoiceReady)
	grave, _ := RowOf(InvoiceLastDay)
	digest, _ := RowOf(OfficeDigest)
	test, _ := RowOf(Test)
	night := &Hours{"21:00", "08:00"}
	for _, tt := range []struct {
		name   string
		wishes Wishes
		row    Row
		at     string
		want   string
	}{
		{"by day", Wishes{Quiet: night}, ready, "2026-11-03T20:59:00+01:00", "2026-11-03T20:59:00+01:00"},
		{"in the evening", Wishes{Quiet: night}, ready, "2026-11-03T21:00:00+01:00", "2026-11-04T08:00:00+01:00"},
		{"in the morning", Wishes{Quiet: night}, ready, "2026-11-03T07:59:59+01:00", "2026-11-03T08:00:00+01:00"},
		{"hours within a day", Wishes{Quiet: &Hours{"12:00", "13:30"}}, ready, "2026-11-03T12:10:00+01:00", "2026-11-03T13:30:00+01:00"},
		{"none", Wishes{Quiet: &Hours{"08:00", "08:00"}}, ready, "2026-11-03T23:00:00+01:00", "2026-11-03T23:00:00+01:00"},
		{"nothing said", Wishes{}, ready, "2026-11-03T23:00:00+01:00", "2026-11-03T23:00:00+01:00"},
		{"urgent, and nobody said so", Wishes{Quiet: night}, grave, "2026-11-03T23:00:00+01:00", "2026-11-04T08:00:00+01:00"},
		{"urgent, and they did", Wishes{Quiet: night, Grave: true, Holidays: true}, grave, "2026-11-01T23:00:00+01:00", "2026-11-01T23:00:00+01:00"},
		{"a Sunday", Wishes{Quiet: night, Holidays: true}, ready, "2026-11-01T12:00:00+01:00", "2026-11-02T08:00:00+01:00"},
		{"Saturday night, Sunday, all saints before", Wishes{Quiet: night, Holidays: true}, ready, "2026-10-31T10:00:00+01:00", "2026-11-02T08:00:00+01:00"},
		{"Christmas", Wishes{Quiet: night, Holidays: true}, ready, "2026-12-24T22:00:00+01:00", "2026-12-28T08:00:00+01:00"},
		{"away", Wishes{Quiet: night, Away: Days{"2026-11-03", "2026-11-20"}}, ready, "2026-11-03T12:00:00+01:00", "2026-11-21T08:00:00+01:00"},
		{"the night to summer time", Wishes{Quiet: &Hours{"22:00", "02:30"}}, ready, "2026-03-28T23:00:00+01:00", "2026-03-29T03:30:00+02:00"},
		{"the digest", Wishes{Quiet: night}, digest, "2026-11-03T07:30:00+01:00", "2026-11-03T07:30:00+01:00"},
		{"what was asked for", Wishes{Quiet: night, Away: Days{"2026-11-03", "2026-11-20"}}, test, "2026-11-03T23:30:00+01:00", "2026-11-03T23:30:00+01:00"},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.wishes.Open(at, tt.row).Format(time.RFC3339); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Quiet hours hold for what is queued, too.
func TestTheQueueKeepsQuietHours(t *testing.T) {
	h := newHouse(t)
	now := h.clock.Now()
	quiet := &Hours{now.In(care.Stockholm()).Add(-time.Hour).Format("15:04"), now.In(care.Stockholm()).Add(time.Hour).Format("15:04")}
	h.cfg.Quiet = quiet
	h.Sender = h.make(h.cfg)
	sub, other := h.subscribe(alva, "phone"), h.subscribe(bo, "phone")
	if err := h.Wish(t.Context(), bo, Wishes{Quiet: &Hours{"00:00", "00:00"}}); err != nil {
		t.Fatal(err)
	}
	h.enqueue(readyFor("one", alva, bo))
	h.deliver()
	if len(h.got(sub)) != 0 || len(h.got(other)) != 1 {
		t.Fatalf("told within quiet hours %d, and %d who has none", len(h.got(sub)), len(h.got(other)))
	}
	h.clock.Move(time.Hour + time.Minute)
	h.deliver()
	if len(h.got(sub)) != 1 {
		t.Error("not told after them")
	}
}
