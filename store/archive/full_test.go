package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"passbok/store"
)

// A full disk is tried in a child, the test's own binary told by this variable where to write: a limit
// on a file's size needs no privileges, but is for a whole process.
const childVariable = "PASSBOK_ARCHIVE_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childVariable); dir != "" {
		if err := full(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// TestFull: a disk that takes no more is said so, keeps what was acknowledged and nothing else, and is
// written again when there is room.
func TestFull(t *testing.T) {
	dir := t.TempDir()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childVariable+"="+dir)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var last uint64
	if _, err := fmt.Sscanf(string(out), "kept %d", &last); err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	got, err := read(open(t, dir, Options{}), 0)
	if uint64(len(got)) != last || err != nil {
		t.Errorf("%d records of %d, %v", len(got), last, err)
	}
}

func full(dir string) error {
	signal.Ignore(syscall.SIGXFSZ)
	var room syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &room); err != nil {
		return err
	}
	a, err := Open(context.Background(), dir, Options{SegmentBytes: 100_000})
	if err != nil {
		return err
	}
	last := uint64(0)
	write := func(limit uint64) error {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: room.Max}); err != nil {
			return err
		}
		err := a.Append(context.Background(), []Record{
			{last + 1, []byte("header"), []byte(strings.Repeat("x", 3000))},
			{last + 2, []byte("header"), []byte(strings.Repeat("y", 3000))},
		})
		if err == nil {
			last += 2
		}
		return err
	}
	// The first limits are in the middle of a file, at places of all kinds; the last does not let one begin.
	for _, limit := range []uint64{20_000, 30_003, 33_100, 39_999, 70_000, 10} {
		err := error(nil)
		for err == nil {
			err = write(limit)
		}
		if !errors.Is(err, store.ErrFull) {
			return fmt.Errorf("under a limit of %d: %w", limit, err)
		}
		if err := write(limit); !errors.Is(err, store.ErrFull) {
			return fmt.Errorf("a second time under a limit of %d: %w", limit, err)
		}
		if got, err := read(a, 0); uint64(len(got)) != last || err != nil {
			return fmt.Errorf("%d records of %d: %w", len(got), last, err)
		}
		for range 1 + limit/30_000 {
			if err := write(room.Max); err != nil {
				return fmt.Errorf("with room again: %w", err)
			}
		}
	}
	for len(a.firsts) < 3 { // a file that is full while the disk is
		if err := write(room.Max); err != nil {
			return err
		}
		if a.size >= a.opt.SegmentBytes {
			if err := write(10); !errors.Is(err, store.ErrFull) {
				return fmt.Errorf("at the beginning of a file: %w", err)
			}
		}
	}
	if len(a.Cut()) == 0 {
		return errors.New("nothing was said to be cut")
	}
	fmt.Printf("kept %d\n", last)
	return a.Close()
}
