package demo

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// batch is how many operations a device sends at a time.
const batch = 200

// phone is one device: its person, and what it has recorded, in order.
type phone struct {
	person, device string
	waiting        []op.Op
	made           uint64 // operations so far
}

// acted is an operation before it has its place in the device's order.
type acted struct {
	at   time.Time
	doc  string
	base uint64
	set  op.Fields
	why  string
}

// phones gives each assistant a phone with what they recorded: a quarter of the rows by start and stop, the
// others in one go when they were over.
func (c *company) phones(rows []row) (map[string]*phone, map[string]row) {
	acts, docs := map[string][]acted{}, map[string]row{}
	for _, r := range rows {
		doc := "shift/" + c.dice.id(r.start)
		docs[doc] = r
		start, stop := c.statement(r), op.Fields{}
		if r.end.IsZero() {
			acts[r.assistant] = append(acts[r.assistant], acted{at: r.start, doc: doc, set: start})
			continue
		}
		stop["end"] = care.Value(care.FormatMinute(r.end))
		if c.dice.IntN(4) == 0 || care.DateOf(r.start) == quarrel {
			acts[r.assistant] = append(acts[r.assistant], acted{at: r.start, doc: doc, set: start}, acted{at: r.end, doc: doc, set: stop})
			continue
		}
		start["end"] = stop["end"]
		acts[r.assistant] = append(acts[r.assistant], acted{at: r.end, doc: doc, set: start})
	}
	phones := map[string]*phone{}
	for _, who := range assistants {
		p := c.phone(who.key)
		mine := acts[who.key]
		slices.SortStableFunc(mine, func(a, b acted) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.doc, b.doc)) })
		for _, a := range mine {
			c.record(p, a)
		}
		phones[who.key] = p
	}
	return phones, docs
}

func (c *company) phone(who string) *phone {
	return &phone{person: c.ids[who], device: c.dice.id(began)}
}

func (c *company) statement(r row) op.Fields {
	set := op.Fields{
		"assistant": care.Value(c.ids[r.assistant]), "beneficiary": care.Value(c.ids[r.beneficiary]),
		"kind": care.Value(string(r.kind)), "start": care.Value(care.FormatMinute(r.start)),
	}
	if r.note != "" {
		set["note"] = care.Value(r.note)
	}
	return set
}

// record makes the device's next operation of what somebody did.
func (c *company) record(p *phone, a acted) {
	p.made++
	o := op.Op{V: op.Version, ID: c.dice.id(a.at), N: p.made, Doc: a.doc, Base: a.base, Set: a.set, Why: a.why}
	if a.base == 0 { // what it builds on is taken by the book today: a clock that stood before that would be a wrong one
		o.At = op.At{Wall: a.at.UTC().Format("2006-01-02T15:04:05.000Z"), Mono: float64(a.at.Sub(began).Milliseconds())}
	}
	p.waiting = append(p.waiting, o)
}

// send brings what waits to the book, in order, up to and with the operation that until says yes to; all of it
// where until is nil. It gives the last verdict. A verdict that is not among the wanted is an error: the demo
// knows what it does.
func (p *phone) send(ctx context.Context, b *book.Book, until func(op.Op) bool, wanted ...op.Verdict) (book.Verdict, error) {
	many := len(p.waiting)
	if until != nil {
		many = slices.IndexFunc(p.waiting, until) + 1
	}
	var last book.Verdict
	for many > 0 {
		ops := make([]json.RawMessage, min(many, batch))
		for i := range ops {
			raw, err := json.Marshal(p.waiting[i])
			if err != nil {
				return last, fmt.Errorf("write operation %s: %w", p.waiting[i].ID, err)
			}
			ops[i] = raw
		}
		answer, err := b.Sync(ctx, book.Actor{Person: p.person, Device: p.device, SendOnly: true}, book.Request{Device: p.device, Ops: ops})
		if err != nil {
			return last, fmt.Errorf("send %d operations of %s: %w", len(ops), p.person, err)
		}
		for _, v := range answer.Verdicts {
			if last = v; !slices.Contains(wanted, v.Verdict) {
				return last, fmt.Errorf("operation %s of %s: %s %s, not %v", v.ID, p.person, v.Verdict, v.Code, wanted)
			}
		}
		if len(answer.Verdicts) == 0 {
			return last, fmt.Errorf("send %d operations of %s: none was taken", len(ops), p.person)
		}
		p.waiting, many = p.waiting[len(answer.Verdicts):], many-len(answer.Verdicts)
	}
	return last, nil
}
