package book

import (
	"encoding/base64"
	"reflect"
	"slices"
	"testing"

	"passbok/sync/book/internal/layout"
)

func TestCursorsComeBack(t *testing.T) {
	secret := []byte("secret")
	a, b, c := layout.HashFeed("a"), layout.HashFeed("b"), layout.HashFeed("c")
	for _, groups := range [][]group{nil, {{pos: 7, feeds: []layout.FeedHash{a}}}, {{pos: 1 << 45, feeds: []layout.FeedHash{b, c}}, {pos: 3, until: 9, feeds: []layout.FeedHash{a}}}} {
		for _, more := range []again{{}, {months: []string{"", "2026-10"}, at: 1 << 41}} {
			text := encodeCursor(groups, more, secret, "anna")
			got, left, err := decodeCursor(text, secret, "anna")
			if err != nil || !reflect.DeepEqual(got, groups) || !reflect.DeepEqual(left, more) {
				t.Errorf("%+v %+v came back as %+v %+v, %v", groups, more, got, left, err)
			}
			if _, _, err := decodeCursor(text, secret, "bea"); err == nil {
				t.Error("another person's cursor was read")
			}
			if _, _, err := decodeCursor(text, []byte("other"), "anna"); err == nil {
				t.Error("another book's cursor was read")
			}
		}
	}
}

// FuzzCursor: whatever comes is read or refused; what was read can be written, and says the same; and, were somebody to
// forge the MAC, still no more than that.
func FuzzCursor(f *testing.F) {
	for _, groups := range [][]group{
		{{pos: 7, until: 8, feeds: []layout.FeedHash{layout.HashFeed("a")}}}, {{pos: 1 << 45}, {pos: 3, until: 9, feeds: []layout.FeedHash{layout.HashFeed("b"), layout.HashFeed("a")}}}, nil,
	} {
		text := encodeCursor(groups, again{}, nil, "")
		inner, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, inner[:len(inner)-macSize])
	}
	f.Add(encodeCursor(nil, again{months: []string{"2026-10"}, at: 3}, nil, ""), []byte{2, 3, 1, 0, 0})
	f.Add("", []byte{1, 1, 7, 0, 0})
	f.Fuzz(func(t *testing.T, text string, inner []byte) {
		_, _, _ = decodeCursor(text, nil, "")
		groups, more, err := parseCursor(inner)
		if err != nil {
			return
		}
		once := encodeCursor(groups, more, nil, "") // sorts the feeds
		twice, same, err := decodeCursor(once, nil, "")
		if err != nil || encodeCursor(twice, same, nil, "") != once || len(twice) != len(groups) {
			t.Fatalf("%x: read as %+v, written as %s, read as %+v, %v", inner, groups, once, twice, err)
		}
		for i, g := range twice {
			if g.pos != groups[i].pos || g.until != groups[i].until || !slices.Equal(g.feeds, groups[i].feeds) {
				t.Fatalf("%+v came back as %+v", groups[i], g)
			}
		}
	})
}
