package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"passbok/store"
	"passbok/sync/book/internal/layout"
)

// Did is a command that was carried out, with what came of it. Where it was erased, it has no Body and no Answer.
type Did struct {
	Command
	Receipt
}

// Did finds a command by its id; ok is false where none of that id was carried out. What is found never changes, but for being erased.
func (b *Book) Did(ctx context.Context, id string) (did Did, ok bool, err error) {
	err = b.store.View(ctx, b.space, func(r store.Reader) error {
		did, ok = Did{}, false
		stored, err := r.Get([]byte(layout.CommandKey(id)))
		if err != nil || stored == nil {
			return err
		}
		at, whole := layout.DecodePlace(stored)
		if !whole {
			return errors.New("its place is not as it was written")
		}
		payload, _, err := layout.ReadPayload(r, at.Seq)
		switch {
		case errors.Is(err, layout.ErrErased):
			header, err := layout.ReadHeader(r, at.Seq)
			if err != nil {
				return err
			}
			did.Command = Command{ID: id, Name: header.Name, Person: header.Person, Device: header.Device}
		case err != nil:
			return err
		default:
			if err := json.Unmarshal(payload.Raw, &did.Command); err != nil {
				return fmt.Errorf("read entry %d: %w", at.Seq, err)
			}
		}
		did.Receipt, err = receiptOf(r, at.Seq)
		ok = err == nil
		return err
	})
	if err != nil {
		return Did{}, false, fmt.Errorf("find command %s: %w", id, err)
	}
	return did, ok, nil
}
