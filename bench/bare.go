package main

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

// The measure of what the disk and bbolt give: the writes of an operation and nothing else, no
// protocol, no merge, no HTTP, with the waiting ones put into one transaction.

// write is one pair that an operation puts. Only keys that no other operation puts are lasting.
type write struct {
	key, value []byte
	lasting    bool
}

// replay gives the writes of the i-th operation of a run: those recorded, in turn, under keys that are
// new each round, so that the file grows as it does for real.
func replay(recorded [][]write, i int64, put func(key, value []byte) error) error {
	round, op := i/int64(len(recorded)), recorded[i%int64(len(recorded))]
	for _, w := range op {
		key := w.key
		if w.lasting && round > 0 {
			key = binary.BigEndian.AppendUint32(append(make([]byte, 0, len(key)+4), key...), uint32(round))
		}
		if err := put(key, w.value); err != nil {
			return err
		}
	}
	return nil
}

// bare is a group commit as small as it can be.
type bare struct {
	db   *bbolt.DB
	asks chan ask
}

type ask struct {
	op   int64
	done chan error
}

func openBolt(dir, name string) (*bbolt.DB, error) {
	db, err := bbolt.Open(filepath.Join(dir, name), 0o600, &bbolt.Options{
		FreelistType: bbolt.FreelistMapType, NoFreelistSync: true, InitialMmapSize: 64 << 30,
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return db, db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists([]byte("book"))
		return err
	})
}

// run commits group after group until asks is closed.
func (b *bare) run(recorded [][]write) {
	for first := range b.asks {
		group := []ask{first}
		err := b.db.Update(func(tx *bbolt.Tx) error {
			bucket := tx.Bucket([]byte("book"))
			for next, more := first, true; more; {
				if err := replay(recorded, next.op, bucket.Put); err != nil {
					return err
				}
				select {
				case next, more = <-b.asks:
					if more {
						group = append(group, next)
					}
				default:
					more = false
				}
			}
			return nil
		})
		for _, a := range group {
			a.done <- err
		}
	}
}

// bareRate is how many operations a second n writers get through bare group commit.
func bareRate(dir string, n int, s settings, recorded [][]write) (float64, error) {
	db, err := openBolt(dir, "bare.db")
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }()
	b := &bare{db: db, asks: make(chan ask, n)}
	go b.run(recorded)
	defer close(b.asks)
	var next atomic.Int64
	dones := make([]chan error, n)
	for i := range dones {
		dones[i] = make(chan error, 1)
	}
	return rate(n, s.span, func(worker int) error {
		b.asks <- ask{op: next.Add(1) - 1, done: dones[worker]}
		return <-dones[worker]
	})
}
