// Package layout says how a book lies in its space of a store: under which keys, and what is written there. Whatever is
// ever stored is read by it for ever, so it changes only where something new is kept.
//
// It decides nothing, and puts nothing anywhere: what is written with an entry is package follow's.
//
//	keys.go    the keys, and the ranges of them that are gone through
//	log.go     the log as it is gone through; head.go its end, and the epoch that it is in
//	entry.go   what an entry holds: header, payload, outcome; spans.go runs of entries; job.go what a command leaves to be done
//	erasure.go what is left of entries that were erased, and which documents ended by that
//	row.go     a document as stored, with its places in feeds; feed.go which feeds those are, and a feed's rows
//	place.go   where an operation or command is found by its id; parked.go what is known of one that waits, or has waited
//	device.go  what is known of a device
//
// It may import sync/merge, sync/op and store (with store/archive, whose records are entries), and the standard library.
package layout
