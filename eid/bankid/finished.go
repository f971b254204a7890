package bankid

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"passbok/store"
)

// Finished is what came of an order, raw. It is not checked: Verify does that. It is kept until Taken.
type Finished struct {
	Purpose, Person string
	SignIn          bool
	Note            []byte
	User            User
	Answer          Answer
	Made, Ended     time.Time // Expect's Since and Now
}

// Finished gives what came of an order. Errors: ErrUnknown, ErrRunning, ErrTaken; ErrNoAnswer where it failed.
func (o *Orders) Finished(ctx context.Context, id string) (Finished, error) {
	var done Finished
	err := o.cfg.Store.View(ctx, Space, func(r store.Reader) error {
		rec, err := read(r, id)
		switch {
		case err != nil:
			return err
		case rec.Status == Failed:
			return ErrNoAnswer
		case rec.Status != Complete:
			return ErrRunning
		case rec.Result != nil:
			return ErrTaken
		}
		done = Finished{Purpose: rec.Purpose, Person: rec.Person, SignIn: rec.SignIn, Note: rec.Note, User: rec.User, Made: rec.Made, Ended: rec.Ended}
		if done.Answer.Signature, err = store.GetPieces(r, signatureKey(id)); err != nil {
			return err
		}
		done.Answer.OCSP, err = store.GetPieces(r, ocspKey(id))
		return err
	})
	if err != nil {
		return Finished{}, fmt.Errorf("read a finished order: %w", err)
	}
	return done, nil
}

// Taken says that what came of an order is kept elsewhere: the name, the number and the answer in it are forgotten. result,
// at most 4 KiB, can be looked at for an hour more. The first taker's stays, and the others are told: ErrTaken. One that is
// forgotten is no error. Errors: ErrRunning, ErrNoAnswer, ErrTaken.
func (o *Orders) Taken(ctx context.Context, id string, result []byte) error {
	if result == nil || len(result) > maxNote {
		return errors.New("take a finished order: a result is needed, of at most 4 KiB")
	}
	now := o.cfg.Clock().UTC()
	err := o.cfg.Store.Update(ctx, Space, func(tx store.Txn) error {
		rec, err := read(tx, id)
		switch {
		case errors.Is(err, ErrUnknown):
			return nil
		case err != nil:
			return err
		case rec.Status == Pending:
			return ErrRunning
		case rec.Status == Failed:
			return ErrNoAnswer
		case rec.Result != nil:
			return ErrTaken
		}
		return rec.take(tx, result, now)
	})
	if err != nil {
		return fmt.Errorf("take a finished order: %w", err)
	}
	return nil
}

// Waiting are the signatures that are complete and not taken, in order of their ids; sign-ins wait for their page.
func (o *Orders) Waiting(ctx context.Context) ([]string, error) {
	var ids []string
	err := o.cfg.Store.View(ctx, Space, func(r store.Reader) error {
		ids = nil
		for kv, err := range r.Scan(store.Prefix([]byte(waitingKeys))) {
			if err != nil {
				return err
			}
			ids = append(ids, strings.TrimPrefix(string(kv.Key), waitingKeys))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the signatures that wait: %w", err)
	}
	return ids, nil
}

// Done is told when an order is complete. It has one listener.
func (o *Orders) Done() <-chan struct{} { return o.done }

// Forget forgets every order of a person, whatever its state, and says how many there were.
func Forget(ctx context.Context, st store.Store, person string) (int, error) {
	gone := 0
	err := st.Update(ctx, Space, func(tx store.Txn) error {
		gone = 0
		for kv, err := range tx.Scan(store.Prefix([]byte(orderKeys))) {
			if err != nil {
				return err
			}
			rec, err := read(tx, strings.TrimPrefix(string(kv.Key), orderKeys))
			if err != nil {
				return err
			}
			if rec.Person != person {
				continue
			}
			if err := rec.forget(tx); err != nil {
				return err
			}
			gone++
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("forget a person's orders of BankID: %w", err)
	}
	return gone, nil
}
