package book

import (
	"fmt"
	"maps"
	"sync"
	"time"

	"passbok/store"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// trace remembers what a question to the rights has read, so that its answer can be kept until that changes.
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

// cachedFeeds is a person's feeds as of an entry, and what they follow from.
type cachedFeeds struct {
	feeds []string
	seq   uint64
	hour  time.Time
	from  *trace
}

// maxCached bounds the memory of the cache; beyond it the cache begins anew.
const maxCached = 20_000

// feedCache keeps each person's feeds. It is never wrong: an answer is used only after a look, in the same snapshot,
// that nothing it was made from has changed.
type feedCache struct {
	mu     sync.Mutex
	people map[string]cachedFeeds
}

// feedsByRight are the feeds that a person has by right, in the snapshot of r whose last entry is head.
func (b *Book) feedsByRight(r store.Reader, head uint64, person string, now time.Time) ([]string, error) {
	hour := now.UTC().Truncate(time.Hour)
	b.feeds.mu.Lock()
	kept, there := b.feeds.people[person]
	b.feeds.mu.Unlock()
	if there && kept.hour.Equal(hour) && kept.seq <= head {
		same, err := kept.from.unchanged(b, r, kept.seq, head)
		if err != nil || same {
			return kept.feeds, err
		}
	}
	docs := newDocuments(b, r, true)
	docs.traced = &trace{feeds: map[string]bool{}, documents: map[string]uint64{}}
	feeds, err := b.cfg.Rights.Feeds(docs, person, now)
	if err != nil {
		return nil, fmt.Errorf("feeds of %s: %w", person, err)
	}
	if !docs.traced.unsure {
		b.feeds.mu.Lock()
		defer b.feeds.mu.Unlock()
		if b.feeds.people == nil || len(b.feeds.people) >= maxCached {
			b.feeds.people = map[string]cachedFeeds{}
		}
		b.feeds.people[person] = cachedFeeds{feeds: feeds, seq: head, hour: hour, from: docs.traced}
	}
	return feeds, nil
}

// unchanged says whether all that was read at seq still is so in the snapshot of r, whose last entry is head.
func (t *trace) unchanged(b *Book, r store.Reader, seq, head uint64) (bool, error) {
	for feed := range t.feeds {
		if b.news.still(feed, seq, head) {
			continue
		}
		if same, err := empty(r, feedFrom(feed, seq), feedTo(feed)); err != nil || !same {
			return false, err
		}
	}
	for ref, rev := range t.documents {
		stored, err := r.Get(docKey(ref))
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

// revOf reads only the rev of a stored document; 0 where it is not there.
func revOf(stored []byte) (uint64, error) {
	if stored == nil {
		return 0, nil
	}
	doc, _, err := splitRow(stored)
	if err != nil {
		return 0, err
	}
	return merge.RevOf(doc)
}

// granted joins feeds by right and feeds by name; what may not be had by name is told.
func (b *Book) granted(r store.Reader, head uint64, who Actor, asked []string, now time.Time) (all map[string]bool, named map[string]bool, denied []string, err error) {
	byRight, err := b.feedsByRight(r, head, who.Person, now)
	if err != nil {
		return nil, nil, nil, err
	}
	all, named = make(map[string]bool, len(byRight)+len(asked)), map[string]bool{}
	for _, feed := range byRight {
		all[feed] = true
	}
	docs := newDocuments(b, r, true)
	for _, feed := range asked {
		if all[feed] {
			continue
		}
		may := feedName(feed)
		if may {
			if may, err = b.cfg.Rights.MayOpen(docs, who.Person, feed); err != nil {
				return nil, nil, nil, fmt.Errorf("may %s open %s: %w", who.Person, feed, err)
			}
		}
		if may {
			all[feed], named[feed] = true, true
		} else {
			denied = append(denied, feed)
		}
	}
	return all, named, denied, nil
}

// feedName says whether a text can be the name of a feed at all.
func feedName(name string) bool {
	_, _, ok := op.SplitRef("feed/" + name)
	return ok
}
