package bolt

import (
	"errors"
	"fmt"

	berrors "go.etcd.io/bbolt/errors"

	"passbok/store"
	"passbok/store/internal/disk"
)

// known says a failure of bbolt's or the system's in the store's words, where it has one for it.
func known(err error) error {
	switch {
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		return store.ErrClosed
	case errors.Is(err, berrors.ErrDatabaseReadOnly), disk.Full(err):
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return err
}
