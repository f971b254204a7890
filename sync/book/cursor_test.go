package book

import (
	"reflect"
	"testing"
)

func TestCursorsComeBack(t *testing.T) {
	secret := []byte("secret")
	a, b, c := hashFeed("a"), hashFeed("b"), hashFeed("c")
	for _, groups := range [][]group{nil, {{pos: 7, feeds: []feedHash{a}}}, {{pos: 1 << 45, feeds: []feedHash{b, c}}, {pos: 3, until: 9, feeds: []feedHash{a}}}} {
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

// FuzzCursor: whatever comes is read or refused; and, were somebody to forge the MAC, still no more than that.
func FuzzCursor(f *testing.F) {
	f.Add(encodeCursor([]group{{pos: 7, until: 8, feeds: []feedHash{hashFeed("a")}}}, again{}, nil, ""), []byte{1, 1, 7, 0, 0})
	f.Add(encodeCursor(nil, again{months: []string{"2026-10"}, at: 3}, nil, ""), []byte{2, 3, 1, 0, 0})
	f.Fuzz(func(t *testing.T, text string, inner []byte) {
		if groups, more, err := decodeCursor(text, nil, ""); err == nil && encodeCursor(groups, more, nil, "") == "" {
			t.Fatal("read, and not written")
		}
		if groups, more, err := parseCursor(inner); err == nil {
			for _, g := range groups {
				_ = len(g.feeds)
			}
			_ = len(more.months)
		}
	})
}
