// Package disk has what the rooms that write files share: when a disk is full, and how a folder is flushed.
package disk

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// Full tells whether err says that the disk takes no more: full, over quota, over a limit on a file's
// size, or read-only. Some libraries keep the system's errors as text only.
func Full(err error) bool {
	for _, no := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EROFS} {
		if errors.Is(err, no) || err != nil && strings.HasSuffix(err.Error(), no.Error()) {
			return true
		}
	}
	return false
}

// FlushFolder brings to the disk which files a folder has: a file that is flushed can still be
// forgotten by its folder.
func FlushFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("flush a folder: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("flush a folder: %w", err)
	}
	return nil
}
