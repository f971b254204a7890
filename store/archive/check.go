package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Summary is what Check found.
type Summary struct {
	Records     int
	First, Last uint64 // 0 where there are none
	Erased      int    // records without their payload
	Files       int
	Bytes       int64
	Torn        int64 // bytes at the end of the newest segment that Open would cut
	Damage      []Damage
}

// Check reads all of a folder, without changing or locking it: also one that is being written. After a
// damaged place it goes on with what is sound behind it, so that every Damage is told. Its error is a
// failure to read. progress, where it is not nil, is told how many bytes are done.
func Check(ctx context.Context, dir string, progress func(done, of int64)) (Summary, error) {
	c := check{progress: progress}
	if err := c.folder(ctx, dir); err != nil {
		return c.Summary, fmt.Errorf("check the archive in %s: %w", dir, err)
	}
	return c.Summary, nil
}

type check struct {
	Summary
	progress   func(done, of int64)
	done, told int64 // bytes: of the segments that are read, and last told
}

func (c *check) folder(ctx context.Context, dir string) error {
	firsts, _, err := list(dir)
	if err != nil {
		return err
	}
	for _, first := range firsts {
		info, err := os.Stat(path(dir, first))
		if err != nil {
			return fmt.Errorf("look at a segment: %w", err)
		}
		c.Files++
		c.Bytes += info.Size()
	}
	before := uint64(0)
	for i, first := range firsts {
		s, err := openSegment(dir, first, -1)
		if err != nil {
			return err
		}
		err = c.segment(ctx, s, before, i == len(firsts)-1)
		s.close()
		if err != nil {
			return err
		}
		before = s.last
		c.done += s.end
		c.tell(0)
	}
	return nil
}

func (c *check) segment(ctx context.Context, s *segment, before uint64, newest bool) error {
	note := func(r Record) bool {
		if c.Records++; c.Records == 1 {
			c.First = r.Seq
		}
		c.Last = r.Seq
		if r.Payload == nil {
			c.Erased++
		}
		if c.done+s.at >= c.told+1<<20 {
			c.tell(s.at)
		}
		return true
	}
	_, err := s.each(ctx, before, true, note)
	for err != nil {
		var d Damage
		if !errors.As(err, &d) {
			return err
		}
		at, astray := s.at, s.astray
		found, failed := s.resume()
		switch {
		case failed != nil:
			return failed
		case !found && newest && !astray:
			c.Torn = s.end - at
			return nil
		}
		c.Damage = append(c.Damage, d)
		if !found {
			return nil
		}
		_, err = s.rest(ctx, note)
	}
	var d Damage
	if !newest && errors.As(s.ended(), &d) {
		c.Damage = append(c.Damage, d)
	}
	return nil
}

func (c *check) tell(at int64) {
	if c.told = c.done + at; c.progress != nil {
		c.progress(c.told, c.Bytes)
	}
}
