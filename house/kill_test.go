package house_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"passbok/house"
)

var (
	kills = flag.Int("kills", 24, "how often TestKill kills the server")
	dice  = flag.Uint64("dice", uint64(time.Now().UnixNano()), "what TestKill draws from")
)

// servingPlaces are those of the program that a server passes while people work.
func servingPlaces() []string {
	return []string{
		"before the commit", "after the commit", "between commit and archive",
		"archive half written", "archive written and not flushed", "after the archive",
		"before the answer", "answer half sent", "after the answer",
	}
}

// A server that is killed in the middle of everything has kept what it acknowledged. What it did not get to answer is sent
// again, and is there once. Every second kill is at a moment that nobody chose; the others are at each place in turn that
// the program has for it. After half of them what was written and not flushed is lost besides, as when the power fails.
func TestKill(t *testing.T) {
	const devices = 6
	f := filled(t, filepath.Join(t.TempDir(), "data"), devices)
	data := f.data
	draw := rand.New(rand.NewPCG(*dice, 0))
	t.Logf("-dice %d", *dice)

	server := start(t, data)
	before := entries(t, data)
	l := people(t, server.url, f.codes)
	server.stop(t)
	places, killedAt := servingPlaces(), map[string]int{}
	for n := 0; n < *kills && !t.Failed(); n++ {
		place := ""
		if n%2 == 1 {
			place = places[n/2%len(places)]
		}
		killedAt[place] += killOnce(t, l, data, place, draw)
		if draw.IntN(2) == 0 {
			loseUnflushed(t, data, draw)
		}
		server := start(t, data)
		if n%200 == 199 { // sessions live for minutes
			renew(t, f, l, server.url)
		}
		l.settle(server.url)
		l.holds()
		l.told(l.office.receipts[max(0, len(l.office.receipts)-3):])
		if got := entries(t, data); got != before+l.taken() {
			t.Errorf("after kill %d (%s): %d entries, of which %d were there, and %d were acknowledged", n, place, got, before, l.taken())
		}
		server.stop(t)
	}
	for _, place := range append(places, "") {
		if *kills >= 2*len(places) && killedAt[place] == 0 {
			t.Errorf("nothing was killed at %q", place)
		}
	}
	server = start(t, data)
	for _, p := range l.phones() {
		p.url = server.url
	}
	l.told(l.office.receipts)
	server.stop(t)
	if got := must(t, "verify", "--data", data); t.Failed() {
		t.Log(got)
	}
	again := l.office.again
	for _, w := range l.writers {
		again += w.again
	}
	t.Logf("%d operations and commands over %d kills; %d had been taken when the answer was lost", l.taken(), *kills, again)
}

// killOnce starts the server, lets people work, and has it killed: by itself at a place, or, where that is empty, after
// some answers; or as it starts.
func killOnce(t *testing.T, l *load, data, place string, draw *rand.Rand) (kills int) {
	t.Helper()
	after, h := int64(draw.IntN(60)), how{}
	if place != "" {
		h.place = fmt.Sprintf("%s:%d", place, 1+draw.IntN(12))
	}
	server, err := begin(t, h, data)
	switch {
	case err != nil && place != "" && killed(err): // as it started
		return 1
	case err != nil:
		t.Fatalf("it ended: %v\n%s", err, server.said)
	}
	var answers atomic.Int64
	kill := func() {
		if place == "" && answers.Add(1) == after+1 {
			_ = server.Process.Kill()
		}
	}
	if after == 0 {
		kill()
	}
	l.work(server.url, kill)
	if t.Failed() {
		t.Log(server.said)
		_ = server.Process.Kill()
	}
	if err := <-server.ended; !killed(err) {
		t.Fatalf("at %q it ended by %v\n%s", h.place, err, server.said)
	}
	return 1
}

// entries lets a running server prove its books, and gives their number of entries.
func entries(t testing.TB, data string) uint64 {
	t.Helper()
	operator, running := house.Dial(t.Context(), data)
	if !running {
		t.Fatal("the server does not answer its operator")
	}
	defer func() { _ = operator.Close() }()
	return proven(t, operator)
}

// renew gives everybody a new session.
func renew(t testing.TB, f folder, l *load, url string) {
	t.Helper()
	operator, running := house.Dial(t.Context(), f.data)
	if !running {
		t.Fatal("the server does not answer its operator")
	}
	defer func() { _ = operator.Close() }()
	for _, p := range l.phones() {
		made, err := operator.Invite(t.Context(), house.InviteOrder{Person: f.coordinator})
		if err != nil {
			t.Fatal(err)
		}
		p.url = url
		p.enter(made.Code)
	}
}
