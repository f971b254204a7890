package book_test

import (
	"fmt"
	"sync/atomic"
	"syscall"
	"testing"

	"passbok/sync/book"
	"passbok/sync/op"
)

// cpu is the processor time that this process has used, in nanoseconds: on a machine that others use too it says more
// than the clock on the wall.
func cpu() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// BenchmarkPull pulls 10,000 changed rows in pages, with the answers written as JSON.
func BenchmarkPull(b *testing.B) {
	w := newWorld(b)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	for i := range 10 {
		anna.record(1000, fmt.Sprintf("bo%d", i), "2026-10")
	}
	office := w.phone("office", 2)
	for i := range 10 {
		office.feeds = append(office.feeds, fmt.Sprintf("bo%d@2026-10", i))
	}
	began := cpu()
	defer func() { b.ReportMetric(float64(cpu()-began)/1e6/float64(b.N), "cpu-ms/op") }()
	for b.Loop() {
		req := book.Request{Device: uuid(2), Feeds: office.feeds}
		docs := 0
		for more := true; more; {
			res, err := w.book.Sync(w.ctx, office.who, req)
			if err != nil {
				b.Fatal(err)
			}
			text, err := res.AppendJSON(nil)
			if err != nil || len(text) == 0 {
				b.Fatal(err)
			}
			docs += len(res.Docs)
			req.Cursor, more = res.Cursor, res.More
		}
		if docs != 10_001 {
			b.Fatal(docs)
		}
	}
}

// BenchmarkIdle is a sync with nothing to send and nothing to pull, of one who has many feeds, while others write.
func BenchmarkIdle(b *testing.B) {
	w := newWorld(b)
	w.engage("anna", "2026-10-01", "")
	anna := w.phone("anna", 1)
	anna.record(1000, "bo", "2026-10")
	office := w.phone("office", 2)
	for i := range 40 {
		office.feeds = append(office.feeds, fmt.Sprintf("cy%d@2026-10", i))
	}
	office.sync()
	anna.record(1, "bo", "2026-10")
	began := cpu()
	defer func() { b.ReportMetric(float64(cpu()-began)/1e6/float64(b.N), "cpu-ms/op") }()
	for b.Loop() {
		if _, err := w.book.Sync(w.ctx, office.who, book.Request{Device: uuid(2), Cursor: office.cursor, Feeds: office.feeds}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDigests is an idle sync that also compares what is held: of an assistant with 13 months of 60 rows, once a day.
func BenchmarkDigests(b *testing.B) {
	w := newWorld(b)
	w.engage("anna", "2025-01-01", "")
	anna := w.phone("anna", 1)
	for back := range 13 {
		anna.record(60, "bo", w.now.AddDate(0, -back, -20).Format("2006-01"))
	}
	k := w.keeper(w.book, "anna", 2)
	k.settle(b)
	digests := k.digests()
	began := cpu()
	defer func() { b.ReportMetric(float64(cpu()-began)/1e6/float64(b.N), "cpu-ms/op") }()
	for b.Loop() {
		res, err := w.book.Sync(w.ctx, k.who, book.Request{Device: k.who.Device, Cursor: k.cursor, Digests: digests})
		if err != nil || res.Differs == nil || len(res.Differs) > 0 {
			b.Fatal(res.Differs, err)
		}
	}
}

// BenchmarkSingle is 64 devices that each send one operation at a time.
func BenchmarkSingle(b *testing.B) {
	w := newWorld(b)
	for i := range 65 {
		w.engage(fmt.Sprintf("p%d", i), "2026-10-01", "")
	}
	var devices atomic.Int64
	b.SetParallelism(32)
	began := cpu()
	defer func() { b.ReportMetric(float64(cpu()-began)/1e6/float64(b.N), "cpu-ms/op") }()
	b.RunParallel(func(pb *testing.PB) {
		n := int(devices.Add(1))
		p := w.phone(fmt.Sprintf("p%d", n%65), n)
		for pb.Next() {
			o := p.act("shift/"+w.id(), hours(p.who.Person, "bo", "2026-10-31T08:00", "2026-10-31T16:00"))
			p.queue = nil
			res, err := w.book.Sync(w.ctx, p.who, book.Request{Device: p.who.Device, Cursor: p.cursor, Ops: encode(b, o)})
			if err != nil || res.Verdicts[0].Verdict != op.Applied {
				b.Error(res.Verdicts, err)
			}
			p.cursor = res.Cursor
		}
	})
}

// BenchmarkBatch is four devices that each send 100 operations at a time
func BenchmarkBatch(b *testing.B) {
	const size = 100
	w := newWorld(b)
	var phones []*phone
	for i := range 4 {
		person := fmt.Sprintf("p%d", i)
		w.engage(person, "2026-10-01", "")
		phones = append(phones, w.phone(person, i+1))
	}
	began := cpu()
	defer func() { b.ReportMetric(float64(cpu()-began)/1e6/float64(b.N)/size, "cpu-ms/row") }()
	for i := 0; b.Loop(); i++ {
		p := phones[i%len(phones)]
		p.queue = nil
		for range size {
			p.act("shift/"+w.id(), hours(p.who.Person, "bo", "2026-10-31T08:00", "2026-10-31T16:00"))
		}
		res, err := w.book.Sync(w.ctx, p.who, book.Request{Device: p.who.Device, Cursor: p.cursor, Ops: encode(b, p.queue...)})
		if err != nil || len(res.Verdicts) != size {
			b.Fatal(len(res.Verdicts), err)
		}
		p.cursor = res.Cursor
	}
}
