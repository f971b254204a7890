package paper

import (
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"
)

// VerifyPath is where on the server anybody can check a paper.
const VerifyPath = "/verifiera"

// Seal is by what a paper can be checked: which entry of which book sealed it, and the hash of what was sealed.
type Seal struct {
	Reference Reference
	Hash      string    // of the snapshot: SHA-256, 64 digits in hex
	At        time.Time // when it was sealed
	Server    string    // the public address, without a path; empty: the paper says of no page where it can be checked
	Replaced  bool      // another version holds now, or none
}

// Address is that of the public page. Reference and hash stand in its fragment, which no browser sends to a server: so no log
// on the way keeps which paper somebody looked at. It holds nothing personal.
func (s Seal) Address() string {
	if s.Server == "" {
		return ""
	}
	return s.Server + VerifyPath + "#" + s.Reference.String() + "." + s.Hash
}

// Groups is the hash as people read it aloud: in groups of four.
func (s Seal) Groups() []string {
	var groups []string
	for rest := s.Hash; rest != ""; {
		n := min(4, len(rest))
		groups, rest = append(groups, rest[:n]), rest[n:]
	}
	return groups
}

// Reference names the entry of a log that sealed a paper, in few characters and without naming anybody: the end of the
// book's id and the entry's number, 4f2a9c-48213.
type Reference struct {
	Book  string // the last six characters of the book's id, see Tag
	Entry uint64
}

// tagLength is how much of a book's id a reference holds: enough to find it among a server's books. Where two books end
// alike, both are looked into; the hash decides.
const tagLength = 6

// Tag is the part of a book's id that references hold.
func Tag(book string) string { return book[max(0, len(book)-tagLength):] }

func (r Reference) String() string { return r.Book + "-" + strconv.FormatUint(r.Entry, 10) }

// ErrReference and ErrHash say that what somebody typed can be no reference, or no hash.
var (
	ErrReference = errors.New("not a reference: six characters, a hyphen and a number, such as 4f2a9c-48213")
	ErrHash      = errors.New("not a hash: 64 digits of 0–9 and a–f; spaces between them do no harm")
)

// ParseReference reads a reference as people type it: spaces and the size of letters do not matter.
func ParseReference(text string) (Reference, error) {
	text = squeeze(text)
	at := strings.LastIndexByte(text, '-')
	if at != tagLength || strings.Trim(text[:at], "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return Reference{}, ErrReference
	}
	entry, err := strconv.ParseUint(text[at+1:], 10, 63)
	if err != nil || entry == 0 || text[at+1] == '0' {
		return Reference{}, ErrReference
	}
	return Reference{text[:at], entry}, nil
}

// ParseHash reads a hash as people type it: spaces, hyphens and the size of letters do not matter.
func ParseHash(text string) (string, error) {
	text = strings.ReplaceAll(squeeze(text), "-", "")
	if raw, err := hex.DecodeString(text); err != nil || len(raw) != 32 {
		return "", ErrHash
	}
	return text, nil
}

func squeeze(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), "")) }
