package book

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"passbok/sync/merge"
	"passbok/sync/op"
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

// FuzzCursor: whatever comes is read or refused; what was read can be written, and says the same; and, were somebody to
// forge the MAC, still no more than that.
func FuzzCursor(f *testing.F) {
	for _, groups := range [][]group{
		{{pos: 7, until: 8, feeds: []feedHash{hashFeed("a")}}}, {{pos: 1 << 45}, {pos: 3, until: 9, feeds: []feedHash{hashFeed("b"), hashFeed("a")}}}, nil,
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

// FuzzRow: what is read of a stored row is what was written, and nothing else is read.
func FuzzRow(f *testing.F) {
	doc := merge.Apply(merge.Document{}, 3, merge.Outcome{
		Doc: "shift/x", Verdict: op.Applied, Origin: merge.Origin{Op: "o", Person: "anna", N: 1}, Set: op.Fields{"note": []byte(`"x"`)},
	})
	for _, places := range [][]position{nil, {{feed: "anna", seq: 3}}, {{feed: "bo@2026-10", seq: 1 << 42, gone: true}, {feed: "", seq: 1}}} {
		r := row{doc: doc, places: places}
		f.Add(r.encode())
	}
	f.Fuzz(func(t *testing.T, stored []byte) {
		once, err := decodeRow(stored)
		if err != nil {
			return
		}
		text := once.encode()
		again, err := decodeRow(text)
		if err != nil || !slices.Equal(again.places, once.places) || !bytes.Equal(again.doc.Encode(), once.doc.Encode()) || !bytes.Equal(again.encode(), text) {
			t.Fatalf("%x: read as %+v, then as %+v, %v", stored, once, again, err)
		}
		if size := len(again.doc.Encode()) + placesSize(again.places); len(text) > size+binary.MaxVarintLen32 {
			t.Fatalf("a row of %d bytes was thought to take %d", len(text), size)
		}
	})
}

// FuzzRecord: an outcome that can be read can be folded, and written again.
func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"outcomes":[{"doc":"shift/x","by":{"op":"o"},"verdict":"conflict","set":{"end":"\u2028"},"touch":[{"unit":"=","severity":"clash","add":[{"op":"p","seq":3,"set":{"a":null}}]}]}],"clock":-3}`))
	f.Add([]byte(`{"outcomes":[{"doc":"shift/x","verdict":"parked","park":{"op":"o","seq":1,"set":null,"reason":"sealed"}},{"doc":"shift/x","verdict":"declined","unpark":["o"]}],"seal":["a"],"answer":{"x":1}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var rec record
		if json.Unmarshal(text, &rec) != nil {
			return
		}
		doc := merge.Document{}
		for i, out := range rec.Outcomes {
			doc = merge.Apply(doc, uint64(i+1), out)
		}
		again, err := op.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		var twice record
		if err := json.Unmarshal(again, &twice); err != nil {
			t.Fatal(err)
		}
		folded := merge.Document{}
		for i, out := range twice.Outcomes {
			folded = merge.Apply(folded, uint64(i+1), out)
		}
		if !bytes.Equal(folded.Encode(), doc.Encode()) {
			t.Fatalf("%s, written again as %s, is another document", text, again)
		}
	})
}
