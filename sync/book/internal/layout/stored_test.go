package layout

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"slices"
	"testing"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// FuzzRow: what is read of a stored row is what was written, and nothing else is read.
func FuzzRow(f *testing.F) {
	doc := merge.Apply(merge.Document{}, 3, merge.Outcome{
		Doc: "shift/x", Verdict: op.Applied, Origin: merge.Origin{Op: "o", Person: "anna", N: 1}, Set: op.Fields{"note": []byte(`"x"`)},
	})
	for _, places := range [][]Position{nil, {{Feed: "anna", Seq: 3}}, {{Feed: "bo@2026-10", Seq: 1 << 42, Gone: true}, {Feed: "", Seq: 1}}} {
		r := Row{Doc: doc, Places: places}
		f.Add(r.Encode())
	}
	f.Fuzz(func(t *testing.T, stored []byte) {
		once, err := DecodeRow(stored)
		if err != nil {
			return
		}
		text := once.Encode()
		again, err := DecodeRow(text)
		if err != nil || !slices.Equal(again.Places, once.Places) || !bytes.Equal(again.Doc.Encode(), once.Doc.Encode()) || !bytes.Equal(again.Encode(), text) {
			t.Fatalf("%x: read as %+v, then as %+v, %v", stored, once, again, err)
		}
		if size := again.Takes(); len(text) > size+binary.MaxVarintLen32 {
			t.Fatalf("a row of %d bytes was thought to take %d", len(text), size)
		}
	})
}

// FuzzRecord: an outcome that can be read can be folded, and written again.
func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"outcomes":[{"doc":"shift/x","by":{"op":"o"},"verdict":"conflict","set":{"end":"\u2028"},"touch":[{"unit":"=","severity":"clash","add":[{"op":"p","seq":3,"set":{"a":null}}]}]}],"clock":-3}`))
	f.Add([]byte(`{"outcomes":[{"doc":"shift/x","verdict":"parked","park":{"op":"o","seq":1,"set":null,"reason":"sealed"}},{"doc":"shift/x","verdict":"declined","unpark":["o"]}],"seal":["a"],"answer":{"x":1}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var rec Record
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
		var twice Record
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
