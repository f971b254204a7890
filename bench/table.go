package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// table is what was measured, beside what it should be.
type table struct {
	rows   []row
	missed bool
}

type row struct{ what, got, target, verdict string }

// note adds a figure that has no target.
func (t *table) note(what, got string) { t.rows = append(t.rows, row{what: what, got: got}) }

func (t *table) atLeast(what string, got, least float64) {
	t.judge(what, fmt.Sprintf("%.2f", got), fmt.Sprintf("≥ %g", least), got >= least)
}

func (t *table) below(what string, got, most float64) {
	t.judge(what, fmt.Sprintf("%.3g", got), fmt.Sprintf("< %g", most), got < most)
}

func (t *table) atMost(what string, got, most float64) {
	t.judge(what, fmt.Sprintf("%.3g", got), fmt.Sprintf("≤ %g", most), got <= most)
}

func (t *table) judge(what, got, target string, holds bool) {
	verdict := "holds"
	if !holds {
		verdict, t.missed = "MISSED", true
	}
	t.rows = append(t.rows, row{what, got, target, verdict})
}

func (t *table) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, r := range t.rows {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.what, r.got, r.target, r.verdict); err != nil {
			return err
		}
	}
	return w.Flush()
}
