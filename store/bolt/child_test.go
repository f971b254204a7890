package bolt

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"passbok/store"
)

// What a process cannot survive, or cannot undo, is tried in a child: the test's own binary, told by
// this variable what to be.
const childVariable = "PASSBOK_BOLT_CHILD"

func runChild(what string) int {
	kind, path, _ := strings.Cut(what, ":")
	var err error
	switch kind {
	case "writer":
		err = childWriter(path)
	case "full":
		err = childFull(path)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func child(t *testing.T, kind, path string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childVariable+"="+kind+":"+path)
	c.Stderr = os.Stderr
	return c
}

// childWriter writes without end from several goroutines, and says each key once it is acknowledged.
func childWriter(path string) error {
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		return err
	}
	said := make(chan string)
	for w := range 8 {
		go func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("%d/%06d", w, i)
				if err := s.Update(context.Background(), "book", func(tx store.Txn) error {
					tx.Put([]byte(key), []byte(key))
					tx.Put([]byte("twin/"+key), []byte(key))
					return nil
				}); err != nil {
					panic(err)
				}
				said <- key
			}
		}()
	}
	for key := range said {
		if _, err := fmt.Println(key); err != nil {
			return err
		}
	}
	return nil
}

// TestKill: a process that is killed in the middle has kept all it acknowledged, and nothing by half.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	c := child(t, "writer", filepath.Join(dir, "test.db"))
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if acknowledged = append(acknowledged, lines.Text()); len(acknowledged) == 500 {
			if err := c.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = c.Wait() // it was killed: always an error
	if len(acknowledged) < 500 {
		t.Fatalf("the child ended after %d", len(acknowledged))
	}
	s := use(t, dir)
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
	if err := s.View(context.Background(), "book", func(r store.Reader) error {
		for _, key := range acknowledged[:len(acknowledged)-1] { // the last line may have been cut
			if v, err := r.Get([]byte(key)); string(v) != key || err != nil {
				t.Errorf("%s was acknowledged, and is %q %v", key, v, err)
			}
		}
		n, twins := 0, 0
		for kv, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if n++; strings.HasPrefix(string(kv.Key), "twin/") {
				twins++
			}
		}
		if n != 2*twins {
			t.Errorf("%d keys, %d of them twins", n, twins)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// TestFull: a disk that takes no more is said so, keeps what was acknowledged and nothing else, and
// is written again when there is room. The disk is the limit on a file's size, which needs no privileges.
func TestFull(t *testing.T) {
	dir := t.TempDir()
	out, err := child(t, "full", filepath.Join(dir, "test.db")).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := strings.TrimSpace(string(out)); got != "full twice, and well again" {
		t.Errorf("the child said %q", got)
	}
	s := use(t, dir)
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

func childFull(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	var room syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &room); err != nil {
		return err
	}
	limit := func(n uint64) error {
		return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: room.Max})
	}
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		return err
	}
	kept := 0
	write := func() error {
		err := s.Update(context.Background(), "book", func(tx store.Txn) error {
			for i := range 8 {
				tx.Put(fmt.Appendf(nil, "%06d/%d", kept, i), make([]byte, 60_000))
			}
			return nil
		})
		if err == nil {
			kept++
		}
		return err
	}
	// First the file cannot grow; then, with pages free or set aside in it, they cannot be written.
	for _, step := range []struct{ limit, least uint64 }{{40 << 20, 10}, {8 << 20, 0}} {
		if err := limit(step.limit); err != nil {
			return err
		}
		var err error
		for before := kept; err == nil && kept < before+1000; {
			err = write()
		}
		if !errors.Is(err, store.ErrFull) || uint64(kept) < step.least {
			return fmt.Errorf("after %d updates under a limit of %d: %w", kept, step.limit, err)
		}
		if err := counted(s, kept); err != nil {
			return err
		}
		if err := limit(room.Max); err != nil {
			return err
		}
		if err := write(); err != nil {
			return fmt.Errorf("with room again: %w", err)
		}
		if err := errors.Join(counted(s, kept), s.Check(context.Background())); err != nil {
			return err
		}
	}
	fmt.Println("full twice, and well again")
	return s.Close()
}

// counted checks that exactly n updates of eight keys are there.
func counted(s *Store, n int) error {
	return s.View(context.Background(), "book", func(r store.Reader) error {
		got := 0
		for _, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			got++
		}
		if got != 8*n {
			return fmt.Errorf("%d keys, of %d updates of eight: %w", got, n, io.ErrUnexpectedEOF)
		}
		return nil
	})
}
