package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"passbok/store"
)

// Refresh exchanges a token for its successor. A device that has forked asks, with moved, for its session to go on
// under a new device id; where moved is empty the device stays. Errors: ErrUnknown (not ours), ErrEnded, ErrExpired,
// ErrReplayed (the family has now ended), ErrLeft (the person never had a role), ErrDeviceTaken.
func (s *Sessions) Refresh(ctx context.Context, text string, moved Device) (Grant, error) {
	now := s.clock()
	shown, ok := parseToken(s.key, text)
	if !ok {
		return Grant{}, ErrUnknown
	}
	id := shown.family.id()
	var before Session
	err := s.store.View(ctx, registry, func(r store.Reader) error {
		found := false
		var err error
		if before, found, err = read(r, id); err == nil && !found {
			err = ErrUnknown
		}
		return err
	})
	if err != nil {
		return Grant{}, fmt.Errorf("look up session: %w", err)
	}
	// Asked before the transaction, since the book is another space; a role that ends in between is seen next time.
	standing, err := s.standings(ctx, before.Book, before.Person)
	if err != nil {
		return Grant{}, fmt.Errorf("look up the person's standing: %w", err)
	}
	var grant Grant
	var refused error
	err = s.store.Update(ctx, registry, func(tx store.Txn) error {
		grant, refused = Grant{}, nil
		kept, found, err := read(tx, id)
		if err != nil {
			return err
		}
		if !found {
			refused = ErrUnknown
			return nil
		}
		kept, refused = turn(kept, shown.counter, standing, now)
		if refused != nil && !errors.Is(refused, ErrReplayed) {
			return nil
		}
		if refused == nil {
			if kept, refused, err = move(tx, kept, moved); refused != nil || err != nil {
				return err
			}
		}
		grant = Grant{Session: kept, Token: token{shown.family, kept.Counter}.text(s.key)}
		return write(tx, kept)
	})
	switch {
	case err != nil:
		return Grant{}, fmt.Errorf("refresh session: %w", err)
	case refused != nil:
		// The session goes along even where it was refused, so that the server can tell the person.
		return Grant{Session: grant.Session}, refused
	}
	return grant, nil
}

// move lets a session go on under another device id. What refuses it is given apart from what fails.
func move(tx store.Txn, s Session, to Device) (moved Session, refused, err error) {
	if to.ID == "" || to.ID == s.Device {
		return s, nil, nil
	}
	taken, err := tx.Get([]byte(devicePrefix + to.ID))
	if err != nil {
		return s, nil, err
	}
	if taken != nil {
		return s, ErrDeviceTaken, nil
	}
	tx.Delete([]byte(devicePrefix + s.Device))
	tx.Delete([]byte(ofPrefix + s.Person + "/" + s.Device))
	s.Device = to.ID
	if to.Name != "" {
		s.Name = to.Name
	}
	tx.Put([]byte(devicePrefix+s.Device), []byte(s.ID))
	tx.Put([]byte(ofPrefix+s.Person+"/"+s.Device), []byte(s.ID))
	return s, nil, nil
}

// turn is the rule of rotation: a session, and the counter of the token that someone shows, give the session as it
// stands then. It is pure. Only with a nil error, and with ErrReplayed, is there anything new to keep.
func turn(s Session, shown uint32, standing Standing, now time.Time) (Session, error) {
	if !s.Ended.IsZero() {
		return s, ErrEnded
	}
	if !standing.Known {
		return s, ErrLeft
	}
	s.Office, s.Left = standing.Office, standing.Left
	if shown > s.Counter {
		// The store was restored from an older copy, and has forgotten giving this token out. Ours it is, its maker's mark was
		// checked; so the session was used since Seen, though nobody knows when.
		s.Turns, s.Seen = nil, now
	}
	if !now.Before(s.Until()) {
		return s, ErrExpired
	}
	turns := make([]time.Time, 0, len(s.Turns)+1)
	switch {
	case shown >= s.Counter:
		turns = append(turns, now) // the newest
		s.Counter = shown + 1
	case shown+1 == s.Counter:
		// Its successor is unused: the answer was lost.
	default:
		if back := int(s.Counter-shown) - 1; back >= len(s.Turns) || !now.Before(s.Turns[back].Add(Grace)) {
			s.Ended, s.Why = now, WhyReplayed
			return s, ErrReplayed
		}
	}
	for _, t := range s.Turns {
		if now.Before(t.Add(Grace)) && len(turns) < 16 {
			turns = append(turns, t)
		}
	}
	s.Turns, s.Seen = turns, now
	return s, nil
}
