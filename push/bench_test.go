package push

import (
	"fmt"
	"testing"
)

// BenchmarkDeliver sends notices to one push service over loopback, each flushed to the disk when it was
// queued and when it was taken, and decrypted at the other end.
func BenchmarkDeliver(b *testing.B) {
	h := newHouse(b)
	people := make([]string, 500)
	for i := range people {
		people[i] = fmt.Sprintf("person-%d", i)
		h.subscribe(people[i], "phone")
	}
	for n := 0; b.Loop(); n++ {
		h.enqueue(readyFor(fmt.Sprintf("job-%d", n), people...))
		h.deliver()
	}
	b.ReportMetric(float64(b.N*len(people))/b.Elapsed().Seconds(), "notices/s")
}
