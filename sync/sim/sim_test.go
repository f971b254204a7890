package sim_test

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"

	"passbok/sync/sim"
)

var seeds = flag.Uint64("seeds", most, "how many seeds TestSeeds runs")

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // many small worlds, each soon gone
	debug.SetMemoryLimit(1 << 30)
	os.Exit(m.Run())
}

// Every seed is a story in which much goes wrong, and the engine holds. Told again with other clocks on the phones it ends
// the same; and every sixteenth, told again with the same, byte for byte.
func TestSeeds(t *testing.T) {
	if *seeds == 0 {
		t.Fatal("no seeds")
	}
	run(t, 0, *seeds, func(uint64) {})
}

// run runs the seeds from … to on all processors, and fails at the first that does not hold.
func run(t *testing.T, from, to uint64, done func(seed uint64)) {
	var next atomic.Uint64
	var broken atomic.Bool
	next.Store(from)
	for worker := range runtime.GOMAXPROCS(0) {
		t.Run(fmt.Sprintf("worker %d", worker), func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			for seed := next.Add(1) - 1; seed < to && !broken.Load(); seed = next.Add(1) - 1 {
				story := sim.Draw(seed)
				result, rule, what := prove(t, dir, story, seed%16 == 0)
				if rule != "" {
					broken.Store(true)
					fail(t, os.Stdout, dir, fmt.Sprintf("seed %d", seed), story, rule, what)
					return
				}
				if result.Operations < 60 || story.Faults() < 5 {
					t.Errorf("seed %d has %d operations and %d faults", seed, result.Operations, story.Faults())
				}
				done(seed)
			}
		})
	}
}

// TestRegressions tells again every story that failed once: a seed or a story a line.
func TestRegressions(t *testing.T) {
	text, err := os.ReadFile("testdata/regressions")
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t)
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		story, err := readStory(line)
		if err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		if _, rule, what := prove(t, dir, story, true); rule != "" {
			fail(t, os.Stdout, dir, fmt.Sprintf("line %d", i+1), story, rule, what)
		}
	}
}

func readStory(line string) (sim.Story, error) {
	var seed uint64
	if _, err := fmt.Sscanf(line, "%d", &seed); err == nil {
		return sim.Draw(seed), nil
	}
	return sim.ReadStory(line)
}
