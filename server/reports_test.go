package server_test

import (
	"testing"

	"passbok/care"
)

func TestReports(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	var got struct {
		Months []struct {
			Month  care.Month
			Signed struct{ Median *int }
		}
		Decisions []struct{ Use struct{ Granted int } }
	}
	c.get("/api/v1/office/reports?until=2026-10").want(200).into(&got)
	if len(got.Months) != 6 || got.Months[0].Month != "2026-05" || got.Months[5].Month != "2026-10" || got.Months[5].Signed.Median != nil || len(got.Decisions) != 1 {
		t.Errorf("%+v", got)
	}
	c.get("/api/v1/office/reports?until=2026-10&months=24").want(200).into(&got)
	if len(got.Months) != 24 {
		t.Errorf("%d months", len(got.Months))
	}
	w.auditor().get("/api/v1/office/reports?until=2026-10&months=1").want(200)
}

func TestReportsOfNoMonth(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	for query, code := range map[string]string{"": "bad_month", "until=2026-13": "bad_month", "until=2026-10&months=0": "bad_count", "until=2026-10&months=25": "bad_count", "until=2026-10&months=x": "bad_count"} {
		c.get("/api/v1/office/reports?"+query).problem(400, code)
	}
}
