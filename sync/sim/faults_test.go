//go:build faults

package sim_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"text/tabwriter"

	"passbok/sync/internal/fault"
	"passbok/sync/sim"
)

var within = flag.Uint64("within", 300, "within how many seeds TestFaults must find each fault")

// TestFaults switches every fault on in turn: the simulator must find it. That is how we know that it looks.
func TestFaults(t *testing.T) {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "fault\tcaught by\tafter seeds\t")
	for _, name := range fault.All() {
		t.Run(string(name), func(t *testing.T) {
			fault.Switch(name)
			defer fault.Switch("")
			found := hunt(t)
			if found == nil {
				t.Fatalf("%d seeds have not found it", *within)
			}
			fmt.Fprintf(table, "%s\t%s\t%d\t\n", name, found.rule, found.seed+1)
			t.Logf("seed %d: %s: %s", found.seed, found.rule, found.what)
		})
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
}

type catch struct {
	seed       uint64
	rule, what string // the rules that were broken, and how the first was
}

// rules are all that were broken.
func rules(first string, result sim.Result) string {
	broken := map[string]bool{first: true}
	for _, v := range result.Violations {
		broken[v.Rule] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(broken)), " ")
}

// hunt runs seeds on all processors until one does not hold; the answer is the lowest of them.
func hunt(t *testing.T) (found *catch) {
	var mu sync.Mutex
	var next atomic.Uint64
	var over atomic.Bool
	t.Run("hunt", func(t *testing.T) {
		for worker := range runtime.GOMAXPROCS(0) {
			t.Run(fmt.Sprint(worker), func(t *testing.T) {
				t.Parallel()
				dir := folder(t)
				for seed := next.Add(1) - 1; seed < *within && !over.Load(); seed = next.Add(1) - 1 {
					result, rule, what := prove(t, dir, sim.Draw(seed), false)
					if rule == "" {
						continue
					}
					over.Store(true)
					mu.Lock()
					if found == nil || seed < found.seed {
						found = &catch{seed, rules(rule, result), what}
					}
					mu.Unlock()
				}
			})
		}
	})
	return found
}
