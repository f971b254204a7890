// Package merge decides what an operation does to a document. It is pure: no clock, no storage, no randomness.
//
// Start with merge.go, which is the rules. document.go is what is merged, outcome.go the fold (the outcome is recorded,
// so that documents can be rebuilt without ever merging anew), settle.go a coordinator's decision about a parked
// operation, wire.go how a document looks to a client, overlay.go how a phone lays its waiting operations over it,
// encode.go how the store keeps it, and record.go how the log keeps an outcome.
//
// It may import sync/op, sync/internal/fault and the standard library.
package merge
