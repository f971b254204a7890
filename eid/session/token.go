package session

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
)

// A refresh token is a family (16 bytes, secret), a counter, and HMAC(key, family ‖ counter). The store holds only
// the hash of the family: neither a copy of the store, nor one with the key in it, yields a token. Whoever presents a
// token brings the family along, and so its successor can be made again and again, always the same: a phone that
// lost the answer asks once more and gets what it missed.
const (
	familySize = 16
	tokenSize  = familySize + 4 + sha256.Size
)

type family [familySize]byte

type token struct {
	family  family
	counter uint32
}

// newFamily makes the secret of a family from what the joining device knows too (its code and its id), so that the
// same join gives the same family.
func newFamily(key []byte, seed, device string) family {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("passbok family\x00" + seed + "\x00" + device))
	return family(mac.Sum(nil)[:familySize])
}

// id is the name that a family is kept and spoken of under: a hash, so that it opens nothing.
func (f family) id() string {
	sum := sha256.Sum256(append([]byte("passbok session\x00"), f[:]...))
	return hex.EncodeToString(sum[:16])
}

func (t token) mac(key []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("passbok refresh\x00"))
	mac.Write(t.family[:])
	mac.Write(binary.BigEndian.AppendUint32(nil, t.counter))
	return mac.Sum(nil)
}

// text is the token as it travels in a cookie.
func (t token) text(key []byte) string {
	raw := append([]byte(nil), t.family[:]...)
	raw = binary.BigEndian.AppendUint32(raw, t.counter)
	return base64.RawURLEncoding.EncodeToString(append(raw, t.mac(key)...))
}

// parseToken reads a token and checks that this house made it.
func parseToken(key []byte, text string) (token, bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(tokenSize) {
		return token{}, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return token{}, false
	}
	t := token{family: family(raw[:familySize]), counter: binary.BigEndian.Uint32(raw[familySize:])}
	return t, hmac.Equal(raw[familySize+4:], t.mac(key))
}
