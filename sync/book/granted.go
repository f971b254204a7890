package book

import (
	"fmt"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/look"
	"passbok/sync/op"
)

// granted joins feeds by right and feeds by name; what may not be had by name is told.
func (b *Book) granted(r store.Reader, head uint64, who Actor, asked []string, now time.Time) (all map[string]bool, named map[string]bool, denied []string, err error) {
	byRight, err := b.memory.FeedsByRight(r, head, who.Person, now, func(docs look.Documents) ([]string, error) {
		feeds, err := b.cfg.Rights.Feeds(docs, who.Person, now)
		if err != nil {
			return nil, fmt.Errorf("feeds of %s: %w", who.Person, err)
		}
		return feeds, nil
	})
	if err != nil {
		return nil, nil, nil, err
	}
	all, named = make(map[string]bool, len(byRight)+len(asked)), map[string]bool{}
	for _, feed := range byRight {
		all[feed] = true
	}
	docs := b.memory.At(r)
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
