package gauge_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"passbok/care"
	"passbok/gauge"
	"passbok/push"
	"passbok/store/archive"
	"passbok/sync/book"
	"passbok/sync/op"
)

// What counting costs a sync that brings one operation: all that is told on its way.
func BenchmarkTold(b *testing.B) {
	p := gauge.New(gauge.Config{Clock: time.Now, Codes: append(op.Codes(), care.Codes()...), Results: push.Results()})
	id := "01930000-0000-7000-8000-000000000001"
	b.ReportAllocs()
	for b.Loop() {
		p.Flushing(1)
		p.Flushed(nil)
		p.Judged(id, op.Parked, op.ReasonSealed, false)
		p.Archived(1, time.Millisecond, nil)
		p.Ahead(time.Second)
		p.Digests(3, 0)
		p.Answered("POST", "/api/v1/sync", 200, time.Millisecond, 400, 800)
	}
}

// As many at a time as there are processors, the writer's part left out: the numbers are shared by all of them.
func BenchmarkToldAtOnce(b *testing.B) {
	p := gauge.New(gauge.Config{Clock: time.Now, Codes: op.Codes(), Results: push.Results()})
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			p.Judged("b", op.Applied, "", false)
			p.Archived(1, time.Millisecond, nil)
			p.Ahead(time.Second)
			p.Answered("POST", "/api/v1/sync", 200, time.Millisecond, 400, 800)
		}
	})
}

// What one question of Prometheus' costs, looking at the books left out.
func BenchmarkAsked(b *testing.B) {
	for _, books := range []int{1, 100} {
		b.Run(fmt.Sprintf("books=%d", books), func(b *testing.B) {
			p := gauge.New(gauge.Config{Clock: time.Now, Codes: op.Codes(), Results: push.Results()})
			at := gauge.Standing{Store: &gauge.Store{}, Notices: &push.Census{}}
			for i := range books {
				id := fmt.Sprintf("01930000-0000-7000-8000-%012x", i)
				at.Books = append(at.Books, gauge.Book{ID: id, Backlog: &book.Backlog{}, Archive: &gauge.Archive{Stats: archive.Stats{Segments: 1}}})
				for _, verdict := range []op.Verdict{op.Applied, op.Merged, op.Conflict} {
					p.Judged(id, verdict, "", false)
				}
			}
			p.Watch(func(context.Context) gauge.Standing { return at })
			handler := p.Handler()
			for b.Loop() {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
				b.ReportMetric(float64(w.Body.Len()), "bytes")
			}
		})
	}
}
