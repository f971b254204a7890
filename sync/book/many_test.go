package book_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Many devices at once, two offices on the same rows: when all have synced, all who see a document see the same one, the
// counters have no gap, and the log folds to the documents.
func TestManyAtOnceConverge(t *testing.T) {
	w := newWorld(t)
	const people, rows = 6, 8
	var all []*phone
	for i := range people {
		name := fmt.Sprintf("p%d", i)
		w.engage(name, "2026-10-01", "")
		all = append(all, w.phone(name, 1+i))
	}
	offices := []*phone{w.phone("office", 50), w.phone("office-two", 51)}
	var group sync.WaitGroup
	for _, p := range all {
		group.Go(func() {
			for i := range rows {
				ref := "shift/" + p.id()
				p.act(ref, hours(p.who.Person, "bo", fmt.Sprintf("2026-10-%02dT08:00", i+1), ""))
				p.sync()
				p.act(ref, op.Fields{"end": val(fmt.Sprintf("2026-10-%02dT16:%02d", i+1, i))})
				p.act(ref, op.Fields{"note": val("x")})
			}
			p.sync()
		})
	}
	for n, office := range offices {
		office.feeds = []string{"bo@2026-10"}
		group.Go(func() {
			for range 12 {
				office.sync()
				for _, ref := range op.SortedNames(office.docs) {
					if strings.HasPrefix(ref, "shift/") {
						office.act(ref, op.Fields{"end": val(fmt.Sprintf("2026-10-30T2%d:00", n))})
					}
					if len(office.queue) == 40 {
						break
					}
				}
			}
			office.sync()
		})
	}
	group.Wait()
	for _, p := range slices.Concat(all, offices) {
		p.sync()
	}
	for _, p := range all {
		for ref, mine := range p.docs {
			for _, office := range offices {
				theirs := office.docs[ref]
				if mine.rev != theirs.rev || mine.open != theirs.open || fmt.Sprint(mine.fields) != fmt.Sprint(theirs.fields) {
					t.Fatalf("%s: %s sees %+v, %s sees %+v", ref, p.who.Person, mine, office.who.Person, theirs)
				}
			}
		}
		if len(p.docs) != rows {
			t.Errorf("%s has %d rows", p.who.Person, len(p.docs))
		}
	}
	w.whole()
}

func TestOneCommandAtOnce(t *testing.T) {
	w := newWorld(t)
	cmd := book.Command{ID: w.id(), Name: "count", Person: "office"}
	receipts := make([]book.Receipt, 16)
	var group sync.WaitGroup
	for i := range receipts {
		group.Go(func() {
			var err error
			receipts[i], err = w.book.Do(w.ctx, cmd, func(docs book.Documents) (book.Decision, error) {
				doc, _, err := docs.Get("invoice/x")
				set := op.Fields{"state": json.RawMessage(fmt.Sprintf("%d", len(doc.Text("state"))+int(doc.Rev)+1))}
				return book.Decision{Set: []book.Change{{Doc: "invoice/x", Set: set}}}, err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	fresh := 0
	for _, r := range receipts {
		if !r.Again {
			fresh++
		}
		if r.Seq != receipts[0].Seq || r.Hash != receipts[0].Hash {
			t.Errorf("%+v and %+v", r, receipts[0])
		}
	}
	if fresh != 1 {
		t.Errorf("carried out %d times", fresh)
	}
}

func TestACommandThatFailsDoesNothing(t *testing.T) {
	w := newWorld(t)
	no := errors.New("no")
	changed := w.book.Changed()
	for name, decide := range map[string]func(book.Documents) (book.Decision, error){
		"decide says no": func(book.Documents) (book.Decision, error) { return book.Decision{}, no },
		"an unknown field": func(book.Documents) (book.Decision, error) {
			return book.Decision{Seal: []string{"s"}, Set: []book.Change{{Doc: "invoice/x", Set: op.Fields{"colour": val("red")}}}}, nil
		},
		"an unknown kind": func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{{Doc: "spaceship/x", Set: op.Fields{"a": val("b")}}}}, nil
		},
		"an invalid whole": func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{{Doc: "shift/x", Set: op.Fields{"end": val("b")}}}}, nil
		},
		"more than an entry holds": func(book.Documents) (book.Decision, error) {
			return book.Decision{Answer: val(strings.Repeat("x", 70_000))}, nil
		},
	} {
		if _, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "x"}, decide); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	select {
	case <-changed:
		t.Error("something was committed")
	default:
	}
	if report, err := w.book.Verify(w.ctx, nil); err != nil || report.Entries != 0 || report.Documents != 0 {
		t.Errorf("%+v %v", report, err)
	}
}

// A document holds only so many disagreements; then the next is refused and kept, and nothing breaks.
func TestADocumentThatIsFull(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "2026-10-10")
	anna := w.phone("anna", 1)
	ref := "shift/" + w.id()
	long := strings.Repeat("å", 3500)
	verdicts := map[string]int{}
	anna.act(ref, hours("anna", "bo", "2026-10-20T08:00", ""))
	for range 12 {
		anna.act(ref, op.Fields{"note": val(long)})
	}
	for _, v := range anna.sync() {
		verdicts[string(v.Verdict)+v.Code]++
	}
	if verdicts["refuseddocument_full"] == 0 || verdicts["parkedfollows"] == 0 {
		t.Errorf("%v", verdicts)
	}
	w.whole()
}

// The answer that the server writes is the one that json.Marshal would.
func TestAnswersAreWrittenAsTheyAre(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	anna.record(3, "bo", "2026-10")
	for _, req := range []book.Request{{Device: uuid(1)}, {Device: uuid(1), Cursor: anna.cursor, Feeds: []string{"no@way"}}} {
		res, err := w.book.Sync(w.ctx, anna.who, req)
		if err != nil {
			t.Fatal(err)
		}
		fast, err := res.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		slow, err := json.Marshal(res)
		if err != nil {
			t.Fatal(err)
		}
		var a, b struct {
			book.Response
			Docs []merge.Pulled `json:"docs"`
		}
		if err := errors.Join(json.Unmarshal(fast, &a), json.Unmarshal(slow, &b)); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprintf("%+v", a) != fmt.Sprintf("%+v", b) {
			t.Errorf("%s\n%s", fast, slow)
		}
	}
}
