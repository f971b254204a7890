package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// anything is n bytes made from one number: to draw each by itself takes long.
func anything(t *rapid.T, n int) []byte {
	b := make([]byte, n)
	seed := rapid.Uint64().Draw(t, "bytes")
	for i := range b {
		seed = seed*6364136223846793005 + 1442695040888963407
		b[i] = byte(seed >> 56)
	}
	return b
}

// TestLaws compares the archive with a slice, over whatever comes: appends, some that fail at any step, some
// in the middle of which the power goes, erasing, and opening anew.
func TestLaws(t *testing.T) {
	base := quick(t)
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		dir := filepath.Join(base, fmt.Sprint(runs))
		opt := Options{SegmentBytes: int64(rapid.SampledFrom([]int{1, 150, 1000, 1 << 20}).Draw(t, "segment"))}
		a, err := Open(context.Background(), dir, opt)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = errors.Join(a.Close(), os.RemoveAll(dir)) }()
		model := []Record{}
		last := uint64(0)
		draw := func(t *rapid.T) (all []Record) {
			next := last
			for range rapid.IntRange(1, 4).Draw(t, "records") {
				if rapid.IntRange(0, 9).Draw(t, "epoch") == 0 {
					next = (next>>40 + 1) << 40
				}
				next += rapid.Uint64Range(1, 3).Draw(t, "step")
				r := Record{Seq: next, Header: anything(t, rapid.IntRange(0, 40).Draw(t, "header"))}
				if rapid.IntRange(0, 9).Draw(t, "erased") > 0 {
					r.Payload = anything(t, rapid.IntRange(0, 300).Draw(t, "payload"))
				}
				all = append(all, r)
			}
			return all
		}
		took := func(all []Record) {
			if model = append(model, all...); len(model) > 0 {
				last = model[len(model)-1].Seq
			}
		}
		reopen := func(t *rapid.T) {
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			if a, err = Open(context.Background(), dir, opt); err != nil {
				t.Fatal(err)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				all := draw(t)
				if err := a.Append(context.Background(), all); err != nil {
					t.Fatal(err)
				}
				took(all)
			},
			"append fails": func(t *rapid.T) {
				all := draw(t)
				reached := failing(a, rapid.IntRange(0, 5).Draw(t, "step"), rapid.SampledFrom([]int{1, 2, 99}).Draw(t, "times"))
				err := a.Append(context.Background(), all)
				failing(a, 0, 0)
				if !*reached && err != nil || err != nil && !errors.Is(err, errStep) {
					t.Fatal(err)
				}
				if err == nil {
					took(all)
				}
			},
			"power goes": func(t *rapid.T) {
				all := draw(t)
				step := rapid.IntRange(0, 5).Draw(t, "step")
				var written map[string][]byte
				flushes := 0
				a.step = func(what string) error {
					if step--; what == "flush" && written == nil {
						if flushes++; step < 0 {
							written = files(t, dir)
						}
					}
					if written != nil {
						return errStep
					}
					return nil
				}
				// How far each file is surely on the disk; a file that is not here, not at all.
				sure := map[string]int64{}
				for name, b := range files(t, dir) {
					if sure[name] = int64(len(b)); path(dir, a.firsts[len(a.firsts)-1]) == filepath.Join(dir, name) {
						sure[name] = a.size
					}
				}
				err := a.Append(context.Background(), all)
				a.step = func(string) error { return nil }
				if err == nil {
					took(all)
					return
				}
				if !errors.Is(err, errStep) || a.Close() != nil {
					t.Fatal(err)
				}
				// Of what came after that, a part is there, and the rest is anything.
				for name, b := range written {
					from := int(sure[name])
					if from > 0 && flushes > 1 {
						continue // the first flush was for this one
					}
					there := rapid.IntRange(from, len(b)).Draw(t, "there")
					rest := rapid.SampledFrom([][]byte{nil, make([]byte, len(b)-there), anything(t, len(b)-there)}).Draw(t, "rest")
					written[name] = slices.Concat(b[:there], rest)
				}
				lay(t, dir, written)
				if a, err = Open(context.Background(), dir, opt); err != nil {
					t.Fatal(err)
				}
				// Records of the append that are whole may be there, in order: nobody said that they are not.
				now, _ := a.Last()
				for len(all) > 0 && all[0].Seq <= now {
					took(all[:1])
					all = all[1:]
				}
			},
			"erase": func(t *rapid.T) {
				which := rapid.Uint64Range(2, 5).Draw(t, "each")
				gone := func(seq uint64) bool { return seq%which == 0 }
				if _, err := a.Erase(context.Background(), gone); err != nil {
					t.Fatal(err)
				}
				model = without(model, gone)
			},
			"open anew": reopen,
			"": func(t *rapid.T) {
				from := rapid.Uint64Range(0, last+1).Draw(t, "from")
				want := slices.DeleteFunc(slices.Clone(model), func(r Record) bool { return r.Seq < from })
				got, err := read(a, from)
				if err != nil || len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
					t.Fatalf("%v\n%s", err, cmp.Diff(want, got))
				}
				if seq, _ := a.Last(); seq != last {
					t.Fatalf("last is %d, not %d", seq, last)
				}
				if sum, err := Check(context.Background(), dir, nil); err != nil || sum.Damage != nil || sum.Records != len(model) {
					t.Fatalf("check: %+v, %v", sum, err)
				}
			},
		})
		reopen(t)
		if got, err := read(a, 0); err != nil || len(got) != len(model) {
			t.Fatal(len(got), err)
		}
	})
}
