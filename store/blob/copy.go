package blob

import (
	"archive/tar"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"time"
)

// A copy of the files stands at the end of another file, a backup, which is read as if they were not there: a tar archive
// of <space>/<hash>, then a footer of 24 bytes, which says where the archive begins (big endian) and what it is.
const (
	footer     = 24
	footerMark = "passbok-files-1\n"
	// mostBytes is the largest file that a copy is believed to hold.
	mostBytes = 64 << 20
)

// Append writes a copy of all files after the first at bytes of w. It writes nothing where there are none. Tells how many.
func (f *Folder) Append(w io.Writer, at int64) (n int, err error) {
	spaces, err := f.Spaces()
	if err != nil {
		return 0, err
	}
	out := tar.NewWriter(w)
	for _, space := range spaces {
		names, err := f.All(space)
		if err != nil {
			return n, err
		}
		for _, hash := range names {
			content, err := f.Get(space, hash)
			switch {
			case errors.Is(err, ErrMissing): // nobody referred to it, and it was swept meanwhile
				continue
			case errors.Is(err, ErrDamaged): // a proof tells of it; the rest is worth copying
				continue
			case err != nil:
				return n, err
			}
			head := tar.Header{Name: path.Join(space, hash), Mode: 0o600, Size: int64(len(content)), ModTime: time.Unix(0, 0)}
			if err := out.WriteHeader(&head); err != nil {
				return n, fmt.Errorf("copy kept files: %w", err)
			}
			if _, err := out.Write(content); err != nil {
				return n, fmt.Errorf("copy kept files: %w", err)
			}
			n++
		}
	}
	if n == 0 {
		return 0, nil
	}
	if err := out.Close(); err != nil {
		return n, fmt.Errorf("copy kept files: %w", err)
	}
	foot := binary.BigEndian.AppendUint64([]byte(footerMark), uint64(at))
	if _, err := w.Write(foot); err != nil {
		return n, fmt.Errorf("copy kept files: %w", err)
	}
	return n, nil
}

// ErrCopy says that what stands at the end of a backup cannot be read.
var ErrCopy = errors.New("the files at the end of the copy cannot be read")

// Take keeps the files that stand at the end of a backup, beside those that are there. It tells how many it found: none
// where the backup has none. Each is held against its name. Error: ErrCopy.
func (f *Folder) Take(backup string) (n int, err error) {
	in, err := os.Open(backup)
	if err != nil {
		return 0, fmt.Errorf("read the copy: %w", err)
	}
	defer func() { _ = in.Close() }() // it was only read
	info, err := in.Stat()
	if err != nil {
		return 0, fmt.Errorf("read the copy: %w", err)
	}
	from, ok, err := begins(in, info.Size())
	if err != nil || !ok {
		return 0, err
	}
	files := tar.NewReader(io.NewSectionReader(in, from, info.Size()-footer-from))
	for {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, fmt.Errorf("%w: %w", ErrCopy, err)
		}
		if err := f.take(files, head); err != nil {
			return n, err
		}
		n++
	}
}

func (f *Folder) take(files io.Reader, head *tar.Header) error {
	space, hash := path.Split(head.Name)
	space = path.Clean(space)
	if _, err := f.path(space, hash); err != nil || head.Typeflag != tar.TypeReg || head.Size > mostBytes {
		return fmt.Errorf("%w: %q is no file of ours", ErrCopy, head.Name)
	}
	content, err := io.ReadAll(files)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCopy, err)
	}
	if Hash(content) != hash {
		return fmt.Errorf("%w: %s: %w", ErrCopy, head.Name, ErrDamaged)
	}
	_, err = f.Put(space, content)
	return err
}

// begins reads the footer: where the archive begins, if there is one.
func begins(in io.ReaderAt, size int64) (from int64, ok bool, err error) {
	if size < footer {
		return 0, false, nil
	}
	foot := make([]byte, footer)
	if _, err := in.ReadAt(foot, size-footer); err != nil {
		return 0, false, fmt.Errorf("read the copy: %w", err)
	}
	if string(foot[:len(footerMark)]) != footerMark {
		return 0, false, nil
	}
	at := binary.BigEndian.Uint64(foot[len(footerMark):])
	if at > uint64(size-footer) {
		return 0, false, fmt.Errorf("%w: they are said to begin after its end", ErrCopy)
	}
	return int64(at), true, nil
}
