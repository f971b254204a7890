package book

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"

	"passbok/sync/book/internal/layout"
)

// A cursor says how far a device has pulled each feed. It is opaque to clients: version, groups of feeds that are
// equally far, and a MAC over all of it and the person, so that nobody makes one up (the feeds it names tell which
// documents to take away). While months are sent again it is of version 2, and says before the groups which, and how far.
const (
	cursorVersion      = 1
	cursorVersionAgain = 2
)

const macSize = 8

// group is feeds that are equally far.
type group struct {
	pos   uint64 // all rows up to here were sent
	until uint64 // rows up to here are of the first sending: what is gone or old is left out; 0 once past
	feeds []layout.FeedHash
}

var errCursor = errors.New("not a cursor of this book and person")

func encodeCursor(groups []group, more again, secret []byte, person string) string {
	out := []byte{cursorVersion}
	if len(more.months) > 0 {
		out = more.append([]byte{cursorVersionAgain})
	}
	out = binary.AppendUvarint(out, uint64(len(groups)))
	for _, g := range groups {
		out = binary.AppendUvarint(out, g.pos)
		out = binary.AppendUvarint(out, g.until)
		out = binary.AppendUvarint(out, uint64(len(g.feeds)))
		slices.SortFunc(g.feeds, func(a, b layout.FeedHash) int { return slices.Compare(a[:], b[:]) })
		for _, h := range g.feeds {
			out = append(out, h[:]...)
		}
	}
	return base64.RawURLEncoding.EncodeToString(append(out, cursorMAC(out, secret, person)...))
}

func cursorMAC(text, secret []byte, person string) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write(text)
	mac.Write([]byte(person))
	return mac.Sum(nil)[:macSize]
}

func decodeCursor(cursor string, secret []byte, person string) ([]group, again, error) {
	in, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(in) < 1+macSize || (in[0] != cursorVersion && in[0] != cursorVersionAgain) {
		return nil, again{}, errCursor
	}
	text, mac := in[:len(in)-macSize], in[len(in)-macSize:]
	if !hmac.Equal(mac, cursorMAC(text, secret, person)) {
		return nil, again{}, errCursor
	}
	return parseCursor(text)
}

// parseCursor reads a cursor whose MAC was right.
func parseCursor(text []byte) (groups []group, more again, err error) {
	if len(text) == 0 {
		return nil, again{}, errCursor
	}
	rest := text[1:]
	next := func() uint64 {
		n, size := binary.Uvarint(rest)
		if size <= 0 {
			err = errCursor
			return 0
		}
		rest = rest[size:]
		return n
	}
	if text[0] == cursorVersionAgain {
		more.at = next()
		for range min(next(), uint64(len(text))) {
			size := next()
			if err != nil || size > uint64(len(rest)) {
				return nil, again{}, errCursor
			}
			more.months = append(more.months, string(rest[:size]))
			rest = rest[size:]
		}
	}
	for range min(next(), uint64(len(text))) {
		g := group{pos: next(), until: next()}
		count := next()
		if err != nil || count > uint64(len(rest)/len(layout.FeedHash{})) {
			return nil, again{}, errCursor
		}
		for range count {
			g.feeds = append(g.feeds, layout.FeedHash(rest[:len(layout.FeedHash{})]))
			rest = rest[len(layout.FeedHash{}):]
		}
		groups = append(groups, g)
	}
	if err != nil || len(rest) > 0 {
		return nil, again{}, errCursor
	}
	return groups, more, nil
}
