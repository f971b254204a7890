package demo

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"
)

// dice are the seed's randomness. Ids are UUIDv7 of the moment that made them, so that they sort by time.
type dice struct{ *rand.Rand }

func newDice(seed int64) dice {
	var key [32]byte
	copy(key[:], "passbok demo")
	binary.BigEndian.PutUint64(key[24:], uint64(seed))
	return dice{rand.New(rand.NewChaCha8(key))}
}

// id is a UUIDv7 (RFC 9562) of a moment.
func (d dice) id(at time.Time) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(at.UnixMilli())<<16|d.Uint64()&0xffff)
	binary.BigEndian.PutUint64(b[8:], d.Uint64())
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// between is a number from least to most, both included.
func (d dice) between(least, most int) int { return least + d.IntN(most-least+1) }
