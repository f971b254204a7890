package sim_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/sim"
)

func openBolt(ctx context.Context, path string) (store.Store, error) {
	return bolt.Open(ctx, path, bolt.Options{AddressSpace: 16 << 20})
}

// folder is a place for files: in memory, where there is such a place.
func folder(t testing.TB) string {
	root := ""
	if _, err := os.Stat("/dev/shm"); err == nil {
		root = "/dev/shm"
	}
	dir, err := os.MkdirTemp(root, "passbok-sim-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// play lets a story happen, in a bubble where time costs nothing.
func play(t *testing.T, dir string, story sim.Story, set sim.Setting) (result sim.Result, err error) {
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	if err != nil {
		t.Fatal(err)
	}
	set.Open, set.Dir = openBolt, dir
	synctest.Test(t, func(t *testing.T) {
		set.Now, set.Sleep, set.Wait = time.Now, time.Sleep, synctest.Wait
		result, err = sim.Run(t.Context(), set, story)
	})
	return result, err
}

// prove lets a story happen twice, the second time with other clocks on the phones, and, with exactly, a third time with
// the same; and answers what is wrong with it: the rule that does not hold, and how.
func prove(t *testing.T, dir string, story sim.Story, exactly bool) (first sim.Result, rule, what string) {
	first, err := play(t, dir, story, sim.Setting{})
	if err != nil {
		return first, "run", err.Error()
	}
	for _, v := range first.Violations {
		return first, v.Rule, v.What
	}
	skewed, err := play(t, dir, story, sim.Setting{Skew: 1, Unjudged: true})
	if err != nil || skewed.Meaning != first.Meaning {
		return first, "I3", fmt.Sprintf("with other clocks on the phones it ended otherwise: %s, %v", difference(first.Meaning, skewed.Meaning), err)
	}
	if !exactly {
		return first, "", ""
	}
	again, err := play(t, dir, story, sim.Setting{})
	if err != nil || again.Hash != first.Hash {
		return first, "again", fmt.Sprintf("the same story ended otherwise: %s and %s, %v", first.Hash, again.Hash, err)
	}
	return first, "", ""
}

// difference is the first line in which two texts differ.
func difference(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(left), len(right)) {
		if left[i] != right[i] {
			return fmt.Sprintf("%q and %q", left[i], right[i])
		}
	}
	return fmt.Sprintf("%d lines and %d", len(left), len(right))
}

// shortest cuts a failing story, and tells it.
func shortest(t *testing.T, dir string, story sim.Story, rule string) (sim.Story, string) {
	story = sim.Shrink(story, 600, func(s sim.Story) bool {
		if rule == "again" || rule == "I3" {
			_, broken, _ := prove(t, dir, s, true)
			return broken == rule
		}
		result, err := play(t, dir, s, sim.Setting{}) // once will do
		return err == nil && len(result.Violations) > 0 && result.Violations[0].Rule == rule
	})
	var told bytes.Buffer
	_, _ = play(t, dir, story, sim.Setting{Tell: &told})
	_, _, what := prove(t, dir, story, true)
	return story, fmt.Sprintf("%s\n%s: %s\n\nas a line for testdata/regressions:\n%s\n", told.String(), rule, what, story.Line())
}

// fail says how a story fails, in as few words as do.
func fail(t *testing.T, out io.Writer, dir, name string, story sim.Story, rule, what string) {
	_, told := shortest(t, dir, story, rule)
	fmt.Fprintf(out, "%s breaks %s: %s\n\nthe shortest story that does:\n\n%s\n", name, rule, what, told)
	t.Errorf("%s breaks %s: %s", name, rule, what)
}
