package gauge

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// disk is what the store's writer tells.
type disk struct {
	now    func() time.Time
	began  time.Time // the running flush; the writer's alone
	group  prometheus.Observer
	commit prometheus.Observer
	failed prometheus.Counter
}

func newDisk(r *prometheus.Registry, clock func() time.Time) disk {
	return disk{
		now:    clock,
		group:  histogram(r, "passbok_store_group_updates", "Updates that shared one flush of the database.", prometheus.ExponentialBuckets(1, 2, 11)),
		commit: histogram(r, "passbok_store_commit_seconds", "How long it took to bring a group to the database's disk.", flushes()),
		failed: counter(r, "passbok_store_commit_failures_total", "Groups that could not be kept; nothing of them was acknowledged."),
	}
}

// Flushing implements bolt.Meter.
func (d *disk) Flushing(updates int) {
	d.group.Observe(float64(updates))
	d.began = d.now()
}

// Flushed implements bolt.Meter.
func (d *disk) Flushed(err error) {
	if err != nil {
		d.failed.Inc()
		return
	}
	d.commit.Observe(d.now().Sub(d.began).Seconds())
}
