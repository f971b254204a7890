// Package look is how a book is looked at: its documents in one snapshot or transaction, and what is remembered from one look
// to the next, so that whoever looks often pays only for what has changed. None of what is remembered is the truth, and none
// of it is ever wrong: it is used only where it is known that nothing it was made from has changed since.
//
//	documents.go  what is seen: Documents
//	look.go       one look
//	memory.go     what is remembered: docs.go documents as decoded, feeds.go which feeds are a person's, news.go what the last
//	              commits have changed, and which feeds are still
//	kept.go       what is computed from documents, kept until they change; rows.go what is read of each of a feed; trace.go by
//	              what it is known whether they have
//
// It knows nothing of what documents mean, nor of how they come to be. It may import layout, sync/merge, store and the
// standard library.
package look
