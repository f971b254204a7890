// Package op holds what a device asks for and what the book keeps of it: the operation, its verdicts, the schema of
// documents as data, the entry of the log, and the codes of everything that can be wrong.
//
// It is pure: values in, values out, no clock, no randomness, no storage. It knows nothing of care; the kinds of
// documents are handed in as a Schema. It may import only the standard library.
package op

import (
	"encoding/json"
	"time"
)

// Version is the newest version of operations that this engine understands. A newer one is parked, not refused: the
// phone was updated before the server was.
const Version = 1

// MaxSize is how large an operation may be, in bytes as sent: a template of eight weeks, the largest that anybody writes, fits.
const MaxSize = 32 << 10

// MaxKept is the largest text that is kept raw when it cannot be understood. What is larger still is turned away with
// its index (see Read); the client then sends it as "lost", cut to fit.
const MaxKept = 2 * MaxSize

// MaxBatch and MaxBatchBytes bound the operations of one request.
const (
	MaxBatch      = 200
	MaxBatchBytes = 256 << 10
)

// ClockTolerance is how far a device's clock may be off before what it said is marked.
const ClockTolerance = 2 * time.Minute

// Void is the field that says that a document is removed. It is the one field name the engine knows.
const Void = "void"

// Fields are the fields of a document, or the part of them that an operation sets: name to canonical JSON (compact,
// object keys sorted, shortest escapes). null clears a field; a field that is absent and one that is null are the same.
type Fields = map[string]json.RawMessage

// Op is an operation: what one device asked for, fixed when the person acted.
type Op struct {
	V        int      `json:"v"`
	ID       string   `json:"id"`             // UUIDv7, lower case
	N        uint64   `json:"n"`              // counts the device's operations from 1 without a gap
	Doc      string   `json:"doc"`            // kind/id
	Base     uint64   `json:"base,omitempty"` // the document's pulled rev that was on the screen; 0 for a new one
	Set      Fields   `json:"set,omitempty"`
	Resolves []string `json:"resolves,omitempty"` // operations of the candidates that the person has seen
	Why      string   `json:"why,omitempty"`
	At       At       `json:"at,omitzero"`
}

// At is what the device's clocks said: evidence, shown to people. It decides nothing.
type At struct {
	Wall   string  `json:"wall,omitempty"`   // the wall clock, RFC 3339
	Mono   float64 `json:"mono,omitempty"`   // milliseconds of a clock that is never set
	Offset float64 `json:"offset,omitempty"` // milliseconds that the device believed itself to be ahead of the server
}

// Verdict is what became of an operation.
type Verdict string

// The verdicts. Accepted are all but Refused.
const (
	Applied  Verdict = "applied"  // set as asked
	Merged   Verdict = "merged"   // others had changed other fields since base; all stand
	Conflict Verdict = "conflict" // someone unseen set the same; both are kept, a person chooses
	Parked   Verdict = "parked"   // kept for a coordinator, who applies it or declines
	Refused  Verdict = "refused"  // never allowed, or not valid; kept raw

	// What a coordinator's decision made of a parked operation.
	Declined   Verdict = "declined"
	Superseded Verdict = "superseded" // the same device has set the same fields later
	// Commanded is the verdict of a command's entry.
	Commanded Verdict = "command"
)

// Accepted says whether the operation's values must be findable from now on.
func (v Verdict) Accepted() bool {
	return v == Applied || v == Merged || v == Conflict || v == Parked
}

// Voids says whether the operation removes its document.
func (o Op) Voids() bool { return IsTrue(o.Set[Void]) }

// IsTrue says whether a canonical value is true.
func IsTrue(value json.RawMessage) bool { return string(value) == "true" }

// IsNull says whether a canonical value is null or absent.
func IsNull(value json.RawMessage) bool { return len(value) == 0 || string(value) == "null" }

// Equal says whether two canonical values of a field are the same. A document that is not void may say so by false, by
// null or by silence.
func Equal(field string, a, b json.RawMessage) bool {
	if field == Void {
		return IsTrue(a) == IsTrue(b)
	}
	if IsNull(a) || IsNull(b) {
		return IsNull(a) && IsNull(b)
	}
	return string(a) == string(b)
}

// Overlay returns base with set laid over it: a null takes a field away. Neither argument is changed.
func Overlay(base, set Fields) Fields {
	out := make(Fields, len(base)+len(set))
	for name, value := range base {
		if !IsNull(value) {
			out[name] = value
		}
	}
	for name, value := range set {
		if IsNull(value) {
			delete(out, name)
		} else {
			out[name] = value
		}
	}
	return out
}
