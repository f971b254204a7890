package sim_test

import (
	"flag"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"
)

var (
	from = flag.Uint64("from", 0, "the first seed of TestSoak")
	to   = flag.Uint64("to", 0, "the seed before which TestSoak ends")
)

// TestSoak runs as many seeds as one has time for, and says how far it has come, so that it can go on from there:
//
//	go test -run TestSoak -timeout 0 ./sync/sim -args -from 0 -to 100000
//
// Without -to it runs none: the thousand of TestSeeds are what every change must pass.
func TestSoak(t *testing.T) {
	if *to <= *from {
		return
	}
	const step = 500
	began := time.Now()
	for at := *from; at < *to && !t.Failed(); at = min(at+step, *to) {
		var done atomic.Uint64
		t.Run(fmt.Sprintf("from %d", at), func(t *testing.T) {
			run(t, at, min(at+step, *to), func(uint64) { done.Add(1) })
		})
		fmt.Fprintf(os.Stderr, "%s  %d seeds hold; go on with -from %d\n", time.Since(began).Round(time.Second), done.Load(), min(at+step, *to))
	}
}
