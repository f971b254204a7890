package merge_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// FuzzLaws is the same, driven by what the fuzzer finds.
func FuzzLaws(f *testing.F) {
	for seed := range uint64(16) {
		story := make([]byte, 4096)
		_, _ = rand.NewChaCha8([32]byte{byte(seed)}).Read(story)
		f.Add(story)
	}
	f.Fuzz(rapid.MakeFuzz(laws))
}

// operation makes of some bytes an operation on a document: which fields it sets to what (to what the document says too),
// what it had seen, and what it resolves.
func operation(doc merge.Document, says []byte) op.Op {
	at := func(i int) int {
		if i < len(says) {
			return int(says[i])
		}
		return 0
	}
	o := op.Op{V: 1, ID: "op-of-the-fuzzer", N: uint64(at(0)), Doc: doc.Ref, Base: uint64(at(1)), Set: op.Fields{}, Why: "x"}
	if o.Base > 200 {
		o.Base = doc.Rev
	}
	var names []string
	for _, field := range doc.Fields {
		names = append(names, field.Name)
	}
	names = append(names, "assistant", "beneficiary", "kind", "start", "end", "note", op.Void, "colour")
	said := []string{"null", "true", "false", `"bo"`, `"08:00"`, `"16:00"`, `"x"`, "7", `["x"]`}
	for _, c := range doc.Conflicts {
		for i, candidate := range c.Candidates {
			for _, value := range candidate.Set {
				said = append(said, string(value))
			}
			if at(2)>>(i%8)&1 != 0 {
				o.Resolves = append(o.Resolves, candidate.Op)
			}
		}
	}
	slices.Sort(said)
	for i := 3; i+1 < len(says); i += 2 {
		o.Set[names[at(i)%len(names)]] = json.RawMessage(said[at(i+1)%len(said)])
	}
	return o
}

// FuzzJudge: whatever the store and the wire hold, the merge answers; its answer survives the log, and what it gives
// survives the store.
func FuzzJudge(f *testing.F) {
	s := newStand(&testing.T{})
	for _, in := range []step{
		{who: "anna-1", set: row}, {who: "office", base: 1, set: "end=17:00 note=x"}, {who: "anna-1", base: 1, set: "end=15:00 note=y"},
		{who: "boss", base: 1, set: "void=true", why: "x"}, {who: "office", base: 1, set: "start=07:00"}, {who: "anna-1", set: "kind=b", right: merge.Held},
	} {
		if in.right == merge.Never {
			in.right = merge.Allowed
		}
		s.run(in)
		f.Add(s.doc.Encode(), []byte{9, 3, 1, 1, 9}, uint8(2))
		f.Add(s.doc.Encode(), []byte{2, 1, 0, 6, 8, 3, 4, 5, 5}, uint8(6))
		f.Add(s.doc.Encode(), []byte{4, 255, 255, 1, 3, 5, 0}, uint8(13))
	}
	f.Fuzz(func(t *testing.T, stored, says []byte, mode uint8) {
		doc, err := merge.Decode(stored)
		if err != nil || !sound(doc) {
			return
		}
		o := operation(doc, says)
		c := merge.Case{
			Doc: doc, Op: o, Seq: max(doc.Rev, o.Base) + 1, Newer: mode&16 != 0, Moved: mode&4 != 0, Kind: shift(),
			Right: merge.Permission(mode & 3 % 3), Writer: merge.Writer{Person: "anna", Device: "anna-1", Ancestors: []merge.Ancestor{{Device: "office", Through: 1}}},
			Sealed: func(string) bool { return mode&8 != 0 },
		}
		for name, out := range map[string]merge.Outcome{
			"judge": merge.Judge(c), "decline": merge.Decline(doc, c.Op.ID),
			"settle":  merge.Settle(c, func(o merge.Origin, _ string) bool { return o.N > c.Op.N }),
			"rejudge": merge.Rejudge(c, 1, func(o merge.Origin, _ string) bool { return o.N > c.Op.N }),
		} {
			next := merge.Apply(doc, c.Seq, out)
			text, err := op.Marshal(out)
			if err != nil {
				t.Fatal(name, err)
			}
			var recorded merge.Outcome
			if err := json.Unmarshal(text, &recorded); err != nil {
				t.Fatal(name, err)
			}
			if written, err := out.AppendJSON(nil); err != nil || string(written) != string(text) {
				t.Fatalf("%s: %s is written as %s, %v", name, text, written, err)
			}
			var plain merge.Outcome
			if plain.ReadPlain(text) && !reflect.DeepEqual(plain, recorded) {
				t.Fatalf("%s: %s is read as %+v, and is %+v", name, text, plain, recorded)
			}
			if again := merge.Apply(doc, c.Seq, recorded); string(again.Encode()) != string(next.Encode()) {
				t.Fatalf("%s: the log gives %s, it was %s", name, show(again), show(next))
			}
			read, err := merge.Decode(next.Encode())
			if err != nil || string(read.Encode()) != string(next.Encode()) {
				t.Fatalf("%s: %s comes back from the store as %s, %v", name, show(next), show(read), err)
			}
			sent, err := next.AppendJSON(nil)
			if err != nil {
				t.Fatalf("%s: %s cannot be sent: %v", name, show(next), err)
			}
			if text, err := (merge.Stored{Stored: next.Encode()}).AppendJSON(nil); err != nil || string(text) != string(sent) {
				t.Fatalf("%s: %s is sent as %s out of the store, %v", name, sent, text, err)
			}
		}
	})
}

// sound says whether all that is in a document can be said in JSON, as all that comes over the wire can.
func sound(doc merge.Document) bool {
	text := utf8.ValidString
	values := func(set op.Fields) bool {
		for name, value := range set {
			canonical, err := op.Canonical(value)
			if err != nil || string(canonical) != string(value) || !text(name) || !text(string(value)) {
				return false
			}
		}
		return true
	}
	origin := func(o merge.Origin) bool {
		number := func(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }
		return text(o.Op) && text(o.Person) && text(o.Device) && text(o.Why) && text(o.At.Wall) && number(o.At.Mono) && number(o.At.Offset)
	}
	ok := text(doc.Ref)
	for _, field := range doc.Fields {
		ok = ok && values(op.Fields{field.Name: field.Value})
	}
	for _, o := range doc.Origins {
		ok = ok && origin(o)
	}
	for _, c := range doc.Conflicts {
		ok = ok && text(c.Unit) && text(string(c.Severity)) && !slices.ContainsFunc(c.Fields, func(name string) bool { return !text(name) })
		for _, candidate := range c.Candidates {
			ok = ok && origin(candidate.Origin) && values(candidate.Set)
		}
	}
	for _, p := range doc.Parked {
		ok = ok && origin(p.Origin) && values(p.Set) && text(p.Reason)
	}
	return ok
}

// FuzzDecode: what Decode reads is what Encode wrote, and nothing else is read.
func FuzzDecode(f *testing.F) {
	s := newStand(&testing.T{})
	for _, in := range []step{
		{who: "anna-1", set: row}, {who: "office", base: 1, set: "end=17:00 note=x"}, {who: "anna-1", base: 1, set: "end=15:00 note=y"},
		{who: "boss", base: 1, set: "void=true", why: "x"}, {who: "anna-1", set: "kind=b", right: merge.Held},
	} {
		in.right = max(in.right, merge.Held)
		if in.right == merge.Held && in.set != "kind=b" {
			in.right = merge.Allowed
		}
		s.run(in)
		f.Add(s.doc.Encode())
	}
	f.Fuzz(func(t *testing.T, stored []byte) {
		doc, err := merge.Decode(stored)
		text, sendErr := merge.Stored{Month: "2026-10", Stored: stored}.AppendJSON(nil)
		if err != nil {
			if sendErr == nil {
				t.Fatalf("%x: %v, and is sent as %s", stored, err, text)
			}
			return
		}
		doc.Month = "2026-10"
		want, wantErr := doc.AppendJSON(nil)
		if string(text) != string(want) || (sendErr == nil) != (wantErr == nil) || wantErr != nil && sound(doc) {
			t.Fatalf("%x: sent as %s, %v, and is %s, %v", stored, text, sendErr, want, wantErr)
		}
		if rev, err := merge.RevOf(stored); err != nil || rev != doc.Rev {
			t.Fatalf("%x: its rev is %d, and read alone %d, %v", stored, doc.Rev, rev, err)
		}
		again, err := merge.Decode(doc.Encode())
		if err != nil || string(again.Encode()) != string(doc.Encode()) {
			t.Fatalf("%x: read as %+v, then %+v (%v)", stored, doc, again, err)
		}
	})
}
