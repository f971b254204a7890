package look

import (
	"sync"
	"time"

	"passbok/store"
)

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

// FeedsByRight are the feeds that a person has by right, in the snapshot of r whose last entry is head. ask is asked where
// that is not known any more; its answer may change with the documents, and with time only at whole hours (UTC).
func (m *Memory) FeedsByRight(r store.Reader, head uint64, person string, now time.Time, ask func(Documents) ([]string, error)) ([]string, error) {
	hour := now.UTC().Truncate(time.Hour)
	m.feeds.mu.Lock()
	kept, there := m.feeds.people[person]
	m.feeds.mu.Unlock()
	if there && kept.hour.Equal(hour) && kept.seq <= head {
		same, err := kept.from.unchanged(m, r, kept.seq, head)
		if err != nil || same {
			return kept.feeds, err
		}
	}
	docs := m.At(r)
	docs.traced = &trace{feeds: map[string]bool{}, documents: map[string]uint64{}}
	feeds, err := ask(docs)
	if err != nil {
		return nil, err
	}
	if !docs.traced.unsure {
		m.feeds.mu.Lock()
		defer m.feeds.mu.Unlock()
		if m.feeds.people == nil || len(m.feeds.people) >= maxCached {
			m.feeds.people = map[string]cachedFeeds{}
		}
		m.feeds.people[person] = cachedFeeds{feeds: feeds, seq: head, hour: hour, from: docs.traced}
	}
	return feeds, nil
}
