package book_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"passbok/sync/book"
	"passbok/sync/op"
)

// record makes n shifts of an assistant at a beneficiary in a month, by the assistant's own device.
func (p *phone) record(n int, beneficiary, month string) []string {
	var refs []string
	for i := range n {
		day := fmt.Sprintf("%s-%02d", month, i%28+1)
		ref := "shift/" + p.id()
		p.act(ref, hours(p.who.Person, beneficiary, day+"T08:00", day+"T16:00"))
		refs = append(refs, ref)
		if len(p.queue) == op.MaxBatch {
			p.sync()
		}
	}
	p.sync()
	return refs
}

func TestPagesBringEachDocumentOnce(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	anna.record(1300, "bo", "2026-10")
	office := w.phone("office", 2)
	office.feeds = []string{"bo@2026-10"}
	seen := map[string]int{}
	for more := true; more; {
		res, err := w.book.Sync(w.ctx, office.who, book.Request{Device: uuid(2), Cursor: office.cursor, Feeds: office.feeds})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Docs) > 500 {
			t.Fatalf("a page of %d", len(res.Docs))
		}
		for _, doc := range res.Docs {
			seen[doc.Ref]++
		}
		office.take(res)
		more = res.More
	}
	if len(seen) != 1301 { // the engagement is in the book's feed
		t.Errorf("%d documents", len(seen))
	}
	for ref, times := range seen {
		if times != 1 {
			t.Fatalf("%s came %d times", ref, times)
		}
	}
	if office.pages != 3 {
		t.Errorf("%d pages", office.pages)
	}
}

func TestADocumentThatMovesLeavesAGone(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	w.engage("bea", "2026-10-01", "")
	anna, bea, office, two := w.phone("anna", 1), w.phone("bea", 2), w.phone("office", 3), w.phone("office", 4)
	office.feeds, two.feeds = []string{"bo@2026-10"}, []string{"bo@2026-10", "cy@2026-10"}
	refs := anna.record(3, "bo", "2026-10")
	for _, p := range []*phone{bea, office, two} {
		p.sync()
	}
	office.act(refs[0], op.Fields{"assistant": val("bea")})
	office.act(refs[1], op.Fields{"beneficiary": val("cy")})
	office.sync()
	for _, p := range []*phone{anna, bea, two} {
		p.sync()
	}
	if _, has := anna.docs[refs[0]]; has || !slices.Equal(anna.gone, []string{refs[0]}) {
		t.Errorf("anna's row went to bea: gone %v", anna.gone)
	}
	if _, has := bea.docs[refs[0]]; !has || len(bea.gone) != 0 {
		t.Errorf("bea has %v, gone %v", bea.docs, bea.gone)
	}
	if !slices.Equal(office.gone, []string{refs[1]}) {
		t.Errorf("the office with one month open: gone %v", office.gone)
	}
	if len(two.gone) != 0 || len(two.docs) != len(refs)+2 {
		t.Errorf("whoever has both months open keeps it: gone %v, %d documents", two.gone, len(two.docs))
	}
	office.act(refs[0], op.Fields{"assistant": val("anna")}) // and back
	office.sync()
	anna.sync()
	bea.sync()
	if _, has := anna.docs[refs[0]]; !has || !slices.Equal(bea.gone, []string{refs[0]}) {
		t.Errorf("back again: %v, gone at bea %v", has, bea.gone)
	}
	w.whole()
}

func TestFeedsGainedAndLost(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	refs := anna.record(5, "bo", "2026-10")
	anna.record(4, "cy", "2026-10")
	office := w.phone("office", 2)
	office.sync()
	if len(office.docs) != 1 {
		t.Fatalf("without an open month: %d", len(office.docs))
	}
	office.feeds = []string{"bo@2026-10"}
	office.sync()
	if len(office.docs) != 6 {
		t.Fatalf("a feed gained is sent whole: %d", len(office.docs))
	}
	office.feeds = []string{"cy@2026-10"}
	office.sync()
	slices.Sort(office.gone)
	slices.Sort(refs)
	if len(office.docs) != 5 || !slices.Equal(office.gone, refs) {
		t.Errorf("a feed closed takes its documents: %d left, gone %v", len(office.docs), office.gone)
	}
	res, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Cursor: anna.cursor, Feeds: []string{"cy@2026-10", "a\x00b"}})
	if err != nil || !slices.Equal(res.Denied, []string{"cy@2026-10", "a\x00b"}) || len(res.Docs) != 0 {
		t.Errorf("a feed that may not be had: %+v %v", res, err)
	}
}

func TestAFirstSyncBringsThirteenMonths(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2020-01-01", "")
	anna := w.phone("anna", 1)
	old := anna.record(2, "bo", "2025-08")
	edge := anna.record(2, "bo", "2025-09")
	fresh := w.phone("anna", 9)
	fresh.sync()
	if len(fresh.docs) != 2 || fresh.docs[edge[0]].rev == 0 {
		t.Fatalf("the first sync brings %v", fresh.docs)
	}
	anna.act(old[0], op.Fields{"note": val("x")})
	anna.sync()
	fresh.sync()
	if len(fresh.docs) != 3 || fresh.docs[old[0]].rev == 0 {
		t.Errorf("an older one comes when it changes: %v", fresh.docs)
	}
	office := w.phone("office", 3)
	office.feeds = []string{"bo@2025-08"}
	office.sync()
	if len(office.docs) != 3 {
		t.Errorf("a month opened by name comes whole: %v", office.docs)
	}
}

func TestCursorsThatAreNotOurs(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	w.engage("bea", "2026-10-01", "")
	anna := w.phone("anna", 1)
	anna.record(3, "bo", "2026-10")
	for name, c := range map[string]struct {
		cursor, epoch, person string
		reset                 bool
	}{
		"none":                 {"", "", "anna", false},
		"its own":              {anna.cursor, anna.epoch, "anna", false},
		"garbage":              {"x", "", "anna", true},
		"another person's":     {anna.cursor, "", "bea", true},
		"changed on the way":   {"B" + anna.cursor[1:], "", "anna", true},
		"of another epoch":     {anna.cursor, "1-other", "anna", true},
		"of a longer alphabet": {anna.cursor + "====", "", "anna", true},
	} {
		res, err := w.book.Sync(w.ctx, book.Actor{Person: c.person}, book.Request{Device: uuid(len(c.person)), Cursor: c.cursor, Epoch: c.epoch})
		if c.person == "anna" {
			res, err = w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Cursor: c.cursor, Epoch: c.epoch})
		}
		if err != nil || res.Reset != c.reset {
			t.Errorf("%s: reset %v, %v", name, res.Reset, err)
		}
		if c.reset && c.person == "anna" && len(res.Docs) != 3 {
			t.Errorf("%s: begins from nothing, with %d documents", name, len(res.Docs))
		}
	}
}

func TestPendingAndChanged(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna, office := w.phone("anna", 1), w.phone("office", 2)
	office.feeds = []string{"bo@2026-10"}
	refs := anna.record(2, "bo", "2026-10")
	office.sync()
	pending := func(p *phone) bool {
		is, err := w.book.Pending(w.ctx, p.who, p.cursor, p.feeds)
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	if pending(office) || pending(anna) {
		t.Error("nothing has changed")
	}
	changed := w.book.Changed()
	anna.act(refs[0], op.Fields{"note": val("x")})
	anna.sync()
	select {
	case <-changed:
	default:
		t.Error("a commit was not announced")
	}
	if !pending(office) || pending(anna) {
		t.Error("the office has something to pull, the phone has pulled its own")
	}
	office.sync()
	office.feeds = nil
	if !pending(office) {
		t.Error("a feed closed has something to take away")
	}
	leaver := anna.who
	leaver.SendOnly = true
	if is, err := w.book.Pending(w.ctx, leaver, "", nil); is || err != nil {
		t.Error("whoever may only send has nothing to pull")
	}
	res, err := w.book.Sync(w.ctx, leaver, book.Request{Device: uuid(1)})
	if err != nil || len(res.Docs) != 0 || res.Last != 3 {
		t.Errorf("whoever may only send gets %+v %v", res, err)
	}
}

func TestSees(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	w.engage("bea", "2026-10-01", "")
	ref := w.phone("anna", 1).record(1, "bo", "2026-10")[0]
	for person, want := range map[string]bool{"anna": true, "bea": false, "office": true, "nobody": false} {
		if got, err := w.book.Sees(w.ctx, book.Actor{Person: person}, ref); got != want || err != nil {
			t.Errorf("%s sees it: %v %v", person, got, err)
		}
	}
	if got, _ := w.book.Sees(w.ctx, book.Actor{Person: "office"}, "shift/none"); got {
		t.Error("nobody sees what is not there")
	}
}

func TestClocksAreMarkedNotRefused(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	for _, c := range []struct {
		off  time.Duration
		want int64
	}{{time.Minute, 0}, {-time.Hour, -3_600_000}, {365 * 24 * time.Hour, 31_536_000_000}} {
		ref := "shift/" + w.id()
		o := anna.act(ref, hours("anna", "bo", "2026-10-31T08:00", ""))
		anna.queue = nil
		res, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Now: op.FormatTime(w.now.Add(c.off)), Ops: encode(t, o)})
		if err != nil || res.Verdicts[0].Verdict != op.Applied {
			t.Fatalf("%v off: %+v %v", c.off, res.Verdicts, err)
		}
		var out struct{ Clock int64 }
		text, _ := json.Marshal(res.Docs[len(res.Docs)-1])
		if err := json.Unmarshal(text, &out); err != nil || out.Clock != c.want {
			t.Errorf("%v off: the document says %d, %v", c.off, out.Clock, err)
		}
	}
}

func TestJobs(t *testing.T) {
	w := newWorld(t)
	at := w.now
	do := func(jobs ...book.Job) {
		_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "x"}, func(book.Documents) (book.Decision, error) {
			return book.Decision{Jobs: jobs}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ids := func(until time.Time) (ids string) {
		jobs, err := w.book.Jobs(w.ctx, until, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, job := range jobs {
			ids += job.ID + string(job.Payload)
		}
		return ids
	}
	do(book.Job{ID: "b", Due: at.Add(time.Second), Payload: json.RawMessage("1")}, book.Job{ID: "a", Due: at.Add(time.Minute)})
	do(book.Job{ID: "b", Due: at, Payload: json.RawMessage("2")}) // waits already
	if got := ids(at); got != "" {
		t.Errorf("due now: %s", got)
	}
	if got := ids(at.Add(time.Second)); got != "b1" {
		t.Errorf("due in a second: %s", got)
	}
	if err := w.book.Postpone(w.ctx, "b", at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := w.book.Finish(w.ctx, "none"); err != nil {
		t.Fatal(err)
	}
	if got := ids(at.Add(time.Hour)); got != "ab1" {
		t.Errorf("postponed: %s", got)
	}
	if err := w.book.Finish(w.ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if got := ids(at.Add(time.Hour)); got != "b1" {
		t.Errorf("finished: %s", got)
	}
}
