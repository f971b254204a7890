package signed_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"passbok/eid/signed"
	"passbok/store"
	"passbok/store/bolt"
)

const (
	bookID = "b00c0000-0000-7000-8000-000000000001"
	sheet  = "sheet/a.b@2026-10:1"
	later  = "sheet/a.b@2026-10:10" // its name begins as sheet's does
)

func open(t *testing.T) (*signed.Signatures, store.Store) {
	t.Helper()
	st, err := bolt.Open(context.Background(), t.TempDir()+"/store", bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	return signed.New(st), st
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func evidence(at string, role signed.Role, order string) signed.Evidence {
	return signed.Evidence{
		Book: bookID, Sheet: at, Role: role, Order: order, Person: "a", Hash: "h",
		Signature: []byte(strings.Repeat("<Signature/>", 9000)), OCSP: []byte("ocsp of " + order), // longer than a value of the store
	}
}

func TestBothSignTheSameBytes(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	for _, document := range []string{"<first/>", "<second/>"} {
		laid, err := s.Lay(ctx, signed.Paper{Book: bookID, Sheet: sheet, Hash: "h", Visible: "v", Hidden: "i", Document: []byte(document)})
		if err != nil || string(laid.Document) != "<first/>" {
			t.Errorf("%s %v", laid.Document, err)
		}
	}
	if _, ok, err := s.Paper(ctx, bookID, later); ok || err != nil {
		t.Error(ok, err)
	}
	mine, theirs := evidence(sheet, signed.Assistant, "one"), evidence(sheet, signed.Provider, "two")
	must(t, s.Keep(ctx, mine))
	must(t, s.Keep(ctx, mine))
	other := mine
	other.OCSP = []byte("another")
	if err := s.Keep(ctx, other); !errors.Is(err, signed.ErrOther) {
		t.Error(err)
	}
	if _, _, ok, err := s.Of(ctx, bookID, sheet); ok || err != nil {
		t.Error("what the book has not noted is no signature", err)
	}
	must(t, s.Enter(ctx, mine, signed.Noted, ""))
	must(t, s.Enter(ctx, mine, signed.Fallen, "changed"))
	if a, _, ok, err := s.Of(ctx, bookID, sheet); ok || err != nil || a.State != signed.Noted {
		t.Error(a.State, ok, err)
	}
	must(t, s.Keep(ctx, theirs))
	fallen := evidence(sheet, signed.Provider, "three")
	must(t, s.Keep(ctx, fallen))
	must(t, s.Enter(ctx, fallen, signed.Fallen, "sheet_state"))
	must(t, s.Enter(ctx, theirs, signed.Noted, ""))
	a, p, ok, err := s.Of(ctx, bookID, sheet)
	if err != nil || !ok || a.Order != "one" || p.Order != "two" || !bytes.Equal(a.Signature, mine.Signature) || !bytes.Equal(p.OCSP, theirs.OCSP) ||
		string(a.Document) != "<first/>" || string(p.Document) != "<first/>" {
		t.Error(a.Order, p.Order, ok, err)
	}
	must(t, s.Keep(ctx, evidence(later, signed.Provider, "four")))
	must(t, s.Enter(ctx, evidence(later, signed.Provider, "four"), signed.Fallen, "changed"))
	must(t, s.Keep(ctx, evidence(later, signed.Assistant, "five"))) // the book is about to note it
	roles, err := s.Roles(ctx, bookID, sheet, later, "sheet/nobody's")
	if err != nil || len(roles) != 2 || !slices.Equal(roles[sheet], []signed.Role{signed.Assistant, signed.Provider}) ||
		!slices.Equal(roles[later], []signed.Role{signed.Assistant}) {
		t.Error(roles, err)
	}
	if all, err := s.All(ctx, bookID, sheet); err != nil || len(all) != 3 {
		t.Error(len(all), err)
	}
}

func TestEvidenceIsCheckedAndForgotten(t *testing.T) {
	s, st := open(t)
	ctx := t.Context()
	for _, at := range []string{sheet, later} {
		_, err := s.Lay(ctx, signed.Paper{Book: bookID, Sheet: at, Document: []byte("<t/>")})
		must(t, err)
		must(t, s.Keep(ctx, evidence(at, signed.Assistant, "one")))
	}
	var told []uint64
	if count, wrong, err := s.Check(ctx, bookID, func(done, _ uint64) { told = append(told, done) }); count != 2 || len(wrong) > 0 || len(told) != 2 || err != nil {
		t.Error(count, wrong, told, err)
	}
	// One byte of a signature, and one of what was signed, are not what they were.
	must(t, st.Update(ctx, signed.Space, func(tx store.Txn) error {
		for kv, err := range tx.Scan(nil, nil) {
			if err != nil {
				return err
			}
			at := string(kv.Key)
			if strings.HasPrefix(at, "signature/"+bookID+"/"+sheet+"/") || strings.HasPrefix(at, "document/"+bookID+"/"+later+"/") {
				kv.Value[1] ^= 1
				tx.Put(kv.Key, kv.Value)
			}
		}
		return nil
	}))
	if count, wrong, err := s.Check(ctx, bookID, func(_, _ uint64) {}); count != 2 || len(wrong) != 2 || err != nil {
		t.Error(count, wrong, err)
	}
	if gone, err := s.Forget(ctx, bookID, []string{sheet}); gone != 1 || err != nil {
		t.Error(gone, err)
	}
	if all, err := s.All(ctx, bookID, later); len(all) != 1 || err != nil {
		t.Error("another version's went, too", err)
	}
	if gone, err := s.Forget(ctx, bookID, []string{sheet, later}); gone != 1 || err != nil {
		t.Error(gone, err)
	}
	must(t, st.View(ctx, signed.Space, func(r store.Reader) error {
		for kv := range r.Scan(nil, nil) {
			t.Errorf("left: %s", kv.Key)
		}
		return nil
	}))
}
