package layout

import (
	"encoding/binary"
	"errors"
	"fmt"

	"passbok/store"
	"passbok/sync/merge"
)

// Row is a document as stored: the fold, and its places in feeds.
type Row struct {
	Doc    merge.Document
	Places []Position
	Size   int // of the document as stored
}

// Position is a document's one row in a feed.
type Position struct {
	Feed string
	Seq  uint64
	Gone bool // it was there, and has left
}

// PlaceSize is how much a place in a feed takes of the row, in bytes, at most.
func PlaceSize(feed string) int { return 1 + 8 + binary.MaxVarintLen16 + len(feed) }

// Takes is how much the row takes, in bytes, at most, beside a few that say how long the document is.
func (r Row) Takes() int {
	size := r.Size
	for _, p := range r.Places {
		size += PlaceSize(p.Feed)
	}
	return size
}

// Encode writes the row, and notes the size of the document in it.
func (r *Row) Encode() []byte {
	doc := r.Doc.Encode()
	r.Size = len(doc)
	out := make([]byte, 0, len(doc)+64*len(r.Places)+4)
	out = binary.AppendUvarint(out, uint64(len(doc)))
	out = append(out, doc...)
	for _, p := range r.Places {
		flag := byte(1)
		if p.Gone {
			flag = 0
		}
		out = append(out, flag)
		out = binary.BigEndian.AppendUint64(out, p.Seq)
		out = binary.AppendUvarint(out, uint64(len(p.Feed)))
		out = append(out, p.Feed...)
	}
	return out
}

var errRow = errors.New("decode document: its row is not as it was written")

func splitRow(stored []byte) (doc, places []byte, err error) {
	size, n := binary.Uvarint(stored)
	if n <= 0 || size > uint64(len(stored)-n) {
		return nil, nil, errRow
	}
	return stored[n : n+int(size)], stored[n+int(size):], nil
}

// DocIn is the document in a stored row, as merge.Decode reads it.
func DocIn(stored []byte) ([]byte, error) {
	doc, _, err := splitRow(stored)
	return doc, err
}

// DecodeRow reads a stored row.
func DecodeRow(stored []byte) (Row, error) {
	doc, rest, err := splitRow(stored)
	if err != nil {
		return Row{}, err
	}
	out := Row{Size: len(doc)}
	if out.Doc, err = merge.Decode(doc); err != nil {
		return Row{}, err
	}
	for len(rest) > 0 {
		if len(rest) < 10 {
			return Row{}, errRow
		}
		p := Position{Gone: rest[0] == 0, Seq: binary.BigEndian.Uint64(rest[1:])}
		size, n := binary.Uvarint(rest[9:])
		if n <= 0 || size > uint64(len(rest)-9-n) {
			return Row{}, errRow
		}
		rest = rest[9+n:]
		p.Feed = string(rest[:size])
		rest = rest[size:]
		out.Places = append(out.Places, p)
	}
	return out, nil
}

// ReadRow reads a document's row; one that is not there is empty, with its ref.
func ReadRow(r store.Reader, ref string) (Row, error) {
	stored, err := r.Get(DocKey(ref))
	if err != nil {
		return Row{}, fmt.Errorf("read %s: %w", ref, err)
	}
	found := Row{Doc: merge.Document{Ref: ref}}
	if stored != nil {
		if found, err = DecodeRow(stored); err != nil {
			return Row{}, fmt.Errorf("read %s: %w", ref, err)
		}
	}
	return found, nil
}

// HeldBy finds the document's place in one of the feeds; held is false where it is in none.
func (r Row) HeldBy(feeds map[string]bool) (place Position, held bool) {
	for _, p := range r.Places {
		if !p.Gone && feeds[p.Feed] {
			return p, true
		}
	}
	return Position{}, false
}
