package server

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"passbok/eid/key"
)

const (
	accessLife = 10 * time.Minute
	audience   = "passbok-api"
)

// claims is what an access token says: who asks, on which device, in which book. Roles are not in it: they stand in the
// book, from a date to a date, and are looked up where a route asks for one.
type claims struct {
	jwt.RegisteredClaims
	Device   string `json:"dev"`
	Book     string `json:"book"`
	SendOnly bool   `json:"send_only,omitempty"`
}

// tokens signs and checks access tokens: one algorithm, one parser made once, keys from a closed ring.
type tokens struct {
	ring   key.Ring
	issuer string
	clock  func() time.Time
	parser *jwt.Parser

	// seen holds tokens that were checked and have not run out, since checking one costs more than an idle sync. It is
	// emptied when it grows beyond seenMost.
	mu   sync.RWMutex
	seen map[string]claims
	// ended are devices that were closed, and when: a token of theirs from before is taken no more. Older ones than a token
	// lives are forgotten; so is all of it by a restart, within which a closed device may be shown things for ten minutes.
	ended map[string]time.Time
}

const seenMost = 4096

func newTokens(ring key.Ring, issuer string, clock func() time.Time) (*tokens, error) {
	if _, ok := ring.Keys[ring.Current]; !ok {
		return nil, errors.New("no key to sign access tokens with")
	}
	return &tokens{
		ring: ring, issuer: issuer, clock: clock, seen: map[string]claims{}, ended: map[string]time.Time{},
		parser: jwt.NewParser(
			jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
			jwt.WithIssuer(issuer), jwt.WithAudience(audience), jwt.WithExpirationRequired(),
			jwt.WithTimeFunc(clock), jwt.WithStrictDecoding(),
		),
	}, nil
}

// issue signs a token for ten minutes.
func (t *tokens) issue(person, device, book string, sendOnly bool) (string, time.Time, error) {
	now := t.clock().Truncate(time.Second)
	expires := now.Add(accessLife)
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: t.issuer, Audience: jwt.ClaimStrings{audience}, Subject: person,
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(expires),
		},
		Device: device, Book: book, SendOnly: sendOnly,
	})
	token.Header["kid"] = t.ring.Current
	signed, err := token.SignedString(t.ring.Keys[t.ring.Current])
	if err != nil {
		return "", time.Time{}, fmt.Errorf("sign access token: %w", err)
	}
	return signed, expires, nil
}

// check reads a token. Problems: token_expired (refresh and go on) and token_invalid (sign in).
func (t *tokens) check(text string) (claims, error) {
	t.mu.RLock()
	known, ok := t.seen[text]
	t.mu.RUnlock()
	if ok && t.clock().Before(known.ExpiresAt.Time) {
		return known, t.live(known)
	}
	var read claims
	_, err := t.parser.ParseWithClaims(text, &read, func(token *jwt.Token) (any, error) {
		kid, _ := token.Header["kid"].(string)
		private, ok := t.ring.Keys[kid]
		if !ok {
			return nil, fmt.Errorf("no such key")
		}
		return private.Public().(ed25519.PublicKey), nil
	})
	switch {
	case errors.Is(err, jwt.ErrTokenExpired) && !errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return claims{}, problem(codeTokenExpired)
	case err != nil:
		return claims{}, problem(codeTokenForged).because(err)
	case read.Subject == "" || read.Device == "" || read.Book == "":
		return claims{}, problem(codeTokenForged)
	}
	t.mu.Lock()
	if len(t.seen) >= seenMost {
		clear(t.seen)
	}
	t.seen[text] = read
	t.mu.Unlock()
	return read, t.live(read)
}

// end says that a device was closed: its tokens of until now are to be renewed, and that will say what it may still do.
func (t *tokens) end(device string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock()
	maps.DeleteFunc(t.ended, func(_ string, at time.Time) bool { return now.Sub(at) > accessLife })
	t.ended[device] = now
}

// live is a problem for a token that was given out before its device was closed. Tokens count whole seconds, and one that
// was given out in the very second of the closing is renewed once more than it must.
func (t *tokens) live(c claims) error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if at, closed := t.ended[c.Device]; closed && !c.SendOnly && !c.IssuedAt.After(at) {
		return problem(codeTokenExpired)
	}
	return nil
}
