package post

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"passbok/store"
)

// row is a message as it is kept. Once it ended and that was told, To and all of Message but its id are gone.
type row struct {
	V int `json:"v"` // 1
	Fate
	To      string    `json:"to,omitempty"`
	Message Message   `json:"message"`
	Due     time.Time `json:"due"`
	Told    bool      `json:"told,omitempty"`
}

func (r row) hash() string { return hashOf(r.Kind, r.Person, r.ID) }

func (r row) dueKey() []byte {
	return fmt.Appendf(nil, "due/%s/%015d/%s", r.Kind, r.Due.UnixMilli(), r.hash())
}

func hashOf(kind, person, id string) string {
	sum := sha256.Sum256([]byte(kind + "\n" + person + "\n" + id))
	return hex.EncodeToString(sum[:16])
}

// hashIn is the message that a key names, which ends with it.
func hashIn(key []byte) string { return string(key[bytes.LastIndexByte(key, '/')+1:]) }

func itemKey(hash string) []byte           { return []byte("item/" + hash) }
func personKey(person, hash string) []byte { return []byte("person/" + person + "/" + hash) }
func untilKey(at time.Time, hash string) []byte {
	return fmt.Appendf(nil, "until/%015d/%s", at.UnixMilli(), hash)
}

// drop takes a message away with all that leads to it.
func drop(tx store.Txn, hash string) error {
	r, found, err := get(tx, hash)
	if err != nil || !found {
		return err
	}
	tx.Delete(itemKey(hash))
	tx.Delete(personKey(r.Person, hash))
	if !r.Told {
		tx.Delete(r.dueKey())
		tx.Delete(r.heldKey())
	} else {
		tx.Delete(untilKey(r.At.Add(remembered), hash))
	}
	return nil
}

// sweepKnown removes some of what need not be known any more.
func sweepKnown(tx store.Txn, now time.Time) error {
	removed := 0
	for kv, err := range tx.Scan([]byte("until/"), fmt.Appendf(nil, "until/%015d/", now.UnixMilli())) {
		if err != nil {
			return err
		}
		if removed++; removed > sweep {
			break
		}
		if err := drop(tx, string(kv.Key[len("until/000000000000000/"):])); err != nil {
			return err
		}
		tx.Delete(kv.Key)
	}
	return nil
}

func (r row) put(tx store.Txn) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write a message: %w", err)
	}
	tx.Put(itemKey(r.hash()), raw)
	return nil
}

func get(r store.Reader, hash string) (row, bool, error) {
	raw, err := r.Get(itemKey(hash))
	if err != nil || raw == nil {
		return row{}, false, err
	}
	var kept row
	if err := json.Unmarshal(raw, &kept); err != nil {
		return row{}, false, fmt.Errorf("read a message: %w", err)
	}
	if kept.V != 1 {
		return row{}, false, fmt.Errorf("read a message: it is of version %d, and this program reads version 1", kept.V)
	}
	return kept, true, nil
}
