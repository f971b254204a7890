package hook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"passbok/internal/outward"
	"passbok/store"
)

const (
	attemptTimeout = 15 * time.Second
	look           = 10 * time.Second // how often it is looked whether anything has happened
	firstWait      = 10 * time.Second // after the first failure; doubled each time
	longestWait    = time.Hour
	// giveUp is for how long a hook may take nothing before it is given up.
	giveUp = 3 * 24 * time.Hour
	// inARow is how many posts one hook gets in a round, and turnLasts for how long it gets another one, so that one that is far behind,
	// or slow, does not keep others waiting.
	inARow    = 50
	turnLasts = 20 * time.Second
)

// The headers of a post, as Standard Webhooks names them.
const (
	HeaderID        = "webhook-id"
	HeaderTimestamp = "webhook-timestamp" // seconds since 1970
	HeaderSignature = "webhook-signature"
)

// Faults that are no status of an answer.
const (
	FaultPrivate    = "private"    // the address's host has an address that is not public any more
	FaultUnanswered = "unanswered" // nobody answered
)

// Post is the body of a post. Its ID is the same whenever it is posted again.
type Post struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"` // when it happened
	Book   string    `json:"book"`
	Events []Event   `json:"events"`
}

// Sign is the signature over a post, by the secret as it is kept.
func Sign(secret []byte, id string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	_, _ = fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
	_, _ = mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// Run posts what happens, until ctx ends. It returns nil then.
func (s *Hooks) Run(ctx context.Context) error {
	client := s.cfg.Guard.Client(attemptTimeout, 2)
	defer client.CloseIdleConnections()
	for ctx.Err() == nil {
		if err := s.round(ctx, client); err != nil && ctx.Err() == nil {
			s.cfg.Log.Error("tell other systems what happened", "error", err) // there is another round
		}
		select {
		case <-ctx.Done():
		case <-s.wake:
		case <-s.cfg.After(look):
		}
	}
	return nil
}

// Deliver posts all that is due, once.
func (s *Hooks) Deliver(ctx context.Context) error {
	client := s.cfg.Guard.Client(attemptTimeout, 2)
	defer client.CloseIdleConnections()
	return s.round(ctx, client)
}

// round gives every hook its turn, all at the same time.
func (s *Hooks) round(ctx context.Context, client *http.Client) error {
	all, err := s.all(ctx)
	if err != nil {
		return err
	}
	var turns sync.WaitGroup
	errs := make([]error, len(all))
	for i, h := range all {
		switch {
		case !h.Dead.IsZero() && h.Mourned.IsZero():
			turns.Go(func() { errs[i] = s.tellDead(ctx, h) })
		case h.Dead.IsZero() && !h.Next.After(s.cfg.Clock()):
			turns.Go(func() { errs[i] = s.turn(ctx, client, h) })
		}
	}
	turns.Wait()
	return errors.Join(errs...)
}

// turn posts to one hook what has happened since, in order, until it takes no more.
func (s *Hooks) turn(ctx context.Context, client *http.Client, h Hook) error {
	ends := s.cfg.Clock().Add(turnLasts)
	for n := range inARow {
		if n > 0 && s.cfg.Clock().After(ends) {
			break
		}
		happened, upTo, err := s.cfg.Source.Next(ctx, h.Book, h.Seq, h.Wants)
		switch {
		case err != nil:
			return fmt.Errorf("look what happened after entry %d: %w", h.Seq, err)
		case happened.Seq == 0 && upTo <= h.Seq:
			return nil
		case happened.Seq == 0: // nothing for this one
			if h, err = s.settle(ctx, h, func(h *Hook) { h.Seq = max(h.Seq, upTo) }); err != nil || h.ID == "" {
				return err
			}
			continue
		}
		fault := s.post(ctx, client, h, happened)
		if stopped := ctx.Err(); stopped != nil {
			return stopped
		}
		now := s.cfg.Clock().UTC()
		if fault == "" {
			h, err = s.settle(ctx, h, func(h *Hook) {
				h.Seq, h.Told, h.Tries, h.Fault = happened.Seq, now, 0, ""
				h.Since, h.Next = time.Time{}, time.Time{}
			})
			if err != nil || h.ID == "" {
				return err
			}
			continue
		}
		return s.failed(ctx, h, fault, now)
	}
	s.Wake()
	return nil
}

// failed notes that a hook took nothing, and gives it up where that has gone on for too long, or it is gone for good.
func (s *Hooks) failed(ctx context.Context, h Hook, fault string, now time.Time) error {
	h, err := s.settle(ctx, h, func(h *Hook) {
		if h.Tries == 0 {
			h.Since = now
		}
		h.Tries, h.Fault = h.Tries+1, fault
		h.Next = now.Add(min(longestWait, firstWait<<min(h.Tries-1, 16)))
		if now.Sub(h.Since) >= giveUp || fault == strconv.Itoa(http.StatusGone) {
			h.Dead = now
		}
	})
	if err != nil || h.ID == "" || h.Dead.IsZero() {
		return err
	}
	return s.tellDead(ctx, h)
}

// tellDead tells that a hook was given up, and keeps that it is told: until then every round tells it.
func (s *Hooks) tellDead(ctx context.Context, h Hook) error {
	if err := s.cfg.Dead(ctx, h); err != nil {
		return fmt.Errorf("tell of a hook that was given up: %w", err)
	}
	_, err := s.settle(ctx, h, func(now *Hook) {
		if now.Dead.Equal(h.Dead) { // nobody has let it go on meanwhile
			now.Mourned = s.cfg.Clock().UTC()
		}
	})
	return err
}

// settle changes a hook as it is kept now, and gives it; one that was ended meanwhile has no id.
func (s *Hooks) settle(ctx context.Context, h Hook, change func(*Hook)) (kept Hook, err error) {
	err = s.change(ctx, h.Book, h.ID, func(tx store.Txn, now Hook) error {
		change(&now)
		kept = now
		return put(tx, now)
	})
	if errors.Is(err, ErrUnknown) {
		return Hook{}, nil
	}
	return kept, err
}

// post posts once, and says what is wrong; nothing where it was taken.
func (s *Hooks) post(ctx context.Context, client *http.Client, h Hook, of Happened) (fault string) {
	post := Post{ID: fmt.Sprintf("%s.%d", h.ID, of.Seq), At: of.At.UTC(), Book: h.Book, Events: of.Events}
	body, err := json.Marshal(post)
	if err != nil {
		return FaultUnanswered
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return FaultUnanswered
	}
	now := s.cfg.Clock()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Passbok")
	req.Header.Set(HeaderID, post.ID)
	req.Header.Set(HeaderTimestamp, strconv.FormatInt(now.Unix(), 10))
	req.Header.Set(HeaderSignature, Sign(h.Secret, post.ID, now, body))
	resp, err := client.Do(req)
	switch {
	case errors.Is(err, outward.ErrPrivate):
		return FaultPrivate
	case err != nil:
		return FaultUnanswered
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 4<<10))
	_ = resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return strconv.Itoa(resp.StatusCode)
	}
	return ""
}
