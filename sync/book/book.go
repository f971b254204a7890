package book

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"sync"
	"time"

	"passbok/store"
	"passbok/sync/book/internal/layout"
	"passbok/sync/book/internal/look"
	"passbok/sync/book/internal/proof"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Config is what the engine is given: what the domain declares, and the world's clock and dice.
type Config struct {
	Schema op.Schema
	Rights Rights
	Clock  func() time.Time
	Rand   io.Reader // salts and keys
	// Archive finds a book's archive; nil: there is none.
	Archive func(id string) (Archive, error)

	// Version is the newest version of operations that is understood; 0 is op.Version. Tests upgrade a server by it.
	Version int
	// Page is how many documents a page of an answer holds; 0 is 500. Tests have smaller ones.
	Page int
	// Meter, if not nil, is told what is to be counted.
	Meter Meter
}

// Read reads one operation, as far as an engine of this configuration understands them. What is wrong with it is its Fault;
// an error is a *op.Problem: it cannot even be kept.
func (c Config) Read(raw json.RawMessage) (op.Reading, error) {
	return op.ReadUpTo(cmp.Or(c.Version, op.Version), raw)
}

// Actor is who asks, as the session says.
type Actor struct {
	Person   string
	Device   string
	SendOnly bool // may only hand in what their device still holds: verdicts are given, documents are not
}

// Permission is what a person may do to a document.
type Permission = merge.Permission

// The permissions. Held: once, but it has ended; the operation is parked.
const (
	Never   = merge.Never
	Held    = merge.Held
	Allowed = merge.Allowed
)

// Rights are the domain's: who may see and change what. They are asked in the transaction that they judge, and must be
// pure: the same documents give the same answer.
type Rights interface {
	// May judges a change by the document's own time. before is empty for a new document; after is what was asked for.
	// Where the answer is Never, it is asked once more with the document as the writer last knew it.
	May(docs Documents, who Actor, ref string, before, after op.Fields) (Permission, error)
	// Feeds are the feeds that a person has by right. The answer may change with the documents, and with time only at
	// whole hours (UTC): it is kept for that long.
	Feeds(docs Documents, person string, now time.Time) ([]string, error)
	// MayOpen says whether a feed that is asked for by name may be had.
	MayOpen(docs Documents, person, feed string) (bool, error)
}

// Documents are the book's documents in one snapshot, or in the running transaction.
type Documents = look.Documents

// Kept keeps what is computed from a book's documents, by name, for as long as nothing that it was computed from changes.
type Kept[T any] = look.Kept[T]

// Rows keeps what is read of each document of a feed, so that a feed is read on from where it had been read to.
type Rows[T any] = look.Rows[T]

// Book is the engine of one book.
type Book struct {
	id     string
	space  string
	store  store.Store
	cfg    Config
	epoch  layout.Epoch
	memory look.Memory

	keeper *keeper // nil: there is no archive

	mu      sync.Mutex
	changed chan struct{}
}

// Request is what a device sends: its operations, and where it is.
type Request struct {
	Device   string            `json:"device"`
	Epoch    string            `json:"epoch,omitempty"`
	Cursor   string            `json:"cursor,omitempty"`
	Now      string            `json:"now,omitempty"`      // the device's clock, RFC 3339
	Feeds    []string          `json:"feeds,omitempty"`    // feeds to keep open beyond those one has by right
	Replaces *Replaces         `json:"replaces,omitempty"` // with a device's first request
	Digests  map[string]string `json:"digests,omitempty"`  // now and then: of what the device holds, by month
	Refetch  []string          `json:"refetch,omitempty"`  // months of which everything is to be sent once more
	Ops      []json.RawMessage `json:"ops,omitempty"`
}

// Replaces names the device that this one takes over from, and through which of its operations this one knows.
type Replaces struct {
	Device  string `json:"device"`
	Through uint64 `json:"through"`
}

// Response is the answer to a Request.
type Response struct {
	Epoch    string         `json:"epoch"`
	Cursor   string         `json:"cursor"`
	Reset    bool           `json:"reset,omitempty"` // docs begin from nothing: drop what was pulled before
	More     bool           `json:"more"`
	Now      string         `json:"now"`
	Last     uint64         `json:"last"` // the last of the device's operations that was taken
	Verdicts []Verdict      `json:"verdicts"`
	Docs     []merge.Stored `json:"docs"`
	Gone     []string       `json:"gone"`
	Denied   []string       `json:"denied,omitempty"`   // feeds that were asked for and may not be had
	Outdated bool           `json:"outdated,omitempty"` // whoever speaks to clients says it: this one is too old to write anything new
	Differs  []string       `json:"differs,omitzero"`   // months whose digests are not the book's; nil where they were not compared

	size int // of Docs as stored: about what they take as JSON
}

// Verdict answers one operation.
type Verdict struct {
	ID      string          `json:"id"`
	N       uint64          `json:"n"`
	Seq     uint64          `json:"seq"`
	Verdict op.Verdict      `json:"verdict"`
	Again   bool            `json:"again,omitempty"`
	Code    string          `json:"code,omitempty"`  // why refused or parked
	Field   string          `json:"field,omitempty"` // which field is at fault
	Message json.RawMessage `json:"message,omitempty"`
}

// Command is what a person asks of the server and not of a document: sealing, reopening, sending. The same ID again
// does nothing and gives the first Receipt.
type Command struct {
	ID     string          `json:"id"`
	Name   string          `json:"name"`
	Person string          `json:"person,omitempty"`
	Device string          `json:"device,omitempty"`
	Why    string          `json:"why,omitempty"`
	Body   json.RawMessage `json:"body,omitempty"`
}

// Decision is what a command does.
type Decision struct {
	Set    []Change
	Seal   []string
	Unseal []string
	Jobs   []Job
	Answer json.RawMessage
}

// Change sets fields of a document. Commands may write any kind.
type Change struct {
	Doc string
	Set op.Fields
}

// Receipt says where in the log a command stands. Its Hash can be printed on paper, to compare with later.
type Receipt struct {
	Seq    uint64          `json:"seq"`
	Hash   string          `json:"hash"`
	Answer json.RawMessage `json:"answer,omitempty"`
	Again  bool            `json:"again,omitempty"`
}

// Job is work that follows from a command, written in the same transaction: an outbox.
type Job = layout.Job

// HistoryEntry is one step of a document's story.
type HistoryEntry struct {
	Seq     uint64          `json:"seq"`
	Hash    string          `json:"hash"`
	Prev    string          `json:"prev"`
	At      string          `json:"at"`
	Person  string          `json:"person"`
	Device  string          `json:"device"`
	Op      json.RawMessage `json:"op,omitempty"` // as sent; a command as {"id","name","why"}
	Name    string          `json:"name,omitempty"`
	Verdict op.Verdict      `json:"verdict"`
	Code    string          `json:"code,omitempty"`
	Why     string          `json:"why,omitempty"`
	Changes []FieldChange   `json:"changes"`
	Erased  bool            `json:"erased,omitempty"` // what it was is gone, by law; that it was is not
}

// FieldChange is a field before and after; null is absent.
type FieldChange struct {
	Field string          `json:"field"`
	From  json.RawMessage `json:"from"`
	To    json.RawMessage `json:"to"`
}

// OpRecord is an operation of a person's own that was not taken as sent.
type OpRecord struct {
	ID      string          `json:"id"`
	N       uint64          `json:"n"`
	Seq     uint64          `json:"seq"`
	At      string          `json:"at"`
	Device  string          `json:"device"`
	Doc     string          `json:"doc,omitempty"`
	Verdict op.Verdict      `json:"verdict"`
	Code    string          `json:"code,omitempty"`
	Field   string          `json:"field,omitempty"`
	Message json.RawMessage `json:"message,omitempty"`
	Op      json.RawMessage `json:"op,omitempty"`   // as sent, where it was JSON
	Text    string          `json:"text,omitempty"` // as sent, where it was not
	Settled *Settled        `json:"settled,omitempty"`
}

// Settled is what a coordinator, or an upgrade of the server, made of a parked operation.
type Settled = layout.Settled

// Report is what Verify found.
type Report = proof.Report

// Fault is one thing that is not as it must be.
type Fault = proof.Fault

// ID is the book's id.
func (b *Book) ID() string { return b.id }

// Changed is closed at the next commit. Take it before you look, so that no commit falls in between.
func (b *Book) Changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.changed
}

// announce tells of a commit.
func (b *Book) announce(c look.Commit) {
	b.memory.Tell(c)
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.changed)
	b.changed = make(chan struct{})
}

// FeedsSince names the feeds that the entries after seq have touched, once each, and the entry that it knows up to: to be
// named the next time. A commit that ends at this moment, and was not told of yet, comes then. whole is false where some
// are not known, as after a start: then any feed may have been touched.
func (b *Book) FeedsSince(seq uint64) (feeds []string, upTo uint64, whole bool) {
	return b.memory.Since(seq)
}

// View shows the documents in one snapshot.
func (b *Book) View(ctx context.Context, fn func(Documents) error) error {
	return b.store.View(ctx, b.space, func(r store.Reader) error { return fn(b.memory.At(r)) })
}
