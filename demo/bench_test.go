package demo_test

import (
	"context"
	"syscall"
	"testing"

	"passbok/demo"
	"passbok/month"
	"passbok/sync/book"
)

// BenchmarkMonth reads and computes one beneficiary's month of some 160 rows, findings and all.
func BenchmarkMonth(b *testing.B) {
	filled, people := filledBook(b)
	karin, alva := people[0].ID, people[2].ID
	defer reportProcessor(b)()
	for b.Loop() {
		if err := filled.View(context.Background(), func(docs book.Documents) error {
			_, err := month.Look(docs, month.Ask{Person: karin, Beneficiary: alva, Month: "2026-10", Now: now})
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBoard reads and computes all six months of some 700 rows.
func BenchmarkBoard(b *testing.B) {
	filled, people := filledBook(b)
	defer reportProcessor(b)()
	for b.Loop() {
		if err := filled.View(context.Background(), func(docs book.Documents) error {
			_, err := month.Boards(docs, people[0].ID, "2026-10", now)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// reportProcessor reports what the processor spent, which a busy machine changes less than the clock.
func reportProcessor(b *testing.B) (done func()) {
	spent := func() (ns int64) {
		var used syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
			b.Fatal(err)
		}
		return used.Utime.Nano() + used.Stime.Nano()
	}
	before := spent()
	return func() { b.ReportMetric(float64(spent()-before)/float64(b.N), "cpu-ns/op") }
}

func filledBook(b *testing.B) (*book.Book, demo.People) {
	b.Helper()
	filled := newBook(b)
	people, err := demo.Fill(context.Background(), filled, 1)
	if err != nil {
		b.Fatal(err)
	}
	return filled, people
}
