package book

import (
	"cmp"
	"container/heap"
	"iter"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
)

// feedLine is one row of a feed as read.
type feedLine struct {
	seq   uint64
	ref   string
	value []byte
}

// mergedRows reads the rows of several feeds in the order of their seqs. Most feeds have nothing new most of the time:
// those cost one look each, and none where the book remembers.
type mergedRows struct{ open lines }

// line is a feed with rows left, and the first of them.
type line struct {
	src  *source
	now  feedLine
	pull func() (store.KV, error, bool)
	stop func()
}

func newMerge(known *look.Memory, r store.Reader, sources []source, head uint64) (*mergedRows, error) {
	m := &mergedRows{}
	for i := range sources {
		src := &sources[i]
		if src.from >= head || known.Still(src.name, src.from, head) {
			continue
		}
		from, to := layout.FeedAfter(src.name, src.from)
		none, err := empty(r.Scan(from, to))
		if err != nil {
			m.stop()
			return nil, err
		}
		if none {
			continue
		}
		l := &line{src: src}
		l.pull, l.stop = iter.Pull2(r.Scan(from, to))
		more, err := l.step()
		if err != nil {
			l.stop()
			m.stop()
			return nil, err
		}
		if more {
			m.open = append(m.open, l)
		}
	}
	heap.Init(&m.open)
	return m, nil
}

// empty says whether a scan has nothing.
func empty(rows iter.Seq2[store.KV, error]) (bool, error) {
	for _, err := range rows {
		return false, err
	}
	return true, nil
}

// step reads the feed's next row; at its end the scan is over.
func (l *line) step() (bool, error) {
	kv, err, more := l.pull()
	if err != nil || !more {
		l.stop()
		return false, err
	}
	seq, ref := layout.FeedRow(l.src.name, kv.Key)
	l.now = feedLine{seq: seq, ref: ref, value: kv.Value}
	return true, nil
}

// next is the row with the lowest seq; ok is false at the end of all feeds.
func (m *mergedRows) next() (src *source, row feedLine, ok bool, err error) {
	if len(m.open) == 0 {
		return nil, feedLine{}, false, nil
	}
	first := m.open[0]
	src, row = first.src, first.now
	more, err := first.step()
	if err != nil {
		return nil, feedLine{}, false, err
	}
	if more {
		heap.Fix(&m.open, 0)
	} else {
		heap.Pop(&m.open)
	}
	return src, row, true, nil
}

// stop ends all scans that are not at their end.
func (m *mergedRows) stop() {
	for _, l := range m.open {
		l.stop()
	}
}

// lines is a heap by seq.
type lines []*line

func (l lines) Len() int { return len(l) }
func (l lines) Less(i, j int) bool {
	a, b := l[i], l[j]
	return cmp.Or(cmp.Compare(a.now.seq, b.now.seq), cmp.Compare(a.now.ref, b.now.ref), cmp.Compare(a.src.name, b.src.name)) < 0
}
func (l lines) Swap(i, j int) { l[i], l[j] = l[j], l[i] }

// Push and Pop are heap's.
func (l *lines) Push(x any) { *l = append(*l, x.(*line)) }

// Pop takes the last.
func (l *lines) Pop() any {
	old := *l
	last := old[len(old)-1]
	*l = old[:len(old)-1]
	return last
}
