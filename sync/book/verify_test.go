package book_test

import (
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/book/remake"
	"passbok/sync/op"
)

func logKey(prefix string, seq uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte(prefix), seq)
}

// tamper changes the store behind the engine's back.
func (w *world) tamper(fn func(store.Txn)) {
	w.t.Helper()
	err := w.store.Update(w.ctx, "book:b", func(tx store.Txn) error {
		fn(tx)
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestVerifyFindsWhatWasChanged(t *testing.T) {
	flip := func(tx store.Txn, key []byte, at int) {
		value, _ := tx.Get(key)
		value[at] ^= 1
		tx.Put(key, value)
	}
	var ref string
	for name, c := range map[string]struct {
		change func(store.Txn)
		want   string
	}{
		"a header":              {func(tx store.Txn) { flip(tx, logKey("log/", 2), 30) }, "follow"},
		"a payload":             {func(tx store.Txn) { flip(tx, logKey("payload/", 3), 60) }, "payload"},
		"an entry removed":      {func(tx store.Txn) { tx.Delete(logKey("log/", 3)) }, "follow"},
		"the last one removed":  {func(tx store.Txn) { tx.Delete(logKey("log/", 6)) }, "end"},
		"a document":            {func(tx store.Txn) { flip(tx, []byte("doc/"+ref), 60) }, "fold"},
		"a document removed":    {func(tx store.Txn) { tx.Delete([]byte("doc/" + ref)) }, "missing"},
		"a document slipped in": {func(tx store.Txn) { v, _ := tx.Get([]byte("doc/" + ref)); tx.Put([]byte("doc/shift/x"), v) }, "fold"},
		"a feed's row": {func(tx store.Txn) {
			for kv := range tx.Scan([]byte("feed/anna\x00"), []byte("feed/anna\x01")) {
				tx.Delete(kv.Key)
				break
			}
		}, "feed"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.engage("anna", "2026-10-01", "")
			ref = w.phone("anna", 1).record(5, "bo", "2026-10")[2]
			w.whole()
			w.tamper(c.change)
			report, err := w.book.Verify(w.ctx, nil)
			if err != nil || len(report.Faults) == 0 {
				t.Fatalf("nothing was found: %+v %v", report, err)
			}
			all := ""
			for _, f := range report.Faults {
				all += f.What + "; "
			}
			if !strings.Contains(all, c.want) {
				t.Errorf("found %s", all)
			}
		})
	}
}

// What is locked, and what waits for a decision, is proven too: a lost seal would let a month be changed that is signed.
func TestVerifyFindsWhatIsLockedOrWaitsNoMore(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	w.seal("bo@2026-09", false)
	w.seal("bo@2026-10", true)
	sealed, err := w.book.Last(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	anna.record(2, "bo", "2026-10") // parked: the month is sealed
	waits := anna.act("ship/"+w.id(), op.Fields{"a": val("b")}, newer)
	anna.sync()
	w.whole()
	parked := w.keys("parked/")
	if len(parked) != 3 {
		t.Fatal(parked)
	}
	seal := "seal/bo@2026-10"
	for name, c := range map[string]struct {
		change func(store.Txn)
		want   book.Fault
	}{
		"a seal lost":          {func(tx store.Txn) { tx.Delete([]byte(seal)) }, book.Fault{Seq: sealed, What: "the seal bo@2026-10, which"}},
		"a seal of another":    {func(tx store.Txn) { tx.Put([]byte(seal), logKey("", 1)) }, book.Fault{Seq: sealed, What: "not of the entry"}},
		"a seal slipped in":    {func(tx store.Txn) { tx.Put([]byte("seal/bo@2026-09"), logKey("", 1)) }, book.Fault{What: "seal bo@2026-09 is here"}},
		"a decision lost":      {func(tx store.Txn) { tx.Delete([]byte("parked/" + waits.ID)) }, book.Fault{What: waits.ID + " is parked, and missing"}},
		"a decision elsewhere": {func(tx store.Txn) { tx.Put([]byte(parked[0]), []byte(`{"seq":1}`)) }, book.Fault{Seq: 1, What: "not parked as the log says"}},
	} {
		t.Run(name, func(t *testing.T) {
			before := map[string]string{}
			for key, value := range rows(t, w.store) {
				if strings.HasPrefix(key, "seal/") || strings.HasPrefix(key, "parked/") {
					before[key] = value
				}
			}
			w.tamper(c.change)
			report, err := w.book.Verify(w.ctx, nil)
			if err != nil || len(report.Faults) != 1 || c.want.Seq > 0 && report.Faults[0].Seq != c.want.Seq || !strings.Contains(report.Faults[0].What, c.want.What) {
				t.Errorf("%+v %v, want %+v", report.Faults, err, c.want)
			}
			w.tamper(func(tx store.Txn) {
				for _, key := range w.keys("seal/", "parked/") {
					tx.Delete([]byte(key))
				}
				for key, value := range before {
					tx.Put([]byte(key), []byte(value))
				}
			})
			w.whole()
		})
	}
}

// keys are those that begin so, in order.
func (w *world) keys(prefixes ...string) (keys []string) {
	for key := range rows(w.t, w.store) {
		for _, prefix := range prefixes {
			if strings.HasPrefix(key, prefix) {
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return keys
}

// No book is made anew of a log that was changed: what of it is lost the archive has, and a person must be told to ask it.
func TestNothingIsMadeOfALogThatWasChanged(t *testing.T) {
	flip := func(tx store.Txn, key []byte, at int) {
		value, _ := tx.Get(key)
		value[at] ^= 1
		tx.Put(key, value)
	}
	for name, change := range map[string]func(store.Txn){
		"a header":             func(tx store.Txn) { flip(tx, logKey("log/", 2), 30) },
		"a payload":            func(tx store.Txn) { flip(tx, logKey("payload/", 3), 60) },
		"an entry removed":     func(tx store.Txn) { tx.Delete(logKey("log/", 3)) },
		"the last one removed": func(tx store.Txn) { tx.Delete(logKey("log/", 6)) },
		"an entry told twice":  func(tx store.Txn) { v, _ := tx.Get(logKey("log/", 6)); tx.Put(logKey("log/", 7), v) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.engage("anna", "2026-10-01", "")
			w.phone("anna", 1).record(5, "bo", "2026-10")
			w.tamper(change)
			to, err := bolt.Open(w.ctx, filepath.Join(t.TempDir(), "to.db"), bolt.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = to.Close() }()
			if made, err := remake.Rebuild(w.ctx, to, "b", w.config("b"), remake.How{From: w.store}); err == nil {
				t.Errorf("rebuilt: %+v", made)
			}
		})
	}
}

// What is missing without an erasure that names it is missing.
func TestAPayloadThatIsMissing(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	w.phone("anna", 1).record(3, "bo", "2026-10")
	w.tamper(func(tx store.Txn) { tx.Delete(logKey("payload/", 3)) })
	report, err := w.book.Verify(w.ctx, nil)
	if err != nil || report.Erased != 1 || len(report.Faults) == 0 || report.Faults[len(report.Faults)-1].Seq != 3 {
		t.Errorf("%+v %v", report, err)
	}
}

func TestTheReportNamesTheHead(t *testing.T) {
	w := newWorld(t)
	receipt, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "x"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var told uint64
	report, err := w.book.Verify(w.ctx, func(done, of uint64) { told = done*100 + of })
	if err != nil || report.Head != receipt.Seq || report.Hash != receipt.Hash || told != 101 {
		t.Errorf("%+v, receipt %+v, progress %d, %v", report, receipt, told, err)
	}
}

// A book goes on where it was when it is opened again, in the same epoch; another database is another epoch.
func TestOpenedAgain(t *testing.T) {
	w := newWorld(t)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	refs := anna.record(2, "bo", "2026-10")
	w.book = w.open("b")
	anna.act(refs[0], op.Fields{"note": val("x")})
	v := anna.sync()
	if len(v) != 1 || v[0].Seq != 4 || len(anna.docs) != 2 {
		t.Errorf("%+v, %d documents", v, len(anna.docs))
	}
	w.whole()
	other := newWorld(t)
	other.book = other.open("another")
	res, err := other.book.Sync(w.ctx, anna.who, book.Request{Device: uuid(1), Epoch: anna.epoch, Cursor: anna.cursor})
	if err != nil || !res.Reset || res.Epoch == anna.epoch {
		t.Errorf("another book: %+v %v", res, err)
	}
}
