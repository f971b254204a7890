package house

import (
	"context"
	"sync"
)

// looks counts how often somebody has looked at a book, for whoever wants to know what follows from what is in it now.
type looks struct {
	mu           sync.Mutex
	begun, ended int
	since        <-chan struct{} // closed once the book has changed since the last one began
	ends         chan struct{}   // closed as the next one ends
}

func newLooks() *looks { return &looks{ends: make(chan struct{})} }

// begin notes that a look begins; changed is closed by the first change that it may not see.
func (l *looks) begin(changed <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.begun, l.since = l.begun+1, changed
}

// end notes that the look has ended that began last.
func (l *looks) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = l.begun
	close(l.ends)
	l.ends = make(chan struct{})
}

// wait returns once a look has ended that began after the book's last change, or when ctx is done. Where nobody has begun to look,
// nothing is waited for.
func (l *looks) wait(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	wanted := l.begun
	select {
	case <-l.since:
		wanted++
	default:
	}
	for l.ended < wanted {
		ends := l.ends
		l.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-ends:
		}
		l.mu.Lock()
		if ctx.Err() != nil {
			return
		}
	}
}
