package layout

import (
	"encoding/json"
	"time"
)

// Job is work that follows from a command, written in the same transaction: an outbox.
type Job struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Due     time.Time       `json:"due"`
	Payload json.RawMessage `json:"payload,omitempty"`
}
