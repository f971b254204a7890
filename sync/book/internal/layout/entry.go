package layout

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"passbok/store"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// The names of commands that mean something to the log itself.
const (
	// Erase is the name of the entry by which payloads go. It stays in the log, and names them: so that what was erased by
	// law can be told from what was lost.
	Erase = "erase"
	// Release is the name of the entry by which jobs are held no longer.
	Release = "release"
)

// Record is what a payload holds as its outcome: of an operation, or of a command with all that it did.
type Record struct {
	Outcomes []merge.Outcome  `json:"outcomes,omitempty"`
	Seal     []string         `json:"seal,omitempty"`
	Unseal   []string         `json:"unseal,omitempty"`
	Jobs     []Job            `json:"jobs,omitempty"`
	Erased   Spans            `json:"erased,omitempty"` // entries whose payloads go by this one
	Gone     []string         `json:"gone,omitzero"`    // documents that end with this one; nil where it is no erasure, or one of before they were named
	Answer   json.RawMessage  `json:"answer,omitempty"`
	Clock    int64            `json:"clock,omitempty"`
	Line     []merge.Ancestor `json:"line,omitempty"` // devices that the writer's took over from, with the first entry that it is in
}

// Encode is what op.Marshal makes of a record.
func (r Record) Encode() ([]byte, error) {
	if len(r.Outcomes) != 1 || r.Seal != nil || r.Unseal != nil || r.Jobs != nil || r.Erased != nil || r.Gone != nil || r.Answer != nil || r.Line != nil {
		return op.Marshal(r)
	}
	out, err := r.Outcomes[0].AppendJSON(append(make([]byte, 0, 768), `{"outcomes":[`...))
	if err != nil {
		return nil, err
	}
	out = append(out, ']')
	if r.Clock != 0 {
		out = strconv.AppendInt(append(out, `,"clock":`...), r.Clock, 10)
	}
	return append(out, '}'), nil
}

// readPlain reads a record of operations as Encode writes most; false where encoding/json must be asked.
func (r *Record) readPlain(raw []byte) bool {
	return op.Members(raw, func(name, value []byte) bool {
		return string(name) == "outcomes" && op.Items(value, func(one []byte) bool {
			var out merge.Outcome
			ok := out.ReadPlain(one)
			r.Outcomes = append(r.Outcomes, out)
			return ok
		})
	})
}

// ReadHeader reads the header of an entry.
func ReadHeader(r store.Reader, seq uint64) (op.Header, error) {
	text, err := r.Get(LogKey(seq))
	if err != nil {
		return op.Header{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	header, err := op.DecodeHeader(text)
	if err != nil {
		return op.Header{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	return header, nil
}

// ErrErased says that the payload is gone, as the law may ask; the entry's header stays.
var ErrErased = errors.New("the payload was erased")

// ReadPayload reads the payload of an entry, and the outcome in it. Error: ErrErased.
func ReadPayload(r store.Reader, seq uint64) (op.Payload, Record, error) {
	stored, err := r.Get(PayloadKey(seq))
	if err != nil {
		return op.Payload{}, Record{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	if stored == nil {
		return op.Payload{}, Record{}, fmt.Errorf("read entry %d: %w", seq, ErrErased)
	}
	payload, rec, err := ReadRecord(stored)
	if err != nil {
		return op.Payload{}, Record{}, fmt.Errorf("read entry %d: %w", seq, err)
	}
	return payload, rec, nil
}

// ReadRecord reads a stored payload, and the outcome in it.
func ReadRecord(stored []byte) (op.Payload, Record, error) {
	payload, err := op.DecodePayload(stored)
	if err != nil {
		return op.Payload{}, Record{}, err
	}
	var rec Record
	if !rec.readPlain(payload.Outcome) {
		rec = Record{}
		if err := json.Unmarshal(payload.Outcome, &rec); err != nil {
			return op.Payload{}, Record{}, fmt.Errorf("read the outcome: %w", err)
		}
	}
	return payload, rec, nil
}
