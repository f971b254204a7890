package sim_test

import (
	"context"
	"fmt"
	"io"
	"os"
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

// folder is a place for files, in memory where there is such a place.
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
func play(t *testing.T, dir string, story sim.Story, skew int64, tell io.Writer) (result sim.Result, err error) {
	file := dir + "/book.db"
	_ = os.Remove(file)
	synctest.Test(t, func(t *testing.T) {
		result, err = sim.Run(t.Context(), sim.Setting{
			Open: openBolt, Dir: dir, Now: time.Now, Sleep: time.Sleep, Wait: synctest.Wait, Tell: tell, Skew: skew,
		}, story)
	})
	return result, err
}

func TestOne(t *testing.T) {
	dir := folder(t)
	from, to := uint64(1), uint64(1500)
	if only := os.Getenv("SEED"); only != "" {
		fmt.Sscan(only, &from)
		to = from
	}
	rules := map[string]int{}
	began := time.Now()
	operations := 0
	for seed := from; seed <= to; seed++ {
		story := sim.Draw(seed)
		var tell io.Writer
		if from == to {
			tell = os.Stdout
		}
		r, err := play(t, dir, story, 0, tell)
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		operations += r.Operations
		for i, v := range r.Violations {
			if rules[v.Rule]++; rules[v.Rule] < 8 && i == 0 {
				t.Errorf("seed %d: %.900s", seed, v)
			}
		}
	}
	t.Logf("%v, %v, %d operations", rules, time.Since(began), operations/int(to-from+1))
}
