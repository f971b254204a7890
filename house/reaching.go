package house

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/nudge"
	"passbok/post"
	"passbok/push"
	"passbok/sync/book"
)

// reaching is a rung of the ladder by one of the house's ways: it looks up where the person wants to be reached, and leaves the notice's
// own words to the queue of messages, with a link that signs nobody in.
type reaching struct {
	*House
	kind string
}

// rungs are the house's ways as the ladder knows them.
func (h *House) rungs() (all []nudge.Way) {
	for _, kind := range h.ways() {
		all = append(all, reaching{h, kind})
	}
	return all
}

// reached is how somebody is reached; not at all where the provider has moved away meanwhile.
func (h *House) reached(ctx context.Context, in, person string) (at care.Reached, err error) {
	b, ok := h.books.Book(in)
	if !ok {
		return at, nil
	}
	err = b.View(ctx, func(docs book.Documents) (err error) {
		at, err = care.ReachedBy(month.Records(docs), person)
		return err
	})
	if err != nil {
		return at, fmt.Errorf("read how somebody is reached: %w", err)
	}
	return at, nil
}

// wayOrder is in which order somebody wants to be reached.
func (h *House) wayOrder(ctx context.Context, in, person string) ([]string, error) {
	at, err := h.reached(ctx, in, person)
	return at.Ways, err
}

func (r reaching) Kind() string { return r.kind }

// Reach is false where the person has no address for it, does not want it, or it took nothing.
func (r reaching) Reach(ctx context.Context, in, person string, n push.Notice, from time.Time) (bool, error) {
	at, err := r.reached(ctx, in, person)
	if err != nil {
		return false, err
	}
	to := at.Address(r.kind)
	if to == "" {
		return false, nil
	}
	title, body, path, err := n.Words(at.Lang)
	if err != nil {
		return false, err
	}
	err = r.post.Enqueue(ctx, post.Order{
		Book: in, Person: person, Kind: r.kind, To: to, From: from, Until: from.Add(n.Holds()),
		Message: post.Message{ID: n.ID, Lang: at.Lang, Subject: title, Text: body, Link: strings.TrimSuffix(r.cfg.PublicURL, "/") + path},
	})
	if errors.Is(err, post.ErrNoWay) {
		return false, nil
	}
	return err == nil, err
}
