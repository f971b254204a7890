package book

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
)

// The keys of a book's space. Numbers are eight bytes, big-endian, so that they sort; a zero byte ends a name that
// something follows.
//
//	head                      seq of the last entry, version, hash
//	epoch                     number and name of the epoch, key of the cursors
//	log/<seq>                 header
//	payload/<seq>             salt, operation or command as it came, outcome
//	op/<id>                   seq and content of the first entry with this id; op/<id>/<content> of others
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
	headKey     = []byte("head")
	epochKey    = []byte("epoch")
	holdKey     = []byte("hold")
	restoredKey = []byte("restored")
	witnessKey  = []byte("witness")
)

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

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

func logKey(seq uint64) []byte     { return numbered("log/", seq) }
func payloadKey(seq uint64) []byte { return numbered("payload/", seq) }
func docKey(ref string) []byte     { return key("doc/", ref) }
func deviceKey(id string) []byte   { return key("device/", id) }
func turnKey(device string, n uint64) []byte {
	return numbered("turn/"+device+"\x00", n)
}
func sealKey(name string) []byte { return key("seal/", name) }

func feedPrefix(feed string) string { return "feed/" + feed + "\x00" }

func feedKey(feed string, seq uint64, ref string) []byte {
	return append(numbered(feedPrefix(feed), seq), ref...)
}

// feedFrom is where the rows after seq begin, and feedTo where the feed ends.
func feedFrom(feed string, seq uint64) []byte { return numbered(feedPrefix(feed), seq+1) }
func feedTo(feed string) []byte               { return []byte("feed/" + feed + "\x01") }

// feedRow reads a row's key.
func feedRow(feed string, k []byte) (seq uint64, ref string) {
	rest := k[len(feed)+len("feed/")+1:]
	return binary.BigEndian.Uint64(rest), string(rest[8:])
}

func openKey(opened uint64, ref, unit string) []byte {
	return append(append(append(numbered("open/", opened), ref...), 0), unit...)
}

func histKey(ref string, seq uint64) []byte { return numbered("hist/"+ref+"\x00", seq) }
func mineKey(person string, seq uint64) []byte {
	return numbered("mine/"+person+"\x00", ^seq)
}
func refusedKey(ref, device string) []byte { return key("refused/", ref, "\x00", device) }

// tail is the number that ends a key.
func tail(k []byte) uint64 { return binary.BigEndian.Uint64(k[len(k)-8:]) }

// after is the end of a scan over everything that begins with prefix and a zero byte.
func after(prefix string) []byte { return []byte(prefix + "\x01") }

// feedHash is how a cursor names a feed: 48 bits, which are compared only with the feeds of one person.
type feedHash [6]byte

func hashFeed(name string) feedHash {
	sum := sha256.Sum256([]byte(name))
	return feedHash(sum[:6])
}

func nameKey(h feedHash) []byte { return append([]byte("name/"), h[:]...) }

// place of an operation or command in the log, with the content that tells a resend from another one's id.
type place struct {
	seq     uint64
	content [sha256.Size]byte
}

func (p place) encode() []byte { return append(number(p.seq), p.content[:]...) }

func decodePlace(stored []byte) (place, bool) {
	if len(stored) != 8+sha256.Size {
		return place{}, false
	}
	return place{seq: binary.BigEndian.Uint64(stored), content: [sha256.Size]byte(bytes.Clone(stored[8:]))}, true
}
