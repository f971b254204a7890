package house_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/bankid/sim"
	"passbok/eid/signed"
	"passbok/house"
	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// authority is of a BankID that nobody asks anything of.
var authority = sync.OnceValues(func() (*sim.Authority, error) {
	return sim.NewAuthority(func() time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC) }, rand.Reader)
})

// connected is a configuration of BankID that holds, and leads nowhere.
func connected(t testing.TB) house.BankID {
	t.Helper()
	a, err := authority()
	if err != nil {
		t.Fatal(err)
	}
	return house.BankID{URL: "https://127.0.0.1:1/rp/v6.0", Identity: a.Party(), Servers: a.Servers(), People: a.Roots()}
}

// space does something in the database of a stopped folder.
func space(t *testing.T, data string, do func(context.Context, store.Store) error) {
	t.Helper()
	st, err := bolt.Open(t.Context(), house.Database(data), bolt.Options{})
	if err == nil {
		err = do(t.Context(), st)
	}
	if err == nil {
		err = st.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Signatures are carried over when the database is made anew, go with the timesheet that they are over, and are proved with
// its book. A coordinator who signed for others cannot go whole before that.
func TestSignaturesLiveAsLongAsTheirTimesheets(t *testing.T) {
	made := filled(t, t.TempDir(), 0)
	archive := filepath.Join(made.data, "archive")
	old, kept := care.SheetRef(left, alva, "2020-01", 1), care.SheetRef(samir, bertil, "2025-11", 1)
	h, err := house.Open(t.Context(), offline(made.data, archive))
	if err != nil {
		t.Fatal(err)
	}
	bookID := h.Books()[0]
	b, err := h.OpenBook(t.Context(), bookID)
	if err != nil {
		t.Fatal(err)
	}
	for i, ref := range []string{old, kept} {
		cmd := book.Command{ID: fmt.Sprintf("sheet %d", i), Name: "test.sheet", Person: "operator"}
		_, err := b.Do(t.Context(), cmd, func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{{Doc: ref, Set: op.Fields{"timesheet": care.Value(care.Timesheet{V: 1}), "hash": care.Value("h")}}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	space(t, made.data, func(ctx context.Context, st store.Store) error {
		s := signed.New(st)
		for _, ref := range []string{old, kept} {
			if _, err := s.Lay(ctx, signed.Paper{Book: bookID, Sheet: ref, Document: []byte("<t/>")}); err != nil {
				return err
			}
			for role, person := range map[signed.Role]string{signed.Assistant: left, signed.Provider: made.coordinator} {
				if err := s.Keep(ctx, signed.Evidence{Book: bookID, Sheet: ref, Role: role, Order: "o", Person: person, Signature: []byte("s")}); err != nil {
					return err
				}
			}
		}
		return st.Update(ctx, bankid.Space, func(tx store.Txn) error { tx.Put([]byte("mark"), nil); return nil })
	})
	done, err := house.Erase(t.Context(), offline(made.data, archive), house.EraseOrder{Person: made.coordinator, Years: 1, Dry: true}, nil)
	if err != nil || !strings.Contains(fmt.Sprint(done.Kept), "signature") || done.Whole {
		t.Errorf("%+v %v", done, err)
	}
	// The assistant who left has a signature over a timesheet that is kept, too, so of them only the old goes.
	if done, err = house.Erase(t.Context(), offline(made.data, archive), house.EraseOrder{Person: left, Years: 1}, nil); err != nil || done.Signatures != 2 || len(done.Wrong) > 0 {
		t.Errorf("%+v %v", done, err)
	}
	space(t, made.data, func(ctx context.Context, st store.Store) error {
		s := signed.New(st)
		gone, err := s.All(ctx, bookID, old)
		if err != nil {
			return err
		}
		there, err := s.All(ctx, bookID, kept)
		if len(gone) != 0 || len(there) != 2 || string(there[0].Document) != "<t/>" {
			t.Errorf("%d gone, %d there", len(gone), len(there))
		}
		if err != nil {
			return err
		}
		return st.View(ctx, bankid.Space, func(r store.Reader) error {
			if mark, err := r.Get([]byte("mark")); mark == nil || err != nil {
				t.Error("the orders were not carried over", err)
			}
			return nil
		})
	})
	if h, err = house.Open(t.Context(), offline(made.data, archive)); err != nil {
		t.Fatal(err)
	}
	err = h.Verify(t.Context(), func(v house.Verified) {
		if v.Of == 0 && (v.Signatures != 2 || len(v.Wrong) > 0) {
			t.Errorf("%+v", v)
		}
	})
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	if err != nil {
		t.Error(err)
	}
}
