package gauge_test

import (
	"testing"
	"time"

	"passbok/gauge"
)

// A few numbers are told without Prometheus: of nineteen quick answers and a slow one the quick ones' time; long polls do not count there.
func TestFigures(t *testing.T) {
	panel := gauge.New(gauge.Config{Clock: time.Now})
	if f, err := panel.Figures(); err != nil || f.Requests != 0 || f.Failed != 0 || f.Within != 0 || f.Memory < 0 {
		t.Fatalf("%+v, %v", f, err)
	}
	for range 19 {
		panel.Answered("GET", "/api/v1/board", 200, time.Millisecond, 0, 0)
	}
	panel.Answered("POST", "/api/v1/sync", 503, 2*time.Second, 0, 0)
	for range 50 {
		panel.Answered("GET", "/api/v1/live", 200, 25*time.Second, 0, 0)
	}
	f, err := panel.Figures()
	if err != nil || f.Requests != 70 || f.Failed != 1 || f.Within < time.Millisecond || f.Within >= time.Second {
		t.Errorf("%+v, %v", f, err)
	}
	for range 9 {
		panel.Answered("POST", "/api/v1/sync", 500, 2*time.Second, 0, 0)
	}
	if f, err = panel.Figures(); err != nil || f.Failed != 10 || f.Within < 2*time.Second {
		t.Errorf("many are slow: %+v, %v", f, err)
	}
}
