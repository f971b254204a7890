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

// Open opens a book, which begins with its first opening. What its archive lacks is copied there. Errors:
// ErrArchiveAhead, ErrArchiveOther, ErrArchive.
func Open(ctx context.Context, st store.Store, id string, cfg Config) (*Book, error) {
	if id == "" || cfg.Schema == nil || cfg.Rights == nil || cfg.Clock == nil || cfg.Rand == nil {
		return nil, errors.New("open book: an id, a schema, rights, a clock and randomness are needed")
	}
	b := assemble(st, id, cfg)
	fresh, err := newEpoch(0, cfg.Rand)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	stored, err := b.readEpoch(ctx)
	if err == nil && stored == nil {
		stored, err = b.begin(ctx, fresh)
	}
	if err == nil {
		b.epoch, err = decodeEpoch(stored)
	}
	if err == nil && cfg.Archive != nil {
		err = b.openArchive(ctx)
	}
	if err == nil {
		err = st.View(ctx, b.space, func(r store.Reader) error {
			h, err := b.readHead(r)
			b.news.begin(h.Seq)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	if err := b.reconsider(ctx); err != nil {
		return nil, fmt.Errorf("open book %s: %w", id, err)
	}
	return b, nil
}

// reopen is a book that is there already, for who only reads it.
func reopen(ctx context.Context, st store.Store, id string, cfg Config) (*Book, error) {
	b := assemble(st, id, cfg)
	stored, err := b.readEpoch(ctx)
	if err != nil {
		return nil, err
	}
	if stored == nil {
		return nil, ErrNothing
	}
	b.epoch, err = decodeEpoch(stored)
	return b, err
}

// spaceOf is the space of the store in which a book is.
func spaceOf(id string) string { return "book:" + id }

func assemble(st store.Store, id string, cfg Config) *Book {
	b := &Book{id: id, space: spaceOf(id), store: st, cfg: cfg, changed: make(chan struct{})}
	b.news.begin(0)
	return b
}

func (b *Book) openArchive(ctx context.Context) error {
	opened, err := b.cfg.Archive(b.id)
	if err != nil {
		return fmt.Errorf("open its archive: %w", err)
	}
	b.keeper = &keeper{archive: opened}
	return b.meet(ctx)
}

func (b *Book) readEpoch(ctx context.Context) (stored []byte, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		stored, err = r.Get(epochKey)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the epoch: %w", err)
	}
	return stored, nil
}

func decodeEpoch(stored []byte) (epoch, error) {
	var e epoch
	if err := json.Unmarshal(stored, &e); err != nil {
		return epoch{}, fmt.Errorf("read the epoch: %w", err)
	}
	var err error
	if e.key, err = hex.DecodeString(e.Key); err != nil || e.V != 1 {
		return epoch{}, errors.New("read the epoch: it is not of a known version")
	}
	return e, nil
}

func newEpoch(number uint64, random io.Reader) (epoch, error) {
	name, err := epochName(number, random)
	if err != nil {
		return epoch{}, err
	}
	var dice [16]byte
	if _, err := io.ReadFull(random, dice[:]); err != nil {
		return epoch{}, fmt.Errorf("draw a key: %w", err)
	}
	return epoch{V: 1, Number: number, Name: name, Key: hex.EncodeToString(dice[:])}, nil
}

func epochName(number uint64, random io.Reader) (string, error) {
	var dice [8]byte
	if _, err := io.ReadFull(random, dice[:]); err != nil {
		return "", fmt.Errorf("draw a name: %w", err)
	}
	return fmt.Sprintf("%d-%s", number, hex.EncodeToString(dice[:])), nil
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
		if h, err = decodeHead(stored); err != nil {
			return head{}, err
		}
	}
	h.Seq = max(h.Seq, b.epoch.Number<<epochShift)
	return h, nil
}

func decodeHead(stored []byte) (head, error) {
	if len(stored) < 9 || stored[8] != 1 {
		return head{}, errors.New("read the head of the log: not of a known version")
	}
	return head{Seq: binary.BigEndian.Uint64(stored), Hash: hex.EncodeToString(stored[9:])}, nil
}
