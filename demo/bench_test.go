package demo_test

import (
	"context"
	"testing"

	"passbok/demo"
	"passbok/month"
	"passbok/sync/book"
)

// BenchmarkMonth reads and computes one beneficiary's month of some 160 rows, findings and all.
func BenchmarkMonth(b *testing.B) {
	filled, people := filledBook(b)
	karin, alva := people[0].ID, people[2].ID
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
	for b.Loop() {
		if err := filled.View(context.Background(), func(docs book.Documents) error {
			_, err := month.Boards(docs, people[0].ID, "2026-10", now)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
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
