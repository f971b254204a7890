package sms

import (
	"strings"
	"unicode/utf16"

	"passbok/post"
)

// maxParts is how many parts an SMS may have: each is paid for, and few people read a third.
const maxParts = 2

// The letters of GSM-7 (3GPP TS 23.038, section 6.2.1). Those of the second list take two places each. Anything else makes the
// whole SMS one of UCS-2, of which less than half as much fits.
const (
	basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	other = "\f^{}\\[~]|€"
)

// Size is what an SMS takes: how many parts it is sent in, and whether by the narrow alphabet.
type Size struct {
	Parts int
	GSM   bool
}

// SizeOf measures a text. One part has 160 letters of GSM-7 or 70 units of UCS-2; of several, each has 153 or 67. A letter that
// takes two places is not divided between parts.
func SizeOf(text string) Size {
	lengths, gsm := narrow(text)
	one, of := 160, 153
	if !gsm {
		lengths, one, of = wide(text), 70, 67
	}
	total := 0
	for _, n := range lengths {
		total += n
	}
	if total <= one {
		return Size{1, gsm}
	}
	parts, filled := 1, 0
	for _, n := range lengths {
		if filled+n > of {
			parts, filled = parts+1, 0
		}
		filled += n
	}
	return Size{parts, gsm}
}

// narrow is how many places each letter takes, where all are of GSM-7.
func narrow(text string) ([]int, bool) {
	var lengths []int
	for _, r := range text {
		switch {
		case strings.ContainsRune(basic, r):
			lengths = append(lengths, 1)
		case strings.ContainsRune(other, r):
			lengths = append(lengths, 2)
		default:
			return nil, false
		}
	}
	return lengths, true
}

func wide(text string) []int {
	var lengths []int
	for _, r := range text {
		lengths = append(lengths, len(utf16.AppendRune(nil, r)))
	}
	return lengths
}

// plainer writes signs that only look better by those that GSM-7 has.
var plainer = strings.NewReplacer(
	"–", "-", "—", "-", "‑", "-", "’", "'", "‘", "'", "”", `"`, "“", `"`, "…", "...", "\u00a0", " ", "\u2009", " ", "\u202f", " ", "−", "-",
)

// Text is what a message becomes: its subject, its text and its link, or where that is more than two parts, the subject and the
// link. ok is false where not even these fit.
func Text(m post.Message) (text string, ok bool) {
	subject, link := plainer.Replace(m.Subject), m.Link
	join := func(parts ...string) string {
		var said []string
		for _, part := range parts {
			if part = strings.TrimSpace(part); part != "" {
				said = append(said, part)
			}
		}
		return strings.Join(said, "\n")
	}
	for _, try := range []string{join(subject, plainer.Replace(m.Text), link), join(subject, link)} {
		if SizeOf(try).Parts <= maxParts {
			return try, true
		}
	}
	return "", false
}
