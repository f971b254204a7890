package overlay

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"passbok/store"
)

func pairs(keys ...string) iter.Seq2[store.KV, error] {
	return func(yield func(store.KV, error) bool) {
		for _, k := range keys {
			if k == "!" {
				yield(store.KV{}, errTorn)
				return
			}
			if !yield(store.KV{Key: []byte(k), Value: []byte("below")}, nil) {
				return
			}
		}
	}
}

var errTorn = errors.New("torn")

func TestOver(t *testing.T) {
	for _, c := range []struct {
		name          string
		puts, deletes []string
		from, to      string
		below, want   []string
		err           error
	}{
		{name: "nothing staged", below: []string{"a", "b"}, want: []string{"a", "b"}},
		{name: "nothing below", puts: []string{"b", "a"}, want: []string{"+a", "+b"}},
		{name: "between, before and after", puts: []string{"0", "b", "z"}, below: []string{"a", "c"}, want: []string{"+0", "a", "+b", "c", "+z"}},
		{name: "over", puts: []string{"b"}, below: []string{"a", "b", "c"}, want: []string{"a", "+b", "c"}},
		{name: "deleted", deletes: []string{"a", "b", "x"}, below: []string{"a", "b", "c"}, want: []string{"c"}},
		{name: "deleted after a put", puts: []string{"a"}, deletes: []string{"a"}, below: []string{"a"}},
		{name: "only the range", puts: []string{"a", "b", "c", "d"}, from: "b", to: "d", below: []string{"bb"}, want: []string{"+b", "bb", "+c"}},
		{name: "an error ends it", puts: []string{"b", "d"}, below: []string{"a", "c", "!"}, want: []string{"a", "+b", "c"}, err: errTorn},
	} {
		t.Run(c.name, func(t *testing.T) {
			var o Overlay
			for _, k := range c.puts {
				o.Put([]byte(k), nil)
			}
			for _, k := range c.deletes {
				o.Delete([]byte(k))
			}
			var to []byte
			if c.to != "" {
				to = []byte(c.to)
			}
			for stop := range len(c.want) + 1 { // stopping at any pair gives what came before it
				var got []string
				var last error
				for kv, err := range o.Over([]byte(c.from), to, pairs(c.below...)) {
					if last = err; err != nil {
						break
					}
					mark := ""
					if string(kv.Value) != "below" {
						mark = "+"
					}
					if got = append(got, mark+string(kv.Key)); len(got) == stop {
						break
					}
				}
				want := c.want
				if stop > 0 {
					want = c.want[:stop]
				}
				if !slices.Equal(got, want) || (stop == 0 && !errors.Is(last, c.err)) {
					t.Errorf("stopping at %d: got %q %v, want %q %v", stop, got, last, want, c.err)
				}
			}
		})
	}
}

func TestSize(t *testing.T) {
	var o Overlay
	for _, step := range []struct {
		do   func()
		want int
	}{
		{func() { o.Put([]byte("ab"), []byte("123")) }, 5},
		{func() { o.Put([]byte("ab"), []byte("1")) }, 3},
		{func() { o.Put([]byte("a"), nil) }, 4},
		{func() { o.Delete([]byte("ab")) }, 3},
		{func() { o.Delete([]byte("xyz")) }, 6},
	} {
		if step.do(); o.Size() != step.want {
			t.Errorf("got size %d, want %d", o.Size(), step.want)
		}
	}
}
