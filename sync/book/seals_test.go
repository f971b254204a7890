package book_test

import (
	"fmt"
	"slices"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// A row in a closed month, before or after the change, does not differ: within a month, over its end, from month to month,
// from one beneficiary to another. Whatever waits is seen in every month that it is about.
func TestRowsAndClosedMonths(t *testing.T) {
	const (
		october = "2026-10-30T08:00 2026-10-30T16:00"
		over    = "2026-10-31T20:00 2026-11-01T06:00" // the night over the month's end
		edge    = "2026-10-31T16:00 2026-10-31T23:59"
	)
	end := func(at string) op.Fields { return op.Fields{"end": val(at)} }
	for name, c := range map[string]struct {
		row    string // "" for none
		closed string
		set    op.Fields
		feeds  string // in which the row is listed afterwards
		parked bool
	}{
		"a new row":                          {"", "bo@2026-10", hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"), "bo@2026-10", true},
		"a new row, the month after":         {"", "bo@2026-10", hours("anna", "bo", "2026-11-01T00:00", "2026-11-01T06:00"), "bo@2026-11", false},
		"a new night into the closed one":    {"", "bo@2026-10", hours("anna", "bo", "2026-10-31T20:00", "2026-11-01T06:00"), "bo@2026-10 bo@2026-11", true},
		"a new night, the later one closed":  {"", "bo@2026-11", hours("anna", "bo", "2026-10-31T20:00", "2026-11-01T06:00"), "bo@2026-10 bo@2026-11", true},
		"a new night, another's closed":      {"", "cy@2026-10", hours("anna", "bo", "2026-10-31T20:00", "2026-11-01T06:00"), "bo@2026-10 bo@2026-11", false},
		"the night's end, its first closed":  {over, "bo@2026-10", end("2026-11-01T07:00"), "bo@2026-10 bo@2026-11", true},
		"the night's start, its last closed": {over, "bo@2026-11", op.Fields{"start": val("2026-10-31T21:00")}, "bo@2026-10 bo@2026-11", true},
		"the night's note":                   {over, "bo@2026-10", op.Fields{"note": val("x")}, "bo@2026-10 bo@2026-11", false},
		"grows into the closed month":        {edge, "bo@2026-11", end("2026-11-01T06:00"), "bo@2026-10 bo@2026-11", true},
		"shrinks out of the closed month":    {over, "bo@2026-11", end("2026-10-31T23:00"), "bo@2026-10 bo@2026-11", true},
		"moved from a closed month":          {october, "bo@2026-10", op.Fields{"start": val("2026-11-02T08:00"), "end": val("2026-11-02T16:00")}, "bo@2026-10 bo@2026-11", true},
		"moved into a closed month":          {october, "bo@2026-11", op.Fields{"start": val("2026-11-02T08:00"), "end": val("2026-11-02T16:00")}, "bo@2026-10 bo@2026-11", true},
		"moved between open months":          {october, "bo@2026-12", op.Fields{"start": val("2026-11-02T08:00"), "end": val("2026-11-02T16:00")}, "bo@2026-11", false},
		"to another whose month is closed":   {october, "cy@2026-10", op.Fields{"beneficiary": val("cy")}, "bo@2026-10 cy@2026-10", true},
		"to another from a closed month":     {october, "bo@2026-10", op.Fields{"beneficiary": val("cy")}, "bo@2026-10 cy@2026-10", true},
		"to another, neither closed":         {october, "bo@2026-11", op.Fields{"beneficiary": val("cy")}, "cy@2026-10", false},
		"removed":                            {over, "bo@2026-11", op.Fields{op.Void: []byte("true")}, "bo@2026-10 bo@2026-11", true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			office := w.phone("office", 1)
			ref := "shift/" + w.id()
			if c.row != "" {
				var start, end string
				_, _ = fmt.Sscan(c.row, &start, &end)
				office.act(ref, hours("anna", "bo", start, end))
				office.sync()
			}
			office.feeds = []string{"bo@2026-10", "bo@2026-11", "cy@2026-10"}
			office.sync()
			w.seal(c.closed, true)
			before := w.doc(ref).Values()
			o := office.act(ref, c.set, func(o *op.Op) { o.Why = "fel" })
			v := office.sync()[0]
			if (v.Verdict == op.Parked && v.Code == op.ReasonSealed) != c.parked || v.Verdict == op.Refused {
				t.Fatalf("%+v", v)
			}
			if doc := w.doc(ref); c.parked != (fmt.Sprint(before) == fmt.Sprint(doc.Values())) || c.parked != (len(doc.Parked) == 1) {
				t.Errorf("it was %v, is %v, with %+v", before, doc.Values(), doc.Parked)
			}
			if got := w.listed(ref, office.feeds); got != c.feeds {
				t.Errorf("it is listed in %q, want %q", got, c.feeds)
			}
			if c.parked {
				if got := w.settle(o.ID, true); got != op.CodeStillSealed {
					t.Errorf("applied while it is closed: %s", got)
				}
				w.seal(c.closed, false)
				if got := w.settle(o.ID, true); got != "applied" {
					t.Errorf("applied when it is open: %s", got)
				}
			}
			for name, value := range c.set {
				if !op.Equal(name, w.doc(ref).Fields.Value(name), value) {
					t.Errorf("in the end %s is %s", name, w.doc(ref).Fields.Value(name))
				}
			}
			w.whole()
		})
	}
}

// An open question is seen in every month that its answer matters to, and no longer once it is answered.
func TestACandidateIsSeenWhereItWouldGo(t *testing.T) {
	w := newWorld(t)
	one, two := w.phone("office", 1), w.phone("office-two", 2)
	ref, feeds := "shift/"+w.id(), []string{"bo@2026-10", "cy@2026-10", "dee@2026-11"}
	one.act(ref, hours("anna", "bo", "2026-10-30T08:00", "2026-10-30T16:00"))
	one.feeds, two.feeds = feeds[:1], feeds[:1]
	one.sync()
	two.sync()
	one.act(ref, op.Fields{"beneficiary": val("cy")})
	one.sync()
	theirs := two.act(ref, op.Fields{"beneficiary": val("dee"), "start": val("2026-11-01T08:00"), "end": val("2026-11-01T16:00")})
	if v := two.sync()[0]; v.Verdict != op.Conflict {
		t.Fatalf("%+v", v)
	}
	if got := w.listed(ref, feeds); got != "cy@2026-10 dee@2026-11" {
		t.Errorf("it is listed in %q", got)
	}
	one.feeds = feeds[1:]
	one.sync()
	one.act(ref, nil, func(o *op.Op) { o.Resolves = []string{theirs.ID} })
	one.sync()
	if got := w.listed(ref, feeds); got != "cy@2026-10" {
		t.Errorf("decided, it is listed in %q", got)
	}
	w.whole()
}

// listed are those of the feeds that hold the document.
func (w *world) listed(ref string, feeds []string) (in string) {
	w.t.Helper()
	err := w.book.View(w.ctx, func(docs book.Documents) error {
		for _, feed := range slices.Sorted(slices.Values(feeds)) {
			for doc, err := range docs.Feed(feed) {
				if err != nil {
					return err
				}
				if doc.Ref == ref {
					in += " " + feed
				}
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return in[min(1, len(in)):]
}

// A removal and an edit that had not seen each other, one of them parked by a seal between: the row lives, with the
// removal as a question, whichever came first and whichever waited.
func TestRemovalAndEditAroundASeal(t *testing.T) {
	edit, removal := op.Fields{"end": val("2026-10-01T17:00")}, op.Fields{op.Void: []byte("true")}
	for name, c := range map[string]struct {
		before, late op.Fields // by the office before the seal; by the phone, that has seen nothing of it
	}{
		"the edit waits":    {removal, edit},
		"the removal waits": {edit, removal},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.engage("anna", "2026-10-01", "")
			anna, office := w.phone("anna", 1), w.phone("office", 2)
			ref := anna.record(1, "bo", "2026-10")[0]
			office.feeds = []string{"bo@2026-10"}
			office.sync()
			office.act(ref, c.before, func(o *op.Op) { o.Why = "dubbel" })
			office.sync()
			w.seal("bo@2026-10", true)
			late := anna.act(ref, c.late, func(o *op.Op) { o.Why = "fel" })
			if v := anna.sync()[0]; v.Code != op.ReasonSealed {
				t.Fatalf("%+v", v)
			}
			if doc := w.doc(ref); doc.Conflicted(op.Void) || op.IsTrue(doc.Fields.Value(op.Void)) != (name == "the edit waits") {
				t.Errorf("in the closed month it is %+v", doc)
			}
			w.seal("bo@2026-10", false)
			if got := w.settle(late.ID, true); got != "conflict" {
				t.Errorf("applied as %s", got)
			}
			doc := w.doc(ref)
			if !doc.Conflicted(op.Void) || op.IsTrue(doc.Fields.Value(op.Void)) || doc.Text("end") != "2026-10-01T17:00" {
				t.Errorf("%+v", doc)
			}
			w.whole()
		})
	}
}

// A question that is open when a month closes can be answered by what stands, and not by anything else.
func TestAQuestionInAClosedMonth(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna, office := w.phone("anna", 1), w.phone("office", 2)
	ref := anna.record(1, "bo", "2026-10")[0]
	office.feeds = []string{"bo@2026-10"}
	office.sync()
	office.act(ref, op.Fields{"end": val("2026-10-01T17:00")})
	office.sync()
	theirs := anna.act(ref, op.Fields{"end": val("2026-10-01T15:00")})
	anna.sync()
	w.seal("bo@2026-10", true)
	resolves := func(o *op.Op) { o.Resolves = []string{theirs.ID} }
	anna.act(ref, op.Fields{"end": val("2026-10-01T15:00")}, resolves)
	if v := anna.sync()[0]; v.Code != op.ReasonSealed {
		t.Errorf("another answer: %+v", v)
	}
	anna.act(ref, nil, resolves)
	if v := anna.sync()[0]; v.Verdict != op.Applied {
		t.Errorf("what stands: %+v", v)
	}
	if doc := w.doc(ref); len(doc.Conflicts) != 0 || doc.Text("end") != "2026-10-01T17:00" {
		t.Errorf("%+v", doc)
	}
	w.whole()
}
