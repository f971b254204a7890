// Package gaugetest reads what a panel tells, as Prometheus would. It is for tests.
package gaugetest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sort"
	"strconv"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// Told is what was told once.
type Told struct {
	Text     string
	Families map[string]*dto.MetricFamily
	// Values are by name and labels, as `passbok_parked{book="b"}`, the labels in order, empty ones left out. A histogram is
	// its _count, its _sum and a _bucket for each limit.
	Values map[string]float64
}

// Of asks a handler.
func Of(t testing.TB, h http.Handler) Told {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	return At(t, server.URL)
}

// At asks at an address.
func At(t testing.TB, url string) Told {
	t.Helper()
	resp, err := http.Get(url + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("ask for metrics: %d %s %v", resp.StatusCode, text, err)
	}
	told := Told{Text: string(text), Values: map[string]float64{}}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	if told.Families, err = parser.TextToMetricFamilies(strings.NewReader(told.Text)); err != nil {
		t.Fatal(err)
	}
	for name, family := range told.Families {
		for _, m := range family.Metric {
			told.add(name, m)
		}
	}
	return told
}

func (told Told) add(name string, m *dto.Metric) {
	series := func(suffix string, v float64, more ...string) {
		labels := more
		for _, label := range m.Label {
			if label.GetValue() != "" {
				labels = append(labels, fmt.Sprintf("%s=%q", label.GetName(), label.GetValue()))
			}
		}
		sort.Strings(labels)
		key := name + suffix
		if len(labels) > 0 {
			key += "{" + strings.Join(labels, ",") + "}"
		}
		told.Values[key] = v
	}
	switch {
	case m.Histogram != nil:
		series("_count", float64(m.Histogram.GetSampleCount()))
		series("_sum", m.Histogram.GetSampleSum())
		for _, b := range m.Histogram.Bucket {
			limit := strconv.FormatFloat(b.GetUpperBound(), 'g', -1, 64)
			series("_bucket", float64(b.GetCumulativeCount()), fmt.Sprintf("le=%q", limit))
		}
	case m.Summary != nil:
		series("_count", float64(m.Summary.GetSampleCount()))
		series("_sum", m.Summary.GetSampleSum())
	default:
		series("", m.GetCounter().GetValue()+m.GetGauge().GetValue()+m.GetUntyped().GetValue())
	}
}

// Want holds the passbok_ values, but for buckets and what is named to be left out, to exactly these.
func (told Told) Want(t testing.TB, want map[string]float64, but ...string) {
	t.Helper()
	for key, v := range want {
		if got, there := told.Values[key]; !there || got != v {
			t.Errorf("%s is %v (told: %v), want %v", key, got, there, v)
		}
	}
	for key, v := range told.Values {
		name, _, _ := strings.Cut(key, "{")
		if _, wanted := want[key]; wanted || !strings.HasPrefix(name, "passbok_") || strings.HasSuffix(name, "_bucket") {
			continue
		}
		left := false
		for _, prefix := range but {
			left = left || strings.HasPrefix(name, prefix)
		}
		if !left {
			t.Errorf("%s is %v, and nothing was said of it", key, v)
		}
	}
}
