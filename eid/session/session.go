// Package session keeps people signed in: one family of refresh tokens a device, rotated at each use. It knows no
// HTTP; the server puts the token in a cookie.
//
// Rotation. Each use of the newest token gives its successor. A predecessor is honoured while its successor is
// unused (the answer was lost), and for a minute after it was exchanged (two tabs at once); whoever honours it gives
// the newest token. Anything older means that two hold the same family: it ends, and the person is told.
//
// A restored store may be older than the tokens that phones hold. A token says itself how many came before it, and its
// maker's mark proves that it was given out: one that is ahead of its session, however far, is the newest there is, and
// the session goes on from it, idle days forgotten. A session that was opened after the copy was made is not known any
// more: its person signs in again.
//
// Limits. 60 idle days on a phone, 12 idle hours in the office, 180 days in all; whoever has left their last role
// keeps, for 90 days from then, a session that can only send; so does, for 30 days, a device that was closed from another
// one: what it holds is not lost with it. Nothing is deleted when a session ends: what a phone holds stays there until
// someone signs in again.
package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"passbok/store"
)

// How long things hold.
const (
	// IdlePhone ends a session on a phone that was not used for so long.
	IdlePhone = 60 * 24 * time.Hour
	// IdleOffice ends a session of someone who works in the office.
	IdleOffice = 12 * time.Hour
	// Absolute ends every session, used or not.
	Absolute = 180 * 24 * time.Hour
	// Left is how long whoever left may still send what their device holds.
	Left = 90 * 24 * time.Hour
	// Closed is how long a device that was closed from another may still send what it holds.
	Closed = 30 * 24 * time.Hour
	// Grace is how long a token that was exchanged is still taken.
	Grace = time.Minute
	// Tell is how long a person is told, on each device, that a family of theirs was ended by a replay.
	Tell = 7 * 24 * time.Hour
)

// Why a session ended.
const (
	WhySignedOut = "signed_out"
	WhyReplaced  = "replaced" // the same device joined anew
	WhyReplayed  = "replayed" // an old token came back: two hold the family
)

// What can be wrong with a token or a joining.
var (
	ErrUnknown     = errors.New("session is unknown")
	ErrEnded       = errors.New("session has ended")
	ErrExpired     = errors.New("session has expired")
	ErrReplayed    = errors.New("an old token came back; the session was ended")
	ErrLeft        = errors.New("the person has no role in the book any more")
	ErrDeviceTaken = errors.New("the device belongs to someone else")
)

// Device is one database on one phone: its id is made there, its name is for people.
type Device struct {
	ID   string
	Name string
}

// Session is one family as kept, on one device, of one person, in one book.
type Session struct {
	V      int       `json:"v"`
	ID     string    `json:"id"`
	Book   string    `json:"book"`
	Person string    `json:"person"`
	Device string    `json:"device"`
	Name   string    `json:"name,omitempty"`
	Made   time.Time `json:"made"`
	Seen   time.Time `json:"seen"`
	// Counter is that of the newest token given out; nobody has used it yet.
	Counter uint32 `json:"counter"`
	// Turns are the instants at which the tokens before it were exchanged, newest first, as far back as Grace.
	Turns  []time.Time `json:"turns,omitempty"`
	Office bool        `json:"office,omitempty"`
	// Mark is that of the number which its person has proved to be theirs, see Sessions.Mark; empty where they came in by a code.
	Mark string `json:"mark,omitempty"`
	// Left is when the person's last role ended: from then on the session only sends.
	Left time.Time `json:"left,omitzero"`
	// Closed is when the person closed the device from another one: from then on the session only sends.
	Closed time.Time `json:"closed,omitzero"`
	Ended  time.Time `json:"ended,omitzero"`
	Why    string    `json:"why,omitempty"`
}

// SendOnly says that the session can do one thing: send what the device still holds.
func (s Session) SendOnly() bool { return !s.Left.IsZero() || !s.Closed.IsZero() }

// Until is when the session ends if it is not used before.
func (s Session) Until() time.Time {
	if !s.Closed.IsZero() {
		return s.Closed.Add(Closed)
	}
	if !s.Left.IsZero() {
		return s.Left.Add(Left)
	}
	idle := IdlePhone
	if s.Office {
		idle = IdleOffice
	}
	until, last := s.Seen.Add(idle), s.Made.Add(Absolute)
	if last.Before(until) {
		return last
	}
	return until
}

// Grant is a session and its newest token, which is kept nowhere.
type Grant struct {
	Session Session
	Token   string
}

const (
	sessionPrefix = "session/"
	devicePrefix  = "device/id/"
	ofPrefix      = "device/of/"
)

func read(r store.Reader, id string) (Session, bool, error) {
	raw, err := r.Get([]byte(sessionPrefix + id))
	if err != nil || raw == nil {
		return Session{}, false, err
	}
	var s Session
	if err := json.Unmarshal(raw, &s); err != nil {
		return Session{}, false, fmt.Errorf("read session %s: %w", id, err)
	}
	return s, true, nil
}

func write(tx store.Txn, s Session) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write session %s: %w", s.ID, err)
	}
	tx.Put([]byte(sessionPrefix+s.ID), raw)
	return nil
}

func end(tx store.Txn, s Session, now time.Time, why string) error {
	if !s.Ended.IsZero() {
		return nil
	}
	s.Ended, s.Why = now, why
	return write(tx, s)
}
