package op

import (
	"encoding/hex"
	"strings"
	"time"
)

// IsUUID says whether the text is a UUID of any version, in lower case.
func IsUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

// IsUUID7 says whether the text is a UUIDv7 (RFC 9562) in lower case.
func IsUUID7(text string) bool {
	return IsUUID(text) && text[14] == '7' && strings.IndexByte("89ab", text[19]) >= 0
}

// Made is when a UUIDv7 was made, by the clock of whoever made it, to the millisecond; ok is false where it is none.
func Made(id string) (at time.Time, ok bool) {
	if !IsUUID7(id) {
		return time.Time{}, false
	}
	stamp, err := hex.DecodeString(id[:8] + id[9:13])
	if err != nil {
		return time.Time{}, false
	}
	ms := int64(0)
	for _, b := range stamp {
		ms = ms<<8 | int64(b)
	}
	return time.UnixMilli(ms), true
}

// SplitRef divides a reference, kind/id. The kind is lower case letters and underscores; the id has no blanks and no
// control characters, and may hold further slashes (a command's documents choose their own ids).
func SplitRef(ref string) (kind, id string, ok bool) {
	kind, id, ok = strings.Cut(ref, "/")
	if !ok || kind == "" || id == "" || len(ref) > 200 {
		return "", "", false
	}
	for i := range len(kind) {
		if c := kind[i]; (c < 'a' || c > 'z') && c != '_' {
			return "", "", false
		}
	}
	for i := range len(id) {
		if id[i] <= ' ' || id[i] >= 0x7f {
			return "", "", false
		}
	}
	return kind, id, true
}

// isHandle says whether an id, though no UUIDv7, can at least name an operation that is refused for it.
func isHandle(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for i := range len(id) {
		c := id[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}
