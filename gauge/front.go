package gauge

import (
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// front is what is told where the house meets the world: the server, and the queue of notices.
type front struct {
	results []string
	calls   []string
	ways    []string
	posts   []string

	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	received prometheus.Counter
	sent     prometheus.Counter
	polls    prometheus.Gauge
	notices  *prometheus.CounterVec
	called   *prometheus.CounterVec
	posted   *prometheus.CounterVec
}

// A long poll answers after 25 seconds at the latest, everything else within 30.
func answers() []float64 {
	return []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}
}

func newFront(r *prometheus.Registry, cfg Config) front {
	f := front{
		results: cfg.Results, calls: cfg.Calls, ways: cfg.Ways, posts: cfg.Posted,
		requests: counters(r, "passbok_http_requests_total",
			"Requests that were answered, by route (of the table, never the path) and status.", "method", "route", "status"),
		duration: histograms(r, "passbok_http_request_seconds",
			"How long a request took. /api/v1/live waits for something to happen, up to 25 seconds.", answers(), "method", "route"),
		received: counter(r, "passbok_http_received_bytes_total", "Bytes of the bodies of requests."),
		sent:     counter(r, "passbok_http_sent_bytes_total", "Bytes of the bodies of answers."),
		polls:    prometheus.NewGauge(prometheus.GaugeOpts{Name: "passbok_live_polls", Help: "Devices that wait to hear of changes."}),
		notices:  counters(r, "passbok_notices_total", "What came of a notice's turn at a device.", "result"),
		called:   counters(r, "passbok_elt_calls_total", "What came of a call to ELT.", "result"),
		posted:   counters(r, "passbok_messages_total", "What came of an attempt to send a message by mail or SMS.", "way", "result"),
	}
	r.MustRegister(f.polls)
	for _, way := range cfg.Ways {
		for _, result := range cfg.Posted {
			f.posted.WithLabelValues(way, result)
		}
	}
	for _, result := range cfg.Results {
		f.notices.WithLabelValues(result)
	}
	for _, call := range cfg.Calls {
		f.called.WithLabelValues(call)
	}
	return f
}

// Called implements queue.Meter.
func (f *front) Called(result string) {
	if !slices.Contains(f.calls, result) {
		result = other
	}
	f.called.WithLabelValues(result).Inc()
}

// Answered implements server.Meter. A request that came to no route took no time that says anything.
func (f *front) Answered(method, route string, status int, took time.Duration, received, sent int) {
	if method = known(method); route == "" {
		route = "none"
	} else {
		f.duration.WithLabelValues(method, route).Observe(took.Seconds())
	}
	f.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	f.received.Add(float64(received))
	f.sent.Add(float64(sent))
}

// known is a method that has routes, or "other": anybody may make one up.
func known(method string) string {
	switch method {
	case "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS":
		return method
	}
	return other
}

// Polling implements server.Meter.
func (f *front) Polling(more int) { f.polls.Add(float64(more)) }

// Tried implements push.Meter.
func (f *front) Tried(result string) {
	if !slices.Contains(f.results, result) {
		result = other
	}
	f.notices.WithLabelValues(result).Inc()
}

// Posted implements post.Meter.
func (f *front) Posted(way, result string) {
	if !slices.Contains(f.ways, way) {
		way = other
	}
	if !slices.Contains(f.posts, result) {
		result = other
	}
	f.posted.WithLabelValues(way, result).Inc()
}
