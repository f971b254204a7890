package gauge

import (
	"context"
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"passbok/sync/op"
)

// engine is what the books tell.
type engine struct {
	codes map[string]bool

	operations *prometheus.CounterVec
	again      *prometheus.CounterVec
	offset     prometheus.Observer
	compared   prometheus.Counter
	differing  prometheus.Counter
	refetched  prometheus.Counter
	archived   prometheus.Counter
	unarchived prometheus.Counter
	flush      prometheus.Observer
}

// Clocks are marked as wrong from two minutes on: a bucket ends there. The next ones are those of a wrong hour, a wrong
// day and a wrong year.
func offsets() []float64 {
	return []float64{1, 5, 15, 30, 60, 120, 300, 900, 3600, 3 * 3600, 24 * 3600, 7 * 24 * 3600, 365 * 24 * 3600}
}

// flushes are times that a disk takes: from a good one's to one that is about to die.
func flushes() []float64 {
	return []float64{.00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}
}

func newEngine(r *prometheus.Registry, codes []string) engine {
	e := engine{
		codes: map[string]bool{"": true},
		operations: counters(r, "passbok_operations_total",
			"Operations of devices that were committed, by verdict; refused and parked ones by why.", "book", "verdict", "code"),
		again:      counters(r, "passbok_operations_again_total", "Operations that a device sent once more, and that were answered as before.", "book"),
		offset:     histogram(r, "passbok_clock_offset_seconds", "How far a device's clock was off at a sync, ahead or behind.", offsets()),
		compared:   counter(r, "passbok_digests_compared_total", "Months of which what a device holds was compared with the book."),
		differing:  counter(r, "passbok_digests_differing_total", "Months of which a device held something else than the book had sent."),
		refetched:  counter(r, "passbok_digests_refetched_total", "Months of which a device asked for everything again."),
		archived:   counter(r, "passbok_archive_entries_total", "Entries that were written to an archive."),
		unarchived: counter(r, "passbok_archive_failures_total", "Times that an archive did not take entries; what they answer is not acknowledged."),
		flush:      histogram(r, "passbok_archive_flush_seconds", "How long it took to bring entries to an archive's disk.", flushes()),
	}
	for _, code := range codes {
		e.codes[code] = true
	}
	return e
}

// Judged implements book.Meter.
func (e *engine) Judged(id string, verdict op.Verdict, code string, again bool) {
	if again {
		e.again.WithLabelValues(id).Inc()
		return
	}
	if !e.codes[code] {
		code = other
	}
	e.operations.WithLabelValues(id, string(verdict), code).Inc()
}

// Ahead implements book.Meter.
func (e *engine) Ahead(by time.Duration) { e.offset.Observe(by.Abs().Seconds()) }

// Digests implements book.Meter.
func (e *engine) Digests(compared, differing int) {
	e.compared.Add(float64(compared))
	e.differing.Add(float64(differing))
}

// Refetched implements book.Meter.
func (e *engine) Refetched(months int) { e.refetched.Add(float64(months)) }

// Archived implements book.Meter. Whoever asked and went away is no fault of the archive's.
func (e *engine) Archived(entries int, took time.Duration, err error) {
	switch {
	case err == nil:
		e.archived.Add(float64(entries))
		e.flush.Observe(took.Seconds())
	case !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded):
		e.unarchived.Inc()
	}
}
