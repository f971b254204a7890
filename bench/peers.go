package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"
)

// contender is a system with what was measured of it.
type contender struct {
	system
	phones []phone // of the assistants
	behind []phone // offices that lack what is to be pulled
	played time.Duration
	memory held
	fate   fate
	field  traffic // of one edited field
	first  traffic // of a first sync
	rounds
}

// traffic is bytes: all that went over the connection, and those without HTTP's headers.
type traffic struct{ wire, bodies int64 }

// rounds are the measurements that are taken in turn, several times.
type rounds struct {
	writes  map[int][]float64 // a second, by connections
	costs   map[int][]float64 // of these, microseconds of the server each
	batches []float64         // rows a second
	batched []float64         // of these, microseconds of the server each
	pulls   []time.Duration
	pulled  []time.Duration // of these, the server's
	idles   []time.Duration
	idled   []time.Duration // of these, the server's
}

// connections are those that single writes are measured at.
var connections = []int{1, 16, 64}

// batch is how many rows a batch has, and batchers how many devices send them at once.
const batch, batchers = 100, 4

// opener starts a system in a folder.
type opener struct {
	name string
	open func(ctx context.Context, dir string) (system, error)
}

// openers are Passbok, which must be there, and its peers.
func openers(s settings, now time.Time) []opener {
	year := time.Date(now.Year(), now.Month()-13, 1, 0, 0, 0, 0, now.Location()).Format(minute)
	return []opener{
		{"Passbok", func(ctx context.Context, dir string) (system, error) {
			program, err := makePassbok(ctx, s.root)
			if err != nil {
				return nil, err
			}
			return openPassbok(ctx, program, dir, s.scale, now)
		}},
		{"PocketBase", func(ctx context.Context, dir string) (system, error) {
			program, err := makePocketBase(ctx, s.root)
			if err != nil {
				return nil, err
			}
			return openPocketBase(ctx, program, dir, year)
		}},
		{"express-pouchdb", func(ctx context.Context, dir string) (system, error) {
			folder, err := makeNode(ctx, s.root)
			if err != nil {
				return nil, err
			}
			return openPouchDB(ctx, folder, dir, s.scale)
		}},
		{"TinyBase", func(ctx context.Context, dir string) (system, error) {
			folder, err := makeNode(ctx, s.root)
			if err != nil {
				return nil, err
			}
			return openTinyBase(ctx, folder, dir, s.scale)
		}},
	}
}

// compare measures Passbok and its peers by one workload. A peer that is not to be had, or fails, is said and left out.
func compare(ctx context.Context, out io.Writer, dir string, s settings, who []opener) (missed bool, err error) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return false, err
	}
	now := time.Now().In(stockholm)
	months := s.scale.draw(now)
	_, _ = fmt.Fprintf(out, "The workload: %d assistants, %d offices, %d months: %s.\n\n", s.scale.assistants, s.scale.offices, s.scale.months, tally(months))
	var all []*contender
	defer func() {
		for _, c := range all {
			err = errors.Join(err, c.close())
		}
	}()
	for i, o := range who {
		c, failed := prepare(ctx, filepath.Join(dir, o.name), o, s, months)
		if failed != nil && i == 0 {
			return false, failed
		}
		if failed != nil {
			_, _ = fmt.Fprintf(out, "%s is left out: %v\n\n", o.name, failed)
			continue
		}
		all = append(all, c)
		fmt.Fprintln(os.Stderr, "bench:", c.name(), "has taken the workload in", c.played.Round(time.Second))
	}
	now = months[len(months)-1].rows[0][0].month
	spare := &spares{month: now, offices: s.scale.offices}
	failed := map[*contender]bool{}
	for range s.rounds {
		for i, c := range all {
			if failed[c] {
				continue
			}
			err := c.round(s, spare)
			if err != nil && i == 0 {
				return false, fmt.Errorf("measure Passbok: %w", err)
			}
			if failed[c] = err != nil; failed[c] {
				_, _ = fmt.Fprintf(out, "%s is left out: %v\n\n", c.name(), err)
			}
		}
	}
	whole := slices.DeleteFunc(slices.Clone(all), func(c *contender) bool { return failed[c] })
	return contest(whole, s).print(out)
}

// prepare starts a system, lets the workload happen, and takes what is measured once.
func prepare(ctx context.Context, dir string, o opener, s settings, months []month) (c *contender, err error) {
	opened, err := o.open(ctx, dir)
	if err != nil {
		return nil, err
	}
	c = &contender{system: opened, rounds: rounds{writes: map[int][]float64{}, costs: map[int][]float64{}}}
	defer func() {
		if err != nil {
			err = errors.Join(err, opened.close())
		}
	}()
	begun := time.Now()
	if c.phones, err = play(c, s.scale, months); err != nil {
		return nil, err
	}
	c.played = time.Since(begun)
	if c.memory, err = c.server().memory(); err != nil {
		return nil, err
	}
	if c.fate, err = fates(c, months); err != nil {
		return nil, err
	}
	if err := c.bytes(months[len(months)-1]); err != nil {
		return nil, err
	}
	return c, c.leaveBehind(s, months[len(months)-1].rows[0][0].month)
}

// bytes measures what goes over the wire. Whoever can, gzips.
func (c *contender) bytes(last month) error {
	fresh, err := c.assistant(0)
	if err != nil {
		return err
	}
	takesGzip(fresh)
	if c.first, err = moved(fresh, func() error { _, err := fresh.pull(); return err }); err != nil {
		return err
	}
	row := last.rows[0][0]
	edited := change{row: row, set: map[string]any{"end": later(row, 55)}}
	if c.field, err = moved(fresh, func() error { return fresh.edit(edited) }); err != nil {
		return err
	}
	return fresh.close()
}

// moved is what goes over a device's connection while it does something.
func moved(p phone, do func() error) (traffic, error) {
	wire, bodies, err := p.traffic()
	if err == nil {
		err = do()
	}
	if err != nil {
		return traffic{}, err
	}
	wireNow, bodiesNow, err := p.traffic()
	return traffic{wireNow - wire, bodiesNow - bodies}, err
}

func takesGzip(p phone) {
	switch p := p.(type) {
	case *ownDevice:
		p.device.gzip = true
	case *pocketPhone:
		p.gzip = true
	case *pouchPhone:
		p.gzip = true
	}
}

// leaveBehind makes offices that lack as many rows as are to be pulled, which their assistants write.
func (c *contender) leaveBehind(s settings, now time.Time) error {
	for range s.rounds {
		office, err := c.office(0)
		if err == nil {
			_, err = office.pull()
		}
		if err != nil {
			return err
		}
		c.behind = append(c.behind, office)
	}
	spare := &spares{month: now, offices: s.scale.offices, base: 10_000_000}
	var theirs []int
	for a := 0; a < s.scale.assistants; a += s.scale.offices {
		theirs = append(theirs, a)
	}
	return each(len(theirs), func(i int) error {
		for left := (s.rows + i) / len(theirs); left > 0; left -= batch {
			if err := c.phones[theirs[i]].add(spare.rows(theirs[i], min(left, batch))); err != nil {
				return err
			}
		}
		return nil
	})
}

// spares are rows beyond the workload.
type spares struct {
	month   time.Time
	offices int
	base    int64
	next    atomic.Int64
}

func (s *spares) rows(assistant, n int) []*shift {
	rows := make([]*shift, n)
	for i := range rows {
		id := s.base + s.next.Add(1)
		start := s.month.Add(time.Duration(id*17%(27*24*60)) * time.Minute)
		rows[i] = &shift{int(id) + 1_000_000, assistant, assistant % s.offices, s.month, start, start.Add(4 * time.Hour)}
	}
	return rows
}

// round measures all that is measured in turn, once.
func (c *contender) round(s settings, spare *spares) error {
	office := c.behind[len(c.pulls)]
	wall, server, err := c.waited(office, func() error {
		got, err := office.pull()
		for tries := 1; err == nil && got < s.rows && tries < 10; tries++ {
			var more int // TinyBase's may come in parts
			more, err = office.pull()
			got += more
		}
		if err == nil && got < s.rows {
			err = fmt.Errorf("pulled %d rows of %d", got, s.rows)
		}
		return err
	})
	if err != nil {
		return err
	}
	c.pulls, c.pulled = append(c.pulls, wall), append(c.pulled, server)
	if err := office.close(); err != nil {
		return err
	}
	phone := c.phones[len(c.phones)-1] // one that has written nothing lately
	if _, err := phone.pull(); err != nil {
		return err
	}
	if wall, server, err = c.waited(phone, func() error { return phone.idle(s.idle) }); err != nil {
		return err
	}
	c.idles, c.idled = append(c.idles, wall/time.Duration(s.idle)), append(c.idled, server/time.Duration(s.idle))
	for _, conns := range connections {
		var perSecond float64
		wall, server, err := c.timed(func() (err error) { perSecond, err = c.adds(conns, 1, s, spare); return err })
		if err != nil {
			return err
		}
		c.writes[conns] = append(c.writes[conns], perSecond)
		c.costs[conns] = append(c.costs[conns], float64(server.Microseconds())/(perSecond*wall.Seconds()))
	}
	var perSecond float64
	wall, server, err = c.timed(func() (err error) { perSecond, err = c.adds(batchers, batch, s, spare); return err })
	c.batches = append(c.batches, perSecond)
	c.batched = append(c.batched, float64(server.Microseconds())/(perSecond*wall.Seconds()))
	return err
}

// adds is how many rows a second are acknowledged to so many devices that send so many at a time.
func (c *contender) adds(conns, rows int, s settings, spare *spares) (float64, error) {
	if own, is := c.system.(rater); is {
		return own.rate(conns, rows, s)
	}
	// No device says two things at once, so a small workload has fewer connections.
	perSecond, err := rate(min(conns, len(c.phones)), s.span, func(worker int) error {
		return c.phones[worker].add(spare.rows(worker, rows))
	})
	return perSecond * float64(rows), err
}

// timed is what something took on the clock, and of the server's processor.
func (c *contender) timed(do func() error) (wall, server time.Duration, err error) {
	begun, busy := time.Now(), c.server().busy()
	err = do()
	return time.Since(begun), c.server().busy() - busy, err
}

// waited is timed, but without what a device does with an answer when it has it whole, where that can be told.
func (c *contender) waited(by phone, do func() error) (waited, server time.Duration, err error) {
	before, told := by.waiting()
	wall, server, err := c.timed(do)
	if after, _ := by.waiting(); told {
		wall = after - before
	}
	return wall, server, err
}
