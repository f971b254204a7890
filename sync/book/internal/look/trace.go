package look

import (
	"maps"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/merge"
)

// trace remembers what was read for an answer, so that the answer can be kept until that changes. A nil one remembers
// nothing.
type trace struct {
	feeds     map[string]bool
	documents map[string]uint64
	unsure    bool // it read what is not followed here
}

func (t *trace) feed(name string) {
	if t != nil {
		t.feeds[name] = true
	}
}

func (t *trace) document(ref string, rev uint64) {
	if t != nil {
		t.documents[ref] = rev
	}
}

// include counts what another has read as read here.
func (t *trace) include(other *trace) {
	if t == nil {
		return
	}
	maps.Copy(t.feeds, other.feeds)
	maps.Copy(t.documents, other.documents)
	t.unsure = t.unsure || other.unsure
}

func (t *trace) uncertain() {
	if t != nil {
		t.unsure = true
	}
}

// unchanged says whether all that was read at seq still is so in the snapshot of r, whose last entry is head.
func (t *trace) unchanged(m *Memory, r store.Reader, seq, head uint64) (bool, error) {
	for feed := range t.feeds {
		if m.Still(feed, seq, head) {
			continue
		}
		if moved, err := movedAfter(r, feed, seq); err != nil || moved {
			return false, err
		}
	}
	for ref, rev := range t.documents {
		stored, err := r.Get(layout.DocKey(ref))
		if err != nil {
			return false, err
		}
		now, err := revOf(stored)
		if err != nil || now != rev {
			return false, err
		}
	}
	return true, nil
}

// movedAfter says whether a feed has a row of an entry after seq.
func movedAfter(r store.Reader, feed string, seq uint64) (bool, error) {
	for _, err := range r.Scan(layout.FeedAfter(feed, seq)) {
		return err == nil, err
	}
	return false, nil
}

// revOf reads only the rev of a stored document; 0 where it is not there.
func revOf(stored []byte) (uint64, error) {
	if stored == nil {
		return 0, nil
	}
	doc, err := layout.DocIn(stored)
	if err != nil {
		return 0, err
	}
	return merge.RevOf(doc)
}

// all is everything that was read, feeds and documents told apart.
func (t *trace) all() []string {
	all := make([]string, 0, len(t.feeds)+len(t.documents))
	for feed := range t.feeds {
		all = append(all, "feed "+feed)
	}
	for ref := range t.documents {
		all = append(all, "doc "+ref)
	}
	return all
}
