package store

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestPrefix(t *testing.T) {
	for _, c := range []struct{ prefix, to string }{
		{"a", "b"}, {"doc/", "doc0"}, {"a\xff", "b"}, {"a\xff\xff", "b"}, {"\x00", "\x01"}, {"\xff", ""}, {"", ""},
	} {
		from, to := Prefix([]byte(c.prefix))
		if string(from) != c.prefix || string(to) != c.to || (to == nil) != (c.to == "") {
			t.Errorf("%q: got [%q, %q), want to %q", c.prefix, from, to, c.to)
		}
	}
}

// Any key is in the range if and only if it has the prefix.
func TestPrefixHoldsExactlyItsOwn(t *testing.T) {
	letters := rapid.SampledFrom([]byte{0, 1, 'a', 0xfe, 0xff})
	rapid.Check(t, func(t *rapid.T) {
		prefix := rapid.SliceOfN(letters, 0, 3).Draw(t, "prefix")
		key := rapid.SliceOfN(letters, 0, 5).Draw(t, "key")
		from, to := Prefix(prefix)
		in := bytes.Compare(key, from) >= 0 && (to == nil || bytes.Compare(key, to) < 0)
		if in != bytes.HasPrefix(key, prefix) {
			t.Fatalf("key %q in [%q, %q): %v", key, from, to, in)
		}
	})
}
