// Package file keeps one value whole in one file: as JSON, replaced at each write, so that after a crash there
// is what was written last or what was written before it, never a part. It is for the little that stands
// outside the store, as what the demo's simulators remember.
package file

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"passbok/store/internal/disk"
)

// fresh is what a file is called until it is whole; one that a crash left behind is written over.
const fresh = ".new"

// Read reads the file into value; false where there is no file. A file that is not one JSON value of
// value's shape, no field too many, is an error that names it.
func Read(path string, value any) (found bool, err error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read a file: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(value); err != nil {
		return true, fmt.Errorf("read %s: %w", path, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return true, fmt.Errorf("read %s: more follows after its end", path)
	}
	return true, nil
}

// Flush brings to the disk which files a folder has: a file that is flushed can still be forgotten by its folder.
func Flush(folder string) error { return disk.FlushFolder(folder) }

// Write replaces the file by value, readable by its owner alone. When it returns nil, value is on the disk;
// where it fails, the file is as it was. Writes to one path must not overlap.
func Write(path string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	f, err := os.OpenFile(path+fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write a file: %w", err)
	}
	_, err = f.Write(append(raw, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write a file: %w", err)
	}
	if err := os.Rename(path+fresh, path); err != nil {
		return fmt.Errorf("write a file: %w", err)
	}
	return disk.FlushFolder(filepath.Dir(path))
}
