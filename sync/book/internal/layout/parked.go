package layout

import (
	"encoding/json"
	"fmt"

	"passbok/sync/op"
)

// Parked is where a parked operation is: its entry, and the document on which it is listed.
type Parked struct {
	Seq uint64 `json:"seq"`
	Doc string `json:"doc,omitempty"` // "" where no document could be read from it
}

// DecodeParked reads where a parked operation is.
func DecodeParked(stored []byte) (Parked, error) {
	var at Parked
	if err := json.Unmarshal(stored, &at); err != nil {
		return Parked{}, fmt.Errorf("read where an operation is parked: %w", err)
	}
	return at, nil
}

// Settled is what a coordinator, or an upgrade of the server (then Person is empty), made of a parked operation.
type Settled struct {
	Verdict op.Verdict      `json:"verdict"` // applied, merged, conflict, superseded, declined
	Seq     uint64          `json:"seq"`
	Person  string          `json:"person"`
	Why     string          `json:"why,omitempty"`
	Code    string          `json:"code,omitempty"` // why an upgrade could not let it count
	Field   string          `json:"field,omitempty"`
	Message json.RawMessage `json:"message,omitempty"`
	At      string          `json:"at"`
}
