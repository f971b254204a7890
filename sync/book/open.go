package book

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"passbok/store"
	"passbok/sync/op"
)

// epoch is one unbroken run of sequence numbers: a server restored from a backup begins a new one, whose seqs go on at
// Number << 40. Its Name differs for every database ever made, so that no cursor is taken for another's.
type epoch struct {
	V      int    `json:"v"`
	Number uint64 `json:"number"`
	Name   string `json:"name"`
	Key    string `json:"key"` // hex; authenticates cursors
	key    []byte
}

// epochShift leaves 40 bits for the seqs of an epoch.
const epochShift = 40

// head is the end of the log.
type head struct {
	Seq  uint64
	Hash string // hex
}

// Open opens a book, which begins with its first opening.
func Open(ctx context.Context, st store.Store, id string, cfg Config) (*Book, error) {
	if id == "" || cfg.Schema == nil || cfg.Rights == nil || cfg.Clock == nil || cfg.Rand == nil {
		return nil, errors.New("open book: an id, a schema, rights, a clock and randomness are needed")
	}
	b := &Book{id: id, space: "book:" + id, store: st, cfg: cfg, changed: make(chan struct{})}
	fresh, err := newEpoch(cfg.Rand)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	var stored []byte
	read := func(r store.Reader) error {
		var err error
		stored, err = r.Get(epochKey)
		return err
	}
	if err := st.View(ctx, b.space, read); err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	if stored == nil {
		if stored, err = b.begin(ctx, fresh); err != nil {
			return nil, fmt.Errorf("open book %s: %w", id, err)
		}
	}
	if err := json.Unmarshal(stored, &b.epoch); err != nil {
		return nil, fmt.Errorf("open book %s: read its epoch: %w", id, err)
	}
	if b.epoch.key, err = hex.DecodeString(b.epoch.Key); err != nil || b.epoch.V != 1 {
		return nil, fmt.Errorf("open book %s: its epoch is not of a known version", id)
	}
	return b, nil
}

func newEpoch(random io.Reader) (epoch, error) {
	var dice [24]byte
	if _, err := io.ReadFull(random, dice[:]); err != nil {
		return epoch{}, fmt.Errorf("draw a key: %w", err)
	}
	return epoch{V: 1, Name: "0-" + hex.EncodeToString(dice[:8]), Key: hex.EncodeToString(dice[8:])}, nil
}

// begin writes the first epoch, unless someone else just did.
func (b *Book) begin(ctx context.Context, fresh epoch) ([]byte, error) {
	var stored []byte
	err := b.store.Update(ctx, b.space, func(tx store.Txn) error {
		var err error
		if stored, err = tx.Get(epochKey); err != nil || stored != nil {
			return err
		}
		if stored, err = op.Marshal(fresh); err != nil {
			return err
		}
		tx.Put(epochKey, stored)
		return nil
	})
	return stored, err
}

// readHead reads the end of the log; in a new epoch, what it goes on from.
func (b *Book) readHead(r store.Reader) (head, error) {
	stored, err := r.Get(headKey)
	if err != nil {
		return head{}, fmt.Errorf("read the head of the log: %w", err)
	}
	var h head
	if stored != nil {
		if len(stored) < 9 || stored[8] != 1 {
			return head{}, errors.New("read the head of the log: not of a known version")
		}
		h = head{Seq: binary.BigEndian.Uint64(stored), Hash: hex.EncodeToString(stored[9:])}
	}
	h.Seq = max(h.Seq, b.epoch.Number<<epochShift)
	return h, nil
}
