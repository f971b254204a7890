// Package follow is the one place that writes what follows from an entry of a book's log: indexes, documents, feeds, seals,
// what is parked and what became of it, jobs. It is used when an entry has just been judged, and when it is read back, so that
// a book that is made anew from its log is the same, byte for byte.
//
//	txn.go     a transaction: the log's end, and how much was written
//	follow.go  what follows from an entry
//
// It judges nothing. It may import layout, look, sync/merge, sync/op, sync/internal/fault and store, and the standard library.
package follow
