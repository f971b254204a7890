package queue

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"passbok/fk/elt"
	"passbok/store"
)

// What is sent is kept for as long as its row: it is the proof of what was, and a resend is of these bytes.

const (
	partSize   = 48 << 10 // of what is kept, below what a value may hold
	maxMessage = 16 << 20 // of a message that is read back
)

func digest(document []byte) string {
	sum := sha256.Sum256(document)
	return hex.EncodeToString(sum[:])
}

// pack writes a message small: timesheets are a few words, said many times.
func pack(s elt.Submission) ([]byte, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write what is sent: %w", err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(raw); err != nil {
		return nil, fmt.Errorf("write what is sent: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("write what is sent: %w", err)
	}
	return packed.Bytes(), nil
}

func unpack(packed []byte) (s elt.Submission, err error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return s, fmt.Errorf("read what is sent: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(r, maxMessage))
	if err != nil {
		return s, fmt.Errorf("read what is sent: %w", err)
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, fmt.Errorf("read what is sent: %w", err)
	}
	return s, nil
}

func (s Sheet) part(n int) []byte {
	return fmt.Appendf(nil, "%s%s/%s/%04d", sentPlace, s.Book, s.Ref, n)
}

// putMessage keeps what is sent; it is never changed.
func putMessage(tx store.Txn, s Sheet, packed []byte) {
	for n := 0; len(packed) > 0; n++ {
		part := packed[:min(partSize, len(packed))]
		tx.Put(s.part(n), part)
		packed = packed[len(part):]
	}
}

// getMessage reads it whole.
func getMessage(r store.Reader, s Sheet) (packed []byte, err error) {
	for n := 0; ; n++ {
		part, err := r.Get(s.part(n))
		if err != nil || part == nil {
			return packed, err
		}
		packed = append(packed, part...)
	}
}

// message is what is sent for an item. The error is a [Refusal] with CodeDamaged where it is not what was put there.
func (q *Queue) message(ctx context.Context, i Item) (elt.Submission, error) {
	var packed []byte
	err := q.cfg.Store.View(ctx, Space, func(r store.Reader) (err error) {
		packed, err = getMessage(r, i.Sheet())
		return err
	})
	if err != nil {
		return elt.Submission{}, fmt.Errorf("read what is sent: %w", err)
	}
	s, err := unpack(packed)
	if err != nil || digest(s.Document) != i.Digest {
		return elt.Submission{}, Refuse(CodeDamaged)
	}
	return s, nil
}

// Sent is what was sent, or is to be, for a version; ok is false where nothing is known of it.
func (q *Queue) Sent(ctx context.Context, s Sheet) (sent elt.Submission, ok bool, err error) {
	known, err := q.Of(ctx, s.Book, s.Ref)
	if err != nil {
		return elt.Submission{}, false, err
	}
	item, ok := known[s.Ref]
	if !ok {
		return elt.Submission{}, false, nil
	}
	sent, err = q.message(ctx, item)
	return sent, err == nil, err
}
