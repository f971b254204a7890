package archive

import (
	"fmt"
	"os"
	"slices"
)

// Stats is how much an archive holds.
type Stats struct {
	Segments int
	Bytes    int64 // of all segments' files, marks and heads included
}

// Stats looks at the size of every segment's file, and reads none. Where the archive is closed, or its folder is gone,
// that is an error.
func (a *Archive) Stats() (Stats, error) {
	if err := a.open(); err != nil {
		return Stats{}, fmt.Errorf("look how much the archive holds: %w", err)
	}
	a.mu.Lock()
	firsts := slices.Clone(a.firsts)
	a.mu.Unlock()
	out := Stats{Segments: len(firsts)}
	for _, first := range firsts {
		info, err := os.Stat(path(a.dir, first))
		if err != nil {
			return Stats{}, fmt.Errorf("look how much the archive holds: %w", err)
		}
		out.Bytes += info.Size()
	}
	return out, nil
}
