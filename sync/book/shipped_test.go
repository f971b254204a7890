package book_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// stored is a book as a shipped version left it on the disk, and what its phones had of it: testdata/v<n>/book.json. The
// space is a book's keys and values, byte for byte. Such a file is written once, by TestMakeAStoredBook, and never again:
// a version that stores something otherwise writes another one, beside those that there are.
type stored struct {
	Made    string         `json:"made"` // by which version, in words
	Now     time.Time      `json:"now"`
	Space   [][2][]byte    `json:"space"`
	Epoch   string         `json:"epoch"`
	Cursor  string         `json:"cursor"` // of the assistant's phone, which had pulled everything
	Again   string         `json:"again"`  // of the same phone in the middle of fetching a month again
	Docs    []string       `json:"docs"`   // as that phone had pulled them
	Sent    []string       `json:"sent"`   // what it had sent, byte for byte
	Said    []book.Verdict `json:"said"`   // and what was said to that
	History string         `json:"history"`
	Mine    string         `json:"mine"`
	Parked  string         `json:"parked"` // an operation that waits
	Sealed  string         `json:"sealed"` // a seal that is closed
	Receipt book.Receipt   `json:"receipt"`
	Command book.Command   `json:"command"`
}

// theirs is a row that two disagree about.
const theirs = "shift/0192f0c1-0000-7000-8000-00000000ffff"

// A book of each shipped version is opened and proves itself; the phones that had pulled from it go on where they were,
// and whatever they send again is known.
func TestEveryShippedBookIsReadable(t *testing.T) {
	files, err := filepath.Glob("testdata/v*/book.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no books in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var was stored
			if err := json.Unmarshal(text, &was); err != nil {
				t.Fatal(err)
			}
			w := was.open(t)
			w.whole()
			was.goesOn(t, w)
			w.whole()
		})
	}
}

// open puts a stored book on a new disk.
func (was stored) open(t *testing.T) *world {
	w := &world{t: t, ctx: t.Context(), dice: map[string]*dice{}, now: was.Now, ids: 1 << 32}
	st, err := bolt.Open(w.ctx, filepath.Join(t.TempDir(), "book.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	w.store = st
	err = st.Update(w.ctx, "book:b", func(tx store.Txn) error {
		for _, kv := range was.Space {
			tx.Put(kv[0], kv[1])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.book = w.open("b")
	return w
}

func (was stored) goesOn(t *testing.T, w *world) {
	anna := w.phone("anna", 1)
	ask := func(req book.Request) book.Response {
		t.Helper()
		req.Device, req.Epoch = anna.who.Device, was.Epoch
		res, err := w.book.Sync(w.ctx, anna.who, req)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	if res := ask(book.Request{Cursor: was.Cursor}); res.Reset || len(res.Docs) > 0 || len(res.Gone) > 0 || int(res.Last) != len(was.Sent) {
		t.Errorf("a phone that had everything gets %d documents, reset %v, last %d", len(res.Docs), res.Reset, res.Last)
	}
	var docs []string
	for req, more := (book.Request{}), true; more; {
		res := ask(req)
		docs = append(docs, pages(t, res)...)
		req.Cursor, more = res.Cursor, res.More
	}
	if got := asOnce(t, docs, was.Docs); !slices.Equal(got, was.Docs) {
		t.Errorf("it would now pull\n%s\nnot\n%s", docs, was.Docs)
	}
	if res := ask(book.Request{Cursor: was.Again}); res.Reset || res.More || len(res.Docs) == 0 {
		t.Errorf("fetching a month again goes on with %d documents, reset %v, more %v", len(res.Docs), res.Reset, res.More)
	}
	var sent []json.RawMessage
	for _, text := range was.Sent {
		sent = append(sent, json.RawMessage(text))
	}
	said := ask(book.Request{Cursor: was.Cursor, Ops: sent}).Verdicts
	if len(said) != len(was.Said) {
		t.Fatalf("%d verdicts", len(said))
	}
	for i, v := range said {
		want := was.Said[i]
		want.Again = true
		if v.Seq != want.Seq || v.Verdict != want.Verdict || v.Code != want.Code || !v.Again {
			t.Errorf("sent again, operation %d is answered %+v, not %+v", i+1, v, want)
		}
	}
	entries, err := w.book.History(w.ctx, theirs)
	if text := written(t, entries); err != nil || text != was.History {
		t.Errorf("%v: the history is\n%s\nnot\n%s", err, text, was.History)
	}
	mine, _, err := w.book.Mine(w.ctx, book.Actor{Person: "anna"}, 0)
	if text := written(t, mine); err != nil || text != was.Mine {
		t.Errorf("%v: what was not taken is\n%s\nnot\n%s", err, text, was.Mine)
	}
	receipt, err := w.book.Do(w.ctx, was.Command, func(book.Documents) (book.Decision, error) {
		return book.Decision{}, errors.New("it was carried out before")
	})
	if err != nil || !receipt.Again || receipt.Hash != was.Receipt.Hash {
		t.Errorf("the command again: %+v %v", receipt, err)
	}
	if got := w.settle(was.Parked, true); got != "still_sealed" {
		t.Errorf("what waits, while the month is sealed: %s", got)
	}
	w.seal(was.Sealed, false)
	if got := w.settle(was.Parked, true); got != "applied" {
		t.Errorf("what waits, once it is open: %s", got)
	}
	next := op.Op{V: 1, ID: w.id(), N: uint64(len(was.Sent) + 1), Doc: theirs, Set: op.Fields{"note": val("och nu")}}
	if res := ask(book.Request{Cursor: was.Cursor, Ops: encode(t, next)}); !res.Verdicts[0].Verdict.Accepted() {
		t.Errorf("and on: %+v", res.Verdicts)
	}
}

// asOnce leaves out of documents what is told with them since: a member that the same document did not have, and that a
// phone of then passes over.
func asOnce(t *testing.T, docs, was []string) (out []string) {
	t.Helper()
	for i, text := range docs {
		var now, then map[string]json.RawMessage
		if i >= len(was) || json.Unmarshal([]byte(text), &now) != nil || json.Unmarshal([]byte(was[i]), &then) != nil {
			return docs
		}
		for name, value := range now {
			if _, had := then[name]; !had {
				text = strings.Replace(text, `,"`+name+`":`+string(value), "", 1)
			}
		}
		out = append(out, text)
	}
	return out
}

func pages(t *testing.T, res book.Response) (docs []string) {
	t.Helper()
	for _, doc := range res.Docs {
		docs = append(docs, written(t, doc))
	}
	return docs
}

func written(t *testing.T, v any) string {
	t.Helper()
	raw, err := op.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestMakeAStoredBook writes testdata/v<n>/book.json where it is not there:
//
//	go test ./sync/book -run MakeAStoredBook -update
//
// It lives through what can be stored: all verdicts, conflicts, candidates, a void, a seal, what waits and what was
// settled, a device that replaces another, commands and jobs, a cursor of either version.
func TestMakeAStoredBook(t *testing.T) {
	const path = "testdata/v1/book.json"
	if _, err := os.Stat(path); err == nil {
		return // as it was shipped, and so it stays
	}
	if !*update {
		t.Fatalf("%s is not there", path)
	}
	was := makeBook(t)
	text, err := json.MarshalIndent(was, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

func makeBook(t *testing.T) stored {
	w := newWorld(t)
	was := stored{Made: "before the first release, with digests", Now: w.now, Sealed: "bo@2026-09"}
	w.engage("anna", "2026-01-01", "")
	anna, office := w.phone("anna", 1), w.phone("office", 2)
	office.feeds = []string{"bo@2026-10", "bo@2026-09"}
	send := func(o op.Op) {
		t.Helper()
		was.Sent = append(was.Sent, string(encode(t, o)[0]))
		was.Said = append(was.Said, anna.sync()...)
	}
	at := func(o *op.Op) { o.At = op.At{Wall: "2026-10-31T13:00:00.000Z", Mono: 8812345.5, Offset: 3_600_000} }
	send(anna.act(theirs, hours("anna", "bo", "2026-10-30T08:00", ""), at))
	office.sync()
	office.act(theirs, op.Fields{"end": val("2026-10-30T17:00"), "note": val("kontoret")})
	office.sync()
	send(anna.act(theirs, op.Fields{"end": val("2026-10-30T18:00")}, at, func(o *op.Op) { o.Base, o.Why = 2, "stannade kvar" }))
	gone := "shift/" + w.id()
	send(anna.act(gone, hours("anna", "bo", "2026-10-29T08:00", "2026-10-29T09:00")))
	send(anna.act(gone, op.Fields{op.Void: json.RawMessage("true")}, func(o *op.Op) { o.Why = "dubbel" }))
	send(anna.act("shift/"+w.id(), op.Fields{"colour": val("red")}))
	was.Command = book.Command{ID: w.id(), Name: "seal", Person: "office", Why: "klar"}
	var err error
	was.Receipt, err = w.book.Do(w.ctx, was.Command, func(book.Documents) (book.Decision, error) {
		return book.Decision{
			Seal: []string{was.Sealed}, Answer: val("svar"), Jobs: []book.Job{{ID: "job", Kind: "notice", Due: w.now, Payload: val("x")}},
			Set: []book.Change{{Doc: "invoice/bo@2026-09", Set: op.Fields{"state": val("ready")}}},
		}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	late := anna.act("shift/"+w.id(), hours("anna", "bo", "2026-09-29T08:00", "2026-09-29T09:00"))
	send(late)
	was.Parked = late.ID
	declined := anna.act("shift/"+w.id(), hours("anna", "bo", "2026-09-28T08:00", "2026-09-28T09:00"))
	send(declined)
	w.settle(declined.ID, false)
	old := w.phone("anna", 3)
	old.act("shift/"+w.id(), hours("anna", "cy", "2026-10-01T08:00", "2026-10-01T09:00"))
	old.sync()
	heir := op.Op{V: 1, ID: w.id(), N: 1, Doc: "shift/" + w.id(), Set: hours("anna", "cy", "2026-10-02T08:00", "2026-10-02T09:00")}
	heirs := book.Actor{Person: "anna", Device: uuid(4)}
	_, err = w.book.Sync(w.ctx, heirs, book.Request{Device: uuid(4), Replaces: &book.Replaces{Device: uuid(3), Through: 1}, Ops: encode(t, heir)})
	if err != nil {
		t.Fatal(err)
	}
	anna.sync()
	was.Cursor, was.Epoch = anna.cursor, anna.epoch
	w.book.SmallPages(2)
	res, err := w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Epoch: anna.epoch, Cursor: anna.cursor, Refetch: []string{"2026-10"}})
	if err != nil || !res.More {
		t.Fatalf("%+v %v", res, err)
	}
	was.Again = res.Cursor
	w.book.SmallPages(0)
	if res, err = w.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1)}); err != nil {
		t.Fatal(err)
	}
	was.Docs = pages(t, res)
	entries, err := w.book.History(w.ctx, theirs)
	if err != nil {
		t.Fatal(err)
	}
	was.History = written(t, entries)
	mine, _, err := w.book.Mine(w.ctx, book.Actor{Person: "anna"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	was.Mine = written(t, mine)
	err = w.store.View(w.ctx, "book:b", func(r store.Reader) error {
		for kv, err := range r.Scan([]byte{0}, nil) {
			if err != nil {
				return err
			}
			was.Space = append(was.Space, [2][]byte{bytes.Clone(kv.Key), bytes.Clone(kv.Value)})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return was
}
