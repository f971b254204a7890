package archive

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lock takes the folder for this process. The lock goes with the process, however that ends; the file stays.
func (a *Archive) lock() error {
	f, err := os.OpenFile(filepath.Join(a.dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("lock %s: %w", a.dir, err)
	}
	switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		return errors.Join(fmt.Errorf("lock %s: another process holds it", a.dir), f.Close())
	case err != nil:
		return errors.Join(fmt.Errorf("lock %s: %w", a.dir, err), f.Close())
	}
	a.hold = f
	return nil
}

// inPlace tells whether f is what a path leads to. What was deleted, moved away or unmounted can
// be written as long as it is open, and nobody would ever find it again. Nor is a file in place that has
// become shorter than it must be: a write behind its end would leave a hole.
func inPlace(f *os.File, least int64) (bool, error) {
	mine, err := f.Stat()
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", f.Name(), err)
	}
	there, err := os.Stat(f.Name())
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", f.Name(), err)
	}
	return os.SameFile(mine, there) && there.Size() >= least, nil
}
