// Package storetest says in tests what package store says in words. Every implementation runs the
// whole of it:
//
//	func TestConformance(t *testing.T) { storetest.Run(t, storetest.Implementation{Open: …, Restore: …}) }
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"passbok/store"
)

// Implementation is what the suite needs to know of one. A place is an empty folder of the test's
// own, or a name derived from it: what was kept at a place is there when it is opened again.
type Implementation struct {
	Open    func(t testing.TB, place string) store.Store
	Restore func(t testing.TB, backup []byte, place string) // makes a place of what Backup wrote
}

// Run tests one implementation.
func Run(t *testing.T, impl Implementation) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Implementation)
	}{
		{"order", testOrder},
		{"bounds", testBounds},
		{"copies", testCopies},
		{"scan stops", testScanStops},
		{"pages", testPages},
		{"overlay", testOverlay},
		{"overlay under a scan", testOverlayUnderScan},
		{"failure leaves nothing", testFailure},
		{"panic", testPanic},
		{"goroutine ends", testGoexit},
		{"neighbours", testNeighbours},
		{"serial", testSerial},
		{"snapshot", testSnapshot},
		{"versions", testVersions},
		{"limits", testLimits},
		{"cancelled", testCancelled},
		{"cancelled in a scan", testCancelledScan},
		{"cancelled while waiting", testCancelledWaiting},
		{"reopen", testReopen},
		{"backup", testBackup},
		{"backup cancelled", testBackupCancelled},
		{"closed", testClosed},
		{"after its time", testAfter},
		{"close while busy", testCloseBusy},
		{"model", testModel},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, impl) })
	}
}

const space = "book:1"

// fresh opens a new store that is closed with the test.
func fresh(t *testing.T, impl Implementation) store.Store {
	t.Helper()
	s := impl.Open(t, t.TempDir())
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// put sets pairs (key, value, key, value, …) in one update.
func put(t testing.TB, s store.Store, space string, pairs ...string) {
	t.Helper()
	err := s.Update(context.Background(), space, func(tx store.Txn) error {
		for i := 0; i < len(pairs); i += 2 {
			tx.Put([]byte(pairs[i]), []byte(pairs[i+1]))
		}
		return nil
	})
	if err != nil {
		t.Fatalf("put %q in %s: %v", pairs, space, err)
	}
}

// all reads a whole space as "key=value".
func all(t testing.TB, s store.Store, space string) []string {
	t.Helper()
	var got []string
	err := s.View(context.Background(), space, func(r store.Reader) (err error) {
		got, err = scan(r, nil, nil)
		return err
	})
	if err != nil {
		t.Fatalf("read %s: %v", space, err)
	}
	return got
}

func scan(r store.Reader, from, to []byte) (got []string, err error) {
	for kv, err := range r.Scan(from, to) {
		if err != nil {
			return got, err
		}
		got = append(got, string(kv.Key)+"="+string(kv.Value))
	}
	return got, nil
}

func same(t testing.TB, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func is(t testing.TB, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: got error %v, want %v", what, got, want)
	}
}

// present says what Get says: absent and empty are different things.
func present(r store.Reader, key string) string {
	v, err := r.Get([]byte(key))
	if v == nil {
		return fmt.Sprintf("absent %v", err)
	}
	return fmt.Sprintf("%q %v", v, err)
}
