package passkey

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// A challenge is 16 random bytes, the second at which it is over, and HMAC(key, purpose ‖ both): whoever shows it shows
// that we made it, for what, and until when, and nothing need be kept of the many that are never answered.
const (
	challengeLife = 5 * time.Minute
	drawnSize     = 16
	markSize      = 16
	challengeSize = drawnSize + 8 + markSize
)

const toSignIn = "sign in"

// toAdd is the purpose of a challenge for a new passkey: it is one person's.
func toAdd(who Person) string { return "add\x00" + who.Book + "\x00" + who.ID }

func (p *Passkeys) challenge(purpose string) ([]byte, error) {
	drawn := make([]byte, drawnSize, challengeSize)
	if _, err := io.ReadFull(p.rand, drawn); err != nil {
		return nil, fmt.Errorf("draw a challenge: %w", err)
	}
	made := binary.BigEndian.AppendUint64(drawn, uint64(p.clock().Add(challengeLife).Unix()))
	return append(made, p.mark(purpose, made)...), nil
}

func (p *Passkeys) mark(purpose string, of []byte) []byte {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte("passbok challenge\x00" + purpose + "\x00"))
	mac.Write(of)
	return mac.Sum(nil)[:markSize]
}

// genuine says whether a challenge, as it stands in the client's data, is ours for this purpose and not over; and until when.
func (p *Passkeys) genuine(purpose, text string) (challenge []byte, until time.Time, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) != challengeSize {
		return nil, time.Time{}, false
	}
	body := raw[:drawnSize+8]
	if !hmac.Equal(raw[drawnSize+8:], p.mark(purpose, body)) {
		return nil, time.Time{}, false
	}
	until = time.Unix(int64(binary.BigEndian.Uint64(body[drawnSize:])), 0).UTC()
	return raw, until, p.clock().Before(until)
}

// named is how a spent challenge is kept.
func named(challenge []byte) string {
	sum := sha256.Sum256(challenge)
	return hex.EncodeToString(sum[:16])
}
