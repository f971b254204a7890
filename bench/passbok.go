package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// passbok is our own binary, as an operator runs it: with an archive beside the database.
type passbok struct {
	*process
	of            scale
	now           time.Time
	chief         *device
	assistants    []string // ids of the people
	beneficiaries []string
	coordinators  []string

	mu   sync.Mutex
	refs map[int]string     // of the rows
	eyes map[int]*ownDevice // of each office, a device that has pulled all
}

func openPassbok(ctx context.Context, program, dir string, of scale, now time.Time) (*passbok, error) {
	p, err := begin(ctx, dir, func(addr string) []string {
		return []string{program, "serve", "--data", dir + "/data", "--addr", addr, "--public-url", "http://" + addr, "--log-level", "warn"}
	})
	if err != nil {
		return nil, err
	}
	b := &passbok{process: p, of: of, now: now, refs: map[int]string{}, eyes: map[int]*ownDevice{}}
	text, err := exec.CommandContext(ctx, program, "provider", "add", "--data", dir+"/data", "--orgnr", "5566778899",
		"--coordinator", "Kim Bänk", "--json", "Bänken").Output()
	if err != nil {
		return nil, fmt.Errorf("add a provider: %w", err)
	}
	var added struct {
		Invited struct {
			Code string `json:"code"`
		} `json:"invited"`
	}
	if err := json.Unmarshal(text, &added); err != nil {
		return nil, fmt.Errorf("add a provider: %w", err)
	}
	if b.chief, err = join(b.addr, added.Invited.Code); err != nil {
		return nil, err
	}
	return b, b.people()
}

// people enters everybody into the book.
func (b *passbok) people() error {
	var ops []map[string]any
	member := func(role string, n int) string {
		id := newID()
		ops = append(ops, b.chief.op("person/"+id, map[string]string{"name": fmt.Sprintf("Bänk %s %d", role, n)}),
			b.chief.op("membership/"+newID(), map[string]string{"person": id, "role": role, "from": "2020-01-01"}))
		return id
	}
	for o := range b.of.offices {
		b.beneficiaries = append(b.beneficiaries, member("beneficiary", o))
		b.coordinators = append(b.coordinators, member("coordinator", o))
	}
	for a := range b.of.assistants {
		id := member("assistant", a)
		b.assistants = append(b.assistants, id)
		ops = append(ops, b.chief.op("engagement/"+newID(), map[string]string{
			"assistant": id, "beneficiary": b.beneficiaries[a%b.of.offices], "from": "2020-01-01"}))
	}
	_, err := b.chief.sync(nil, ops...)
	return err
}

func (*passbok) name() string { return "Passbok" }
func (*passbok) keeps() string {
	return "database and archive, both flushed to disk before the answer"
}
func (b *passbok) server() *process { return b.process }
func (b *passbok) close() error     { return b.end() }

func (b *passbok) assistant(a int) (phone, error) { return b.phone(b.assistants[a], nil) }

// office is a coordinator's device, that keeps this month and the last of its customer open.
func (b *passbok) office(o int) (phone, error) { return b.phone(b.coordinators[o], b.feeds(o, 2)) }

// feeds are a customer's last months.
func (b *passbok) feeds(office, months int) (names []string) {
	for m := range months {
		at := time.Date(b.now.Year(), b.now.Month()-time.Month(m), 1, 0, 0, 0, 0, b.now.Location())
		names = append(names, b.beneficiaries[office]+"@"+at.Format("2006-01"))
	}
	return names
}

func (b *passbok) phone(person string, feeds []string) (*ownDevice, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var invited struct {
		Code string `json:"code"`
	}
	if err := (httpPhone{b.chief.line}).json("POST", "/api/v1/invitations", b.chief.token, map[string]string{"person": person}, &invited); err != nil {
		if !strings.Contains(err.Error(), "401") {
			return nil, err
		}
		if err := b.chief.renew(); err != nil {
			return nil, err
		}
		if err := (httpPhone{b.chief.line}).json("POST", "/api/v1/invitations", b.chief.token, map[string]string{"person": person}, &invited); err != nil {
			return nil, err
		}
	}
	d, err := join(b.addr, invited.Code)
	if err != nil {
		return nil, err
	}
	return &ownDevice{httpPhone{d.line}, d, b, feeds, map[string]uint64{}, nil}, nil
}

// ref is the document of a row.
func (b *passbok) ref(row *shift) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.refs[row.id] == "" {
		b.refs[row.id] = "shift/" + newID()
	}
	return b.refs[row.id]
}

func (b *passbok) shown(row *shift) (view, error) {
	eyes := b.eyes[row.beneficiary]
	if eyes == nil {
		var err error
		if eyes, err = b.phone(b.coordinators[row.beneficiary], b.feeds(row.beneficiary, b.of.months+1)); err != nil {
			return view{}, err
		}
		eyes.holds = map[string]view{}
		if _, err := eyes.pull(); err != nil {
			return view{}, err
		}
		b.eyes[row.beneficiary] = eyes
	}
	v, there := eyes.holds[b.ref(row)]
	if !there {
		return view{}, fmt.Errorf("the office does not have row %d", row.id)
	}
	return v, nil
}

// ownDevice is a device of Passbok's.
type ownDevice struct {
	httpPhone
	*device
	book  *passbok
	feeds []string
	revs  map[string]uint64 // as pulled
	holds map[string]view   // nil: it need not remember
}

// Both halves have it; they are the same connection's.
func (d *ownDevice) close() error { return d.httpPhone.close() }

func (d *ownDevice) add(rows []*shift) error {
	ops := make([]map[string]any, 0, len(rows))
	for _, row := range rows {
		ops = append(ops, d.op(d.book.ref(row), row.fields(d.book.assistants[row.assistant], d.book.beneficiaries[row.beneficiary])))
	}
	_, err := d.exchange(ops)
	return err
}

func (d *ownDevice) edit(c change) error {
	ref := d.book.ref(c.row)
	one := d.op(ref, c.set)
	one["base"] = d.revs[ref]
	if c.why != "" {
		one["why"] = c.why
	}
	_, err := d.exchange([]map[string]any{one})
	return err
}

func (d *ownDevice) pull() (int, error) { return d.exchange(nil) }

func (d *ownDevice) idle(times int) error { return repeat(d, times) }

// exchange sends operations, and pulls until there is no more.
func (d *ownDevice) exchange(ops []map[string]any) (docs int, err error) {
	for {
		body, err := d.request(d.feeds, ops...)
		if err != nil {
			return docs, err
		}
		answer, err := d.post(body)
		if err != nil {
			return docs, err
		}
		got, err := d.take(answer, len(ops))
		if err != nil {
			return docs, err
		}
		if docs, ops = docs+got.docs, nil; !got.more {
			return docs, nil
		}
	}
}

type taken struct {
	docs int
	more bool
}

// take reads an answer and stands where it says. Every operation must have been taken, and none parked or refused.
func (d *ownDevice) take(answer []byte, ops int) (taken, error) {
	var got struct {
		Epoch    json.RawMessage `json:"epoch"`
		Cursor   json.RawMessage `json:"cursor"`
		More     bool            `json:"more"`
		Verdicts []struct {
			Verdict string `json:"verdict"`
			Code    string `json:"code"`
		} `json:"verdicts"`
		Docs []struct {
			Doc       string          `json:"doc"`
			Rev       uint64          `json:"rev"`
			Fields    json.RawMessage `json:"fields"`
			Conflicts json.RawMessage `json:"conflicts"`
		} `json:"docs"`
	}
	if err := json.Unmarshal(answer, &got); err != nil {
		return taken{}, fmt.Errorf("sync: %w", err)
	}
	if len(got.Verdicts) != ops {
		return taken{}, fmt.Errorf("sync: %d verdicts for %d operations", len(got.Verdicts), ops)
	}
	for _, v := range got.Verdicts {
		if v.Verdict != "applied" && v.Verdict != "merged" && v.Verdict != "conflict" {
			return taken{}, fmt.Errorf("sync: an operation is %s (%s)", v.Verdict, v.Code)
		}
	}
	for _, doc := range got.Docs {
		d.revs[doc.Doc] = doc.Rev
		if d.holds != nil {
			v, err := viewOf(doc.Fields, doc.Conflicts)
			if err != nil {
				return taken{}, fmt.Errorf("sync: %s: %w", doc.Doc, err)
			}
			d.holds[doc.Doc] = v
		}
	}
	d.epoch, d.cursor = got.Epoch, got.Cursor
	return taken{len(got.Docs), got.More}, nil
}

func viewOf(fields, conflicts json.RawMessage) (view, error) {
	var v view
	var open []struct {
		Candidates []struct {
			Set map[string]any `json:"set"`
		} `json:"candidates"`
	}
	if err := json.Unmarshal(fields, &v.stands); err != nil {
		return view{}, err
	}
	if conflicts != nil {
		if err := json.Unmarshal(conflicts, &open); err != nil {
			return view{}, err
		}
	}
	for _, c := range open {
		for _, one := range c.Candidates {
			v.candidates = append(v.candidates, one.Set)
		}
	}
	return v, nil
}
