package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"passbok/store"
)

// Limits of a file that is too large to be made in memory.
const (
	archivePath  = "/api/v1/archive/"
	archiveMakes = 5 * time.Minute  // how long one may take to be made
	archiveSends = 15 * time.Minute // and to be fetched
	archiveBytes = 1 << 30          // how large it may be
)

// fetching is how long the answer to a request may take to be fetched, once its head is read.
func (s *Server) fetching(head *fasthttp.RequestHeader, path string) time.Duration {
	if !strings.HasPrefix(path, archivePath) {
		return 0
	}
	if _, err := s.bearer(string(head.Peek(fiber.HeaderAuthorization))); err != nil {
		return 0
	}
	return archiveSends
}

// errTooMuch says that a file has grown beyond its limit.
var errTooMuch = errors.New("the file is larger than may be")

// spooled answers with a file that is written to the disk first, and sent from there: no more than a piece of it is in memory. One
// at a time is made and sent of what. It has a limit and times of its own, so the call's context is replaced.
func (c *call) spooled(what, name string, write func(io.Writer) error) error {
	done, err := c.server.oneMore(what, 1)
	if err != nil {
		return problem(codeArchiveUnderWay).because(err)
	}
	ctx, cancel := context.WithTimeout(c.server.stopping, archiveMakes)
	defer cancel()
	c.ctx = ctx
	file, err := newSpool(c.server.cfg.Temp, c.server.archiveBytes(), done)
	if err != nil {
		done()
		return err
	}
	err = write(file)
	if err == nil {
		_, err = file.file.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = file.Close()
		return fmt.Errorf("make %s: %w", name, err)
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	if err := c.SendStream(file, int(file.written)); err != nil {
		return errors.Join(fmt.Errorf("write answer: %w", err), file.Close())
	}
	return nil
}

func (s *Server) archiveBytes() int64 {
	if s.cfg.MostArchive == 0 {
		return archiveBytes
	}
	return s.cfg.MostArchive
}

// spool is a file on the disk that has no name, and is gone when it is closed, or the process has ended.
type spool struct {
	file                *os.File
	written, read, most int64
	close               func() error
}

func newSpool(dir string, most int64, done func()) (*spool, error) {
	f, err := os.CreateTemp(dir, ".passbok-*")
	if err != nil {
		return nil, fmt.Errorf("make a file to send: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("make a file to send: %w", err), f.Close())
	}
	return &spool{file: f, most: most, close: sync.OnceValue(func() error {
		defer done()
		return f.Close()
	})}, nil
}

// Write writes on. Error: errTooMuch, store.ErrFull.
func (s *spool) Write(piece []byte) (int, error) {
	if s.written+int64(len(piece)) > s.most {
		return 0, errTooMuch
	}
	n, err := s.file.Write(piece)
	s.written += int64(n)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		err = fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return n, err
}

// Read reads what was written. With the last of it the file is let go of, so that who has got all of it can ask anew.
func (s *spool) Read(into []byte) (int, error) {
	if s.read == s.written {
		return 0, io.EOF
	}
	n, err := s.file.Read(into)
	if s.read += int64(n); s.read == s.written {
		return n, s.Close()
	}
	if err != nil {
		return n, fmt.Errorf("read a file to send: %w", err)
	}
	return n, nil
}

// Close takes the file away. It may be called again.
func (s *spool) Close() error { return s.close() }
