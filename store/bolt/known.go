package bolt

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"passbok/store"
)

// known says a failure of bbolt's or the system's in the store's words, where it has one for it.
func known(err error) error {
	switch {
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		return store.ErrClosed
	case errors.Is(err, berrors.ErrDatabaseReadOnly), full(err):
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return err
}

// full tells whether the disk takes no more. bbolt keeps some of the system's errors as text only.
func full(err error) bool {
	for _, no := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EROFS} {
		if errors.Is(err, no) || strings.HasSuffix(err.Error(), no.Error()) {
			return true
		}
	}
	return false
}
