// Package book is the engine of one book: it takes operations, orders them, merges them into documents, remembers
// everything in a chained log, and tells each device what has changed for it.
//
// A book lives in one space of a store, is opened once per process, and is safe for concurrent use. The log is the
// truth; documents, feeds and every index are what follows from it. One request is one transaction, and nothing is
// answered before it is on the disk. sync/doc.md tells the model, docs/protocol.md the protocol.
//
//	book.go      the exported surface: Book, Config, Rights, Documents
//	sync.go      one request, from the operations to the answer; request.go, answer.go how they are read and written
//	take.go      one operation inside the transaction; again.go one that came before;
//	             knew.go what its writer had seen
//	pull.go      what has changed for a caller; cursor.go where they are; feedcache.go which feeds are theirs
//	do.go        commands; settle.go parked operations; jobs.go the outbox
//	history.go   what happened to a document, to a person's operations
//	kept.go      what is computed from documents, kept until they change; keptrows.go what is read of each; news.go
//	             what the last commits have changed, and which feeds are still
//	backlog.go   what waits, counted; meter.go what is told to be counted
//	verify.go    proof that nothing was changed, and that the documents are the fold
//
// It may import sync/merge, sync/op, sync/internal/fault and store, and the standard library.
package book
