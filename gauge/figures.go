package gauge

import (
	"fmt"
	"time"

	dto "github.com/prometheus/client_model/go"
)

// Figures are a few of the numbers, for whoever looks without Prometheus: all since the process began, but for Memory.
type Figures struct {
	Requests int           // that were answered
	Failed   int           // of these, with a status of ours: 500 and above
	Within   time.Duration // nineteen of twenty were answered: the bound of a bucket; 0 where none was, or it took longer than any bucket
	Memory   int64         // bytes that the process has in memory; 0 where the system does not tell
}

// share of requests that Within is about.
const share = 0.95

// Figures reads them. What waits for something to happen (live) is not among those that Within is of.
func (p *Panel) Figures() (f Figures, err error) {
	families, err := p.registry.Gather()
	if err != nil {
		return f, fmt.Errorf("gather metrics: %w", err)
	}
	for _, family := range families {
		switch family.GetName() {
		case "passbok_http_requests_total":
			for _, m := range family.GetMetric() {
				n := int(m.GetCounter().GetValue())
				if f.Requests += n; label(m, "status") >= "500" {
					f.Failed += n
				}
			}
		case "passbok_http_request_seconds":
			f.Within = within(family.GetMetric())
		case "process_resident_memory_bytes":
			f.Memory = int64(family.GetMetric()[0].GetGauge().GetValue())
		}
	}
	return f, nil
}

// within is the bound of the first bucket that has the share, over all routes.
func within(metrics []*dto.Metric) time.Duration {
	var all uint64
	var bounds []float64 // the same of every route
	var counts []uint64
	for _, m := range metrics {
		if label(m, "route") == "/api/v1/live" {
			continue
		}
		h := m.GetHistogram()
		all += h.GetSampleCount()
		for i, b := range h.GetBucket() {
			if i == len(bounds) {
				bounds, counts = append(bounds, b.GetUpperBound()), append(counts, 0)
			}
			counts[i] += b.GetCumulativeCount()
		}
	}
	for i, n := range counts {
		if all > 0 && float64(n) >= share*float64(all) {
			return time.Duration(bounds[i] * float64(time.Second))
		}
	}
	return 0
}

func label(m *dto.Metric, name string) string {
	for _, l := range m.GetLabel() {
		if l.GetName() == name {
			return l.GetValue()
		}
	}
	return ""
}
