package gauge_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"passbok/gauge"
	"passbok/gauge/gaugetest"
	"passbok/push"
	"passbok/store/archive"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// hand is a clock that is turned by hand.
type hand struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hand) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hand) turn(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func newPanel() (*gauge.Panel, *hand) {
	h := &hand{now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	return gauge.New(gauge.Config{Version: "v1", Clock: h.clock, Codes: op.Codes(), Results: push.Results()}), h
}

// zero is what a panel tells before anything has happened.
func zero(and map[string]float64) map[string]float64 {
	all := map[string]float64{}
	for _, name := range []string{
		"clock_offset_seconds_count", "clock_offset_seconds_sum", "digests_compared_total", "digests_differing_total", "digests_refetched_total",
		"archive_entries_total", "archive_failures_total", "archive_flush_seconds_count", "archive_flush_seconds_sum",
		"store_group_updates_count", "store_group_updates_sum", "store_commit_seconds_count", "store_commit_seconds_sum", "store_commit_failures_total",
		"http_received_bytes_total", "http_sent_bytes_total", "live_polls",
		`notices_total{result="accepted"}`, `notices_total{result="stale"}`, `notices_total{result="given_up"}`, `notices_total{result="later"}`,
		`notices_total{result="shown"}`, `notices_total{result="opened"}`, `notices_total{result="put_off"}`,
	} {
		all["passbok_"+name] = 0
	}
	for key, v := range and {
		all[key] = v
	}
	return all
}

const build = "passbok_build_info"

func TestWhatHappensIsCounted(t *testing.T) {
	p, hand := newPanel()
	gaugetest.Of(t, p.Handler()).Want(t, zero(nil), build)

	p.Judged("b", op.Applied, "", false)
	p.Judged("b", op.Applied, "", false)
	p.Judged("b", op.Applied, "", true)
	p.Judged("b", op.Parked, op.ReasonSealed, false)
	p.Judged("c", op.Refused, "a code of nobody's", false)
	p.Ahead(90 * time.Second)
	p.Ahead(-time.Hour)
	p.Digests(5, 2)
	p.Refetched(2)
	p.Archived(3, 20*time.Millisecond, nil)
	p.Archived(4, time.Second, errors.New("gone"))
	p.Archived(4, time.Second, fmt.Errorf("went away: %w", context.Canceled))
	p.Flushing(3)
	hand.turn(5 * time.Millisecond)
	p.Flushed(nil)
	p.Flushing(1)
	p.Flushed(errors.New("full"))
	p.Answered("GET", "/a/:b", 200, 2*time.Second, 0, 7)
	p.Answered("MAKEUP", "", 400, 0, 9, 0)
	p.Polling(1)
	p.Polling(1)
	p.Polling(-1)
	p.Tried("accepted")
	p.Tried("eaten")

	told := gaugetest.Of(t, p.Handler())
	told.Want(t, zero(map[string]float64{
		`passbok_operations_total{book="b",verdict="applied"}`:                  2,
		`passbok_operations_total{book="b",code="sealed",verdict="parked"}`:     1,
		`passbok_operations_total{book="c",code="other",verdict="refused"}`:     1,
		`passbok_operations_again_total{book="b"}`:                              1,
		"passbok_clock_offset_seconds_count":                                    2,
		"passbok_clock_offset_seconds_sum":                                      3690,
		"passbok_digests_compared_total":                                        5,
		"passbok_digests_differing_total":                                       2,
		"passbok_digests_refetched_total":                                       2,
		"passbok_archive_entries_total":                                         3,
		"passbok_archive_failures_total":                                        1,
		"passbok_archive_flush_seconds_count":                                   1,
		"passbok_archive_flush_seconds_sum":                                     .02,
		"passbok_store_group_updates_count":                                     2,
		"passbok_store_group_updates_sum":                                       4,
		"passbok_store_commit_seconds_count":                                    1,
		"passbok_store_commit_seconds_sum":                                      .005,
		"passbok_store_commit_failures_total":                                   1,
		`passbok_http_requests_total{method="GET",route="/a/:b",status="200"}`:  1,
		`passbok_http_requests_total{method="other",route="none",status="400"}`: 1,
		`passbok_http_request_seconds_count{method="GET",route="/a/:b"}`:        1,
		`passbok_http_request_seconds_sum{method="GET",route="/a/:b"}`:          2,
		"passbok_http_received_bytes_total":                                     9,
		"passbok_http_sent_bytes_total":                                         7,
		"passbok_live_polls":                                                    1,
		`passbok_notices_total{result="accepted"}`:                              1,
		`passbok_notices_total{result="other"}`:                                 1,
	}), build)
	// Clocks are marked from two minutes on: a bucket ends there.
	if got := told.Values[`passbok_clock_offset_seconds_bucket{le="120"}`]; got != 1 {
		t.Errorf("%v clocks within two minutes", got)
	}
}

func TestWhatStandsIsLookedAt(t *testing.T) {
	p, hand := newPanel()
	var at gauge.Standing
	p.Watch(func(context.Context) gauge.Standing { return at })
	told := func() gaugetest.Told { t.Helper(); return gaugetest.Of(t, p.Handler()) }
	told().Want(t, zero(map[string]float64{"passbok_books": 0, "passbok_unread": 0}), build)

	backup := hand.now.Add(-time.Hour)
	at = gauge.Standing{
		Store:   &gauge.Store{Stats: bolt.Stats{Waiting: 1, Bytes: 4096, Free: 1024}, Broken: true},
		Notices: &push.Census{Subscriptions: 5, Stale: 2, Waiting: 3},
		Backup:  &backup,
		Unread:  2,
		Books: []gauge.Book{{
			ID: "b", Archive: &gauge.Archive{Stats: archive.Stats{Segments: 2, Bytes: 99}, Failing: true},
			Backlog: &book.Backlog{
				Conflicts: book.Pile{Count: 2, Since: hand.now.Add(-time.Minute)}, Parked: book.Pile{Count: 1, Since: hand.now.Add(time.Minute)},
				Due: book.Pile{Count: 4, Since: hand.now.Add(-time.Second)}, Later: 5, Held: 6, Behind: 7,
			},
		}, {ID: "c"}},
	}
	told().Want(t, zero(map[string]float64{
		"passbok_books": 2, "passbok_unread": 2,
		`passbok_conflicts_open{book="b"}`: 2, `passbok_conflicts_oldest_age_seconds{book="b"}`: 60,
		`passbok_parked{book="b"}`: 1, `passbok_parked_oldest_age_seconds{book="b"}`: 0, // the clock was set back
		`passbok_jobs{book="b",state="due"}`: 4, `passbok_jobs{book="b",state="later"}`: 5, `passbok_jobs{book="b",state="held"}`: 6,
		`passbok_jobs_due_oldest_age_seconds{book="b"}`: 1,
		`passbok_archive_behind_entries{book="b"}`:      7, `passbok_archive_bytes{book="b"}`: 99,
		`passbok_archive_segments{book="b"}`: 2, `passbok_archive_failing{book="b"}`: 1,
		"passbok_store_bytes": 4096, "passbok_store_free_bytes": 1024, "passbok_store_waiting_updates": 1,
		"passbok_store_full": 0, "passbok_store_broken": 1,
		`passbok_push_subscriptions{state="live"}`: 3, `passbok_push_subscriptions{state="stale"}`: 2, "passbok_notices_waiting": 3,
		"passbok_backup_last_timestamp_seconds": float64(backup.Unix()),
	}), build)
}

// Whatever phones and strangers say, there are only so many series.
func TestNobodyMakesTheNumbersGrow(t *testing.T) {
	p, _ := newPanel()
	rain := func(from, to int) {
		for i := from; i < to; i++ {
			word := fmt.Sprintf("word-%d", i)
			p.Judged("b", op.Refused, word, false)
			p.Answered(word, "/a", 200, time.Duration(i)*time.Second, i, i)
			p.Tried(word)
			p.Ahead(time.Duration(i) * time.Hour)
		}
	}
	rain(0, 1)
	before := len(gaugetest.Of(t, p.Handler()).Values)
	rain(1, 2000)
	told := gaugetest.Of(t, p.Handler())
	if after := len(told.Values); after != before {
		t.Errorf("%d series have become %d", before, after)
	}
	if strings.Contains(told.Text, "word-") {
		t.Error("a word of a stranger's is told")
	}
}

// What many tell at once, while it is asked for, is all there in the end. The race detector looks on.
func TestManyTellAtOnce(t *testing.T) {
	p, _ := newPanel()
	p.Watch(func(context.Context) gauge.Standing { return gauge.Standing{Books: []gauge.Book{{ID: "b"}}} })
	const each, many = 100, 8
	var all sync.WaitGroup
	all.Go(func() { // the store's writer is one
		for range each {
			p.Flushing(1)
			p.Flushed(nil)
		}
	})
	for range many {
		all.Go(func() {
			for range each {
				p.Judged("b", op.Applied, "", false)
				p.Answered("POST", "/api/v1/sync", 200, time.Millisecond, 1, 1)
				p.Polling(1)
				p.Polling(-1)
				p.Archived(1, time.Millisecond, nil)
				p.Digests(1, 0)
			}
		})
	}
	for range 5 {
		gaugetest.Of(t, p.Handler())
	}
	all.Wait()
	told := gaugetest.Of(t, p.Handler())
	for key, want := range map[string]float64{
		`passbok_operations_total{book="b",verdict="applied"}`: each * many, "passbok_live_polls": 0,
		"passbok_archive_entries_total": each * many, "passbok_digests_compared_total": each * many, "passbok_store_group_updates_count": each,
	} {
		if got := told.Values[key]; got != want {
			t.Errorf("%s is %v, want %v", key, got, want)
		}
	}
}

// The names are as Prometheus' own linter wants them.
func TestNames(t *testing.T) {
	p, _ := newPanel()
	p.Watch(func(context.Context) gauge.Standing {
		return gauge.Standing{Store: &gauge.Store{}, Notices: &push.Census{}, Books: []gauge.Book{{ID: "b", Backlog: &book.Backlog{}, Archive: &gauge.Archive{}}}}
	})
	problems, err := promlint.New(strings.NewReader(gaugetest.Of(t, p.Handler()).Text)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		if strings.HasPrefix(problem.Metric, "passbok_") {
			t.Errorf("%s: %s", problem.Metric, problem.Text)
		}
	}
}

// Nothing but the numbers is told here.
func TestOnlyNumbers(t *testing.T) {
	p, _ := newPanel()
	server := httptest.NewServer(p.Handler())
	defer server.Close()
	for path, want := range map[string]int{"/": 200, "/metrics": 200, "/debug/pprof/": 404, "/healthz": 404, "/api/v1/board": 404} {
		resp, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		if _ = resp.Body.Close(); resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, resp.StatusCode, want)
		}
	}
}
