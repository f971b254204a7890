package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"passbok/house"
)

// What a book costs when it has grown: the same operation and the same idle sync, in a large one and in one of a
// hundredth, in turn.

// grown measures the two books. The large one is made the first time, which takes minutes, and kept.
func grown(ctx context.Context, s settings, t *table) (err error) {
	var books []*grownBook
	defer func() {
		for _, b := range books {
			err = errors.Join(err, b.close())
		}
	}()
	for _, entries := range []int{s.large / 100, s.large} {
		folder := filepath.Join(s.keep, fmt.Sprintf("book-%d", entries))
		made, err := makeBook(ctx, folder, entries, s.scale)
		if err != nil {
			return fmt.Errorf("make a book of %d entries: %w", entries, err)
		}
		if made > 0 {
			t.note(fmt.Sprintf("making a book of %d entries, s", entries), fmt.Sprintf("%.0f", made.Seconds()))
		}
		b, err := openBook(ctx, folder)
		if err != nil {
			return fmt.Errorf("open a book of %d entries: %w", entries, err)
		}
		books = append(books, b)
	}
	small, large := books[0], books[1]
	for range 1 + 2*s.rounds {
		for _, b := range books {
			if err := b.round(s.idle / 2); err != nil {
				return err
			}
		}
	}
	t.note("an operation in the small book, µs of the server", whole(microseconds(median(small.ops))))
	t.note("an operation in the large book, µs of the server", whole(microseconds(median(large.ops))))
	t.note("an idle sync in the small book, µs of the server", whole(microseconds(median(small.idles))))
	t.note("an idle sync in the large book, µs of the server", whole(microseconds(median(large.idles))))
	t.atMost(fmt.Sprintf("an operation among %d entries ÷ among %d", s.large, s.large/100), float64(median(large.ops))/float64(median(small.ops)), 1.5)
	t.atMost(fmt.Sprintf("an idle sync among %d entries ÷ among %d", s.large, s.large/100), float64(median(large.idles))/float64(median(small.idles)), 1.5)
	t.atMost("opening the large book, s", large.opened.Seconds(), 10)
	return nil
}

// grownBook is a book that is there, opened and served.
type grownBook struct {
	*product
	opened     time.Duration
	device     *device
	ops, idles []time.Duration
}

// made is what is kept beside a book, to find one's way in it.
type made struct {
	Assistants    []string `json:"assistants"`
	Beneficiaries []string `json:"beneficiaries"`
}

// makeBook makes a book with so many entries, unless it is there; took is 0 then.
func makeBook(ctx context.Context, folder string, entries int, crowd scale) (took time.Duration, err error) {
	if _, err := os.Stat(filepath.Join(folder, "made.json")); err == nil {
		return 0, nil
	}
	if err := os.RemoveAll(folder); err != nil {
		return 0, err
	}
	begun := time.Now()
	p, _, err := serveHouse(ctx, folder)
	if err != nil {
		return 0, err
	}
	if err := p.fill(ctx, entries, crowd); err != nil {
		return 0, errors.Join(err, p.close())
	}
	if err := p.close(); err != nil {
		return 0, err
	}
	text, err := json.Marshal(made{p.people, p.beneficiaries})
	if err != nil {
		return 0, err
	}
	return time.Since(begun), os.WriteFile(filepath.Join(folder, "made.json"), text, 0o600)
}

// grownHouse is a house with the ids of its people.
type grownHouse struct {
	*product
	house  *house.House
	people []string
}

func serveHouse(ctx context.Context, folder string) (*grownHouse, time.Duration, error) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return nil, 0, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, 0, fmt.Errorf("listen: %w", err)
	}
	begun := time.Now()
	h, err := house.Open(ctx, house.Config{
		Data: folder, Archive: filepath.Join(folder, "archive"), PublicURL: "http://" + ln.Addr().String(), Version: "bench",
		Clock: time.Now, Rand: rand.Reader, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return nil, 0, errors.Join(err, ln.Close())
	}
	took := time.Since(begun)
	ctx, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- h.Serve(ctx, ln) }()
	now := time.Now().In(stockholm)
	return &grownHouse{&product{
		addr: ln.Addr().String(), month: time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, stockholm),
		close: func() error { stop(); return errors.Join(<-served, h.Close()) },
	}, h, nil}, took, nil
}

// fill enters people, and lets each say as much as the others until there are so many entries.
func (g *grownHouse) fill(ctx context.Context, entries int, crowd scale) error {
	added, err := g.house.AddProvider(ctx, house.NewProvider{Name: "Bänken", Orgnr: "5566778899", Coordinator: "Kim Bänk"})
	if err != nil {
		return err
	}
	office, err := join(g.addr, added.Invited.Code)
	if err != nil {
		return err
	}
	var ops []map[string]any
	member := func(role string) string {
		id := newID()
		ops = append(ops, office.op("person/"+id, map[string]string{"name": "Bänk " + id[24:]}),
			office.op("membership/"+newID(), map[string]string{"person": id, "role": role, "from": "2020-01-01"}))
		return id
	}
	for range crowd.offices {
		g.beneficiaries = append(g.beneficiaries, member("beneficiary"))
	}
	for a := range crowd.assistants {
		g.people = append(g.people, member("assistant"))
		ops = append(ops, office.op("engagement/"+newID(), map[string]string{
			"assistant": g.people[a], "beneficiary": g.beneficiaries[a%crowd.offices], "from": "2020-01-01"}))
	}
	if _, err := office.sync(nil, ops...); err != nil {
		return err
	}
	share := (entries - len(ops)) / crowd.assistants
	return each(crowd.assistants, func(a int) error {
		d, err := g.joins(ctx, g.people[a])
		if err != nil {
			return err
		}
		for said := 0; said < share; {
			var batch []map[string]any
			for ; len(batch) < 200 && said < share; said++ {
				month := g.month.AddDate(0, -said*crowd.months/share, 0)
				batch = append(batch, d.shift(d.person, g.beneficiaries[a%crowd.offices], month, said))
			}
			if _, err := d.sync(nil, batch...); err != nil {
				return err
			}
		}
		return nil
	})
}

func (g *grownHouse) joins(ctx context.Context, person string) (*device, error) {
	invited, err := g.house.Invite(ctx, house.InviteOrder{Person: person, Life: time.Hour})
	if err != nil {
		return nil, err
	}
	return join(g.addr, invited.Code)
}

// openBook opens a book that was made, and brings one assistant's new device up to date.
func openBook(ctx context.Context, folder string) (*grownBook, error) {
	text, err := os.ReadFile(filepath.Join(folder, "made.json"))
	if err != nil {
		return nil, err
	}
	var of made
	if err := json.Unmarshal(text, &of); err != nil {
		return nil, err
	}
	g, took, err := serveHouse(ctx, folder)
	if err != nil {
		return nil, err
	}
	b := &grownBook{product: g.product, opened: took}
	b.beneficiaries = of.Beneficiaries
	if b.device, err = g.joins(ctx, of.Assistants[0]); err == nil {
		_, err = b.device.sync(nil)
	}
	b.assistants = []*device{b.device}
	if err != nil {
		return nil, errors.Join(err, b.close())
	}
	return b, nil
}

// round measures so many idle syncs, and a tenth as many operations.
func (b *grownBook) round(times int) error {
	idle, err := b.idle(times)
	if err != nil {
		return err
	}
	b.idles = append(b.idles, idle.server)
	times = max(1, times/10)
	took, err := measure(func() error {
		for i := range times {
			if _, err := b.device.sync(nil, b.device.shift(b.device.person, b.beneficiaries[0], b.month, i)); err != nil {
				return err
			}
		}
		return nil
	})
	b.ops = append(b.ops, took.server/time.Duration(times))
	return err
}
