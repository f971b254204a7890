package book_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// The story that the engine is for: a shift recorded offline, corrected at the same time, and a question that both see.
func TestOneShiftTwoOpinions(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna, office := w.phone("anna", 1), w.phone("office", 2)
	office.feeds = []string{"bo@2026-10"}

	shift := "shift/" + w.id()
	anna.act(shift, hours("anna", "bo", "2026-10-31T08:00", ""))
	if v := anna.sync(); len(v) != 1 || v[0].Verdict != op.Applied || v[0].Seq != 2 {
		t.Fatalf("the phone's first sync: %+v", v)
	}
	office.sync()
	if text(office.docs[shift].fields, "start") != "2026-10-31T08:00" {
		t.Fatalf("the office has %+v", office.docs)
	}
	anna.act(shift, op.Fields{"end": val("2026-10-31T16:10")}) // offline
	office.act(shift, op.Fields{"end": val("2026-10-31T16:00")})
	office.sync()
	if v := anna.sync(); v[0].Verdict != op.Conflict {
		t.Fatalf("the phone's end: %+v", v)
	}
	office.sync()
	for _, p := range []*phone{anna, office} {
		if got := p.docs[shift]; got.open != 1 || text(got.fields, "end") != "2026-10-31T16:00" {
			t.Errorf("%s sees %+v", p.who.Person, got)
		}
	}
	var mine string
	_ = w.book.View(w.ctx, func(docs book.Documents) error {
		doc, _, err := docs.Get(shift)
		mine = doc.Conflicts[0].Candidates[0].Op
		return err
	})
	office.act(shift, op.Fields{"end": val("2026-10-31T16:10")}, func(o *op.Op) { o.Resolves = []string{mine} })
	office.sync()
	anna.sync()
	for _, p := range []*phone{anna, office} {
		if got := p.docs[shift]; got.open != 0 || text(got.fields, "end") != "2026-10-31T16:10" {
			t.Errorf("%s sees %+v", p.who.Person, got)
		}
	}
	entries, err := w.book.History(w.ctx, shift)
	if err != nil || len(entries) != 4 {
		t.Fatalf("history: %+v %v", entries, err)
	}
	if e := entries[1]; e.Verdict != op.Applied || string(e.Changes[0].From) != "null" || string(e.Changes[0].To) != `"2026-10-31T16:00"` {
		t.Errorf("the correction is told as %+v", e)
	}
	if e := entries[2]; e.Verdict != op.Conflict || len(e.Changes) != 0 || e.Person != "anna" {
		t.Errorf("the clash is told as %+v", e)
	}
	w.whole()
}

func TestResendsHaveTheEffectAndTheAnswerOfTheFirstTime(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	shift := "shift/" + w.id()
	first := anna.act(shift, hours("anna", "bo", "2026-10-31T08:00", "2026-10-31T07:00")) // ends before it starts
	second := anna.act("shift/"+w.id(), hours("anna", "bo", "2026-10-31T08:00", ""))
	raw := encode(t, first, second)
	req := book.Request{Device: uuid(1), Ops: raw}
	one, err := w.book.Sync(w.ctx, anna.who, req)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := w.book.Sync(w.ctx, anna.who, req)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range again.Verdicts {
			if !v.Again {
				t.Errorf("a resend is not marked: %+v", v)
			}
			v.Again = false
			if !reflect.DeepEqual(v, one.Verdicts[i]) {
				t.Errorf("first %+v, again %+v", one.Verdicts[i], v)
			}
		}
		if again.Last != 2 {
			t.Errorf("last is %d", again.Last)
		}
	}
	report, err := w.book.Verify(w.ctx, nil)
	if err != nil || report.Entries != 3 {
		t.Errorf("%d entries, %v", report.Entries, err)
	}
	w.whole()
}

func TestBadOperationsAreConsumedAndKept(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "2026-10-15")
	good := `{"v":1,"id":"` + w.id() + `","n":%,"doc":"shift/` + w.id() + `","set":{"assistant":"anna","beneficiary":"bo","kind":"active","start":"2026-10-05T08:00"}}`
	reused := w.id()
	for i, c := range []struct {
		raw, verdict, code string
	}{
		{`{"v":1,"id":"` + w.id() + `","n":%,"colour":"red"}`, "refused", op.CodeMalformed},
		{`{"v":1,"id":"no uuid at all","n":%,"doc":"shift/x"}`, "", ""},
		{`{"v":1,"id":"nouuid","n":%,"doc":"shift/x"}`, "refused", op.CodeBadID},
		{`{"id":"` + w.id() + `","n":%,"lost":"{\"v\":1,"}`, "refused", op.CodeLost},
		{`{"v":1,"id":"` + reused + `","n":%,"doc":"stranger/` + w.id() + `","set":{"a":1}}`, "refused", op.CodeUnknownKind},
		{`{"v":1,"id":"` + reused + `","n":%,"doc":"invoice/` + w.id() + `","set":{"state":1}}`, "refused", op.CodeIDReused},
		{`{"v":1,"id":"` + w.id() + `","n":%,"doc":"invoice/` + w.id() + `","set":{"state":1}}`, "refused", op.CodeCommandsOnly},
		{`{"v":1,"id":"` + w.id() + `","n":%,"doc":"shift/42","set":{"start":"x"}}`, "refused", op.CodeBadID},
		{`{"v":9,"id":"` + w.id() + `","n":%,"doc":"shift/` + w.id() + `","set":{"assistant":"anna","start":"2026-10-05","mood":"good"},"new":1}`, "parked", op.ReasonVersion},
		{`{"v":9,"id":"` + w.id() + `","n":%,"thing":[1,2]}`, "parked", op.ReasonVersion},
		{`{"v":1,"id":"` + w.id() + `","n":%,"doc":"shift/` + w.id() + `","set":{"assistant":"bea","start":"2026-10-05"}}`, "refused", op.CodeNotAllowed},
		{`{"v":1,"id":"` + w.id() + `","n":%,"doc":"shift/` + w.id() + `","set":{"assistant":"anna","start":"2026-10-25T08:00"}}`, "parked", op.ReasonRightEnded},
		{`{"v":1,"id":"` + w.id() + `","n":%,"doc":"shift/` + w.id() + `","pad":"` + strings.Repeat("x", op.MaxSize) + `"}`, "refused", op.CodeTooLarge},
		{good, "applied", ""},
	} {
		n := w.last(uuid(1)) + 1
		raw := json.RawMessage(strings.Replace(c.raw, "%", string(rune('0'+n%10)), 1))
		if n >= 10 {
			raw = json.RawMessage(strings.Replace(c.raw, "%", "1"+string(rune('0'+n%10)), 1))
		}
		res, err := w.book.Sync(w.ctx, book.Actor{Person: "anna"}, book.Request{Device: uuid(1), Ops: []json.RawMessage{raw}})
		var problem *op.Problem
		if c.verdict == "" {
			if !errors.As(err, &problem) || problem.Code != op.CodeMalformed || problem.Index != 0 {
				t.Errorf("%d: %v", i, err)
			}
			continue
		}
		if err != nil || len(res.Verdicts) != 1 || string(res.Verdicts[0].Verdict) != c.verdict || res.Verdicts[0].Code != c.code {
			t.Errorf("%d: %+v %v, want %s %s", i, res.Verdicts, err, c.verdict, c.code)
		}
	}
	records, _, err := w.book.Mine(w.ctx, book.Actor{Person: "anna"}, 0)
	if err != nil || len(records) != 12 {
		t.Fatalf("%d of the refused and parked are told, %v", len(records), err)
	}
	if records[0].Code != op.CodeTooLarge || len(records[0].Op) < op.MaxSize {
		t.Errorf("what was refused is kept raw: %+v", records[0])
	}
	w.whole()
}

func (w *world) last(device string) uint64 {
	res, err := w.book.Sync(w.ctx, book.Actor{Person: "anna"}, book.Request{Device: device})
	if err != nil {
		w.t.Fatal(err)
	}
	return res.Last
}

func TestDeviceCounter(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	one := anna.act("shift/"+w.id(), hours("anna", "bo", "2026-10-31T08:00", ""))
	anna.act("shift/"+w.id(), hours("anna", "bo", "2026-10-31T09:00", ""))
	three := anna.act("shift/"+w.id(), hours("anna", "bo", "2026-10-31T10:00", ""))
	res, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Ops: encode(t, one, three)})
	if err != nil || len(res.Verdicts) != 1 || res.Last != 1 {
		t.Fatalf("over a gap: %+v, last %d, %v", res.Verdicts, res.Last, err)
	}
	anna.sync()
	forked := three
	forked.ID = w.id()
	_, err = w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Ops: encode(t, forked)})
	var problem *op.Problem
	if !errors.As(err, &problem) || problem.Code != op.CodeDeviceForked {
		t.Fatalf("another operation with the same n: %v", err)
	}
	_, err = w.book.Sync(w.ctx, book.Actor{Person: "bea"}, book.Request{Device: uuid(1)})
	if !errors.As(err, &problem) || problem.Code != op.CodeDeviceMismatch {
		t.Fatalf("another person's device: %v", err)
	}
	theirs := op.Op{V: 1, ID: w.id(), N: 4, Doc: "shift/" + w.id(), Set: hours("bea", "bo", "2026-10-31T08:00", "")}
	_, err = w.book.Sync(w.ctx, book.Actor{Person: "bea"}, book.Request{Device: uuid(1), Ops: encode(t, theirs)})
	if !errors.As(err, &problem) || problem.Code != op.CodeDeviceMismatch || w.last(uuid(1)) != 3 {
		t.Fatalf("something said on it: %v", err)
	}

	// The client takes a new device, says what it replaces, and queues again: ids unchanged, n anew.
	three.N, forked.N, forked.Doc = 1, 2, one.Doc
	forked.Set = op.Fields{"end": val("2026-10-31T12:00")}
	res, err = w.book.Sync(w.ctx, book.Actor{Person: "anna"}, book.Request{
		Device: uuid(2), Replaces: &book.Replaces{Device: uuid(1), Through: 2}, Ops: encode(t, three, forked),
	})
	if err != nil || len(res.Verdicts) != 2 || !res.Verdicts[0].Again || res.Verdicts[1].Verdict != op.Applied || res.Last != 2 {
		t.Fatalf("queued again: %+v, last %d, %v", res.Verdicts, res.Last, err)
	}
	w.whole()
}

func TestSealReopenSettle(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	old, fresh := "shift/"+w.id(), "shift/"+w.id()
	anna.act(old, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
	anna.sync()
	seal := book.Command{ID: w.id(), Name: "month.ready", Person: "office"}
	decide := func(book.Documents) (book.Decision, error) {
		return book.Decision{
			Seal: []string{"bo@2026-10"}, Set: []book.Change{{Doc: "invoice/bo@2026-10", Set: op.Fields{"state": val("ready")}}},
			Jobs: []book.Job{{ID: "notice-1", Kind: "notice", Due: w.now}}, Answer: json.RawMessage(`{"ok":true}`),
		}, nil
	}
	first, err := w.book.Do(w.ctx, seal, decide)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.book.Do(w.ctx, seal, decide)
	if err != nil || !again.Again || again.Seq != first.Seq || again.Hash != first.Hash || string(again.Answer) != `{"ok":true}` {
		t.Fatalf("the command again: %+v %v", again, err)
	}
	other := seal
	other.Why = "another"
	var problem *op.Problem
	if _, err := w.book.Do(w.ctx, other, decide); !errors.As(err, &problem) || problem.Code != op.CodeIDReused {
		t.Fatalf("its id for another command: %v", err)
	}

	moved := anna.act(old, op.Fields{"end": val("2026-10-30T17:00")})
	made := anna.act(fresh, hours("anna", "bo", "2026-10-31T08:00", ""))
	ended := anna.act(fresh, op.Fields{"end": val("2026-10-31T09:00")})
	anna.act(old, op.Fields{"note": val("lunch")})
	codes := ""
	for _, v := range anna.sync() {
		codes += string(v.Verdict) + ":" + v.Code + " "
	}
	if codes != "parked:sealed parked:sealed parked:follows applied: " {
		t.Fatalf("into a sealed month: %s", codes)
	}
	if anna.docs[fresh].parked != 2 || len(anna.docs[fresh].fields) != 0 {
		t.Errorf("a parked new row comes without fields: %+v", anna.docs[fresh])
	}
	settle := func(id string, apply bool, why string) (string, error) {
		r, err := w.book.Settle(w.ctx, book.Command{ID: w.id(), Name: "parked.settle", Person: "office", Why: why}, id, apply, nil)
		return string(r.Answer), err
	}
	if _, err := settle(moved.ID, true, ""); !errors.As(err, &problem) || problem.Code != op.CodeStillSealed {
		t.Fatalf("applied into a sealed month: %v", err)
	}
	_, err = w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "month.reopen", Person: "office", Why: "fel"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Unseal: []string{"bo@2026-10"}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := settle(ended.ID, true, ""); !errors.As(err, &problem) || problem.Code != op.CodeParkedEarlier {
		t.Fatalf("out of order: %v", err)
	}
	if answer, err := settle(made.ID, true, ""); err != nil || answer != `{"verdict":"applied"}` {
		t.Fatalf("the new row: %s %v", answer, err)
	}
	if _, err := settle(moved.ID, false, ""); !errors.As(err, &problem) || problem.Code != op.CodeWhyMissing {
		t.Fatalf("declined without a word: %v", err)
	}
	if answer, err := settle(moved.ID, false, "var rätt"); err != nil || answer != `{"verdict":"declined"}` {
		t.Fatalf("declined: %s %v", answer, err)
	}
	if _, err := settle(moved.ID, true, ""); !errors.As(err, &problem) || problem.Code != op.CodeNotParked {
		t.Fatalf("settled twice: %v", err)
	}
	anna.sync()
	if got := anna.docs[fresh]; text(got.fields, "end") != "2026-10-31T09:00" || got.parked != 0 {
		t.Errorf("what followed the new row shares its fate: %+v", got)
	}
	if got := anna.docs[old]; text(got.fields, "end") != "2026-10-30T16:00" || got.parked != 0 {
		t.Errorf("what was declined: %+v", got)
	}
	records, _, err := w.book.Mine(w.ctx, anna.who, 0)
	if err != nil || len(records) != 3 || records[2].Settled == nil || records[2].Settled.Why != "var rätt" || records[0].Settled.Verdict != op.Applied {
		t.Errorf("its author is told: %+v %v", records, err)
	}
	w.whole()
}

func TestDecliningANewRowDeclinesWhatFollows(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "2026-10-15")
	anna := w.phone("anna", 1)
	shift := "shift/" + w.id()
	made := anna.act(shift, hours("anna", "bo", "2026-10-31T08:00", ""))
	anna.act(shift, op.Fields{"end": val("2026-10-31T09:00")})
	anna.sync()
	if _, err := w.book.Settle(w.ctx, book.Command{ID: w.id(), Name: "decline", Person: "office", Why: "slutat"}, made.ID, false, nil); err != nil {
		t.Fatal(err)
	}
	anna.sync()
	if got, there := anna.docs[shift]; there && (got.parked != 0 || len(got.fields) != 0) {
		t.Errorf("the phone still has %+v", got)
	}
	records, _, _ := w.book.Mine(w.ctx, anna.who, 0)
	for _, r := range records {
		if r.Settled == nil || r.Settled.Verdict != op.Declined {
			t.Errorf("%+v", r)
		}
	}
	w.whole()
}
