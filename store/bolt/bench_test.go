package bolt

import (
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"go.etcd.io/bbolt"

	"passbok/store"
)

// BenchmarkUpdate: n writers, each update six keys of 1.5 kB in all, about what one operation writes.
// "alone" is a bbolt transaction each, for comparison.
func BenchmarkUpdate(b *testing.B) {
	for _, writers := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("grouped/%d", writers), func(b *testing.B) {
			s := unchecked(b)
			race(b, writers, func(i int64) error {
				return s.Update(context.Background(), "book", func(tx store.Txn) error {
					sixKeys(i, tx.Put)
					return nil
				})
			})
		})
	}
	b.Run("alone/16", func(b *testing.B) {
		s := unchecked(b)
		race(b, 16, func(i int64) error {
			return s.db.Update(func(tx *bbolt.Tx) error {
				bucket, err := tx.CreateBucketIfNotExists([]byte("book"))
				if err != nil {
					return err
				}
				sixKeys(i, func(k, v []byte) { err = bucket.Put(k, v) })
				return err
			})
		})
	})
}

// BenchmarkScan: 10,000 pairs of 300 bytes in one View.
func BenchmarkScan(b *testing.B) {
	s := unchecked(b)
	for i := range 100 {
		if err := s.Update(context.Background(), "book", func(tx store.Txn) error {
			for j := range 100 {
				tx.Put(binary.BigEndian.AppendUint64([]byte("doc/"), uint64(i*100+j)), make([]byte, 300))
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := s.View(context.Background(), "book", func(r store.Reader) error {
			for _, err := range r.Scan(nil, nil) {
				if err != nil {
					return err
				}
				n++
			}
			return nil
		}); err != nil || n != 10_000 {
			b.Fatal(n, err)
		}
	}
}

func unchecked(b *testing.B) *Store {
	s, err := Open(context.Background(), filepath.Join(b.TempDir(), "bench.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

// race lets writers share b.N calls of one.
func race(b *testing.B, writers int, one func(i int64) error) {
	b.ResetTimer()
	var next atomic.Int64
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				if err := one(i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
}

func sixKeys(i int64, put func(k, v []byte)) {
	seq := binary.BigEndian.AppendUint64(nil, uint64(i))
	id := fmt.Appendf(nil, "%016x", uint64(i)*0x9e3779b97f4a7c15)
	put(append([]byte("log/"), seq...), make([]byte, 200))
	put(append([]byte("payload/"), seq...), make([]byte, 700))
	put(append([]byte("op/"), id...), seq)
	put(append([]byte("doc/"), id...), make([]byte, 500))
	put(append([]byte("feed/a/"), seq...), id)
	put([]byte("meta/head"), seq)
}
