// Package handout keeps what a house has given out for other systems to use: a calendar's link to somebody's plan, or a token that
// reads. The secret itself is kept nowhere, only its hash; it is shown once, can be ended at any time, and says when it was used
// last. What it opens is decided by whoever asks this room, each time it is used.
//
// It imports the store alone.
package handout

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"passbok/store"
)

// Kind is what a handout is for.
type Kind string

// The kinds.
const (
	Feed  Kind = "feed"  // the link of a calendar to a person's plan
	Token Kind = "token" // a token of another system
)

const (
	space  = "registry"
	prefix = "handout/"
	past   = "handout0" // the key after the last

	letters = 20 // bytes of a secret: 160 bits
	marked  = time.Hour
	kept    = 90 * 24 * time.Hour // how long an ended one is remembered
	most    = 200                 // that a book has of a kind at once
)

// What can be wrong with a secret, or with what is asked for.
var (
	ErrUnknown = errors.New("handout is unknown, ended or expired")
	ErrOrder   = errors.New("handout wants a book, a kind, a name, and a life above zero")
	ErrMany    = errors.New("the book has given out too many of the kind")
)

// Handout is one as kept. Times that have not come are zero.
type Handout struct {
	V       int       `json:"v"` // 1
	ID      string    `json:"id"`
	Book    string    `json:"book"`
	Kind    Kind      `json:"kind"`
	Person  string    `json:"person,omitempty"` // whose plan a feed shows; of a token nobody's
	Name    string    `json:"name"`
	Scopes  []string  `json:"scopes,omitempty"` // what it may be used for, in the words of whoever asks
	By      string    `json:"by"`               // id of whoever made it
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
	Used    time.Time `json:"used,omitzero"` // to within an hour
	Ended   time.Time `json:"ended,omitzero"`
}

// Holds tells whether it may be used at a time.
func (h Handout) Holds(now time.Time) bool { return h.Ended.IsZero() && now.Before(h.Expires) }

// Order is what a new one shall be.
type Order struct {
	Book   string
	Kind   Kind
	Person string
	Name   string
	Scopes []string
	By     string
	Life   time.Duration
}

// Handouts are a house's. They are safe for concurrent use.
type Handouts struct {
	store store.Store
	clock func() time.Time
	rand  io.Reader
}

// New gives those kept in st. rand must be of cryptographic strength.
func New(st store.Store, clock func() time.Time, rand io.Reader) *Handouts {
	return &Handouts{st, clock, rand}
}

// Make gives out a new one. The secret is kept nowhere: whoever asked is shown it now, and never again. Errors: ErrOrder, ErrMany.
func (s *Handouts) Make(ctx context.Context, order Order) (secret string, made Handout, err error) {
	if order.Book == "" || order.Kind == "" || order.Name == "" || order.Life <= 0 {
		return "", Handout{}, ErrOrder
	}
	drawn := make([]byte, letters)
	if _, err := io.ReadFull(s.rand, drawn); err != nil {
		return "", Handout{}, fmt.Errorf("draw a secret: %w", err)
	}
	id, err := uuid.NewRandomFromReader(s.rand)
	if err != nil {
		return "", Handout{}, fmt.Errorf("draw an id: %w", err)
	}
	secret = strings.ToLower(base32.StdEncoding.EncodeToString(drawn))
	now := s.clock().UTC()
	made = Handout{
		V: 1, ID: id.String(), Book: order.Book, Kind: order.Kind, Person: order.Person, Name: order.Name, Scopes: order.Scopes, By: order.By,
		Made: now, Expires: now.Add(order.Life),
	}
	err = s.store.Update(ctx, space, func(tx store.Txn) error {
		n := 0
		err := each(tx, func(_ []byte, h Handout) error {
			if h.Book == order.Book && h.Kind == order.Kind && h.Holds(now) {
				n++
			}
			return nil
		})
		if err == nil && n >= most {
			err = ErrMany
		}
		if err != nil {
			return err
		}
		return put(tx, key(order.Kind, secret), made)
	})
	if err != nil {
		return "", Handout{}, fmt.Errorf("keep a handout: %w", err)
	}
	return secret, made, nil
}

// Find gives the one that a secret is of, and notes that it was used. Error: ErrUnknown.
func (s *Handouts) Find(ctx context.Context, kind Kind, secret string) (found Handout, err error) {
	if len(secret) != base32.StdEncoding.EncodedLen(letters) {
		return Handout{}, ErrUnknown
	}
	now, at := s.clock().UTC(), key(kind, secret)
	err = s.store.View(ctx, space, func(r store.Reader) (err error) {
		found, err = get(r, at)
		return err
	})
	switch {
	case err != nil:
		return Handout{}, fmt.Errorf("look for a handout: %w", err)
	case !found.Holds(now):
		return Handout{}, ErrUnknown
	case now.Sub(found.Used) < marked:
		return found, nil
	}
	err = s.store.Update(ctx, space, func(tx store.Txn) error {
		h, err := get(tx, at)
		if err != nil || !h.Holds(now) {
			return cmp.Or(err, ErrUnknown)
		}
		h.Used = now
		found = h
		return put(tx, at, h)
	})
	if err != nil && !errors.Is(err, store.ErrFull) { // a full disk is no reason not to be read from
		return Handout{}, fmt.Errorf("note the use of a handout: %w", err)
	}
	return found, nil
}

// Of are those of a kind that a book has given out and that hold, the newest first; of one person, where one is named.
func (s *Handouts) Of(ctx context.Context, book string, kind Kind, person string) ([]Handout, error) {
	list, now := []Handout{}, s.clock()
	err := s.store.View(ctx, space, func(r store.Reader) error {
		list = list[:0]
		return each(r, func(_ []byte, h Handout) error {
			if h.Book == book && h.Kind == kind && (person == "" || h.Person == person) && h.Holds(now) {
				list = append(list, h)
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list handouts: %w", err)
	}
	slices.SortFunc(list, func(a, b Handout) int { return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}

// End ends one of a book's at once; of one person, where one is named. Error: ErrUnknown.
func (s *Handouts) End(ctx context.Context, book string, kind Kind, person, id string) error {
	return s.change(ctx, book, kind, person, id, func(h *Handout) { h.Ended = s.clock().UTC() })
}

// EndBy has what somebody gave out of a kind to other people hold until a time at the most, which may have been.
func (s *Handouts) EndBy(ctx context.Context, book string, kind Kind, by string, at time.Time) error {
	err := s.store.Update(ctx, space, func(tx store.Txn) error {
		found := map[string]Handout{} // by key
		err := each(tx, func(key []byte, h Handout) error {
			if h.Book == book && h.Kind == kind && h.By == by && h.Person != by && h.Expires.After(at) {
				found[string(key)] = h
			}
			return nil
		})
		if err != nil {
			return err
		}
		for key, h := range found {
			h.Expires = at.UTC()
			if err := put(tx, []byte(key), h); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("end handouts: %w", err)
	}
	return nil
}

// Rename gives a person's another name. Error: ErrUnknown.
func (s *Handouts) Rename(ctx context.Context, book string, kind Kind, person, id, name string) error {
	return s.change(ctx, book, kind, person, id, func(h *Handout) { h.Name = name })
}

func (s *Handouts) change(ctx context.Context, book string, kind Kind, person, id string, change func(*Handout)) error {
	now := s.clock()
	err := s.store.Update(ctx, space, func(tx store.Txn) error {
		var at []byte
		var found Handout
		err := each(tx, func(key []byte, h Handout) error {
			if h.ID == id && h.Book == book && h.Kind == kind && (person == "" || h.Person == person) && h.Holds(now) {
				at, found = slices.Clone(key), h
			}
			return nil
		})
		if err != nil || at == nil {
			return cmp.Or(err, ErrUnknown)
		}
		change(&found)
		return put(tx, at, found)
	})
	if err != nil {
		return fmt.Errorf("change a handout: %w", err)
	}
	return nil
}

// Sweep forgets what ended or expired long ago, and says how many.
func (s *Handouts) Sweep(ctx context.Context) (swept int, err error) {
	now := s.clock()
	err = s.store.Update(ctx, space, func(tx store.Txn) error {
		var old [][]byte
		err := each(tx, func(key []byte, h Handout) error {
			if now.Sub(h.Expires) > kept || !h.Ended.IsZero() && now.Sub(h.Ended) > kept {
				old = append(old, slices.Clone(key))
			}
			return nil
		})
		for _, key := range old {
			tx.Delete(key)
		}
		swept = len(old)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("sweep handouts: %w", err)
	}
	return swept, nil
}

func each(r store.Reader, do func(key []byte, h Handout) error) error {
	for kv, err := range r.Scan([]byte(prefix), []byte(past)) {
		if err != nil {
			return err
		}
		var h Handout
		if err := json.Unmarshal(kv.Value, &h); err != nil {
			return fmt.Errorf("read handout: %w", err)
		}
		if err := do(kv.Key, h); err != nil {
			return err
		}
	}
	return nil
}

func get(r store.Reader, key []byte) (h Handout, err error) {
	raw, err := r.Get(key)
	if err != nil {
		return Handout{}, err
	}
	if raw == nil {
		return Handout{}, ErrUnknown
	}
	if err := json.Unmarshal(raw, &h); err != nil {
		return Handout{}, fmt.Errorf("read handout: %w", err)
	}
	return h, nil
}

func put(tx store.Txn, key []byte, h Handout) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("write handout: %w", err)
	}
	tx.Put(key, raw)
	return nil
}

// key is where the handout of a secret is kept: under its hash, so that the store gives none away.
func key(kind Kind, secret string) []byte {
	sum := sha256.Sum256([]byte("passbok " + string(kind) + "\x00" + secret))
	return []byte(prefix + hex.EncodeToString(sum[:]))
}
