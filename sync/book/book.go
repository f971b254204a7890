package book

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"sync"
	"time"

	"passbok/store"
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
type Documents interface {
	// Get finds a document. One that was never made but has parked operations has no fields.
	Get(ref string) (merge.Document, bool, error)
	// Feed yields a feed's documents in the order of their last change. A document is also in the feeds that a candidate
	// or a parked operation would bring it to, so look at its own fields before counting it.
	Feed(name string) iter.Seq2[merge.Document, error]
	// Sealed says whether a seal is closed.
	Sealed(name string) (bool, error)
}

// Book is the engine of one book.
type Book struct {
	id    string
	space string
	store store.Store
	cfg   Config
	epoch epoch
	feeds feedCache
	docs  docCache
	news  news

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
type Job struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Due     time.Time       `json:"due"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

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

// Report is what Verify found.
type Report struct {
	Entries   uint64  `json:"entries"`
	Documents uint64  `json:"documents"`
	Erased    uint64  `json:"erased"`   // entries whose payload is gone by law
	Head      uint64  `json:"head"`     // seq of the last entry
	Hash      string  `json:"hash"`     // of its header
	Archived  uint64  `json:"archived"` // records of the archive that were compared
	Faults    []Fault `json:"faults"`
}

// Fault is one thing that is not as it must be.
type Fault struct {
	Seq  uint64 `json:"seq,omitempty"`
	Doc  string `json:"doc,omitempty"`
	What string `json:"what"`
}

// ID is the book's id.
func (b *Book) ID() string { return b.id }

// Changed is closed at the next commit. Take it before you look, so that no commit falls in between.
func (b *Book) Changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.changed
}

// announce tells of a commit.
func (b *Book) announce(c commit) {
	b.news.tell(c)
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.changed)
	b.changed = make(chan struct{})
}

// View shows the documents in one snapshot.
func (b *Book) View(ctx context.Context, fn func(Documents) error) error {
	return b.store.View(ctx, b.space, func(r store.Reader) error { return fn(newDocuments(b, r, true)) })
}
