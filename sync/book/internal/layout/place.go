package layout

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"passbok/store"
)

// Place of an operation or command in the log, with the content that tells a resend from another one's id.
type Place struct {
	Seq     uint64
	Content [sha256.Size]byte
	// Any says that nobody knows the content any more, since it was erased: whatever has the id is taken for it.
	Any bool
}

// Encode is the place as it is stored.
func (p Place) Encode() []byte {
	if p.Any {
		return Encode(p.Seq)
	}
	return append(Encode(p.Seq), p.Content[:]...)
}

// DecodePlace reads a stored place; false where it is none.
func DecodePlace(stored []byte) (Place, bool) {
	switch len(stored) {
	case 8:
		return Place{Seq: binary.BigEndian.Uint64(stored), Any: true}, true
	case 8 + sha256.Size:
	default:
		return Place{}, false
	}
	return Place{Seq: binary.BigEndian.Uint64(stored), Content: [sha256.Size]byte(bytes.Clone(stored[8:]))}, true
}

// OtherKey is where the place is of what has an id that was used before with other content; index is the OpKey or
// CommandKey of that id.
func OtherKey(index string, content [sha256.Size]byte) string {
	return index + "/" + hex.EncodeToString(content[:8])
}

// OtherAnyKey is where the place is of such a one whose content was erased.
func OtherAnyKey(index string) string { return index + "/" }

// Find looks for an id, index being its OpKey or CommandKey: known with this content, or reused with another. same says
// whether what was kept is this. What was erased may have been anything: it is taken for this only where nothing that is kept is this.
func Find(r store.Reader, index string, content [sha256.Size]byte, same func(kept [sha256.Size]byte) bool) (at Place, known, reused bool, err error) {
	for _, k := range []string{index, OtherKey(index, content), OtherAnyKey(index)} {
		stored, err := r.Get([]byte(k))
		if err != nil {
			return Place{}, false, false, fmt.Errorf("look up %s: %w", index, err)
		}
		if stored == nil && k == index {
			return Place{}, false, false, nil
		}
		if stored == nil {
			continue
		}
		place, ok := DecodePlace(stored)
		switch {
		case !ok:
			return Place{}, false, false, fmt.Errorf("look up %s: not as it was written", index)
		case !place.Any && same(place.Content):
			return place, true, false, nil
		case place.Any && !known:
			at, known = place, true
		}
	}
	return at, known, !known, nil
}
