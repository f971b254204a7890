package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// comparison is a table of systems beside each other, and what Passbok should reach.
type comparison struct {
	heads   []string
	rows    [][]string
	ratios  table
	remarks []string
}

// contest puts together what was measured; the first is Passbok.
func contest(all []*contender, s settings) *comparison {
	t := &comparison{heads: []string{"median of " + fmt.Sprint(s.rounds)}}
	for _, c := range all {
		t.heads = append(t.heads, c.name())
		t.remarks = append(t.remarks, fmt.Sprintf("%s keeps what it answered in: %s.", c.name(), c.keeps()))
	}
	line := func(what string, of func(*contender) string) {
		row := []string{what}
		for _, c := range all {
			row = append(row, of(c))
		}
		t.rows = append(t.rows, row)
	}
	for _, n := range connections {
		line(fmt.Sprintf("single writes at %d connections, a second", n), func(c *contender) string { return whole(median(c.writes[n])) })
	}
	line("server's processor a write at 64, µs", func(c *contender) string { return whole(median(c.costs[64])) })
	line(fmt.Sprintf("rows in batches of %d, a second", batch), func(c *contender) string { return whole(median(c.batches)) })
	line("server's processor a row in batches, µs", func(c *contender) string { return whole(median(c.batched)) })
	pulling := fmt.Sprintf("pulling %d changes, ms", s.rows)
	line(pulling, func(c *contender) string { return whole(milliseconds(median(c.pulls))) })
	line("… of the server's processor, ms", func(c *contender) string { return whole(milliseconds(median(c.pulled))) })
	line("an idle sync, µs", func(c *contender) string { return whole(microseconds(median(c.idles))) })
	line("… of the server's processor, µs", func(c *contender) string { return whole(microseconds(median(c.idled))) })
	line("one edited field, bytes on the wire, both ways", func(c *contender) string { return fmt.Sprint(c.field.wire) })
	line("… without HTTP's headers", func(c *contender) string { return fmt.Sprint(c.field.bodies) })
	line("an assistant's first sync, KB on the wire", func(c *contender) string { return fmt.Sprintf("%.1f", kilobytes(c.first.wire)) })
	line("memory after the workload, MB", func(c *contender) string { return megabytes(c.memory.all) })
	line("… its own, without files mapped, MB", func(c *contender) string { return megabytes(c.memory.own) })
	line("concurrent edits", func(c *contender) string { return fmt.Sprint(c.fate.edits) })
	line("… lost to everyone's sight", func(c *contender) string { return fmt.Sprint(c.fate.lost) })
	line("… pairs that nobody is told of", func(c *contender) string { return fmt.Sprint(c.fate.untold) })
	t.judge(all, pulling)
	return t
}

// judge holds Passbok against the best of its peers.
func (t *comparison) judge(all []*contender, pulling string) {
	us, peers := all[0], all[1:]
	best := func(of func(*contender) float64, better func(a, b float64) bool) float64 {
		found := of(peers[0])
		for _, c := range peers[1:] {
			if v := of(c); better(v, found) {
				found = v
			}
		}
		return found
	}
	more := func(a, b float64) bool { return a > b }
	less := func(a, b float64) bool { return a < b }
	if len(peers) > 0 {
		at64 := func(c *contender) float64 { return median(c.writes[64]) }
		batches := func(c *contender) float64 { return median(c.batches) }
		pulls := func(c *contender) float64 { return float64(median(c.pulls)) }
		idles := func(c *contender) float64 { return float64(median(c.idles)) }
		memory := func(c *contender) float64 { return float64(c.memory.all) }
		t.ratios.atLeast("writes at 64 connections, × the best peer's", at64(us)/best(at64, more), 1.6)
		t.ratios.atLeast("batches, × the best peer's", batches(us)/best(batches, more), 2)
		t.ratios.atLeast(pulling[:len(pulling)-len(", ms")]+", times as fast as the fastest peer", best(pulls, less)/pulls(us), 4)
		t.ratios.atLeast("an idle sync, times as fast as the fastest peer's", best(idles, less)/idles(us), 2)
		t.ratios.atMost("memory, × the least of a peer", memory(us)/best(memory, less), 1)
	}
	t.ratios.atMost("an assistant's first sync, KB gzipped", kilobytes(us.first.wire), 60)
	t.ratios.atMost("edits lost to everyone's sight", float64(us.fate.lost), 0)
}

func (t *comparison) print(out io.Writer) (missed bool, err error) {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n|%s\n", strings.Join(t.heads, " | "), strings.Repeat("---|", len(t.heads)))
	for _, r := range t.rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(r, " | "))
	}
	b.WriteString("\n")
	for _, r := range t.remarks {
		fmt.Fprintf(&b, "- %s\n", r)
	}
	b.WriteString("\n")
	if _, err := io.WriteString(out, b.String()); err != nil {
		return false, err
	}
	return t.ratios.missed, t.ratios.print(out)
}

func whole(v float64) string { return fmt.Sprintf("%.0f", v) }

func kilobytes(n int64) float64 { return float64(n) / 1024 }

func megabytes(n int64) string { return fmt.Sprintf("%.0f", float64(n)/(1<<20)) }

func microseconds(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }
