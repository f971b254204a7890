package bolt

import (
	"fmt"
	"os"
)

// Meter is told what the writer does, by the one goroutine that writes: one call after the other, each in haste.
type Meter interface {
	// Flushing: a group of so many updates goes to the disk now.
	Flushing(updates int)
	// Flushed: it is there, or could not be kept.
	Flushed(err error)
}

// Stats is how the store is doing.
type Stats struct {
	Waiting int   // updates that wait for their turn
	Bytes   int64 // of the file
	Free    int64 // of them in pages that hold nothing, and are used before the file grows
}

// Stats reads nothing of the file but its size.
func (s *Store) Stats() (Stats, error) {
	info, err := os.Stat(s.db.Path())
	if err != nil {
		return Stats{}, fmt.Errorf("look at the store's file: %w", err)
	}
	known := s.db.Stats()
	free := known.FreePageN + known.PendingPageN
	return Stats{
		Waiting: s.queue.length(), Bytes: info.Size(), Free: int64(free) * int64(s.db.Info().PageSize),
	}, nil
}
