// Package blob keeps files by what they hold: a name is the SHA-256 of the content, in hex. What is kept never changes, so
// it can be copied while it is used, and whoever reads it can tell whether it is whole.
//
// A file is written beside its place, flushed, and only then given its name; when Put returns, it is on the disk. Whoever
// refers to it does so afterwards. What nobody came to refer to is taken away by Sweep, a time after it came.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"passbok/store"
	"passbok/store/internal/disk"
)

// Errors of a read.
var (
	ErrMissing = errors.New("there is no such file")
	ErrDamaged = errors.New("the file is not what it was when it was kept")
)

// unnamed begins the name of a file that is not whole yet; a crash may leave one behind.
const unnamed = ".new-"

// Folder holds the files of all spaces, each in a folder of its own.
type Folder struct {
	dir   string
	clock func() time.Time
	mu    sync.Mutex // a sweep must not take what is held meanwhile
}

// Open gives the files kept in a folder, which is made with the first of them.
func Open(dir string, clock func() time.Time) *Folder { return &Folder{dir: dir, clock: clock} }

// Hash is the name of a content.
func Hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// IsHash says whether a text can be the name of a file: 64 digits in hex, in lower case.
func IsHash(text string) bool {
	return len(text) == 2*sha256.Size && strings.Trim(text, "0123456789abcdef") == ""
}

// Put keeps a content, and gives its name. It is on the disk then. Kept once more, it is as young as if it were new.
// Error: store.ErrFull.
func (f *Folder) Put(space string, content []byte) (hash string, err error) {
	hash = Hash(content)
	if err := f.Hold(space, hash); err == nil {
		if _, err := f.Get(space, hash); err == nil {
			return hash, nil
		}
	} else if !errors.Is(err, ErrMissing) {
		return "", err
	}
	if err := f.put(space, hash, content); err != nil {
		if disk.Full(err) {
			err = fmt.Errorf("%w: %w", store.ErrFull, err)
		}
		return "", fmt.Errorf("keep a file: %w", err)
	}
	return hash, nil
}

func (f *Folder) put(space, hash string, content []byte) error {
	dir := filepath.Join(f.dir, space)
	if err := f.makeDir(dir); err != nil {
		return err
	}
	file, err := os.CreateTemp(dir, unnamed+"*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.Write(content)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.clock()
	if err := errors.Join(os.Chtimes(file.Name(), now, now), os.Rename(file.Name(), filepath.Join(dir, hash))); err != nil {
		return err
	}
	return disk.FlushFolder(dir)
}

// makeDir makes the folder of a space, so that it is found again after a crash.
func (f *Folder) makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return errors.Join(disk.FlushFolder(f.dir), disk.FlushFolder(filepath.Dir(f.dir)))
}

// Hold makes a file as young as if it were new, so that no sweep takes it before whoever holds it has referred to it.
// Error: ErrMissing.
func (f *Folder) Hold(space, hash string) error {
	path, err := f.path(space, hash)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.clock()
	if err := os.Chtimes(path, now, now); err != nil {
		return missing(err)
	}
	return nil
}

// Get reads a file whole. Errors: ErrMissing, ErrDamaged.
func (f *Folder) Get(space, hash string) ([]byte, error) {
	path, err := f.path(space, hash)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, missing(err)
	}
	if Hash(content) != hash {
		return nil, fmt.Errorf("%s: %w", hash, ErrDamaged)
	}
	return content, nil
}

// Has says whether there is a file of this name, without reading it.
func (f *Folder) Has(space, hash string) (bool, error) {
	path, err := f.path(space, hash)
	if err == nil {
		if _, err = os.Stat(path); err == nil {
			return true, nil
		}
		err = missing(err)
	}
	if errors.Is(err, ErrMissing) {
		return false, nil
	}
	return false, err
}

// Remove takes a file away for good, and says whether there was one.
func (f *Folder) Remove(space, hash string) (bool, error) {
	path, err := f.path(space, hash)
	if err != nil {
		return false, err
	}
	switch err := os.Remove(path); {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("remove a kept file: %w", err)
	}
	return true, disk.FlushFolder(filepath.Dir(path))
}

// Sweep takes away what came before an instant and is not referred to, and what a crash left half written. It tells how
// many. Whatever is referred to must be found out after before, and before the call.
func (f *Folder) Sweep(space string, before time.Time, refers func(hash string) bool) (int, error) {
	found, err := f.entries(space)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, entry := range found {
		if IsHash(entry.Name()) && refers(entry.Name()) {
			continue
		}
		gone, err := f.sweep(filepath.Join(f.dir, space, entry.Name()), before)
		if err != nil {
			return n, fmt.Errorf("sweep kept files: %w", err)
		}
		if gone {
			n++
		}
	}
	return n, nil
}

func (f *Folder) sweep(path string, before time.Time) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(path) // as it is now: it may be held since it was listed
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.ModTime().Before(before) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, os.Remove(path)
}

// Spaces are those that have a folder, in order.
func (f *Folder) Spaces() ([]string, error) {
	found, err := f.entries("")
	if err != nil {
		return nil, err
	}
	var spaces []string
	for _, entry := range found {
		if entry.IsDir() {
			spaces = append(spaces, entry.Name())
		}
	}
	return spaces, nil
}

// All are the names of a space's files, in order.
func (f *Folder) All(space string) ([]string, error) {
	found, err := f.entries(space)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range found {
		if IsHash(entry.Name()) {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

func (f *Folder) entries(space string) ([]fs.DirEntry, error) {
	found, err := os.ReadDir(filepath.Join(f.dir, space))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list kept files: %w", err)
	}
	return found, nil
}

// path is where a file lies. No name leads out of its folder: whatever cannot be a name is missing.
func (f *Folder) path(space, hash string) (string, error) {
	if !IsHash(hash) || space == "" || filepath.Base(space) != space || strings.HasPrefix(space, ".") {
		return "", fmt.Errorf("%q in %q: %w", hash, space, ErrMissing)
	}
	return filepath.Join(f.dir, space, hash), nil
}

func missing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", ErrMissing, err)
	}
	return fmt.Errorf("read a kept file: %w", err)
}
