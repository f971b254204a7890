package sim

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxExpiry is the longest a VAPID token may hold (RFC 8292, section 2).
const maxExpiry = 24 * time.Hour

// checkVAPID checks an Authorization header (RFC 8292): a JWT signed by ES256 with the key that it
// names, for this push service's origin, that ends within 24 hours and says who answers for it.
// It returns the key, the subject, and what to answer where something is wrong.
func checkVAPID(header, origin string, now time.Time) (key []byte, subject string, status int, err error) {
	scheme, rest, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "vapid") {
		return nil, "", http.StatusUnauthorized, errors.New("no VAPID authorization")
	}
	parameters := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parameters[name] = strings.Trim(value, `"`)
	}
	if key, err = fromBase64(parameters["k"]); err != nil {
		return nil, "", http.StatusForbidden, fmt.Errorf("VAPID: the key: %w", err)
	}
	subject, err = checkToken(parameters["t"], key, origin, now)
	if err != nil {
		return nil, "", http.StatusForbidden, fmt.Errorf("VAPID: %w", err)
	}
	return key, subject, 0, nil
}

func checkToken(token string, key []byte, origin string, now time.Time) (subject string, err error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", errors.New("the token has not three parts")
	}
	var header struct {
		Alg string `json:"alg"`
		Typ string `json:"typ"`
	}
	if err := readPart(parts[0], &header); err != nil {
		return "", err
	}
	if header.Alg != "ES256" || (header.Typ != "" && header.Typ != "JWT") {
		return "", errors.New("the token is not a JWT signed by ES256")
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), key)
	if err != nil {
		return "", fmt.Errorf("the key: %w", err)
	}
	signature, err := fromBase64(parts[2])
	if err != nil || len(signature) != 64 {
		return "", errors.New("a signature by ES256 has 64 bytes")
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(public, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		return "", errors.New("the signature does not hold")
	}
	var claims struct {
		Aud string  `json:"aud"`
		Exp float64 `json:"exp"`
		Sub string  `json:"sub"`
	}
	if err := readPart(parts[1], &claims); err != nil {
		return "", err
	}
	end := time.Unix(int64(claims.Exp), 0)
	switch {
	case claims.Aud != origin:
		return "", fmt.Errorf("aud is %q, not this origin %q", claims.Aud, origin)
	case !end.After(now):
		return "", errors.New("the token has expired")
	case end.After(now.Add(maxExpiry)):
		return "", errors.New("the token holds for more than 24 hours")
	}
	return claims.Sub, checkSubject(claims.Sub)
}

// checkSubject wants a URL that leads to someone: Apple refuses what others let pass.
func checkSubject(subject string) error {
	at, err := url.Parse(subject)
	if err != nil {
		return fmt.Errorf("sub: %w", err)
	}
	if (at.Scheme == "https" && at.Host != "") || (at.Scheme == "mailto" && strings.Count(at.Opaque, "@") == 1 && !strings.Contains(at.Opaque, ":")) {
		return nil
	}
	return errors.New("sub is neither an https URL nor mailto: and an address")
}

func readPart(part string, into any) error {
	raw, err := fromBase64(part)
	if err != nil {
		return fmt.Errorf("the token: %w", err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("the token: %w", err)
	}
	return nil
}
