package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"passbok/store"
)

// testModel plays any story of updates, failures and restarts against the store and against a plain
// map beside it; they must always tell the same.
func testModel(t *testing.T, impl Implementation) {
	rapid.Check(t, func(rt *rapid.T) {
		place, err := os.MkdirTemp(t.TempDir(), "model")
		if err != nil {
			rt.Fatal(err)
		}
		m := &model{spaces: map[string]map[string]string{}, s: impl.Open(t, place)}
		defer func() {
			if err := m.s.Close(); err != nil {
				rt.Error(err)
			}
		}()
		rt.Repeat(map[string]func(*rapid.T){
			"update": m.update,
			"view":   m.view,
			"reopen": func(rt *rapid.T) {
				if err := m.s.Close(); err != nil {
					rt.Fatal(err)
				}
				m.s = impl.Open(t, place)
			},
		})
	})
}

type model struct {
	s      store.Store
	spaces map[string]map[string]string
}

var (
	drawSpace = rapid.SampledFrom([]string{"registry", "book:1", "book:2"})
	// Few letters, so that keys meet; the lowest and the highest byte, where bounds go wrong.
	drawKey   = rapid.StringOfN(rapid.SampledFrom([]rune{0, 'a', 'b', 0x7f}), 1, 3, -1)
	drawBound = rapid.OneOf(rapid.Just(""), drawKey)
	drawValue = rapid.OneOf(rapid.Just(""), rapid.StringN(1, 8, -1), rapid.Just(string(make([]byte, 5000))))
)

var errGivenUp = errors.New("given up")

func (m *model) update(rt *rapid.T) {
	space := drawSpace.Draw(rt, "space")
	next := maps.Clone(m.spaces[space])
	if next == nil {
		next = map[string]string{}
	}
	steps := rapid.SliceOfN(rapid.SampledFrom([]string{"put", "put", "put", "delete", "get", "scan"}), 0, 12).Draw(rt, "steps")
	fail := rapid.IntRange(0, 4).Draw(rt, "fail") == 0
	err := m.s.Update(context.Background(), space, func(tx store.Txn) error {
		for _, step := range steps {
			switch step {
			case "put":
				k, v := drawKey.Draw(rt, "key"), drawValue.Draw(rt, "value")
				tx.Put([]byte(k), []byte(v))
				next[k] = v
			case "delete":
				k := drawKey.Draw(rt, "key")
				tx.Delete([]byte(k))
				delete(next, k)
			default:
				look(rt, tx, step, next)
			}
		}
		if fail {
			return errGivenUp
		}
		return nil
	})
	switch {
	case fail && !errors.Is(err, errGivenUp):
		rt.Fatalf("an fn that gave up: %v", err)
	case !fail && err != nil:
		rt.Fatalf("update: %v", err)
	case !fail:
		m.spaces[space] = next
	}
}

func (m *model) view(rt *rapid.T) {
	space := drawSpace.Draw(rt, "space")
	if err := m.s.View(context.Background(), space, func(r store.Reader) error {
		look(rt, r, "get", m.spaces[space])
		look(rt, r, "scan", m.spaces[space])
		return nil
	}); err != nil {
		rt.Fatal(err)
	}
}

// look reads one key or one range, and compares.
func look(rt *rapid.T, r store.Reader, how string, want map[string]string) {
	if how == "get" {
		k := drawKey.Draw(rt, "key")
		got, err := r.Get([]byte(k))
		if v, ok := want[k]; err != nil || (got != nil) != ok || string(got) != v {
			rt.Fatalf("get %q: got %.20q %v, want %.20q, %v", k, got, err, v, ok)
		}
		return
	}
	from, end := drawBound.Draw(rt, "from"), drawBound.Draw(rt, "to")
	to := []byte(end)
	if end == "" {
		to = nil
	}
	got, err := scan(r, []byte(from), to)
	var lines []string
	for _, k := range slices.Sorted(maps.Keys(want)) {
		if k >= from && (end == "" || k < end) {
			lines = append(lines, k+"="+want[k])
		}
	}
	if err != nil || !slices.Equal(got, lines) {
		rt.Fatalf("scan [%q, %q): got %s %v, want %s", from, end, brief(got), err, brief(lines))
	}
}

func brief(lines []string) (s string) {
	for _, l := range lines {
		s += fmt.Sprintf("%.12q ", l)
	}
	return s
}
