package server

import (
	"errors"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"passbok/eid/invitation"
)

func TestWrongCodesAreCounted(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	g := newGuesses(func() time.Time { return now })
	here, there := networkOf("192.0.2.7", ""), networkOf("192.0.2.8", "")
	for range mostGuesses {
		if err := g.may(here); err != nil {
			t.Fatal(err)
		}
		g.note(here, fmt.Errorf("join: %w", invitation.ErrUnknown))
		g.note(there, nil)
		g.note(there, errors.New("the disk"))
	}
	if err := g.may(here); problemOf(err).Code != codeTooManyCodes || problemOf(err).Status != 429 {
		t.Errorf("after %d wrong codes: %v", mostGuesses, err)
	}
	if err := g.may(there); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	now = now.Add(guessWindow)
	if err := g.may(here); err != nil {
		t.Errorf("a minute later: %v", err)
	}
}

func TestWrongCodesFromEverywhereTakeNoRoom(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	g := newGuesses(func() time.Time { return now })
	from := func(i int) netip.Prefix { return networkOf(fmt.Sprintf("10.%d.%d.1", i/256, i%256), "") }
	for i := range 2 * mostGuessers {
		g.note(from(i), invitation.ErrUsed)
	}
	if len(g.by) > mostGuessers+1 {
		t.Errorf("%d addresses are remembered", len(g.by))
	}
	if g.may(from(3*mostGuessers)) == nil || g.may(from(0)) != nil {
		t.Error("those beyond the limit are not counted as one, or the others are")
	}
	now = now.Add(guessWindow)
	if g.note(from(0), invitation.ErrUsed); len(g.by) != 1 {
		t.Errorf("%d addresses are remembered for ever", len(g.by))
	}
}

func TestWhereARequestComesFrom(t *testing.T) {
	for _, tt := range []struct{ peer, forwarded, want string }{
		{"192.0.2.7", "", "192.0.2.7/32"},
		{"192.0.2.7", "198.51.100.1", "192.0.2.7/32"}, // only a claim
		{"127.0.0.1", "", "127.0.0.1/32"},
		{"127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1/32"},
		{"10.0.0.2", "junk", "10.0.0.2/32"},
		{"::ffff:192.0.2.7", "", "192.0.2.7/32"},
		{"2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"},
		{"::1", "2001:db8:1:2::9", "2001:db8:1:2::/64"},
	} {
		if got := networkOf(tt.peer, tt.forwarded).String(); got != tt.want {
			t.Errorf("%s, forwarded for %q: %s, want %s", tt.peer, tt.forwarded, got, tt.want)
		}
	}
}
