package server

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/invitation"
	"passbok/eid/passkey"
)

// A code that a person types is short, so it must not be guessed at: after so many wrong ones from one address within a
// window, that address waits.
const (
	mostGuesses   = 20
	guessWindow   = time.Minute
	mostGuessers  = 4096 // addresses that are remembered; beyond it all others are counted as one
	guessNetwork6 = 64   // bits of an IPv6 address that one subscriber has the rest of
)

// guesses counts wrong codes, answers of passkeys that do not hold, and papers that were never sealed, by address.
type guesses struct {
	mu  sync.Mutex
	now func() time.Time
	by  map[netip.Prefix]guessed
}

type guessed struct {
	since time.Time // of the first wrong code in the window
	wrong int
}

func newGuesses(now func() time.Time) *guesses {
	return &guesses{now: now, by: map[netip.Prefix]guessed{}}
}

// may says whether an address may try a code; the error is a *Problem.
func (g *guesses) may(from netip.Prefix) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if seen := g.by[g.counted(from)]; seen.wrong >= mostGuesses && g.now().Sub(seen.since) < guessWindow {
		return problem(codeTooManyCodes)
	}
	return nil
}

// note counts what came of a try.
func (g *guesses) note(from netip.Prefix, err error) {
	wrong := []error{invitation.ErrUnknown, invitation.ErrUsed, invitation.ErrExpired, passkey.ErrUnknown, passkey.ErrRefused, errNoMatch, ErrSetupWrong}
	if !slices.ContainsFunc(wrong, func(is error) bool { return errors.Is(err, is) }) {
		return
	}
	g.count(from)
}

// count counts one from an address, whatever came of it.
func (g *guesses) count(from netip.Prefix) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	if len(g.by) >= mostGuessers {
		for at, seen := range g.by {
			if now.Sub(seen.since) >= guessWindow {
				delete(g.by, at)
			}
		}
	}
	from = g.counted(from)
	seen := g.by[from]
	if now.Sub(seen.since) >= guessWindow {
		seen = guessed{since: now}
	}
	seen.wrong++
	g.by[from] = seen
}

// counted is the address that a try is counted under: its own, or, where too many are remembered, that of all others.
func (g *guesses) counted(from netip.Prefix) netip.Prefix {
	if _, known := g.by[from]; known || len(g.by) < mostGuessers {
		return from
	}
	return netip.Prefix{}
}

// addressOf is where a request comes from. One that comes from this machine or its own network comes through a proxy,
// and then it is what the proxy says last in X-Forwarded-For; from anywhere else that header is only a claim.
func addressOf(c *fiber.Ctx) netip.Prefix {
	return networkOf(c.Context().RemoteIP().String(), c.Get(fiber.HeaderXForwardedFor))
}

// clientOf is the whole of that address: BankID wants to know which device an order is begun on.
func clientOf(c *fiber.Ctx) string {
	at := hostOf(c.Context().RemoteIP().String(), c.Get(fiber.HeaderXForwardedFor))
	if !at.IsValid() {
		return ""
	}
	return at.WithZone("").String()
}

func hostOf(peer, forwarded string) netip.Addr {
	at, err := netip.ParseAddr(peer)
	if err != nil {
		return netip.Addr{}
	}
	at = at.Unmap()
	if at.IsLoopback() || at.IsPrivate() {
		last := forwarded[strings.LastIndexByte(forwarded, ',')+1:]
		if client, err := netip.ParseAddr(strings.TrimSpace(last)); err == nil {
			at = client.Unmap()
		}
	}
	return at
}

func networkOf(peer, forwarded string) netip.Prefix {
	at := hostOf(peer, forwarded)
	if !at.IsValid() {
		return netip.Prefix{}
	}
	bits := at.BitLen()
	if at.Is6() {
		bits = guessNetwork6
	}
	network, err := at.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return network
}
