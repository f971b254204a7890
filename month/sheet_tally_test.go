package month_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// alva is Alva's line of the board of October.
func (w *world) alva() month.Customer {
	w.t.Helper()
	var board month.Board
	if err := w.book.View(context.Background(), func(docs book.Documents) (err error) {
		board, err = month.Boards(docs, "karin", "2026-10", w.now)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	for _, c := range board.Customers {
		if c.Beneficiary.ID == "alva" {
			return c
		}
	}
	w.t.Fatal("no Alva")
	return month.Customer{}
}

// The board is right at each step of a timesheet: signed by the assistant, waiting for the provider, to be sent, sent,
// rejected, corrected, signed again, received.
func TestTheBoardFollowsATimesheet(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.shift("a samir alva active 2026-10-12T08:00+02:00 2026-10-12T12:00+02:00")
	want := func(sheets, sent month.Stage, next string, count func(month.SheetTally) int) {
		t.Helper()
		c := w.alva()
		if c.Stages.Sheets != sheets || c.Stages.Sent != sent || c.Next.Code != next || count(c.Sheets) != 1 || c.Sheets.Of != 1 {
			t.Errorf("%+v %+v %+v", c.Sheets, c.Stages, c.Next)
		}
	}
	do := func(command sheetCommand, person, why string) {
		t.Helper()
		if err := w.onSheet(command, person, why); err != nil {
			t.Fatal(err)
		}
	}
	missing := func(s month.SheetTally) int { return s.Missing }
	want(month.Wait, month.None, "lock", missing)
	if who := w.alva().Sheets.Who; len(who) != 1 || who[0].Name != "Samir" {
		t.Errorf("missing are %+v", who)
	}
	for version, steps := 1, []struct {
		report     func(book.Documents, month.SheetReport) (book.Decision, error)
		sent       month.Stage
		next       string
		tx, reason string
		count      func(month.SheetTally) int
	}{
		{month.SheetRejected, month.You, "rejected", "", "fel", func(s month.SheetTally) int { return s.Rejected }},
		{month.SheetReceived, month.Done, "lock", "tx", "", func(s month.SheetTally) int { return s.Received }},
	}; version <= 2; version++ {
		do(month.SheetReady, "samir", "")
		want(month.Wait, month.None, "lock", missing)
		do(month.SheetSigned, "samir", "")
		want(month.You, month.None, "approve", func(s month.SheetTally) int { return s.Approve })
		do(month.SheetApproved, "karin", "")
		want(month.Done, month.You, "send_sheets", func(s month.SheetTally) int { return s.Send })
		if err := w.sheetReport(month.SheetSent, version, "", ""); err != nil {
			t.Fatal(err)
		}
		want(month.Done, month.Wait, "lock", func(s month.SheetTally) int { return s.Sent })
		step := steps[version-1]
		if err := w.sheetReport(step.report, version, step.tx, step.reason); err != nil {
			t.Fatal(err)
		}
		want(month.Done, step.sent, step.next, step.count)
		if version == 1 {
			do(month.SheetReopen, "karin", "fel dag")
			w.set("shift/a end=2026-10-12T13:00+02:00")
			want(month.Wait, month.None, "lock", missing)
		}
	}
	v := w.sheet("karin")
	if v.Since != 1 || len(v.Changes) != 1 || v.Changes[0].Was.To != "12.00" || v.Changes[0].Is.To != "13.00" {
		t.Errorf("since version %d: %+v", v.Since, v.Changes)
	}
}

// On paper the office has each step, and an assistant without a minute has nothing to give in.
func TestTheBoardFollowsAPaper(t *testing.T) {
	w := newWorld(t)
	w.shift("a samir alva active 2026-10-12T08:00+02:00 2026-10-12T12:00+02:00")
	w.shift("b tilda alva active 2026-10-13T08:00+02:00 2026-10-13T12:00+02:00")
	w.set("shift/b void=true")
	for _, step := range []struct {
		command      sheetCommand
		sheets, sent month.Stage
		next         string
	}{
		{month.SheetReady, month.You, month.None, "print"},
		{month.SheetPrinted, month.You, month.None, "approve"},
		{month.SheetHandSigned, month.Done, month.You, "send_sheets"},
		{month.SheetComplete, month.Done, month.Done, "lock"},
	} {
		if err := w.onSheet(step.command, "karin", ""); err != nil {
			t.Fatal(err)
		}
		if c := w.alva(); c.Stages.Sheets != step.sheets || c.Stages.Sent != step.sent || c.Next.Code != step.next || c.Sheets.Of != 1 {
			t.Errorf("%+v %+v %+v", c.Sheets, c.Stages, c.Next)
		}
	}
}

// What is in the queue is on its way, whatever the book has heard of it; what stands still there asks for the office.
func TestTheBoardKnowsTheQueue(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.shift("a samir alva active 2026-10-12T08:00+02:00 2026-10-12T12:00+02:00")
	for _, step := range []struct {
		command sheetCommand
		person  string
	}{{month.SheetReady, "samir"}, {month.SheetSigned, "samir"}, {month.SheetApproved, "karin"}} {
		if err := w.onSheet(step.command, step.person, ""); err != nil {
			t.Fatal(err)
		}
	}
	ref := care.SheetRef("samir", "alva", "2026-10", 1)
	for _, sent := range []bool{false, true} {
		if sent {
			if err := w.sheetReport(month.SheetSent, 1, "", ""); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(map[string]care.SheetState{ref: map[bool]care.SheetState{false: care.SheetApproved, true: care.SheetSent}[sent]}, w.alva().Underway()); diff != "" {
			t.Fatal(diff)
		}
		for state, want := range map[month.Queued]struct {
			stage month.Stage
			next  string
			tally month.SheetTally
		}{
			month.QueuedWaiting:   {month.Wait, "lock", month.SheetTally{Of: 1, Sent: 1}},
			month.QueuedUncertain: {month.Wait, "lock", month.SheetTally{Of: 1, Sent: 1, Uncertain: 1}},
			month.QueuedHeld:      {month.You, "held", month.SheetTally{Of: 1, Sent: 1, Held: 1}},
		} {
			c := w.alva().OnItsWay(map[string]month.Queued{ref: state}, map[string]bool{ref: true}) // what the queue has needs no more
			want.tally.Who = []month.Party{}
			if diff := cmp.Diff(want.tally, c.Sheets, cmpopts.IgnoreUnexported(month.SheetTally{})); diff != "" || c.Stages.Sent != want.stage || c.Next.Code != want.next {
				t.Errorf("%s, sent %t: %s %+v %+v", state, sent, diff, c.Stages, c.Next)
			}
		}
	}
	if err := w.sheetReport(month.SheetReceived, 1, "tx", ""); err != nil {
		t.Fatal(err)
	}
	if refs := w.alva().Underway(); len(refs) != 0 {
		t.Errorf("underway are %v", refs)
	}
}

// What was signed here, and whose signatures are not kept, is to be signed anew: it counts as that alone, and asks for the office.
func TestTheBoardKnowsWhoseSignaturesAreLost(t *testing.T) {
	w := newWorld(t)
	w.set(paper...)
	w.shift("a samir alva active 2026-10-12T08:00+02:00 2026-10-12T12:00+02:00")
	ref := care.SheetRef("samir", "alva", "2026-10", 1)
	for _, step := range []struct {
		command sheetCommand
		person  string
		state   care.SheetState // of a version that could be lost; empty: there is none
		next    string
	}{{month.SheetReady, "samir", "", "lock"}, {month.SheetSigned, "samir", care.SheetSigned, "approve"}, {month.SheetApproved, "karin", care.SheetApproved, "send_sheets"}} {
		if err := w.onSheet(step.command, step.person, ""); err != nil {
			t.Fatal(err)
		}
		c := w.alva()
		if c.Underway()[ref] != step.state {
			t.Errorf("after %s: %v", step.person, c.Underway())
		}
		if kept := c.OnItsWay(nil, nil); kept.Next.Code != step.next || kept.Sheets.Anew != 0 || kept.Stages != c.Stages {
			t.Errorf("kept: %+v %+v", kept.Next, kept.Sheets)
		}
		lost := c.OnItsWay(nil, map[string]bool{ref: true})
		if step.state == "" {
			continue
		}
		if diff := cmp.Diff(month.SheetTally{Of: 1, Anew: 1, Who: []month.Party{}}, lost.Sheets, cmpopts.IgnoreUnexported(month.SheetTally{})); diff != "" ||
			lost.Next.Code != "sign_anew" || lost.Stages.Sheets != month.You || lost.Stages.Sent != month.None {
			t.Errorf("lost: %s %+v %+v", diff, lost.Next, lost.Stages)
		}
	}
}
