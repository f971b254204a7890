package demo

import (
	"context"
	"fmt"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Fill makes a book the demo's: its people, papers and October 2026, all from the seed. A book that was filled
// with the same seed before is left as it is, whatever people have done in it since: everything is sent
// again, and the book knows it.
func Fill(ctx context.Context, b *book.Book, seed int64) (People, error) {
	c := found(b, seed)
	if err := c.settle(ctx); err != nil {
		return nil, err
	}
	rows, err := mishap(c.rows())
	if err != nil {
		return nil, err
	}
	phones, docs := c.phones(rows)
	disputed, err := c.disputed(docs)
	if err != nil {
		return nil, err
	}
	samir, offline := phones["samir"], book.Verdict{}
	for _, who := range assistants {
		p := phones[who.key]
		if p != samir {
			if _, err := p.send(ctx, b, nil, op.Applied); err != nil {
				return nil, err
			}
			continue
		}
		// Samir's phone loses the network after the start of the shift that will be disputed.
		started := func(o op.Op) bool { return o.Doc == disputed }
		if offline, err = p.send(ctx, b, started, op.Applied); err != nil {
			return nil, err
		}
	}
	if err := c.office(ctx, rows, disputed, offline.Seq); err != nil {
		return nil, err
	}
	if _, err = samir.send(ctx, b, nil, op.Applied, op.Conflict); err != nil {
		return nil, err
	}
	if err := c.command(ctx, c.papers()...); err != nil {
		return nil, err
	}
	if err := c.command(ctx, c.checked()...); err != nil {
		return nil, err
	}
	return c.people, c.command(ctx, c.reached()...)
}

// disputed is the shift that Samir and the office end differently.
func (c *company) disputed(docs map[string]row) (string, error) {
	for doc, r := range docs {
		if r.assistant == "samir" && care.DateOf(r.start) == quarrel && r.kind == care.Active && r.start.In(care.Stockholm()).Hour() >= 13 && r.start.In(care.Stockholm()).Hour() < 20 {
			return doc, nil
		}
	}
	return "", fmt.Errorf("samir does not work on the afternoon of %s", quarrel)
}

// office is Karin's device: she ends Samir's shift as the plan says, having seen only that it had begun; and
// writes Leo's evening, which he has written himself.
func (c *company) office(ctx context.Context, rows []row, disputed string, seen uint64) error {
	desk := c.phone("karin")
	evening, err := pick(rows, "greta", twice)
	if err != nil {
		return err
	}
	again := evening
	again.start, again.end = clock(twice, 14*hour), clock(twice, 22*hour)
	set := c.statement(again)
	set["end"] = care.Value(care.FormatMinute(again.end))
	monday := clock("2026-10-12", 9*hour+20)
	c.record(desk, acted{at: monday, doc: "shift/" + c.dice.id(monday), set: set})
	wednesday := clock(quarrel.Next(), 9*hour+14)
	c.record(desk, acted{
		at: wednesday.Add(time.Second), doc: disputed, base: seen, why: "Schemat säger 22.00.",
		set: op.Fields{"end": care.Value(care.FormatMinute(clock(quarrel, 22*hour)))},
	})
	_, err = desk.send(ctx, c.book, nil, op.Applied)
	return err
}
