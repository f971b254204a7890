package queue

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"passbok/fk/elt"
)

// Withdrawn is the state of a document that was not to be sent any more when its turn came: the book had taken it back, or
// Försäkringskassan has it.
const Withdrawn elt.EntryState = "withdrawn"

// Sheet names a version of a timesheet: the ref of the document that keeps it, in a provider's book.
type Sheet struct{ Book, Ref string }

func (s Sheet) key(place string) []byte { return []byte(place + s.Book + "/" + s.Ref) }

// Item is one document in the line, or one that has left it.
type Item struct {
	V     int    `json:"v"` // 1
	Ref   string `json:"ref"`
	Round string `json:"round,omitempty"` // of being asked to be sent: a second one comes after it was turned down
	elt.Entry
	Digest string    `json:"digest"`        // SHA-256 in hex of the document as it is signed and sent
	Why    string    `json:"why,omitempty"` // a code, where it is held for another reason than that it is uncertain
	Ended  time.Time `json:"ended"`         // when it was received, turned down or withdrawn
}

// Sheet is which version it is.
func (i Item) Sheet() Sheet { return Sheet{i.Provider, i.Ref} }

// ended tells whether the book is to hear how it ended.
func (i Item) ended() bool { return i.State == elt.EntryReceived || i.State == elt.EntryRejected }

// Code says how it stands, as a code with a sentence for people.
func (i Item) Code() string {
	switch {
	case i.State == elt.EntryReceived:
		return CodeReceived
	case i.State == elt.EntryRejected && i.Uncertain:
		return CodeRejectedUncertain
	case i.State == elt.EntryRejected && i.Fault == elt.FaultSignature:
		return CodeRejectedSignature
	case i.State == elt.EntryRejected:
		return CodeRejected
	case i.State == Withdrawn && i.Uncertain:
		return CodeWithdrawnUncertain
	case i.State == Withdrawn:
		return CodeWithdrawn
	case i.State == elt.EntryHeld:
		return cmp.Or(i.Why, CodeHeld)
	case i.Uncertain || i.Begun:
		return CodeUncertain
	case i.Tries > 0:
		return CodeLater
	}
	return CodeWaiting
}

// The places in the space, as the beginnings of keys.
const (
	openPlace = "open/" // <book>/<ref>: in the line
	donePlace = "done/" // <book>/<ref>: has left it
	sentPlace = "sent/" // <book>/<ref>/<number>: what is sent, in parts
	paceKey   = "pace"
	outageKey = "outage"
	markKey   = "mark"  // which connection the pace was kept for
	toldPlace = "told/" // what people have been told once
)

func readItem(raw []byte) (Item, error) {
	var i Item
	if err := json.Unmarshal(raw, &i); err != nil {
		return Item{}, fmt.Errorf("read a row of the queue: %w", err)
	}
	if i.V != 1 {
		return Item{}, fmt.Errorf("read a row of the queue: it is of version %d, and this program reads version 1", i.V)
	}
	return i, nil
}

func (i Item) row() ([]byte, error) {
	raw, err := json.Marshal(i)
	if err != nil {
		return nil, fmt.Errorf("write a row of the queue: %w", err)
	}
	return raw, nil
}

// sheetIn reads whose a key is.
func sheetIn(key []byte, place string) Sheet {
	book, ref, _ := strings.Cut(strings.TrimPrefix(string(key), place), "/")
	return Sheet{book, ref}
}
