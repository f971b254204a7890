package look

import (
	"passbok/store"
	"passbok/sync/book/internal/layout"
)

// Memory is what a book remembers from one look at it to the next. None of it is the truth, and none of it is ever wrong:
// it says nothing where it does not know. It begins with Begin, and is safe for concurrent use from then on.
type Memory struct {
	epoch uint64
	docs  docCache
	feeds feedCache
	news  news
}

// Begin is for a book that has just been opened, is in an epoch of this number, and ends with the entry head.
func (m *Memory) Begin(epoch, head uint64) {
	m.epoch = epoch
	m.news.begin(head)
}

// Tell tells of a commit.
func (m *Memory) Tell(c Commit) { m.news.tell(c) }

// Still says that no entry after `from`, up to head, has touched the feed; false also where that is not known.
func (m *Memory) Still(feed string, from, head uint64) bool { return m.news.still(feed, from, head) }

// Since names the feeds that the entries after seq have touched, once each, and the entry that it knows up to: to be
// named the next time. A commit that ends at this moment, and was not told of yet, comes then. whole is false where some
// are not known, as after a start: then any feed may have been touched.
func (m *Memory) Since(seq uint64) (feeds []string, upTo uint64, whole bool) {
	return m.news.since(seq)
}

// At looks at a book in a snapshot.
func (m *Memory) At(r store.Reader) *Look {
	return &Look{memory: m, r: r, read: map[string]layout.Row{}, keeps: true}
}

// Within looks at a book in a running transaction: nothing of what is seen is kept for others.
func (m *Memory) Within(tx store.Reader) *Look {
	return &Look{memory: m, r: tx, read: map[string]layout.Row{}}
}
