package session

import (
	"context"
	"fmt"
	"time"

	"passbok/store"
)

// Standing is how a person stands in a book.
type Standing struct {
	// Known says that the person holds or held a role there.
	Known bool
	// Office says that they work in the office.
	Office bool
	// Left is when their last role ended; zero while one is held, or is to come.
	Left time.Time
}

// Standings looks up how a person stands in a book now.
type Standings func(ctx context.Context, book, person string) (Standing, error)

// Sessions is all sessions of a house.
type Sessions struct {
	store     store.Store
	key       []byte
	clock     func() time.Time
	standings Standings
}

// New gives the sessions kept in the registry of st. key is the secret that tokens are made with.
func New(st store.Store, key []byte, clock func() time.Time, standings Standings) *Sessions {
	return &Sessions{store: st, key: key, clock: clock, standings: standings}
}

const registry = "registry"

// Opening is a session about to be opened. Seed is what only the joining device knows besides us (its code): the same
// seed and device give the same session.
type Opening struct {
	Book, Person string
	Device       Device
	Seed         string
	Mark         string // of the number that the person has proved to be theirs; empty where they have not
	Now          time.Time
	standing     Standing
}

// Prepare finds out what must be known before the transaction: how the person stands in the book. Error: ErrLeft
// where they hold no role any more, since nobody joins in order to leave.
func (s *Sessions) Prepare(ctx context.Context, o Opening) (Opening, error) {
	standing, err := s.standings(ctx, o.Book, o.Person)
	if err != nil {
		return Opening{}, fmt.Errorf("look up the person's standing: %w", err)
	}
	if !standing.Known || !standing.Left.IsZero() {
		return Opening{}, ErrLeft
	}
	o.standing = standing
	return o, nil
}

// Open opens a session inside a transaction of the registry, or gives the one that the same opening gave before, as long
// as it was not renewed since. A device has one session: an older one of the same person ends. Errors: ErrEnded for an opening whose session
// has ended or gone on; ErrDeviceTaken where the device is someone
// else's; nobody can end another person's session by claiming their device.
func (s *Sessions) Open(tx store.Txn, o Opening) (Grant, error) {
	f := newFamily(s.key, o.Seed, o.Device.ID)
	id := f.id()
	again, found, err := read(tx, id)
	if err != nil {
		return Grant{}, err
	}
	if found {
		if !again.Ended.IsZero() || again.Counter > 0 {
			return Grant{}, ErrEnded // ended, or gone on: the cookie has arrived and was used
		}
		return Grant{Session: again, Token: token{f, again.Counter}.text(s.key)}, nil
	}
	older, err := tx.Get([]byte(devicePrefix + o.Device.ID))
	if err != nil {
		return Grant{}, err
	}
	if older != nil {
		old, found, err := read(tx, string(older))
		switch {
		case err != nil:
			return Grant{}, err
		case found && (old.Person != o.Person || old.Book != o.Book):
			return Grant{}, ErrDeviceTaken
		case found:
			if err := end(tx, old, o.Now, WhyReplaced); err != nil {
				return Grant{}, err
			}
		}
	}
	made := Session{
		V: 1, ID: id, Book: o.Book, Person: o.Person, Device: o.Device.ID, Name: o.Device.Name,
		Made: o.Now, Seen: o.Now, Office: o.standing.Office, Mark: o.Mark,
	}
	tx.Put([]byte(devicePrefix+o.Device.ID), []byte(id))
	tx.Put([]byte(ofPrefix+o.Person+"/"+o.Device.ID), []byte(id))
	return Grant{Session: made, Token: token{f, 0}.text(s.key)}, write(tx, made)
}
