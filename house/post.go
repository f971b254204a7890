package house

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"passbok/month"
	"passbok/post"
	"passbok/sync/book"
)

// openPost opens the queue of messages by mail and SMS; nothing is sent yet. Whatever wants to send one puts it there, and
// nowhere else: h.post.Enqueue.
func (h *House) openPost() (err error) {
	h.post, err = post.Open(post.Config{
		Store: h.store, Ways: h.cfg.Post, Clock: h.cfg.Clock, After: h.cfg.After, Log: h.cfg.Log, Meter: h.panel, Ended: h.messageEnded,
	})
	return err
}

// ways are the kinds of ways that messages can go by here.
func (h *House) ways() []string {
	var kinds []string
	for _, kind := range post.Kinds() {
		if h.post.Has(kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// messageEnded notes in the book that an address takes nothing, so that the office and its owner see it.
func (h *House) messageEnded(ctx context.Context, f post.Fate, to string) error {
	if f.State != post.Refused {
		return nil
	}
	b, ok := h.books.Book(f.Book)
	if !ok {
		return nil // the provider has moved away; nobody waits for the word
	}
	// One command a message, however often it is told.
	sum := sha256.Sum256([]byte(f.Kind + "\n" + f.Person + "\n" + f.ID))
	cmd := book.Command{ID: "refused:" + hex.EncodeToString(sum[:16]), Name: "reach.refused", Person: byPassbok}
	_, err := b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		return month.ReachRefused(docs, f.Person, f.Kind, to)
	})
	if err != nil {
		return fmt.Errorf("note that an address takes nothing: %w", err)
	}
	return nil
}
