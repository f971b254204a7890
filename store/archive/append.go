package archive

import (
	"context"
	"errors"
	"fmt"
	"os"

	"passbok/internal/failpoint"
	"passbok/store"
	"passbok/store/internal/disk"
)

// Append writes records behind the last one. When it returns nil they are on the disk. Their numbers
// ascend, and are above the last one's. When it fails, nothing of them counts: its traces are taken away at
// once if that can be, or else by the next Append, which needs no other help: once there is room, or the
// folder is back, it goes on.
func (a *Archive) Append(ctx context.Context, records []Record) error {
	if err := a.append(ctx, records); err != nil {
		return fmt.Errorf("append to the archive in %s: %w", a.dir, known(err))
	}
	return nil
}

func (a *Archive) append(ctx context.Context, records []Record) error {
	a.write.Lock()
	defer a.write.Unlock()
	if err := errors.Join(ctx.Err(), a.open(), a.follow(records)); err != nil || len(records) == 0 {
		return err
	}
	if err := a.ready(); err != nil {
		return err
	}
	var err error
	if a.f == nil || a.size >= a.opt.SegmentBytes {
		err = a.begin(records)
	} else {
		err = a.extend(records)
	}
	if err != nil {
		a.bad = true
		_ = a.mend() // where this fails, the next append tries again, and tells
		return err
	}
	a.mark()
	return nil
}

func (a *Archive) open() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		return store.ErrClosed
	}
	return nil
}

// follow tells what of the records the format cannot keep.
func (a *Archive) follow(records []Record) error {
	last := a.seq
	for _, r := range records {
		if r.Seq <= last {
			return fmt.Errorf("record %d does not follow record %d", r.Seq, last)
		}
		if len(r.Header) > maxPart || len(r.Payload) > maxPart {
			return fmt.Errorf("record %d: %w: %d and %d bytes", r.Seq, store.ErrLimit, len(r.Header), len(r.Payload))
		}
		last = r.Seq
	}
	return nil
}

// extend writes records into the newest segment. The mark before them may be there already, not flushed.
func (a *Archive) extend(records []Record) error {
	a.buf = appendMark(a.buf[:0], a.seq)
	ends, lastAt := a.fill(records)
	if err := a.put(a.f, a.size); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.keep(records, a.size+ends, a.size+lastAt)
	return nil
}

// begin writes records into a new segment, once the one before is flushed to its end.
func (a *Archive) begin(records []Record) error {
	if a.f != nil {
		a.buf = appendMark(a.buf[:0], a.seq)
		if err := a.put(a.f, a.size); err != nil {
			return err
		}
	}
	a.begun = path(a.dir, records[0].Seq)
	f, err := os.OpenFile(a.begun, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("begin a segment: %w", err)
	}
	a.buf = appendHead(a.buf[:0], a.seq)
	ends, lastAt := a.fill(records)
	err = a.put(f, 0)
	if err == nil {
		err = a.flushFolder()
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	if a.f != nil {
		_ = a.f.Close() // it is flushed
	}
	a.begun = ""
	a.mu.Lock() // a reader finds both or neither: the segment, and how much of it counts
	defer a.mu.Unlock()
	a.f, a.firsts = f, append(a.firsts, records[0].Seq)
	a.keep(records, ends, lastAt)
	return nil
}

// fill adds records to the buffer and tells where in it the last one ends and begins.
func (a *Archive) fill(records []Record) (ends, lastAt int64) {
	for _, r := range records {
		lastAt = int64(len(a.buf))
		a.buf = appendRecord(a.buf, r)
	}
	return int64(len(a.buf)), lastAt
}

// put writes the buffer and flushes. The flush is a whole one: the file's length must be kept too.
func (a *Archive) put(f *os.File, at int64) error {
	if err := a.step("write"); err != nil {
		return err
	}
	if failpoint.Due("archive half written") {
		_, _ = f.WriteAt(a.buf[:len(a.buf)/2], at)
		failpoint.End()
	}
	if _, err := f.WriteAt(a.buf, at); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	failpoint.Pass("archive written and not flushed")
	if err := a.flush(f); err != nil {
		return err
	}
	failpoint.Pass("after the archive")
	return nil
}

func (a *Archive) flush(f *os.File) error {
	if err := a.step("flush"); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("flush: %w", err)
	}
	return nil
}

func (a *Archive) flushFolder() error {
	if err := a.step("flush the folder"); err != nil {
		return err
	}
	return disk.FlushFolder(a.dir)
}

// keep makes records count: they are flushed. The caller holds mu.
func (a *Archive) keep(records []Record, size, lastAt int64) {
	last := records[len(records)-1]
	a.seq, a.header = last.Seq, append([]byte(nil), last.Header...)
	a.size, a.lastAt = size, lastAt
	if cap(a.buf) > 4*maxPart { // one large append is no reason to keep so much
		a.buf = nil
	}
}

// mark says in the file that all before it is flushed. It is not flushed itself, and nothing depends on
// its being there: so nothing is done when it cannot be written.
func (a *Archive) mark() {
	_, _ = a.f.WriteAt(appendMark(nil, a.seq), a.size)
}
