package bolt

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"passbok/store"
	"passbok/store/storetest"
)

func TestMain(m *testing.M) {
	if child := os.Getenv(childVariable); child != "" {
		os.Exit(runChild(child))
	}
	goleak.VerifyTestMain(m)
}

func TestConformance(t *testing.T) {
	storetest.Run(t, storetest.Implementation{
		Open: func(t testing.TB, place string) store.Store { return open(t, place) },
		Restore: func(t testing.TB, backup []byte, place string) {
			if err := os.WriteFile(filepath.Join(place, "test.db"), backup, 0o600); err != nil {
				t.Fatal(err)
			}
		},
	})
}

// use opens the store in a folder, and closes it with the test.
func use(t testing.TB, dir string) *Store {
	t.Helper()
	s := open(t, dir)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// open opens the store in a folder, with every commit checked. Closing is the caller's.
func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(context.Background(), filepath.Join(dir, "test.db"), Options{Checked: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
