package gauge

import (
	"fmt"
	"net/http"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Config is what a panel is made of. Clock is required.
type Config struct {
	Version string // of the program
	Clock   func() time.Time
	// Codes are all reasons why an operation may be refused or parked; one that is not among them is counted as "other".
	Codes []string
	// Results are all that may come of a notice's turn at a device.
	Results []string
	// Calls are all that may come of a call to ELT.
	Calls []string
	// Ways are all other ways than notices, and Posted all that may come of an attempt by one.
	Ways   []string
	Posted []string
}

// Panel is all that is counted. It is safe for concurrent use, but for Flushing and Flushed, which are the store's
// writer's alone.
type Panel struct {
	engine
	disk
	front

	registry *prometheus.Registry
	clock    func() time.Time
}

// other is what a label says for a word that is not of its list.
const other = "other"

// New makes a panel on which everything that is counted from the start stands at zero.
func New(cfg Config) *Panel {
	p := &Panel{registry: prometheus.NewRegistry(), clock: cfg.Clock}
	p.engine = newEngine(p.registry, cfg.Codes)
	p.disk = newDisk(p.registry, cfg.Clock)
	p.front = newFront(p.registry, cfg)
	p.registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "passbok_build_info", Help: "1; which version of Passbok runs, made by which Go.",
		ConstLabels: prometheus.Labels{"version": cfg.Version, "go": runtime.Version()},
	})
	build.Set(1)
	p.registry.MustRegister(build)
	return p
}

// Watch says how to look at what stands; once, before anybody asks. Without it, only what happens is told.
func (p *Panel) Watch(look Look) {
	p.registry.MustRegister(newStanding(look, p.clock))
}

// atOnce is how many may ask at the same time. One server asks every fifteen seconds or so.
const atOnce = 4

// Handler answers GET /metrics. What cannot be told does not keep the rest from being told.
func (p *Panel) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(p.registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: atOnce,
	}))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintln(w, "Passbok's numbers, for Prometheus: /metrics")
	})
	return mux
}

// counter, histogram and gauge make a metric of the registry: what is declared is told.

func counter(r *prometheus.Registry, name, help string) prometheus.Counter {
	return counters(r, name, help).WithLabelValues()
}

func counters(r *prometheus.Registry, name, help string, labels ...string) *prometheus.CounterVec {
	made := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	r.MustRegister(made)
	return made
}

func histogram(r *prometheus.Registry, name, help string, buckets []float64) prometheus.Observer {
	return histograms(r, name, help, buckets).WithLabelValues()
}

func histograms(r *prometheus.Registry, name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	made := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, labels)
	r.MustRegister(made)
	return made
}
