// Package holes copies folders for tests: a database sets space aside that it has not written to, and a copy that does not
// write zeros there takes a hundredth of the time.
package holes

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Copy makes the folder to, which is not there yet, with all files and folders of from. What is neither, as a socket, is
// left out.
func Copy(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o700)
		case d.Type().IsRegular():
			return file(path, filepath.Join(to, name))
		}
		return nil
	})
}

// file copies one file; blocks of nothing but zeros are holes in the copy.
func file(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	defer func() { _ = in.Close() }() // it was only read
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	block, zeros, at := make([]byte, 4096), make([]byte, 4096), int64(0)
	for err == nil {
		var n int
		n, err = io.ReadFull(in, block)
		if !bytes.Equal(block[:n], zeros[:n]) {
			_, failed := out.WriteAt(block[:n], at)
			err = errors.Join(failed, err)
		}
		at += int64(n)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err := errors.Join(err, out.Truncate(at), out.Close()); err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return nil
}
