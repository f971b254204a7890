package archive

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Damage is the error for a record that is not as it was written. It is returned as a value; ask for it
// with errors.As.
type Damage struct {
	File   string
	Offset int64
	Seq    uint64 // of the last sound record before it that was read; 0 where none was: the file's head is damaged
	What   string
}

func (d Damage) Error() string {
	return fmt.Sprintf("%s is damaged at byte %d, after record %d: %s", d.File, d.Offset, d.Seq, d.What)
}

const (
	ending = ".seg"
	fresh  = ".new" // after the ending: a segment written anew that has not taken its place
)

func path(dir string, first uint64) string {
	return filepath.Join(dir, fmt.Sprintf("%016x%s", first, ending))
}

// list tells the segments of a folder by their first numbers, in order, and what is left of segments that
// were to be written anew. Other files are not ours.
func list(dir string) (firsts []uint64, left []string, err error) {
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("list the segments: %w", err)
	}
	for _, e := range all {
		name, old := strings.CutSuffix(e.Name(), fresh)
		first, err := strconv.ParseUint(strings.TrimSuffix(name, ending), 16, 64)
		switch {
		case err != nil || filepath.Base(path(dir, first)) != name:
		case old:
			left = append(left, filepath.Join(dir, e.Name()))
		default:
			firsts = append(firsts, first)
		}
	}
	slices.Sort(firsts)
	return firsts, left, nil
}

// Has says whether a folder holds anything that was archived.
func Has(dir string) (bool, error) {
	firsts, _, err := list(dir)
	return len(firsts) > 0, err
}

// segment reads one file, entry after entry.
type segment struct {
	f       *os.File
	r       *bufio.Reader
	first   uint64 // by its name
	at, end int64
	before  uint64 // the last record of the segment before
	last    uint64 // the last sound record; at the start, before
	lastAt  int64  // where it begins
	lastEnd int64  // where it ends
	count   int    // records read
	marked  bool   // the last entry was a mark
	skipped bool   // what is before the next entry was unsound and left out
	astray  bool   // what was found is whole, but does not belong where it is: no torn write makes that
}

// openSegment opens a file to be read up to end; to its end where that is negative.
func openSegment(dir string, first uint64, end int64) (*segment, error) {
	f, err := os.Open(path(dir, first))
	if err != nil {
		return nil, fmt.Errorf("open a segment: %w", err)
	}
	if end < 0 {
		info, err := f.Stat()
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open a segment: %w", err), f.Close())
		}
		end = info.Size()
	}
	s := &segment{f: f, first: first, end: end}
	s.seek(0)
	return s, nil
}

func (s *segment) close() { _ = s.f.Close() } // it was only read

func (s *segment) seek(at int64) {
	s.at = at
	s.r = bufio.NewReaderSize(io.NewSectionReader(s.f, at, s.end-at), int(min(max(s.end-at, headSize), 64<<10)))
}

func (s *segment) damage(what string) error {
	return Damage{File: s.f.Name(), Offset: s.at, Seq: s.last, What: what}
}

// start reads the head, which says what came before the segment. Where the reader knows that (from the
// segment before, or because there is none), the two must agree.
func (s *segment) start(before uint64, known bool) error {
	s.last = before
	b, err := s.r.Peek(int(min(headSize, s.end)))
	if err != nil {
		return fmt.Errorf("read %s: %w", s.f.Name(), err)
	}
	of, says := readHead(b)
	switch {
	case of == 0:
		return s.damage(wrongHead)
	case of != version:
		return fmt.Errorf("read %s: it has version %d of the format, this program knows %d: use the newer program", s.f.Name(), of, version)
	case known && says != before:
		s.astray = true
		return s.damage(follows(says))
	}
	s.before, s.last = says, says
	_, err = s.r.Discard(headSize)
	s.at = headSize
	return err
}

func follows(seq uint64) string {
	return fmt.Sprintf("it was written to follow record %d: what is between is missing", seq)
}

// next reads the next record; more is false at the end. What it returns is the caller's own.
func (s *segment) next() (r Record, more bool, err error) {
	for s.at < s.end {
		b, err := s.r.Peek(int(min(fixedSize, s.end-s.at)))
		if err != nil {
			return Record{}, false, fmt.Errorf("read %s at byte %d: %w", s.f.Name(), s.at, err)
		}
		n := size(b)
		switch {
		case n == 0:
			return Record{}, false, s.damage(wrongWord)
		case n > s.end-s.at:
			return Record{}, false, s.damage(wrongLength)
		}
		b = make([]byte, n)
		if _, err := io.ReadFull(s.r, b); err != nil {
			return Record{}, false, fmt.Errorf("read %s at byte %d: %w", s.f.Name(), s.at, err)
		}
		r, mark, wrong := decode(b)
		if wrong != "" {
			return Record{}, false, s.damage(wrong)
		}
		switch {
		case s.skipped && r.Seq > s.last: // what it belongs to is lost
		case mark && (r.Seq != s.last || s.at == headSize):
			wrong = "the mark is for another record"
		case !mark && s.at == headSize && r.Seq != s.first:
			wrong = fmt.Sprintf("record %d is not the one that the file is named for", r.Seq)
		case !mark && r.Seq <= s.last:
			wrong = fmt.Sprintf("record %d does not follow", r.Seq)
		}
		if wrong != "" {
			s.astray = true
			return Record{}, false, s.damage(wrong)
		}
		from := s.at
		s.at, s.last, s.marked, s.skipped = s.at+n, r.Seq, mark, false
		if !mark {
			s.lastAt, s.lastEnd = from, s.at
			s.count++
			return r, true, nil
		}
	}
	return Record{}, false, nil
}

// ended tells whether the segment ends as one must that another follows.
func (s *segment) ended() error {
	if s.marked {
		return nil
	}
	return s.damage("the file ends here, without its mark")
}

// lastMark is the record that the mark is for with which the segment ends. Where it does not end with one, the segment is
// read, to name the place.
func (s *segment) lastMark(ctx context.Context) (uint64, error) {
	b := make([]byte, min(markSize, s.end))
	if _, err := s.f.ReadAt(b, s.end-int64(len(b))); err != nil {
		return 0, fmt.Errorf("read the end of %s: %w", s.f.Name(), err)
	}
	if size(b) == markSize && len(b) == markSize {
		if r, mark, wrong := decode(b); mark && wrong == "" {
			return r.Seq, nil
		}
	}
	s.seek(0)
	_, err := s.each(ctx, 0, false, func(Record) bool { return true })
	if err == nil {
		err = s.ended()
	}
	return s.last, err
}

// resume goes on at the first sound entry behind the place that next or start has found unsound. There
// being one tells damage from a torn write.
func (s *segment) resume() (found bool, err error) {
	rest := make([]byte, s.end-s.at)
	if _, err := s.f.ReadAt(rest, s.at); err != nil {
		return false, fmt.Errorf("read %s at byte %d: %w", s.f.Name(), s.at, err)
	}
	from := min(1, len(rest))
	at := sound(rest[from:], max(s.last+1, s.first)) // what is lower is of a file that once lay there
	if at < 0 {
		return false, nil
	}
	s.seek(s.at + int64(from+at))
	s.marked, s.skipped, s.astray = false, true, false
	return true, nil
}

// each calls do with every record, as long as it wants more. For before and known see start.
func (s *segment) each(ctx context.Context, before uint64, known bool, do func(Record) bool) (more bool, err error) {
	if err := s.start(before, known); err != nil {
		return false, err
	}
	return s.rest(ctx, do)
}

func (s *segment) rest(ctx context.Context, do func(Record) bool) (more bool, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		r, more, err := s.next()
		switch {
		case err != nil:
			return false, err
		case !more:
			return true, nil
		case !do(r):
			return false, nil
		}
	}
}

// walk reads to the end and returns the last record. torn, with the Damage that it would be: from s.at on
// nothing is sound, and nothing says that it ever was.
func (s *segment) walk(ctx context.Context) (last Record, torn bool, err error) {
	_, err = s.each(ctx, 0, false, func(r Record) bool { last = r; return true })
	if !errors.As(err, new(Damage)) || s.astray {
		return last, false, err
	}
	at := s.at
	found, failed := s.resume()
	s.at = at
	return last, !found && failed == nil, errors.Join(err, failed)
}
