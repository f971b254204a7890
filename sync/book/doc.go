// Package book is the engine of one book: it takes operations, orders them, merges them into documents, remembers
// everything in a chained log, and tells each device what has changed for it.
//
// A book lives in one space of a store, is opened once per process, and is safe for concurrent use. The log is the
// truth; documents, feeds and every index are what follows from it. One request is one transaction, and nothing is
// answered before it is on the disk. sync/doc.md tells the model, docs/protocol.md the protocol.
//
//	book.go      the exported surface: Book, Config, Rights; open.go how it is opened
//	sync.go      one request, from the operations to the answer; request.go, answer.go how they are read and written
//	take.go      one operation inside the transaction; again.go one that came before;
//	             knew.go what its writer had seen
//	pull.go      what has changed for a caller; cursor.go where they are; granted.go which feeds are theirs
//	do.go        commands; settle.go parked operations; upgrade.go those that waited for no person; jobs.go the outbox
//	history.go   what happened to a document, to a person's operations
//	archive.go   every entry a second time, before it is answered
//	release.go   the end of a restore; report.go what devices have given back
//	erase.go     what the law takes away; erasable.go how it is found
//	backlog.go   what waits, counted; meter.go what is told to be counted
//
// Packages of its own, each for one reason:
//
//	internal/layout  how a book lies in its space: keys, and what is written there
//	internal/look    how it is looked at: documents, and what is remembered of them
//	internal/follow  what follows from an entry, written
//	internal/proof   proof that nothing was changed, and that the documents are the fold
//	remake           a book made anew; it stands above this package
//
// Their tests are here where it takes a book to try them.
//
// It may import those of internal, sync/merge, sync/op, sync/internal/fault, internal/failpoint, store and store/archive, and
// the standard library.
package book
