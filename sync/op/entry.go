package op

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// headerVersion and payloadVersion are written first in each; every version ever shipped stays readable.
const (
	headerVersion  = 1
	payloadVersion = 1
)

// SaltSize is the length in bytes of the random salt in each payload. Without it the hash of a short operation could be
// guessed back into its text after an erasure.
const SaltSize = 16

// Header is the part of an entry that is kept for ever and that the chain runs over. It says that something happened,
// when, by whom and to which document; what it was is in the payload, of which it holds the salted hash.
type Header struct {
	V       int     `json:"v"`
	Seq     uint64  `json:"seq"`
	Prev    string  `json:"prev"`             // hash of the header before, hex; empty for the first
	At      string  `json:"at"`               // the server's clock, RFC 3339 in UTC
	Person  string  `json:"person,omitempty"` // who asked
	Device  string  `json:"device,omitempty"`
	N       uint64  `json:"n,omitempty"`
	Op      string  `json:"op"`             // id of the operation or command
	Name    string  `json:"name,omitempty"` // of the command, "" for an operation
	Doc     string  `json:"doc,omitempty"`  // "" where it is about several or none
	Verdict Verdict `json:"verdict"`
	Payload string  `json:"payload"` // SHA-256 of the payload as stored, salt first; hex
}

// FormatTime is how entries write an instant.
func FormatTime(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// Encode writes the header as it is stored and hashed.
func (h Header) Encode() ([]byte, error) {
	h.V = headerVersion
	return h.append(make([]byte, 0, 512)), nil
}

// append is what Marshal makes of a header: what was hashed once must be written so for ever.
func (h Header) append(out []byte) []byte {
	out = strconv.AppendInt(append(out, `{"v":`...), int64(h.V), 10)
	out = strconv.AppendUint(append(out, `,"seq":`...), h.Seq, 10)
	out = AppendText(append(out, `,"prev":`...), h.Prev)
	out = AppendText(append(out, `,"at":`...), h.At)
	out = AppendMember(out, "person", h.Person)
	out = AppendMember(out, "device", h.Device)
	if h.N != 0 {
		out = strconv.AppendUint(append(out, `,"n":`...), h.N, 10)
	}
	out = AppendText(append(out, `,"op":`...), h.Op)
	out = AppendMember(out, "name", h.Name)
	out = AppendMember(out, "doc", h.Doc)
	out = AppendText(append(out, `,"verdict":`...), string(h.Verdict))
	out = AppendText(append(out, `,"payload":`...), h.Payload)
	return append(out, '}')
}

// DecodeHeader reads a stored header.
func DecodeHeader(text []byte) (Header, error) {
	var header Header
	if !Members(text, header.member) {
		header = Header{}
		if err := json.Unmarshal(text, &header); err != nil {
			return Header{}, fmt.Errorf("decode header: %w", err)
		}
	}
	if header.V != headerVersion {
		return Header{}, fmt.Errorf("decode header: version %d is unknown", header.V)
	}
	return header, nil
}

// member reads one member, as append writes it.
func (h *Header) member(name, value []byte) bool {
	var into *string
	switch string(name) {
	case "v", "seq", "n":
		number, ok := Count(value)
		switch name[0] {
		case 'v':
			h.V = int(number)
		case 's':
			h.Seq = number
		default:
			h.N = number
		}
		return ok
	case "prev":
		into = &h.Prev
	case "at":
		into = &h.At
	case "person":
		into = &h.Person
	case "device":
		into = &h.Device
	case "op":
		into = &h.Op
	case "name":
		into = &h.Name
	case "doc":
		into = &h.Doc
	case "verdict":
		into = (*string)(&h.Verdict)
	case "payload":
		into = &h.Payload
	default:
		return false
	}
	text, ok := Text(value)
	*into = string(text)
	return ok
}

// Hash is the hash of stored bytes, in hex.
func Hash(stored []byte) string {
	sum := sha256.Sum256(stored)
	return hex.EncodeToString(sum[:])
}

// Payload is the part of an entry that can be erased: salt, what was sent, byte for byte, and what came of it.
type Payload struct {
	Salt    [SaltSize]byte
	Raw     []byte          // the operation or command as it came
	Outcome json.RawMessage // what the fold applies
}

var errPayload = errors.New("decode payload: not a payload")

// Encode writes the payload: salt, version, length of what was sent, what was sent, outcome.
func (p Payload) Encode() []byte {
	out := make([]byte, 0, SaltSize+1+binary.MaxVarintLen32+len(p.Raw)+len(p.Outcome))
	out = append(out, p.Salt[:]...)
	out = append(out, payloadVersion)
	out = binary.AppendUvarint(out, uint64(len(p.Raw)))
	out = append(out, p.Raw...)
	return append(out, p.Outcome...)
}

// DecodePayload reads a stored payload; Raw and Outcome are parts of it.
func DecodePayload(stored []byte) (Payload, error) {
	if len(stored) < SaltSize+2 || stored[SaltSize] != payloadVersion {
		return Payload{}, errPayload
	}
	rest := stored[SaltSize+1:]
	size, n := binary.Uvarint(rest)
	if n <= 0 || size > uint64(len(rest)-n) {
		return Payload{}, errPayload
	}
	rest = rest[n:]
	payload := Payload{Raw: rest[:size:size], Outcome: rest[size:]}
	copy(payload.Salt[:], stored)
	return payload, nil
}
