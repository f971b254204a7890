package server

import (
	"encoding/json"

	"passbok/sync/book"
)

// receiptAnswer is what a command comes to: where it stands in the log, and what it decided. Again says that the same
// command had been done before; then this is what it came to the first time.
type receiptAnswer struct {
	Seq    uint64          `json:"seq"`
	Hash   string          `json:"hash"`
	Again  bool            `json:"again,omitempty"`
	Answer json.RawMessage `json:"answer,omitempty"`
}

func receiptOf(r book.Receipt) receiptAnswer {
	return receiptAnswer{Seq: r.Seq, Hash: r.Hash, Again: r.Again, Answer: r.Answer}
}
