package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"passbok/house"
)

// product is the whole of Passbok, with a provider whose assistants are signed in.
type product struct {
	addr          string
	month         time.Time // the first instant of this month in Stockholm
	beneficiaries []string
	office        *device
	assistants    []*device
	close         func() error
}

// Each assistant is engaged by a few of the beneficiaries, as people are.
const beneficiaries, engagements = 8, 3

// openProduct starts the house on dir and signs n assistants in, and lets each sync once.
func openProduct(ctx context.Context, dir string, n int) (*product, error) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	h, err := house.Open(ctx, house.Config{
		Data: dir, PublicURL: "http://" + ln.Addr().String(), Version: "bench",
		Clock: time.Now, Rand: rand.Reader, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	ctx, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- h.Serve(ctx, ln) }()
	now := time.Now().In(stockholm)
	p := &product{
		addr: ln.Addr().String(), month: time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, stockholm),
		close: func() error { stop(); return errors.Join(<-served, h.Close()) },
	}
	if err := p.people(ctx, h, n); err != nil {
		return nil, errors.Join(fmt.Errorf("make a provider: %w", err), p.close())
	}
	return p, nil
}

func (p *product) people(ctx context.Context, h *house.House, n int) error {
	added, err := h.AddProvider(ctx, house.NewProvider{Name: "Bänken", Orgnr: "5566778899", Coordinator: "Kim Bänk"})
	if err != nil {
		return err
	}
	if p.office, err = join(p.addr, added.Invited.Code); err != nil {
		return err
	}
	var ops []map[string]any
	member := func(role string) string {
		id := newID()
		ops = append(ops, p.office.op("person/"+id, map[string]string{"name": "Bänk " + id[24:]}),
			p.office.op("membership/"+newID(), map[string]string{"person": id, "role": role, "from": "2020-01-01"}))
		return id
	}
	for range beneficiaries {
		p.beneficiaries = append(p.beneficiaries, member("beneficiary"))
	}
	var assistants []string
	for i := range n {
		a := member("assistant")
		assistants = append(assistants, a)
		for j := range engagements {
			b := p.engages(i, j)
			ops = append(ops, p.office.op("engagement/"+newID(), map[string]string{"assistant": a, "beneficiary": b, "from": "2020-01-01"}))
		}
	}
	if _, err := p.office.sync(nil, ops...); err != nil {
		return err
	}
	for _, a := range assistants {
		invited, err := h.Invite(ctx, house.InviteOrder{Person: a, Life: time.Hour})
		if err != nil {
			return err
		}
		d, err := join(p.addr, invited.Code)
		if err != nil {
			return err
		}
		if _, err := d.sync(nil); err != nil {
			return err
		}
		p.assistants = append(p.assistants, d)
	}
	return nil
}

// engages is the j-th of those who engage the i-th assistant.
func (p *product) engages(i, j int) string {
	return p.beneficiaries[(i+j%engagements)%beneficiaries]
}

// rate is how many single operations a second are acknowledged, each sent alone by one of the assistants.
func (p *product) rate(s settings) (float64, error) {
	return rate(len(p.assistants), s.span, func(worker int) error {
		d := p.assistants[worker]
		body, err := d.request(nil, d.shift(d.person, p.engages(worker, int(d.n)), p.month, int(d.n)*len(p.assistants)+worker))
		if err != nil {
			return err
		}
		answer, err := d.post(body)
		if err != nil {
			return err
		}
		_, err = d.read(answer, 1)
		return err
	})
}

// pull writes rows into a month that the office has open, and measures what it costs to bring the office up to
// date: the median of several times, each from where it stood before.
func (p *product) pull(rows, times int) (took cost, pages int, err error) {
	feeds := []string{p.beneficiaries[0] + "@" + p.month.Format("2006-01")}
	before := *p.office // the same device on the same connection; it sends nothing while it only reads
	if _, err := before.sync(feeds); err != nil {
		return cost{}, 0, err
	}
	ops := make([]map[string]any, 0, rows)
	for i := range rows {
		ops = append(ops, p.office.shift(p.assistants[i%len(p.assistants)].person, p.beneficiaries[0], p.month, i))
	}
	if _, err := p.office.sync(nil, ops...); err != nil {
		return cost{}, 0, err
	}
	var wall, server []time.Duration
	for range times {
		reader := before
		if took, pages, err = reader.catchUp(feeds, rows); err != nil {
			return cost{}, 0, err
		}
		wall, server = append(wall, took.wall), append(server, took.server)
	}
	return cost{median(wall), median(server)}, pages, nil
}

// catchUp pulls page after page, at least rows in all.
func (d *device) catchUp(feeds []string, rows int) (took cost, pages int, err error) {
	for got, more := 0, true; more; pages++ {
		body, err := d.request(feeds)
		if err != nil {
			return cost{}, 0, err
		}
		var answer []byte
		one, err := measure(func() (err error) { answer, err = d.post(body); return err })
		if err != nil {
			return cost{}, 0, err
		}
		took.wall, took.server = took.wall+one.wall, took.server+one.server
		page, err := d.read(answer, 0)
		if err != nil {
			return cost{}, 0, err
		}
		if got, more = got+len(page.Docs), page.More; !more && got < rows {
			return cost{}, 0, fmt.Errorf("pulled %d rows of %d", got, rows)
		}
	}
	return took, pages, nil
}

// idle is what a sync costs that has nothing to say and nothing to hear: the mean of many.
func (p *product) idle(times int) (cost, error) {
	d := p.assistants[0]
	if _, err := d.sync(nil); err != nil {
		return cost{}, err
	}
	body, err := d.request(nil)
	if err != nil {
		return cost{}, err
	}
	all, err := measure(func() error {
		for range times {
			if _, err := d.post(body); err != nil {
				return err
			}
		}
		return nil
	})
	return cost{all.wall / time.Duration(times), all.server / time.Duration(times)}, err
}
