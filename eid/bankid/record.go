package bankid

import (
	"encoding/json"
	"fmt"
	"time"

	"passbok/store"
)

// The keys, in Space:
//
//	order/<id>                   the record
//	running/<id>                 it is to be collected
//	waiting/<id>                 a signature that is to be taken
//	of/<hash>                    <id>: the newest of a person for a purpose
//	until/<ms>/<id>              it is to be forgotten then
//	signature/<id>/<nn>, ocsp/…  what came of it, in pieces: a value holds 64 KiB, a signature over a long text more
const (
	orderKeys   = "order/"
	runningKeys = "running/"
	waitingKeys = "waiting/"
	untilKeys   = "until/"
)

// record is an order as kept.
type record struct {
	V       int       `json:"v"`
	ID      string    `json:"id"`
	Purpose string    `json:"purpose"`
	Person  string    `json:"person,omitempty"`
	SignIn  bool      `json:"signIn,omitempty"`
	Note    []byte    `json:"note,omitempty"`
	Content string    `json:"content"` // hash of what was asked
	Return  string    `json:"return,omitempty"`
	Started Started   `json:"started"`
	Made    time.Time `json:"made"`
	Status  Status    `json:"status"`
	Hint    Hint      `json:"hint,omitempty"`
	Ended   time.Time `json:"ended,omitzero"`
	Until   time.Time `json:"until"` // it is forgotten then
	User    User      `json:"user,omitzero"`
	Result  []byte    `json:"result,omitempty"` // set once it is taken; then User and what came of it are gone
}

func ofKey(purpose, person string) []byte {
	sum := hash(purpose, person)
	return fmt.Appendf(nil, "of/%x", sum[:])
}

func signatureKey(id string) string { return "signature/" + id + "/" }
func ocspKey(id string) string      { return "ocsp/" + id + "/" }

func (rec record) untilKey() []byte {
	return fmt.Appendf(nil, "%s%015d/%s", untilKeys, rec.Until.UnixMilli(), rec.ID)
}

func read(r store.Reader, id string) (record, error) {
	if len(id) > 64 { // no key of ours, and maybe none at all
		return record{}, ErrUnknown
	}
	raw, err := r.Get([]byte(orderKeys + id))
	if err != nil {
		return record{}, err
	}
	if raw == nil {
		return record{}, ErrUnknown
	}
	var rec record
	if err := json.Unmarshal(raw, &rec); err != nil {
		return record{}, fmt.Errorf("read an order: %w", err)
	}
	return rec, nil
}

func (rec record) write(tx store.Txn) error {
	raw, err := json.Marshal(rec)
	if err != nil {
		return fmt.Errorf("write an order: %w", err)
	}
	tx.Put([]byte(orderKeys+rec.ID), raw)
	return nil
}

func (rec record) begin(tx store.Txn) error {
	rec.Until = rec.Made.Add(Deadline + KeepFailed)
	tx.Put([]byte(runningKeys+rec.ID), nil)
	tx.Put(rec.untilKey(), nil)
	if rec.Person != "" {
		tx.Put(ofKey(rec.Purpose, rec.Person), []byte(rec.ID))
	}
	return rec.write(tx)
}

// end writes down how an order ended, with what came of it.
func (rec record) end(tx store.Txn, got Collected, now time.Time) error {
	tx.Delete([]byte(runningKeys + rec.ID))
	tx.Delete(rec.untilKey())
	keep := KeepFailed
	if got.Status == Complete {
		if keep = KeepComplete; rec.SignIn {
			keep = Deadline
		} else {
			tx.Put([]byte(waitingKeys+rec.ID), nil)
		}
		store.PutPieces(tx, signatureKey(rec.ID), got.Answer.Signature)
		store.PutPieces(tx, ocspKey(rec.ID), got.Answer.OCSP)
	}
	rec.Status, rec.Hint, rec.User, rec.Ended, rec.Until = got.Status, got.Hint, got.User, now, now.Add(keep)
	rec.Started = Started{} // the tokens are of no more use to anybody
	tx.Put(rec.untilKey(), nil)
	return rec.write(tx)
}

// take forgets what came of an order, but for what its taker says.
func (rec record) take(tx store.Txn, result []byte, now time.Time) error {
	if err := rec.drop(tx); err != nil {
		return err
	}
	tx.Delete(rec.untilKey())
	rec.User, rec.Result, rec.Until = User{}, result, now.Add(KeepTaken)
	tx.Put(rec.untilKey(), nil)
	return rec.write(tx)
}

// drop takes away what came of an order.
func (rec record) drop(tx store.Txn) error {
	tx.Delete([]byte(waitingKeys + rec.ID))
	if err := store.Wipe(tx, signatureKey(rec.ID)); err != nil {
		return err
	}
	return store.Wipe(tx, ocspKey(rec.ID))
}

// forget takes away all of an order.
func (rec record) forget(tx store.Txn) error {
	if err := rec.drop(tx); err != nil {
		return err
	}
	if rec.Person != "" {
		newest, err := tx.Get(ofKey(rec.Purpose, rec.Person))
		if err != nil {
			return err
		}
		if string(newest) == rec.ID {
			tx.Delete(ofKey(rec.Purpose, rec.Person))
		}
	}
	tx.Delete([]byte(runningKeys + rec.ID))
	tx.Delete(rec.untilKey())
	tx.Delete([]byte(orderKeys + rec.ID))
	return nil
}
