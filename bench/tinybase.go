package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"
)

// tinyBase is TinyBase with a store an assistant. Its devices are TinyBase's own, in a process of their own that is told
// what to do: its protocol compares trees of hashes, and is known to nobody else.
type tinyBase struct {
	*process
	of      scale
	devices *exec.Cmd
	say     io.WriteCloser

	mu      sync.Mutex
	waiting map[int64]chan told
	asked   int64
	phones  atomic.Int64
	eyes    phone
}

type told struct {
	Turn   int64           `json:"turn"`
	Answer json.RawMessage `json:"answer"`
	Error  string          `json:"error"`
}

func openTinyBase(ctx context.Context, folder, dir string, of scale) (*tinyBase, error) {
	p, err := begin(ctx, dir, func(addr string) []string {
		return []string{"node", folder + "/tinybase.mjs", portOf(addr), dir}
	})
	if err != nil {
		return nil, err
	}
	b := &tinyBase{process: p, of: of, devices: exec.CommandContext(ctx, "node", folder+"/devices.mjs", p.addr), waiting: map[int64]chan told{}}
	b.devices.Stderr = os.Stderr
	if b.say, err = b.devices.StdinPipe(); err != nil {
		return nil, fmt.Errorf("start TinyBase's devices: %w", err)
	}
	hear, err := b.devices.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start TinyBase's devices: %w", err)
	}
	if err := b.devices.Start(); err != nil {
		return nil, fmt.Errorf("start TinyBase's devices: %w", err)
	}
	go b.listen(hear)
	return b, nil
}

func (b *tinyBase) listen(hear io.Reader) {
	lines := bufio.NewReader(hear)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			b.mu.Lock()
			defer b.mu.Unlock()
			for _, w := range b.waiting {
				w <- told{Error: "the devices ended"}
			}
			b.waiting = nil
			return
		}
		var t told
		if json.Unmarshal(line, &t) != nil {
			continue
		}
		b.mu.Lock()
		if w := b.waiting[t.Turn]; w != nil {
			w <- t
		}
		delete(b.waiting, t.Turn)
		b.mu.Unlock()
	}
}

// ask has the devices do something, and reads the answer into something; nil: it is not wanted.
func (b *tinyBase) ask(does string, with map[string]any, into any) error {
	answered := make(chan told, 1)
	b.mu.Lock()
	if b.waiting == nil {
		b.mu.Unlock()
		return errors.New("TinyBase's devices have ended")
	}
	b.asked++
	with["turn"], with["does"] = b.asked, does
	b.waiting[b.asked] = answered
	text, err := json.Marshal(with)
	if err == nil {
		_, err = b.say.Write(append(text, '\n'))
	}
	b.mu.Unlock()
	if err != nil {
		return fmt.Errorf("tell TinyBase's devices to %s: %w", does, err)
	}
	t := <-answered
	if t.Error != "" {
		return fmt.Errorf("TinyBase: %s: %s", does, t.Error)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(t.Answer, into)
}

func (*tinyBase) name() string { return "TinyBase 10.0.1" }
func (*tinyBase) keeps() string {
	return "memory; its file is written after the answer, whole, and not flushed"
}
func (b *tinyBase) server() *process { return b.process }

func (b *tinyBase) close() error {
	return errors.Join(b.say.Close(), b.devices.Wait(), b.end())
}

func (b *tinyBase) assistant(a int) (phone, error) { return b.phone(true, numbered("a", a)) }

func (b *tinyBase) office(o int) (phone, error) { return b.phone(false, b.of.databases(o)...) }

func (b *tinyBase) phone(stays bool, paths ...string) (phone, error) {
	p := &tinyPhone{b, fmt.Sprint("p", b.phones.Add(1)), stays}
	return p, p.ask("open", map[string]any{"paths": paths}, nil)
}

func (b *tinyBase) shown(row *shift) (view, error) {
	if b.eyes == nil {
		var all []string
		for a := range b.of.assistants {
			all = append(all, numbered("a", a))
		}
		var err error
		if b.eyes, err = b.phone(false, all...); err != nil {
			return view{}, err
		}
		if _, err := b.eyes.pull(); err != nil {
			return view{}, err
		}
	}
	var v view
	err := b.eyes.(*tinyPhone).ask("shown", map[string]any{"path": numbered("a", row.assistant), "id": pouchID(row)}, &v.stands)
	return v, err
}

func (b *tinyBase) rate(conns, rows int, s settings) (float64, error) {
	var paths []string
	for c := range conns {
		paths = append(paths, numbered("a", c))
	}
	var n float64
	err := b.ask("rate", map[string]any{"paths": paths, "size": rows, "ms": s.span.Milliseconds(), "row": map[string]any{
		"assistant": "a000", "beneficiary": "b000", "kind": "active", "start": "2026-11-28T08:00+01:00", "end": "2026-11-28T12:00+01:00"}}, &n)
	return n, err
}

type tinyPhone struct {
	base  *tinyBase
	id    string
	stays bool // connected, and hears of changes unasked
}

func (p *tinyPhone) ask(does string, with map[string]any, into any) error {
	with["phone"], with["stays"] = p.id, p.stays
	return p.base.ask(does, with, into)
}

func (p *tinyPhone) add(rows []*shift) error {
	all := map[string]any{}
	for _, row := range rows {
		all[pouchID(row)] = row.fields(numbered("a", row.assistant), numbered("b", row.beneficiary))
	}
	return p.ask("add", map[string]any{"path": numbered("a", rows[0].assistant), "rows": all}, nil)
}

func (p *tinyPhone) edit(c change) error {
	return p.ask("edit", map[string]any{"path": numbered("a", c.row.assistant), "id": pouchID(c.row), "set": c.fields()}, nil)
}

func (p *tinyPhone) pull() (n int, err error) {
	err = p.ask("pull", map[string]any{}, &n)
	return n, err
}

func (p *tinyPhone) idle(times int) error { return p.ask("idle", map[string]any{"times": times}, nil) }
func (p *tinyPhone) offline() error       { return p.ask("offline", map[string]any{}, nil) }
func (p *tinyPhone) close() error         { return p.ask("close", map[string]any{}, nil) }

func (p *tinyPhone) traffic() (n, same int64, err error) {
	err = p.ask("traffic", map[string]any{}, &n)
	return n, n, err
}

func (*tinyPhone) waiting() (time.Duration, bool) { return 0, false }
