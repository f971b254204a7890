package archive

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkAppend appends records of 700 bytes, so many at a time; most of it is the disk's flush.
func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{1, 16, 256} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			a := open(b, b.TempDir(), Options{})
			records := make([]Record, n)
			for i := range records {
				records[i] = Record{Header: make([]byte, 250), Payload: make([]byte, 450)}
			}
			seq := uint64(0)
			for b.Loop() {
				for i := range records {
					seq++
					records[i].Seq = seq
				}
				if err := a.Append(context.Background(), records); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// BenchmarkRecords reads 20,000 records of 700 bytes.
func BenchmarkRecords(b *testing.B) {
	a := open(b, b.TempDir(), Options{})
	records := make([]Record, 20_000)
	for i := range records {
		records[i] = Record{uint64(i + 1), make([]byte, 250), make([]byte, 450)}
	}
	add(b, a, records...)
	for b.Loop() {
		if got, err := read(a, 0); len(got) != len(records) || err != nil {
			b.Fatal(len(got), err)
		}
	}
	b.SetBytes(a.size)
}
