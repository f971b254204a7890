package month_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

const day5 = "a samir alva active 2026-10-05T08:00+02:00 2026-10-05T18:00+02:00"

// report takes in what Försäkringskassan says of a version; signed changes the echo of what was sent.
func (w *world) report(version int, signed func(*care.Statement)) error {
	w.t.Helper()
	_, err := w.do("report", func(docs book.Documents) (book.Decision, error) {
		r := month.Report{Beneficiary: "alva", Month: "2026-10", Report: care.Report{Version: version}, Now: w.now}
		if signed != nil {
			inv, err := month.Snapshot(docs, "alva", "2026-10", version)
			if err != nil && version == 1 {
				return book.Decision{}, err
			}
			echo := inv.Statement()
			signed(&echo)
			r.Signed = &echo
		}
		return month.Status(docs, r)
	})
	return err
}

func same(*care.Statement) {}

func (w *world) ready() month.View {
	w.t.Helper()
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, "as agreed"); err != nil {
		w.t.Fatal("mark ready:", err)
	}
	return w.look("karin")
}

// finish does all jobs there are.
func (w *world) finish() {
	w.t.Helper()
	jobs, err := w.book.Jobs(context.Background(), w.now.Add(time.Hour), 100)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, j := range jobs {
		if err := w.book.Finish(context.Background(), j.ID); err != nil {
			w.t.Fatal(err)
		}
	}
}

func TestTheWholeWay(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	w.shift("b tilda alva waiting 2026-10-05T22:00+02:00 2026-10-06T06:00+02:00")
	at := func(state care.State, jobs string) {
		t.Helper()
		v := w.look("karin")
		if v.Invoice.State != state || v.Invoice.At[state] == "" || w.jobs() != jobs {
			t.Fatalf("state %s at %v, jobs %q; want %s, %q", v.Invoice.State, v.Invoice.At, w.jobs(), state, jobs)
		}
		w.finish()
	}
	v := w.ready()
	if v.Invoice.Version != 1 || *v.Invoice.Sums != v.Sums || v.Invoice.By[care.Ready] != (month.Party{ID: "karin", Name: "Karin"}) {
		t.Fatalf("%+v", v.Invoice)
	}
	at(care.Ready, "invoice_ready.1")
	if _, err := w.do("n", func(docs book.Documents) (book.Decision, error) {
		return month.Notified(docs, "alva", "2026-10", 1, w.now)
	}); err != nil {
		t.Fatal(err)
	}
	at(care.Notified, "")
	opened := func(person string) {
		t.Helper()
		if _, err := w.do("o", func(docs book.Documents) (book.Decision, error) { return month.Opened(docs, w.ask(person)) }); err != nil {
			t.Fatal(err)
		}
	}
	opened("karin") // the office's look opens nothing
	at(care.Notified, "")
	opened("gunnar")
	at(care.Opened, "")
	for range 2 { // sent, cancelled at the other end, sent again
		if err := w.act(month.HandOver, "gunnar", v.Invoice.Hash, ""); err != nil {
			t.Fatal(err)
		}
		at(care.HandedOver, "")
	}
	if c := w.alva(); c.Next.Code != "receive" || c.Next.Who != "fk" {
		t.Errorf("just sent: %+v", c.Next)
	}
	w.now = w.now.Add(48 * time.Hour) // nothing is heard of it for a whole day
	if c := w.alva(); c.Next.Code != "expired" || c.Next.Who != "beneficiary" || !strings.Contains(c.Next.Message.SV, "inte svarat") {
		t.Errorf("sent two days ago: %+v", c.Next)
	}
	if err := w.report(1, nil); err != nil {
		t.Fatal(err)
	}
	at(care.Received, "")
	if err := w.act(month.HandOver, "gunnar", v.Invoice.Hash, ""); err != nil { // received is not signed: they go on there
		t.Errorf("handed over after it was received: %v", err)
	}
	at(care.Received, "")
	if err := w.report(1, same); err != nil {
		t.Fatal(err)
	}
	at(care.Signed, "invoice_signed.1")
	if err := w.act(month.HandOver, "gunnar", v.Invoice.Hash, ""); code(err) != month.CodeWrongState {
		t.Errorf("handed over after it was signed: %v", err)
	}
	if err := w.report(1, nil); err != nil { // late and out of order
		t.Fatal(err)
	}
	if err := w.report(1, same); err != nil { // twice
		t.Fatal(err)
	}
	at(care.Signed, "")
}

func TestReadyIsRefused(t *testing.T) {
	tests := []struct {
		name, shift, person, code string
		saw                       func(month.View) string
	}{
		{"never stopped", "a samir alva active 2026-10-05T08:00+02:00 -", "karin", month.CodeNotReady, nil},
		{"too long", "a samir alva active 2026-10-05T08:00+02:00 2026-10-06T09:00+02:00", "karin", month.CodeNotReady, nil},
		{"outside", "a samir alva active 2026-09-05T08:00+02:00 2026-09-05T18:00+02:00", "karin", month.CodeEmpty, nil},
		{"by an assistant", day5, "samir", month.CodeForbidden, nil},
		{"by the god man", day5, "gunnar", month.CodeForbidden, nil},
		{"by a stranger", day5, "stranger", month.CodeForbidden, nil},
		{"having seen something else", day5, "karin", op.CodeChanged, func(v month.View) string { return "x" + v.Hash }},
		{"having seen nothing", day5, "karin", op.CodeChanged, func(month.View) string { return "" }},
	}
	for _, tt := range tests {
		w := newWorld(t)
		w.shift(tt.shift)
		saw := w.look("karin").Hash
		if tt.saw != nil {
			saw = tt.saw(w.look("karin"))
		}
		err := w.act(month.Ready, tt.person, saw, "")
		if code(err) != tt.code {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.code)
		}
		var why *month.NotReady
		if errors.As(err, &why) != (tt.code == month.CodeNotReady) || why != nil && len(why.Findings) != 1 {
			t.Errorf("%s: %+v", tt.name, why)
		}
		if w.look("karin").Invoice.State != care.Open || w.jobs() != "" {
			t.Errorf("%s: it happened all the same", tt.name)
		}
	}
}

func TestReadyWantsTimeAndItsEnd(t *testing.T) {
	w := newWorld(t)
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, ""); code(err) != month.CodeEmpty {
		t.Errorf("without a row: %v", err)
	}
	w.shift(day5)
	w.set("shift/a void=true")
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, ""); code(err) != month.CodeEmpty {
		t.Errorf("with its only row removed: %v", err)
	}
	w.set("shift/a void=null")
	for _, now := range []time.Time{
		time.Date(2026, 10, 31, 22, 59, 59, 0, time.UTC), // 23.59 in Stockholm, in winter time
		time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC),
	} {
		w.now = now
		if err := w.act(month.Ready, "karin", w.look("karin").Hash, ""); code(err) != month.CodeNotOver {
			t.Errorf("at %s: %v", now, err)
		}
	}
	if w.look("karin").Invoice.State != care.Open || w.jobs() != "" {
		t.Error("it happened all the same")
	}
	w.now = time.Date(2026, 10, 31, 23, 0, 0, 0, time.UTC)
	w.ready()
}

func TestReadyTwiceAndOvertaken(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	saw := w.look("karin").Hash
	w.shift("b tilda alva active 2026-10-06T08:00+02:00 2026-10-06T09:00+02:00")
	if err := w.act(month.Ready, "karin", saw, ""); code(err) != op.CodeChanged {
		t.Errorf("overtaken by a new row: %v", err)
	}
	w.set("shift/b note=något")
	saw = w.look("karin").Hash
	w.set("shift/b note=annat", "person/tilda name=Tilda-Marie")
	if err := w.act(month.Ready, "karin", saw, "as agreed"); err != nil {
		t.Errorf("a note and a name hold nothing up: %v", err)
	}
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, ""); code(err) != month.CodeWrongState {
		t.Errorf("marked ready twice: %v", err)
	}
}

func TestSealReopenAndParked(t *testing.T) {
	w := newWorld(t)
	const shift = "shift/00000000-0000-7000-8000-00000000cccc"
	w.sync("samir", shift, 0, "assistant=samir beneficiary=alva kind=active start=2026-10-05T08:00+02:00 end=2026-10-05T18:00+02:00")
	first := w.ready()
	w.finish()
	if v := w.sync("samir", shift, w.rev(shift), "end=2026-10-05T19:00+02:00"); v.Verdict != op.Parked {
		t.Fatal(v)
	}
	const fresh = "shift/00000000-0000-7000-8000-00000000dddd"
	if v := w.sync("tilda", fresh, 0, "assistant=tilda beneficiary=alva kind=active start=2026-10-07T08:00+02:00 end=2026-10-07T09:00+02:00"); v.Verdict != op.Parked {
		t.Fatal(v)
	}
	v := w.look("karin")
	if got := strings.Join(written(v.Findings), "\n"); got != "parked stops ["+shift+"] 382470\nparked stops ["+fresh+"] 34770" || len(v.Parked) != 2 {
		t.Errorf("%s, %+v", got, v.Parked)
	}
	if v.Sums != first.Sums || v.Money.Risk != 347700+34770 {
		t.Errorf("sums %+v, money %+v", v.Sums, v.Money)
	}
	// What arrives late holds nothing up that is ready already.
	if err := w.act(month.HandOver, "gunnar", first.Invoice.Hash, ""); err != nil {
		t.Errorf("handed over: %v", err)
	}
	if err := w.act(month.Reopen, "karin", v.Hash, " "); code(err) != op.CodeWhyMissing {
		t.Errorf("reopened without a reason: %v", err)
	}
	if err := w.act(month.Reopen, "gunnar", v.Hash, "för att"); code(err) != month.CodeForbidden {
		t.Errorf("reopened by the god man: %v", err)
	}
	if err := w.act(month.Reopen, "karin", first.Hash, "Samir har mer tid"); code(err) != op.CodeChanged {
		t.Errorf("reopened without having seen what waits: %v", err)
	}
	if err := w.act(month.Reopen, "karin", v.Hash, "Samir har mer tid"); err != nil {
		t.Fatal(err)
	}
	if w.jobs() != "invoice_reopened.1" || w.look("karin").Invoice.Why != "Samir har mer tid" {
		t.Errorf("jobs %q, %+v", w.jobs(), w.look("karin").Invoice)
	}
	w.finish()
	if err := w.act(month.Ready, "karin", w.look("karin").Hash, ""); code(err) != month.CodeNotReady {
		t.Errorf("ready over what is parked: %v", err)
	}
	for _, wait := range w.look("karin").Parked {
		w.count++
		cmd := book.Command{ID: "settle-" + wait.Op, Name: "parked.apply", Person: "karin"}
		if _, err := w.book.Settle(context.Background(), cmd, wait.Op, true, nil); err != nil {
			t.Fatal(err)
		}
	}
	second := w.ready()
	if second.Invoice.Version != 2 || second.Invoice.Sums.Active != 12*60 || second.Invoice.Hash == first.Invoice.Hash || w.jobs() != "invoice_ready.2" {
		t.Errorf("%+v, jobs %q", second.Invoice, w.jobs())
	}
	w.finish()
	// The first version is signed at last, though it was replaced.
	if err := w.report(1, same); err != nil {
		t.Fatal(err)
	}
	v = w.look("karin")
	if v.Invoice.State != care.Ready || w.jobs() != "invoice_differs.1" || len(v.Findings) != 1 || v.Findings[0].Code != month.SignedEarlier {
		t.Errorf("%+v, jobs %q, %+v", v.Invoice, w.jobs(), v.Findings)
	}
	if err := w.report(2, same); err != nil {
		t.Fatal(err)
	}
	if v := w.look("karin"); v.Invoice.State != care.Signed || len(v.Findings) != 0 {
		t.Errorf("%+v, %+v", v.Invoice, v.Findings)
	}
}

func TestUnknownInvoices(t *testing.T) {
	w := newWorld(t)
	w.shift(day5)
	if err := w.report(1, nil); code(err) != month.CodeInvoiceUnknown {
		t.Errorf("a report on what was never made: %v", err)
	}
	if err := w.act(month.HandOver, "alva", w.look("karin").Hash, ""); code(err) != month.CodeInvoiceUnknown {
		t.Errorf("handing over what was never made: %v", err)
	}
	v := w.ready()
	for _, version := range []int{0, -1, 2} {
		if err := w.report(version, nil); code(err) != month.CodeInvoiceUnknown {
			t.Errorf("a report on version %d: %v", version, err)
		}
	}
	for person, want := range map[string]string{"alva": "", "gunnar": "", "karin": month.CodeForbidden, "samir": month.CodeForbidden, "bo": month.CodeForbidden} {
		if err := w.act(month.HandOver, person, v.Invoice.Hash, ""); code(err) != want {
			t.Errorf("%s hands over: %v, want %q", person, err, want)
		}
	}
	if err := w.act(month.HandOver, "alva", "something else", ""); code(err) != op.CodeChanged {
		t.Errorf("having seen something else: %v", err)
	}
	w.set("decision/1 granter=municipality")
	if err := w.act(month.HandOver, "alva", v.Invoice.Hash, ""); code(err) != month.CodePaperOnly {
		t.Errorf("a municipality's month: %v", err)
	}
	if err := w.act(month.Reopen, "karin", v.Invoice.Hash, "fel beslut"); err != nil {
		t.Error(err)
	}
	if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "igen"); code(err) != month.CodeWrongState {
		t.Errorf("reopened twice: %v", err)
	}
}
