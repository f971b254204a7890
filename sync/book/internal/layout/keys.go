package layout

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"passbok/store"
)

// Space is the space of the store in which a book is.
func Space(book string) string { return "book:" + book }

// The keys of a book's space. Numbers are eight bytes, big-endian, so that they sort; a zero byte ends a name that
// something follows.
//
//	head                      seq of the last entry, version, hash
//	epoch                     number and name of the epoch, key of the cursors
//	log/<seq>                 header
//	payload/<seq>             salt, operation or command as it came, outcome
//	op/<id>                   seq and content of the first entry with this id, or seq alone where the content was erased;
//	                          op/<id>/<content> of others, op/<id>/ of another that was erased
//	cmd/<id>                  the same for commands
//	device/<id>               last n, person, lineage, offset
//	turn/<device>/0<n>        id of an operation that was queued again under this n, having been another device's
//	doc/<kind>/<id>           the document, and its places in feeds
//	feed/<feed>/0<seq><ref>   one row a document: its newest, or that it has left
//	name/<hash>               name of a feed, by the hash that cursors hold
//	open/<seq><ref>/0<unit>   a conflict that is open, and since which entry
//	hist/<ref>/0<seq>         entries that changed the document
//	mine/<person>/0<~seq>     operations of the person's own that were not taken as sent, newest first
//	parked/<op>               where a parked operation is;  settled/<op> what became of it
//	refused/<ref>/0<device>   an operation that would have made the document
//	seal/<name>               seq of the sealing entry
//	job/<due><id>  jobid/<id> the outbox;  hold  since when it is held
//	restored                  what the last restore found;  witness  what devices have said of the time before it
var (
	HeadKey     = []byte("head")
	EpochKey    = []byte("epoch")
	HoldKey     = []byte("hold")
	RestoredKey = []byte("restored")
	WitnessKey  = []byte("witness")
)

// The prefixes of rows of which the log does not tell, or not all: where a book is made anew they are taken over from the one
// that was.
const (
	DeviceRows = "device/"
	TurnRows   = "turn/"
	JobRows    = "job/"
	JobIDRows  = "jobid/"
)

// LogKey is where the header of an entry is.
func LogKey(seq uint64) []byte { return numbered("log/", seq) }

// PayloadKey is where an entry's payload is, for as long as it is not erased.
func PayloadKey(seq uint64) []byte { return numbered("payload/", seq) }

// OpKey is where the Place of an operation is: what Find is asked with.
func OpKey(id string) string { return "op/" + id }

// CommandKey is where the Place of a command is: what Find is asked with.
func CommandKey(id string) string { return "cmd/" + id }

// DocKey is where the Row of a document is.
func DocKey(ref string) []byte { return key("doc/", ref) }

// FeedKey is where a document is in a feed, having come or left with an entry: Live or Gone.
func FeedKey(feed string, seq uint64, ref string) []byte {
	return append(numbered(feedPrefix(feed), seq), ref...)
}

// OpenKey says that a conflict about a unit of a document is open since an entry.
func OpenKey(opened uint64, ref, unit string) []byte {
	return append(append(append(numbered("open/", opened), ref...), 0), unit...)
}

// HistKey says that an entry changed a document.
func HistKey(ref string, seq uint64) []byte { return numbered("hist/"+ref+"\x00", seq) }

// MineKey says that an operation of a person's own was not taken as sent.
func MineKey(person string, seq uint64) []byte { return numbered("mine/"+person+"\x00", ^seq) }

// ParkedKey is where the Parked of an operation that waits is.
func ParkedKey(opID string) []byte { return key("parked/", opID) }

// SettledKey is where it is said what became of an operation that was parked.
func SettledKey(opID string) []byte { return key("settled/", opID) }

// RefusedKey is where the origin is of an operation of a device that would have made a document.
func RefusedKey(ref, device string) []byte { return key("refused/", ref, "\x00", device) }

// SealKey is where the seq of the entry is that closed a seal.
func SealKey(name string) []byte { return key("seal/", name) }

// DeviceKey is where a Device is.
func DeviceKey(id string) []byte { return key(DeviceRows, id) }

// TurnKey is where the id of an operation is that was queued again under an n.
func TurnKey(device string, n uint64) []byte { return numbered(TurnRows+device+"\x00", n) }

// JobKey is where a job is that is due at a time.
func JobKey(due time.Time, id string) []byte {
	return append(numbered(JobRows, uint64(max(0, due.UnixMilli()))), id...)
}

// JobIDKey is where the JobKey of a job is that waits.
func JobIDKey(id string) []byte { return key(JobIDRows, id) }

// FeedHash is how a cursor names a feed: 48 bits, which are compared only with the feeds of one person.
type FeedHash [6]byte

// HashFeed is the hash of a feed's name.
func HashFeed(name string) FeedHash {
	sum := sha256.Sum256([]byte(name))
	return FeedHash(sum[:6])
}

// NameKey is where the name of a feed is.
func NameKey(h FeedHash) []byte { return append([]byte("name/"), h[:]...) }

// The ranges of keys that are gone through, each as where it begins and what it ends before. Number, First, Name and FeedRow
// read what is found there.

// Headers are the log's headers from a seq on.
func Headers(seq uint64) (from, to []byte) { return LogKey(seq), []byte("log0") }

// FeedAfter are a feed's rows of entries after a seq.
func FeedAfter(feed string, seq uint64) (from, to []byte) {
	return numbered(feedPrefix(feed), seq+1), []byte("feed/" + feed + "\x01")
}

// HistoryOf are the entries that changed a document, oldest first.
func HistoryOf(ref string) (from, to []byte) {
	return []byte("hist/" + ref + "\x00"), []byte("hist/" + ref + "\x01")
}

// TurnsOf are the operations that a device has queued again, in the order of n, up to and with one.
func TurnsOf(device string, through uint64) (from, to []byte) {
	return TurnKey(device, 0), append(TurnKey(device, through), 0)
}

// RefusedOf are the operations that would have made a document and were refused, by device.
func RefusedOf(ref string) (from, to []byte) {
	return []byte("refused/" + ref + "\x00"), []byte("refused/" + ref + "\x01")
}

// MineOf are a person's own operations that were not taken as sent, newest first, each as the complement of its seq: those of
// before a seq, or, where that is 0, all.
func MineOf(person string, before uint64) (from, to []byte) {
	return MineKey(person, before-1), []byte("mine/" + person + "\x01")
}

// Docs are the documents; of one kind, or, where that is empty, of all.
func Docs(kind string) (from, to []byte) {
	if kind == "" {
		return []byte("doc/"), []byte("doc0")
	}
	return store.Prefix([]byte("doc/" + kind + "/"))
}

// Open are the conflicts that are open, the longest open first.
func Open() (from, to []byte) { return []byte("open/"), []byte("open0") }

// Waiting are the operations that are parked, in no order.
func Waiting() (from, to []byte) { return []byte("parked/"), []byte("parked0") }

// Seals are all seals that are closed.
func Seals() (from, to []byte) { return []byte("seal/"), []byte("seal0") }

// Devices are all devices.
func Devices() (from, to []byte) { return []byte(DeviceRows), []byte("device0") }

// Jobs are all jobs that wait, the longest due first.
func Jobs() (from, to []byte) { return []byte(JobRows), []byte("job0") }

// JobsUntil are the jobs that are due at a time, to the millisecond, or before.
func JobsUntil(due time.Time) (from, to []byte) {
	return []byte(JobRows), JobKey(due.Add(time.Millisecond), "")
}

// Number is the number that ends a key.
func Number(k []byte) uint64 { return binary.BigEndian.Uint64(k[len(k)-8:]) }

// First is the number that comes first in a key.
func First(k []byte) uint64 { return binary.BigEndian.Uint64(k[slash(k):]) }

// Name is what a key is about: all that comes after its first slash.
func Name(k []byte) string { return string(k[slash(k):]) }

func slash(k []byte) int { return bytes.IndexByte(k, '/') + 1 }

// FeedRow reads the key of a feed's row.
func FeedRow(feed string, k []byte) (seq uint64, ref string) {
	rest := k[len(feed)+len("feed/")+1:]
	return binary.BigEndian.Uint64(rest), string(rest[8:])
}

// Encode is a number as it stands in keys and values.
func Encode(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func key(parts ...string) []byte {
	var out []byte
	for _, part := range parts {
		out = append(out, part...)
	}
	return out
}

func numbered(prefix string, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte(prefix), n)
}

func feedPrefix(feed string) string { return "feed/" + feed + "\x00" }
