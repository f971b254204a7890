package book_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// keeper is a device that keeps documents by docs/protocol.md alone, and now and then says what it holds.
type keeper struct {
	w       *world
	book    *book.Book
	who     book.Actor
	docs    map[string]merge.Document
	cursor  string
	epoch   string
	feeds   []string
	refetch []string
	queue   []op.Op
	n       uint64
}

func (w *world) keeper(b *book.Book, person string, device int) *keeper {
	return &keeper{w: w, book: b, who: book.Actor{Person: person, Device: uuid(device)}, docs: map[string]merge.Document{}}
}

func (k *keeper) act(doc string, base uint64, set op.Fields) {
	k.n++
	o := op.Op{V: 1, ID: k.w.id(), N: k.n, Doc: doc, Base: base, Set: set}
	if o.Voids() {
		o.Why = "x"
	}
	k.queue = append(k.queue, o)
}

// digests are written here as the protocol says, by nothing of the engine's.
func (k *keeper) digests() map[string]string {
	lines := map[string]string{}
	for _, ref := range op.SortedNames(k.docs) {
		lines[k.docs[ref].Month] += fmt.Sprintf("%s %d\n", ref, k.docs[ref].Rev)
	}
	out := map[string]string{}
	for month, text := range lines {
		sum := sha256.Sum256([]byte(text))
		out[month] = hex.EncodeToString(sum[:])[:16]
	}
	return out
}

// exchange is one round trip. Where the answer gets lost, the book has done its part and the device knows nothing of it.
func (k *keeper) exchange(t rapid.TB, digests, lost bool) book.Response {
	req := book.Request{
		Device: k.who.Device, Epoch: k.epoch, Cursor: k.cursor, Now: op.FormatTime(k.w.clock()), Feeds: k.feeds,
		Ops: encode(k.w.t, k.queue...), Refetch: k.refetch,
	}
	if digests {
		req.Digests = k.digests()
	}
	res, err := k.book.Sync(k.w.ctx, k.who, req)
	if err != nil {
		t.Fatalf("%s syncs: %v", k.who.Person, err)
	}
	if lost {
		return res
	}
	k.queue = slices.DeleteFunc(k.queue, func(o op.Op) bool { return o.N <= res.Last })
	if req.Cursor == "" || res.Reset {
		clear(k.docs)
	}
	maps.DeleteFunc(k.docs, func(_ string, doc merge.Document) bool { return slices.Contains(k.refetch, doc.Month) })
	for _, sent := range res.Docs {
		doc, err := sent.Document()
		if err != nil {
			t.Fatal(err)
		}
		k.docs[doc.Ref] = doc
	}
	for _, ref := range res.Gone {
		delete(k.docs, ref)
	}
	k.cursor, k.epoch, k.refetch = res.Cursor, res.Epoch, res.Differs
	return res
}

// settle exchanges until nothing is left to send or to pull, and digests have been compared.
func (k *keeper) settle(t rapid.TB) []string {
	for {
		if res := k.exchange(t, true, false); res.Differs != nil {
			return res.Differs
		}
	}
}

var update = flag.Bool("update", false, "write the golden digests anew")

// TestGoldenDigests writes what clients in other languages test against.
func TestGoldenDigests(t *testing.T) {
	type held struct {
		Doc   string `json:"doc"`
		Rev   uint64 `json:"rev"`
		Month string `json:"month,omitempty"`
	}
	type vector struct {
		Says    string            `json:"says"`
		Docs    []held            `json:"docs"`
		Digests map[string]string `json:"digests"`
	}
	list := []vector{
		{Says: "nothing is held: there is no digest", Docs: []held{}},
		{Says: "the example of the protocol", Docs: []held{{"shift/b", 7, "2026-10"}, {"shift/a", 12, "2026-10"}, {"person/p", 3, ""}}},
		{Says: "the order is that of the references alone", Docs: []held{{"shift/a-", 1, "2026-10"}, {"shift/a", 1 << 41, "2026-10"}, {"shift/a/1", 2, "2026-10"}, {"shift/A", 9, "2026-10"}, {"invoice/p@2026-10", 10, "2026-10"}}},
		{Says: "revs are written as they are, whatever their length", Docs: []held{{"shift/a", 9, "2026-01"}, {"shift/b", 10, "2026-01"}, {"shift/c", 1<<53 - 1, "2026-01"}}},
	}
	for i := range list {
		k := &keeper{docs: map[string]merge.Document{}}
		for _, doc := range list[i].Docs {
			k.docs[doc.Doc] = merge.Document{Ref: doc.Doc, Rev: doc.Rev, Month: doc.Month}
		}
		list[i].Digests = k.digests()
	}
	text, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const path = "testdata/digests.json"
	if *update {
		if err := os.WriteFile(path, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != string(text)+"\n" {
		t.Errorf("%s is not what the rule gives now (%v; go test ./sync/book -run Golden -update writes it):\n%s", path, err, text)
	}
}

// carers have by right the months of the last half year at whom they care for, and every other month their own rows:
// what they have by right changes with time alone.
type carers struct{ rights }

func (c carers) Feeds(docs book.Documents, person string, now time.Time) ([]string, error) {
	feeds, err := c.rights.Feeds(docs, person, now)
	if err != nil || person != "carer" {
		return feeds, err
	}
	if now.Month()%2 == 1 {
		feeds = nil
	}
	for back := range 6 {
		feeds = append(feeds, "bo@"+now.AddDate(0, -back, 1-now.Day()).Format("2006-01"))
	}
	return feeds, nil
}

// history draws what happens to a book: rows made, moved, fought over, removed, sealed; devices that sync or lose the
// answer; feeds opened and closed; months that pass.
type history struct {
	t    *rapid.T
	w    *world
	book *book.Book
	all  []*keeper
	refs []string
}

func (h *history) pick() *keeper { return h.all[rapid.IntRange(0, len(h.all)-1).Draw(h.t, "who")] }

func (h *history) month() string {
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).AddDate(0, -rapid.IntRange(0, 17).Draw(h.t, "months back"), 0)
	return at.Format("2006-01")
}

func (h *history) step() {
	t := h.t
	switch rapid.IntRange(0, 11).Draw(t, "step") {
	case 0, 1, 2: // a new row, in one month or across its end
		k, month := h.pick(), h.month()
		ref := "shift/" + h.w.id()
		h.refs = append(h.refs, ref)
		person := rapid.SampledFrom([]string{"anna", "bea", "carer"}).Draw(t, "whose")
		end := rapid.SampledFrom([]string{month + "-02T16:00", next(month) + "-01T06:00"}).Draw(t, "end")
		k.act(ref, 0, hours(person, rapid.SampledFrom([]string{"bo", "cy"}).Draw(t, "at"), month+"-02T08:00", end))
	case 3, 4, 5: // an edit, on what the device has seen or (at the same time as another's) on nothing
		if len(h.refs) == 0 {
			return
		}
		k, ref, month := h.pick(), rapid.SampledFrom(h.refs).Draw(t, "which"), h.month()
		base := uint64(0)
		if rapid.Bool().Draw(t, "has seen") {
			base = k.docs[ref].Rev
		}
		k.act(ref, base, rapid.SampledFrom([]op.Fields{
			{"note": val(month)}, {"end": val(next(month) + "-03T07:00")}, {"start": val(month + "-01T01:00"), "end": val(month + "-01T02:00")},
			{"beneficiary": val("cy")}, {"beneficiary": val("bo")}, {"assistant": val("bea")}, {"assistant": val("anna")}, {"assistant": val("carer")},
			{op.Void: json.RawMessage("true")}, {op.Void: json.RawMessage("false")},
		}).Draw(t, "set"))
	case 6: // the office opens and closes months
		k := h.pick()
		if !strings.HasPrefix(k.who.Person, "office") {
			return
		}
		k.feeds = nil
		for range rapid.IntRange(0, 4).Draw(t, "feeds") {
			k.feeds = append(k.feeds, rapid.SampledFrom([]string{"bo", "cy"}).Draw(t, "of")+"@"+h.month())
		}
	case 7: // a month is sealed or opened, so that operations park
		seal := []string{"bo@" + h.month()}
		decision := book.Decision{Seal: seal}
		if rapid.Bool().Draw(t, "open") {
			decision = book.Decision{Unseal: seal}
		}
		if _, err := h.book.Do(h.w.ctx, book.Command{ID: h.w.id(), Name: "seal"}, func(book.Documents) (book.Decision, error) { return decision, nil }); err != nil {
			t.Fatal(err)
		}
	case 8: // time passes
		h.w.later(time.Duration(rapid.IntRange(1, 40).Draw(t, "days")) * 24 * time.Hour)
	default:
		k := h.pick()
		res := k.exchange(t, rapid.Bool().Draw(t, "with digests"), rapid.IntRange(0, 3).Draw(t, "fate of the answer") == 0)
		if len(res.Differs) > 0 {
			t.Fatalf("nothing was spoilt, yet %s differs in %q: has %v", k.who.Person, res.Differs, k.docs)
		}
	}
}

// check compares what a device has with what its feeds hold.
func (h *history) check(k *keeper) {
	t := h.t
	err := h.book.View(h.w.ctx, func(docs book.Documents) error {
		feeds, err := carers{}.Feeds(docs, k.who.Person, h.w.clock())
		if err != nil {
			return err
		}
		due := map[string]merge.Document{}
		for _, feed := range append(feeds, k.feeds...) {
			for doc, err := range docs.Feed(feed) {
				if err != nil {
					return err
				}
				due[doc.Ref] = doc
			}
		}
		limit := h.w.clock().AddDate(0, -13, 1-h.w.clock().Day()).Format("2006-01")
		for ref, doc := range due {
			has, held := k.docs[ref]
			if !held && monthOf(doc) != "" && monthOf(doc) < limit {
				continue // old ones come when they change
			}
			if has.Rev != doc.Rev || has.Month != monthOf(doc) || fmt.Sprint(has.Values()) != fmt.Sprint(doc.Values()) {
				t.Fatalf("%s has %s as of %d in %q, the book %d in %q", k.who.Person, ref, has.Rev, has.Month, doc.Rev, monthOf(doc))
			}
		}
		for ref := range k.docs {
			if _, is := due[ref]; !is {
				t.Fatalf("%s still has %s", k.who.Person, ref)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// monthOf is the last month that a document could turn out to be of.
func monthOf(doc merge.Document) string {
	kind := schema()[strings.Split(doc.Ref, "/")[0]]
	latest := kind.MonthOf(doc.ID(), doc.Values())
	for _, c := range doc.Conflicts {
		for _, candidate := range c.Candidates {
			latest = max(latest, kind.MonthOf(doc.ID(), op.Overlay(doc.Values(), candidate.Set)))
		}
	}
	for _, parked := range doc.Parked {
		latest = max(latest, kind.MonthOf(doc.ID(), op.Overlay(doc.Values(), parked.Set)))
	}
	return latest
}

func next(month string) string {
	at, err := time.Parse("2006-01", month)
	if err != nil {
		panic(err)
	}
	return at.AddDate(0, 1, 0).Format("2006-01")
}

// spoil drops a document of the device's, ages it, forgets which month it is of, or leaves one that went.
func (h *history) spoil(k *keeper) (months []string) {
	t := h.t
	limit := h.w.clock().AddDate(0, -13, 1-h.w.clock().Day()).Format("2006-01")
	found := slices.DeleteFunc(op.SortedNames(k.docs), func(ref string) bool { return k.docs[ref].Month != "" && k.docs[ref].Month < limit })
	ghost := merge.Document{Ref: "shift/" + h.w.id(), Rev: 1, Month: rapid.SampledFrom([]string{"", "2026-10", "2031-01"}).Draw(t, "ghost's month")}
	if len(found) == 0 {
		k.docs[ghost.Ref] = ghost
		return []string{ghost.Month}
	}
	doc := k.docs[rapid.SampledFrom(found).Draw(t, "spoilt")]
	months = []string{doc.Month}
	switch rapid.IntRange(0, 3).Draw(t, "how") {
	case 0:
		delete(k.docs, doc.Ref)
	case 1:
		doc.Rev--
		k.docs[doc.Ref] = doc
	case 2:
		doc.Month = "2031-01"
		k.docs[doc.Ref] = doc
		months = append(months, doc.Month)
	case 3:
		k.docs[ghost.Ref] = ghost
		months = []string{ghost.Month}
	}
	return months
}

// However a book's history goes, and whatever gets lost on the way: a device that has pulled all has what its feeds hold,
// and no digest differs. Whatever a phone's disk then loses or changes is found, and is mended by fetching the month
// again, though answers get lost and others go on writing.
func TestDigestsFindWhatIsSpoiltAndNothingElse(t *testing.T) {
	w := newWorld(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		seen := newTally()
		b, err := book.Open(w.ctx, w.store, fmt.Sprintf("digests-%d", n), book.Config{
			Schema: schema(), Rights: carers{}, Clock: w.clock, Rand: &dice{n: uint64(n) * 1000}, Meter: seen,
		})
		if err != nil {
			rt.Fatal(err)
		}
		b.SmallPages(3)
		w.turn(time.Date(2026, 10, 31, 12, 0, 0, 0, time.UTC))
		h := &history{t: rt, w: w, book: b, all: []*keeper{
			w.keeper(b, "anna", 1), w.keeper(b, "anna", 2), w.keeper(b, "bea", 3), w.keeper(b, "carer", 4), w.keeper(b, "office", 5), w.keeper(b, "office", 6),
		}}
		for _, person := range []string{"anna", "bea", "carer"} {
			set := op.Fields{"assistant": val(person), "from": val("2020-01-01")}
			_, err := b.Do(w.ctx, book.Command{ID: w.id(), Name: "engage"}, func(book.Documents) (book.Decision, error) {
				return book.Decision{Set: []book.Change{{Doc: "engagement/" + w.id(), Set: set}}}, nil
			})
			if err != nil {
				rt.Fatal(err)
			}
		}
		for range rapid.IntRange(5, 60).Draw(rt, "steps") {
			h.step()
		}
		for _, k := range h.all { // first all that is still to be sent, then what that changed
			k.settle(rt)
		}
		for _, k := range h.all {
			if differs := k.settle(rt); len(differs) > 0 {
				rt.Fatalf("nothing was spoilt, yet %s differs in %q", k.who.Person, differs)
			}
			h.check(k)
		}
		if seen.differing != 0 || seen.compared == 0 {
			rt.Fatalf("%d months compared, %d counted as differing", seen.compared, seen.differing)
		}
		spoilt := h.pick()
		months := h.spoil(spoilt)
		differs := spoilt.settle(rt)
		for _, month := range months {
			if !slices.Contains(differs, month) {
				rt.Fatalf("%q was spoilt, %q differs", months, differs)
			}
		}
		if seen.differing != len(differs) {
			rt.Fatalf("%d counted as differing", seen.differing)
		}
		for range rapid.IntRange(0, 6).Draw(rt, "exchanges while it heals") {
			switch rapid.IntRange(0, 2).Draw(rt, "what") {
			case 0:
				spoilt.exchange(rt, false, true)
			case 1:
				spoilt.exchange(rt, false, false)
			case 2:
				if len(h.refs) > 0 {
					h.all[4].act(rapid.SampledFrom(h.refs).Draw(rt, "meanwhile"), 0, op.Fields{"note": val(w.id())})
					h.all[4].exchange(rt, false, false)
				}
			}
		}
		if differs := spoilt.settle(rt); len(differs) > 0 {
			rt.Fatalf("%q still differs", differs)
		}
		h.check(spoilt)
	})
}

// A row moves to a month of long ago while a device is offline, and to a feed that the device is given at the same time,
// whose first sending leaves old rows out: the device must not go on showing the row where it was.
func TestAnOldRowThatMovedIsSent(t *testing.T) {
	w := newWorld(t)
	b, err := book.Open(w.ctx, w.store, "carers", book.Config{Schema: schema(), Rights: carers{}, Clock: w.clock, Rand: &dice{n: 7}})
	if err != nil {
		t.Fatal(err)
	}
	w.book = b
	w.engage("carer", "2020-01-01", "")
	w.turn(time.Date(2026, 9, 5, 12, 0, 0, 0, time.UTC)) // an odd month: the carer has no rows of their own
	office, carer := w.keeper(b, "office", 1), w.keeper(b, "carer", 2)
	ref := "shift/" + w.id()
	office.act(ref, 0, hours("carer", "bo", "2026-09-01T08:00", "2026-09-01T16:00"))
	office.exchange(t, false, false)
	carer.settle(t)
	if carer.docs[ref].Text("start") != "2026-09-01T08:00" {
		t.Fatalf("%+v", carer.docs)
	}
	office.act(ref, carer.docs[ref].Rev, op.Fields{"start": val("2024-09-01T08:00"), "end": val("2024-09-01T16:00")})
	office.exchange(t, false, false)
	w.turn(time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC))
	if differs := carer.settle(t); len(differs) > 0 || carer.docs[ref].Text("start") != "2024-09-01T08:00" {
		t.Errorf("%q differs, %s", differs, carer.docs[ref].Text("start"))
	}
}

// A month of many pages: each may be lost, and asked for again with the cursor before it.
func TestAMonthIsSentAgainInPages(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	anna.record(1100, "bo", "2026-10")
	anna.record(3, "bo", "2026-09")
	k := w.keeper(w.book, "anna", 2)
	if differs := k.settle(t); len(differs) > 0 {
		t.Fatalf("%q differs", differs)
	}
	whole := maps.Clone(k.docs)
	for _, ref := range op.SortedNames(k.docs)[:700] {
		delete(k.docs, ref)
	}
	if differs := k.settle(t); !slices.Equal(differs, []string{"2026-10"}) {
		t.Fatalf("%q differs", differs)
	}
	var pages []int
	for more := true; more; {
		lost := k.exchange(t, true, true)
		res := k.exchange(t, true, false)
		if len(lost.Docs) != len(res.Docs) || lost.Cursor != res.Cursor || res.Differs != nil {
			t.Fatalf("%d documents and %d, cursors %s and %s, %v", len(lost.Docs), len(res.Docs), lost.Cursor, res.Cursor, res.Differs)
		}
		if pending, err := w.book.Pending(w.ctx, k.who, res.Cursor, nil); pending != res.More || err != nil {
			t.Errorf("pending: %v, %v", pending, err)
		}
		pages, more = append(pages, len(res.Docs)), res.More
	}
	if !slices.Equal(pages, []int{500, 500, 100}) {
		t.Errorf("pages of %v", pages)
	}
	if differs := k.settle(t); len(differs) > 0 || len(k.docs) != len(whole) {
		t.Errorf("%q differs, %d documents", differs, len(k.docs))
	}
}

func TestRefetchAsksForNoMore(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2024-01-01", "")
	anna := w.phone("anna", 1)
	anna.record(2, "bo", "2026-10")
	anna.record(2, "bo", "2025-01")
	k := w.keeper(w.book, "anna", 2)
	k.settle(t)
	if len(k.docs) != 2 {
		t.Fatalf("%d documents", len(k.docs))
	}
	k.refetch = []string{"2025-01", "2019-01", "banana", strings.Repeat("x", 5000)}
	res := k.exchange(t, false, false)
	if len(res.Docs) != 2 || res.More || len(res.Cursor) > 100 {
		t.Errorf("an old month that is asked for comes whole: %d documents, more %v, cursor of %d", len(res.Docs), res.More, len(res.Cursor))
	}
	for i := range 60 {
		k.refetch = append(k.refetch, fmt.Sprintf("20%02d-01", i))
	}
	_, err := w.book.Sync(w.ctx, k.who, book.Request{Device: k.who.Device, Cursor: k.cursor, Refetch: k.refetch})
	if err == nil || !strings.Contains(err.Error(), op.CodeTooMany) {
		t.Errorf("sixty months at once: %v", err)
	}
	if res, err := w.book.Sync(w.ctx, k.who, book.Request{Device: k.who.Device, Refetch: []string{"2026-10"}}); err != nil || len(res.Docs) != 2 {
		t.Errorf("without a cursor all comes as it is: %+v %v", res, err)
	}
	many := map[string]string{}
	for i := range 90 {
		many[fmt.Sprintf("21%02d-01", i)] = "0123456789abcdef"
	}
	res, err = w.book.Sync(w.ctx, k.who, book.Request{Device: k.who.Device, Cursor: k.cursor, Digests: many})
	if err != nil || len(res.Differs) != 24 || res.Differs[0] != "2026-10" {
		t.Errorf("at most two dozen at once: %v %v", res.Differs, err)
	}
}
