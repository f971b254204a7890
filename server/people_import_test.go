package server_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"passbok/care"
	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/merge"
)

// filling is a real store whose disk takes so many updates more, and then none.
type filling struct {
	store.Store
	left atomic.Int64
}

func (f *filling) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	if f.left.Add(-1) < 0 {
		return store.ErrFull
	}
	return f.Store.Update(ctx, space, fn)
}

// Each person of a list comes by a command of their own, so that what is written about them can be erased with them; a list that was
// read in by half is finished by sending it again.
func TestAnImportIsACommandForEachPerson(t *testing.T) {
	st, err := bolt.Open(context.Background(), t.TempDir()+"/passbok.db", bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	disk := &filling{Store: st}
	disk.left.Store(1000)
	w := (&world{TB: t, store: disk, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), log: &lines{}}).open(disk)
	c := w.joined(coordinator)
	before := w.documents()
	var file strings.Builder
	file.WriteString(rollHead)
	for i := range 60 {
		fmt.Fprintf(&file, "assistent;Person%d;Prov;%s;;2026-11-01;%s;arbetstidslagen;2026-10-20\n", i, numbered(i+10), numbered(1))
	}
	file.WriteString("kund;Åsa;Påhitt;" + numbered(1) + ";;2026-11-01\n")
	id := w.id()
	disk.left.Store(35)
	c.do(request{method: "POST", path: "/api/v1/people/import?id=" + id, raw: []byte(file.String()), header: map[string]string{"Content-Type": "text/csv"}}).problem(503, "storage_full")
	half := len(w.documents()) - len(before)
	disk.left.Store(1000)
	for range 2 {
		if got := c.list(id, "", file.String()); !got.Done || got.New != 61 {
			t.Errorf("done %v, %d new, %v", got.Done, got.New, got.Problems)
		}
	}
	persons, commands := map[string]uint64{}, map[uint64]string{}
	after := w.documents()
	for ref, doc := range after {
		if _, was := before[ref]; was {
			continue
		}
		person := care.ID(ref)
		if care.KindOf(ref) != "person" {
			if person = doc.Text("person"); person == "" {
				person = doc.Text("assistant")
			}
		}
		if at, known := persons[person]; known && at != doc.Rev {
			t.Errorf("%s came with %d and %d", person, at, doc.Rev)
		}
		if other, known := commands[doc.Rev]; known && other != person {
			t.Errorf("%s and %s came together", person, other)
		}
		persons[person], commands[doc.Rev] = doc.Rev, person
	}
	if all := len(after) - len(before); len(persons) != 61 || half == 0 || half >= all {
		t.Errorf("%d persons; first %d documents, then %d", len(persons), half, all)
	}
}

// documents are all of the book.
func (w *world) documents() map[string]merge.Document {
	w.Helper()
	docs := map[string]merge.Document{}
	must(w, w.book.Everything(context.Background(), "", func(doc merge.Document) error { docs[doc.Ref] = doc; return nil }))
	return docs
}
