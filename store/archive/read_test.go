package archive

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
)

// TestConcurrent: while one appends and one erases, readers find every record that was acknowledged when they
// began, in order, and none that was not written.
func TestConcurrent(t *testing.T) {
	for _, opt := range []Options{{}, {SegmentBytes: 300}} {
		a := open(t, t.TempDir(), opt)
		const all = 150
		done := make(chan struct{})
		var others sync.WaitGroup
		others.Go(func() {
			defer close(done)
			for seq := uint64(1); seq <= all; seq += 3 {
				if err := a.Append(context.Background(), some(seq, 3)); err != nil {
					t.Error(err)
				}
			}
		})
		busy := func(do func()) {
			others.Go(func() {
				for {
					do()
					select {
					case <-done:
						return
					default:
					}
				}
			})
		}
		busy(func() {
			last, _ := a.Last()
			if _, err := a.Erase(context.Background(), func(seq uint64) bool { return seq <= last && odd(seq) }); err != nil {
				t.Error(err)
			}
		})
		busy(func() {
			least, _ := a.Last()
			next := uint64(1)
			for r, err := range a.Records(context.Background(), 0) {
				if err != nil || r.Seq != next || !bytes.Equal(r.Header, some(next, 1)[0].Header) {
					t.Errorf("%d: %+v, %v", next, r, err)
					return
				}
				next++
			}
			if next <= least {
				t.Errorf("only %d of %d", next-1, least)
			}
		})
		busy(func() { // as another process may, which knows nothing of this one
			sum, err := Check(context.Background(), a.dir, nil)
			if err != nil || sum.Damage != nil {
				t.Errorf("check: %+v, %v", sum, err)
			}
		})
		others.Wait()
		if _, err := a.Erase(context.Background(), odd); err != nil {
			t.Error(err)
		}
		holds(t, a, without(some(1, all), odd))
	}
}

// TestEarly: a walk that is left early ends, and one that begins late does not look at earlier files.
func TestEarly(t *testing.T) {
	a := open(t, t.TempDir(), Options{SegmentBytes: 1})
	for _, r := range some(1, 4) {
		add(t, a, r)
	}
	for range a.Records(context.Background(), 0) {
		break
	}
	if err := os.Remove(path(a.dir, 1)); err != nil {
		t.Fatal(err)
	}
	if got, err := read(a, 3); len(got) != 2 || err != nil {
		t.Error(got, err)
	}
	if got, err := read(a, 0); !errors.Is(err, os.ErrNotExist) {
		t.Error(got, err)
	}
}

// TestShorter: a file that became shorter under the archive is not read as if it ended there.
func TestShorter(t *testing.T) {
	a := open(t, t.TempDir(), Options{})
	add(t, a, some(1, 3)...)
	if err := os.Truncate(path(a.dir, 1), a.lastAt); err != nil {
		t.Fatal(err)
	}
	if got, err := read(a, 0); err == nil {
		t.Error(got)
	}
	if err := a.Append(context.Background(), some(4, 1)); err == nil {
		t.Error("appended behind a hole")
	}
}

// TestCheckAll: every damaged place is told, and what is sound between them is counted.
func TestCheckAll(t *testing.T) {
	dir := t.TempDir()
	all, want := small(t, dir)
	for name, b := range all {
		for _, r := range want {
			if at := bytes.Index(b, appendRecord(nil, r)); r.Seq%3 == 1 && at >= 0 {
				all[name][at+fixedSize] ^= 0x10
			}
		}
	}
	lay(t, dir, all)
	var told []int64
	sum, err := Check(context.Background(), dir, func(done, of int64) { told = append(told, done, of) })
	if err != nil || sum.Records != 4 || sum.First != 2 || sum.Last != 6 || sum.Erased != 1 || sum.Files != 2 {
		t.Errorf("%+v, %v", sum, err)
	}
	var after []uint64
	for _, d := range sum.Damage {
		after = append(after, d.Seq)
	}
	if !reflect.DeepEqual(after, []uint64{0, 3, 6}) {
		t.Errorf("damage after %v: %v", after, sum.Damage)
	}
	if n := len(told); n < 2 || told[n-1] != sum.Bytes || told[n-2] != sum.Bytes {
		t.Errorf("progress %v of %d", told, sum.Bytes)
	}
}

// Version 1, made by hand from what doc.go says, a line an entry: the head; two records, the second erased,
// and their mark; one with nothing in it, and its mark. It stays readable, whatever comes after it.
const version1 = `
50415353424f4b0a000000010000000000000000f0a98747
5243524400000000000000010000000200000003e4a009c16831703031b4217d0c
52435244000001000000000000000002ffffffffd076430c683200000000
4b4550540000010000000000057b58b4
52435244000001000000000100000000000000001379e25d00000000
4b4550540000010000000001f710dbb7
`

func TestVersion1(t *testing.T) {
	want := []Record{{1, []byte("h1"), []byte("p01")}, {1 << 40, []byte("h2"), nil}, {1<<40 + 1, []byte{}, []byte{}}}
	b, err := hex.DecodeString(strings.Join(strings.Fields(version1), ""))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	lay(t, dir, map[string][]byte{"0000000000000001.seg": b})
	a := open(t, dir, Options{})
	holds(t, a, want)
	closed(t, a)
	if cut := a.Cut(); cut != nil {
		t.Errorf("cut %v", cut)
	}

	again := t.TempDir()
	a = open(t, again, Options{})
	add(t, a, want[:2]...)
	add(t, a, want[2])
	closed(t, a)
	if now := files(t, again)["0000000000000001.seg"]; !bytes.Equal(now, b) {
		t.Errorf("a new file is\n%x, not\n%x", now, b)
	}
}
