package invitation

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// alphabet is Crockford's: no I, L, O or U, so that a code can be read aloud and typed from paper.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Lengths in letters of 5 bits. An invitation's code lives for days and travels in a link: 130 bits. A pairing code
// lives for ten minutes and is typed from one screen into another: 50 bits.
const (
	invitationLetters = 26
	pairingLetters    = 10
)

// Code draws a code as an invitation has it, for whatever else is let in by one.
func Code(rand io.Reader) (string, error) { return newCode(rand, invitationLetters) }

// newCode draws a code of so many letters.
func newCode(rand io.Reader, letters int) (string, error) {
	raw := make([]byte, letters)
	if _, err := io.ReadFull(rand, raw); err != nil {
		return "", fmt.Errorf("draw a code: %w", err)
	}
	for i, b := range raw {
		raw[i] = alphabet[b&31] // 256 is a multiple of 32: every letter is as likely
	}
	return string(raw), nil
}

// Normal is the one spelling of a code: as people type it (spaces, dashes, small letters, O for 0, I and L for 1), it
// is still the same code. What could be no code at all is "".
func Normal(code string) string {
	if len(code) > 64 {
		return ""
	}
	var b strings.Builder
	for _, r := range strings.ToUpper(code) {
		switch r {
		case ' ', '-':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if !strings.ContainsRune(alphabet, r) {
			return ""
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Spaced writes a code in groups of five, as it is shown to be typed.
func Spaced(code string) string {
	var groups []string
	for ; len(code) > 5; code = code[5:] {
		groups = append(groups, code[:5])
	}
	return strings.Join(append(groups, code), "-")
}

// key is where the invitation of a code is kept: under its hash, so that the store gives no code away.
func key(code string) []byte {
	sum := sha256.Sum256([]byte("passbok invitation\x00" + Normal(code)))
	return []byte(prefix + hex.EncodeToString(sum[:]))
}
