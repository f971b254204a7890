package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// TestRun measures everything once, in small: not for the figures, but so that it can be run on the day it is wanted.
func TestRun(t *testing.T) {
	t.Chdir(t.TempDir())
	var out bytes.Buffer
	small := settings{own: true, conns: 4, rounds: 1, span: 50 * time.Millisecond, rows: 700, recorded: 130, idle: 5}
	if err := run(context.Background(), &out, small); err != nil && !errors.Is(err, errMissed) {
		t.Fatal(err)
	}
	for _, want := range []string{"bare group commit", "one transaction a request", "idle sync", "700 changed rows in 2 pages"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}

func TestReplayIsNewEachRound(t *testing.T) {
	recorded := [][]write{{{key: []byte("a1")}, {key: []byte("head")}}, {{key: []byte("a2")}, {key: []byte("head")}}}
	lasting(recorded)
	var got []string
	for i := range int64(5) {
		if err := replay(recorded, i, func(k, _ []byte) error { got = append(got, string(k)); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	want := "a1 head a2 head a1\x00\x00\x00\x01 head a2\x00\x00\x00\x01 head a1\x00\x00\x00\x02 head"
	if strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}
