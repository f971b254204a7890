package bolt

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"

	"go.etcd.io/bbolt"

	"passbok/store"
)

// View calls fn with a snapshot of space.
func (s *Store) View(ctx context.Context, space string, fn func(store.Reader) error) error {
	if err := named(ctx, space); err != nil {
		return err
	}
	tx, err := s.snapshot(ctx)
	if err != nil {
		return fmt.Errorf("view %s: %w", space, err)
	}
	r := &reader{ctx: ctx, bucket: tx.Bucket([]byte(space))}
	defer func() { // also where fn panics or ends its goroutine: a reader left open keeps pages for ever
		r.over = true
		_ = tx.Rollback() // of a reading transaction: cannot fail but by being over
	}()
	return fn(r)
}

// Versions reads all versions from one snapshot.
func (s *Store) Versions(ctx context.Context, spaces []string) ([]uint64, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	versions := make([]uint64, len(spaces))
	err := s.read(ctx, func(tx *bbolt.Tx) error {
		for i, space := range spaces {
			if b := tx.Bucket([]byte(space)); b != nil {
				versions[i] = b.Sequence()
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read versions: %w", err)
	}
	return versions, nil
}

// Backup writes a bbolt file that Open can open.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	p := &patient{ctx: ctx, w: w}
	err := s.read(ctx, func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(p)
		return err
	})
	switch {
	case p.err != nil: // as it was: bbolt keeps only its text
		return fmt.Errorf("back the store up: %w", p.err)
	case err != nil:
		return fmt.Errorf("back the store up: %w", known(err))
	}
	return nil
}

// patient writes until its context is done, and remembers what stopped it.
type patient struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (p *patient) Write(b []byte) (n int, err error) {
	if p.err = p.ctx.Err(); p.err == nil {
		n, p.err = p.w.Write(b)
	}
	return n, p.err
}

// named refuses a context that is done and a space that cannot be.
func named(ctx context.Context, space string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if space == "" || len(space) > store.MaxSpace {
		return fmt.Errorf("space %.64q: %w", space, store.ErrLimit)
	}
	return nil
}

// reader reads one bucket; nil is the empty space.
type reader struct {
	ctx    context.Context
	bucket *bbolt.Bucket
	over   bool          // its View or Update has ended: bbolt's pages are no longer to be touched
	cursor *bbolt.Cursor // for Get, which is asked often: made once
}

func (r *reader) Get(key []byte) ([]byte, error) {
	if r.over {
		return nil, store.ErrClosed
	}
	if r.bucket == nil {
		return nil, nil
	}
	if r.cursor == nil {
		r.cursor = r.bucket.Cursor()
	}
	if found, value := r.cursor.Seek(key); bytes.Equal(found, key) {
		return own(value), nil
	}
	return nil, nil
}

// patience is how many pairs a scan yields between two looks at its context.
const patience = 256

func (r *reader) Scan(from, to []byte) iter.Seq2[store.KV, error] {
	return func(yield func(store.KV, error) bool) {
		if r.over {
			yield(store.KV{}, store.ErrClosed)
			return
		}
		if r.bucket == nil {
			return
		}
		cursor, seen := r.bucket.Cursor(), 0
		for k, v := cursor.Seek(from); k != nil && (to == nil || bytes.Compare(k, to) < 0); k, v = cursor.Next() {
			if seen%patience == 0 && r.ctx.Err() != nil {
				yield(store.KV{}, r.ctx.Err())
				return
			}
			seen++
			both := append(append(make([]byte, 0, len(k)+len(v)), k...), v...)
			if !yield(store.KV{Key: both[:len(k):len(k)], Value: both[len(k):]}, nil) {
				return
			}
			if r.over {
				yield(store.KV{}, store.ErrClosed)
				return
			}
		}
	}
}

// own copies a value out of the file's pages; absent stays nil, and empty does not become it.
func own(v []byte) []byte {
	if v == nil {
		return nil
	}
	return append(make([]byte, 0, len(v)), v...)
}
