package layout

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"passbok/store"
)

// Epoch is one unbroken run of sequence numbers: a server restored from a backup begins a new one, whose seqs go on at
// Number << 40. Its Name differs for every database ever made, so that no cursor is taken for another's.
type Epoch struct {
	V      int    `json:"v"`
	Number uint64 `json:"number"`
	Name   string `json:"name"`
	Key    string `json:"key"` // hex; authenticates cursors
	secret []byte
}

// EpochShift leaves 40 bits for the seqs of an epoch.
const EpochShift = 40

// Head is the end of the log.
type Head struct {
	Seq  uint64
	Hash string // hex
}

// Secret is what authenticates cursors; nil in an epoch that was not read from a store.
func (e Epoch) Secret() []byte { return e.secret }

// DecodeEpoch reads a stored epoch.
func DecodeEpoch(stored []byte) (Epoch, error) {
	var e Epoch
	if err := json.Unmarshal(stored, &e); err != nil {
		return Epoch{}, fmt.Errorf("read the epoch: %w", err)
	}
	var err error
	if e.secret, err = hex.DecodeString(e.Key); err != nil || e.V != 1 {
		return Epoch{}, errors.New("read the epoch: it is not of a known version")
	}
	return e, nil
}

// NewEpoch draws an epoch of a number.
func NewEpoch(number uint64, random io.Reader) (Epoch, error) {
	name, err := EpochName(number, random)
	if err != nil {
		return Epoch{}, err
	}
	var dice [16]byte
	if _, err := io.ReadFull(random, dice[:]); err != nil {
		return Epoch{}, fmt.Errorf("draw a key: %w", err)
	}
	return Epoch{V: 1, Number: number, Name: name, Key: hex.EncodeToString(dice[:])}, nil
}

// EpochName draws a name for an epoch of a number.
func EpochName(number uint64, random io.Reader) (string, error) {
	var dice [8]byte
	if _, err := io.ReadFull(random, dice[:]); err != nil {
		return "", fmt.Errorf("draw a name: %w", err)
	}
	return fmt.Sprintf("%d-%s", number, hex.EncodeToString(dice[:])), nil
}

// ReadHead reads the end of the log; in an epoch that has no entries yet, what it goes on from.
func ReadHead(r store.Reader, epoch uint64) (Head, error) {
	stored, err := r.Get(HeadKey)
	if err != nil {
		return Head{}, fmt.Errorf("read the head of the log: %w", err)
	}
	var h Head
	if stored != nil {
		if h, err = decodeHead(stored); err != nil {
			return Head{}, err
		}
	}
	h.Seq = max(h.Seq, epoch<<EpochShift)
	return h, nil
}

// Encode is the head as it is stored.
func (h Head) Encode() ([]byte, error) {
	hash, err := hex.DecodeString(h.Hash)
	if err != nil {
		return nil, fmt.Errorf("write the head of the log: %w", err)
	}
	return append(append(Encode(h.Seq), 1), hash...), nil
}

func decodeHead(stored []byte) (Head, error) {
	if len(stored) < 9 || stored[8] != 1 {
		return Head{}, errors.New("read the head of the log: not of a known version")
	}
	return Head{Seq: binary.BigEndian.Uint64(stored), Hash: hex.EncodeToString(stored[9:])}, nil
}
