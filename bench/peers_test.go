package main

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

var tiny = scale{assistants: 8, offices: 4, months: 5, concurrent: 0.5, seed: 1}

func TestWorkloadIsTheSameFromTheSameSeed(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	one, two := full.draw(now), full.draw(now)
	if !reflect.DeepEqual(one, two) {
		t.Error("two draws of one seed differ")
	}
	rows, edits, pairs := size(one)
	if share := float64(2*pairs) / float64(edits); rows < 20_000 || share < 0.04 || share > 0.06 {
		t.Errorf("%d rows, %d edits, %.3f of them concurrent", rows, edits, share)
	}
	if month := one[len(one)-1].rows[0][0].month; len(one) != 18 || month.Month() != time.November {
		t.Errorf("%d months, the last is %s", len(one), month)
	}
}

// memory is a system in memory, where the last writer wins unless candidates are kept.
type memory struct {
	mu         sync.Mutex
	candidates bool
	rows       map[int]view
}

func (m *memory) name() string                 { return "memory" }
func (m *memory) keeps() string                { return "nothing" }
func (m *memory) server() *process             { return nil }
func (m *memory) close() error                 { return nil }
func (m *memory) assistant(int) (phone, error) { return memoryPhone{m}, nil }
func (m *memory) office(int) (phone, error)    { return memoryPhone{m}, nil }
func (m *memory) shown(row *shift) (view, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.rows[row.id], nil
}

type memoryPhone struct{ *memory }

func (p memoryPhone) add(rows []*shift) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, row := range rows {
		p.rows[row.id] = view{stands: row.fields("a", "b")}
	}
	return nil
}

func (p memoryPhone) edit(c change) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := p.rows[c.row.id]
	if p.candidates && c.by == 1 {
		v.candidates = append(v.candidates, c.set)
	} else {
		maps.Copy(v.stands, c.set)
	}
	p.rows[c.row.id] = v
	return nil
}

func (memoryPhone) pull() (int, error)             { return 0, nil }
func (memoryPhone) idle(int) error                 { return nil }
func (memoryPhone) offline() error                 { return nil }
func (memoryPhone) traffic() (int64, int64, error) { return 0, 0, nil }
func (memoryPhone) waiting() (time.Duration, bool) { return 0, false }

func TestFatesCountWhatNobodyIsShown(t *testing.T) {
	months := tiny.draw(time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC))
	same := 0 // pairs about one field
	_, _, pairs := size(months)
	for _, m := range months {
		for _, p := range m.pairs {
			if p[1].set["end"] != nil {
				same++
			}
		}
	}
	if same == 0 || same == pairs {
		t.Fatalf("%d of %d pairs are about one field", same, pairs)
	}
	for _, keeps := range []bool{false, true} {
		m := &memory{candidates: keeps, rows: map[int]view{}}
		if _, err := play(m, tiny, months); err != nil {
			t.Fatal(err)
		}
		got, err := fates(m, months)
		if err != nil {
			t.Fatal(err)
		}
		want := fate{edits: 2 * pairs, lost: same, untold: pairs}
		if keeps {
			want = fate{edits: 2 * pairs}
		}
		if got != want {
			t.Errorf("keeping %t: %+v, want %+v", keeps, got, want)
		}
	}
}

// TestCompare lets the real binary take a small workload; a peer that is not to be had is said and left out.
func TestCompare(t *testing.T) {
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	s := settings{root: root + "/..", scale: tiny, rounds: 1, span: 20 * time.Millisecond, rows: 210, idle: 3}
	who := openers(s, time.Now())[:1]
	who = append(who, opener{"Absent", func(context.Context, string) (system, error) { return nil, errors.New("no network") }})
	var out bytes.Buffer
	if _, err := compare(context.Background(), &out, "run", s, who); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Absent is left out: no network", "| single writes at 64 connections, a second | ", "pulling 210 changes",
		"| … lost to everyone's sight | 0 |", "| … pairs that nobody is told of | 0 |", "flushed to disk before the answer",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}

func TestPassbokIsHeldAgainstTheBestPeer(t *testing.T) {
	of := func(writes float64, pull time.Duration) *contender {
		return &contender{system: &memory{}, memory: held{all: 1 << 20}, rounds: rounds{
			writes: map[int][]float64{1: {1}, 16: {1}, 64: {writes}}, costs: map[int][]float64{64: {1}},
			batches: []float64{writes}, batched: []float64{1}, pulls: []time.Duration{pull}, pulled: []time.Duration{pull},
			idles: []time.Duration{pull}, idled: []time.Duration{pull},
		}}
	}
	table := contest([]*contender{of(300, 10), of(100, 100), of(200, 30)}, settings{rounds: 1, rows: 10})
	var out bytes.Buffer
	missed, err := table.print(&out)
	if err != nil || !missed {
		t.Fatalf("missed %t, %v", missed, err)
	}
	said := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{
		"writes at 64 connections, × the best peer's 1.50 ≥ 1.6 MISSED", "as the fastest peer 3.00 ≥ 4 MISSED",
		"as the fastest peer's 3.00 ≥ 2 holds",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the verdicts lack %q:\n%s", want, out.String())
		}
	}
}

func TestGrown(t *testing.T) {
	s := settings{scale: tiny, large: 2_000, keep: t.TempDir(), rounds: 1, idle: 20}
	var got table
	if err := grown(context.Background(), s, &got); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := got.print(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"making a book of 2000 entries", "an idle sync among 2000 entries", "opening the large book"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}
