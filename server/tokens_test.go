package server

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"passbok/eid/key"
	"passbok/store/bolt"
)

func ring(t *testing.T) key.Ring {
	t.Helper()
	st, err := bolt.Open(context.Background(), t.TempDir()+"/x.db", bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	r, err := key.Signing(context.Background(), st, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTokens(t *testing.T) {
	now := time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)
	r := ring(t)
	made, err := newTokens(r, "https://passbok.example", func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	good, expires, err := made.issue("p", "d", "b", true)
	if err != nil || !expires.Equal(now.Add(10*time.Minute)) {
		t.Fatal(expires, err)
	}
	for range 2 { // the second time from memory
		read, err := made.check(good)
		if err != nil || read.Subject != "p" || read.Device != "d" || read.Book != "b" || !read.SendOnly {
			t.Fatalf("%+v, %v", read, err)
		}
	}
	_, stranger, _ := ed25519.GenerateKey(rand.Reader)
	sign := func(method jwt.SigningMethod, with any, kid string, change func(*claims)) string {
		c := claims{RegisteredClaims: jwt.RegisteredClaims{
			Issuer: "https://passbok.example", Audience: jwt.ClaimStrings{audience}, Subject: "p",
			ExpiresAt: jwt.NewNumericDate(now.Add(time.Minute)),
		}, Device: "d", Book: "b"}
		if change != nil {
			change(&c)
		}
		token := jwt.NewWithClaims(method, c)
		token.Header["kid"] = kid
		text, err := token.SignedString(with)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	ours := r.Keys[r.Current]
	parts := strings.Split(good, ".")
	for name, c := range map[string]struct{ token, want string }{
		"as it should be":     {sign(jwt.SigningMethodEdDSA, ours, r.Current, nil), ""},
		"another's key":       {sign(jwt.SigningMethodEdDSA, stranger, r.Current, nil), codeTokenForged},
		"unknown kid":         {sign(jwt.SigningMethodEdDSA, ours, "0002", nil), codeTokenForged},
		"no algorithm":        {sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, r.Current, nil), codeTokenForged},
		"public key as HMAC":  {sign(jwt.SigningMethodHS256, []byte(ours.Public().(ed25519.PublicKey)), r.Current, nil), codeTokenForged},
		"another audience":    {sign(jwt.SigningMethodEdDSA, ours, r.Current, func(c *claims) { c.Audience = jwt.ClaimStrings{"x"} }), codeTokenForged},
		"another issuer":      {sign(jwt.SigningMethodEdDSA, ours, r.Current, func(c *claims) { c.Issuer = "https://else.example" }), codeTokenForged},
		"without end":         {sign(jwt.SigningMethodEdDSA, ours, r.Current, func(c *claims) { c.ExpiresAt = nil }), codeTokenForged},
		"run out":             {sign(jwt.SigningMethodEdDSA, ours, r.Current, func(c *claims) { c.ExpiresAt = jwt.NewNumericDate(now) }), codeTokenExpired},
		"run out, not ours":   {sign(jwt.SigningMethodEdDSA, stranger, r.Current, func(c *claims) { c.ExpiresAt = jwt.NewNumericDate(now) }), codeTokenForged},
		"nobody":              {sign(jwt.SigningMethodEdDSA, ours, r.Current, func(c *claims) { c.Subject = "" }), codeTokenForged},
		"cut":                 {good[:len(good)-3], codeTokenForged},
		"signature of others": {parts[0] + "." + parts[1] + "." + strings.Repeat("A", len(parts[2])), codeTokenForged},
		"not a token":         {"x", codeTokenForged},
	} {
		_, err := made.check(c.token)
		var p *Problem
		if errors.As(err, &p); (c.want == "" && err != nil) || (c.want != "" && (p == nil || p.Code != c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	now = now.Add(accessLife)
	if _, err := made.check(good); err == nil || problemOf(err).Code != codeTokenExpired {
		t.Errorf("remembered beyond its end: %v", err)
	}
}

func TestMemoryOfTokensIsBounded(t *testing.T) {
	now := time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)
	made, err := newTokens(ring(t), "https://passbok.example", func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	for i := range seenMost + 10 {
		made.seen[string(rune(i))+"x"] = claims{}
	}
	text, _, _ := made.issue("p", "d", "b", false)
	if _, err := made.check(text); err != nil || len(made.seen) != 1 {
		t.Errorf("%d remembered, %v", len(made.seen), err)
	}
}
