package book_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"passbok/sync/book"
)

// FuzzRequest: a request that is read plainly is read as encoding/json reads it, strictly.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		`{"device":"d","epoch":"e","cursor":"c","now":"2026-10-31T21:10:04.512Z","feeds":["a@2026-10","b"],"refetch":["2026-10"],"ops":[{"id":"x"}, 7]}`,
		`{"ops":[],"feeds":[],"ops":[1]}`, `{"ops":null}`, `{"Device":"d"}`, `{"device":"\u00e5"}`, `{"replaces":{"device":"d","through":7}}`, `{"colour":1}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var got, want book.Request
		if !got.ReadPlain(raw) {
			return
		}
		strict := json.NewDecoder(bytes.NewReader(raw))
		strict.DisallowUnknownFields()
		if err := strict.Decode(&want); err != nil || len(want.Feeds) != len(got.Feeds) || len(want.Refetch) != len(got.Refetch) || len(want.Ops) != len(got.Ops) {
			t.Fatalf("%q was read as %+v, and is %+v (%v)", raw, got, want, err)
		}
		got.Feeds, got.Refetch, got.Ops = append([]string{}, got.Feeds...), append([]string{}, got.Refetch...), append([]json.RawMessage{}, got.Ops...)
		want.Feeds, want.Refetch, want.Ops = append([]string{}, want.Feeds...), append([]string{}, want.Refetch...), append([]json.RawMessage{}, want.Ops...)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q was read as %+v, and is %+v", raw, got, want)
		}
	})
}
