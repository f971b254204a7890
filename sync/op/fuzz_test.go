package op_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"passbok/sync/op"
)

// FuzzRead: whatever comes, an operation is read, refused or turned away, never half; read twice it is the same, also by
// an engine that understands more; and what was read can be written and read again, the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"v":2,"id":"` + id + `","n":1,"doc":"` + doc + `","set":{"a":1,"A":2},"void":true}`))
	f.Add([]byte(`{"v":1,"id":"` + id + `","n":1,"lost":"{\"v\":1"}`))
	f.Add([]byte(`{"v":1,"id":"` + id + `","n":1,"doc":"` + doc + `","set":{"void":null},"resolves":["x","x"],"void":false}`))
	f.Add([]byte(`{"v":1,"id":"` + id + `","n":1,"doc":"` + doc + `","base":3,"set":{"end":"2026-10-31T22:10+01:00"},"at":{"wall":"x","mono":1e3}}`))
	f.Add([]byte(`{"v":1,"id":"` + id + `","n":1,"doc":"` + doc + `","void":true,"why":"\u2028"}`))
	f.Add([]byte(`{"v":2,"id":"` + id + `","n":1,"doc":7}`))
	f.Add([]byte(`{"id":"x","n":18446744073709551615}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, err := op.Read(raw)
		if err != nil {
			var problem *op.Problem
			if !errors.As(err, &problem) {
				t.Fatalf("%T", err)
			}
			return
		}
		if in.Op.N == 0 || in.Op.ID == "" || !bytes.Equal(in.Raw, raw) {
			t.Fatalf("%+v", in)
		}
		twice, err := op.Read(raw)
		if err != nil || !reflect.DeepEqual(twice, in) || !twice.Same(in.Content) {
			t.Fatalf("%s was read as %+v, then as %+v (%v)", raw, in, twice, err)
		}
		if upgraded, err := op.ReadUpTo(1<<30, raw); err != nil || !upgraded.Same(in.Content) {
			t.Fatalf("%s is another operation after an upgrade: %v", raw, err)
		}
		if in.Fault != nil || in.Newer {
			return
		}
		text, err := in.Op.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if same, err := op.Marshal(in.Op); err != nil || !bytes.Equal(same, text) {
			t.Fatalf("%s is not what encoding/json makes of it: %s (%v)", text, same, err)
		}
		again, err := op.Read(text)
		if err != nil || again.Fault != nil && again.Fault.Code != op.CodeTooLarge {
			t.Fatalf("%s cannot be read again: %v %v", text, err, again.Fault)
		}
		if again.Fault == nil && again.Content != in.Content {
			t.Fatalf("%s is another operation than %s", text, raw)
		}
	})
}

// FuzzCanonical: canonical values mean the same, are canonical, and equal ones are equal bytes.
func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{`"a\u00e5"`, `{"b":[1,2.50],"a":null}`, `-1e-3`, `"\ud800"`, `12345678901234567890`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		one, err := op.Canonical(raw)
		if err != nil {
			return
		}
		two, err := op.Canonical(one)
		if err != nil || !bytes.Equal(one, two) {
			t.Fatalf("%q became %q, then %q (%v)", raw, one, two, err)
		}
		var before, after any
		if err := json.Unmarshal(raw, &before); err != nil {
			t.Fatalf("%q is no JSON: %v", raw, err)
		}
		if err := json.Unmarshal(one, &after); err != nil || !reflect.DeepEqual(before, after) {
			t.Fatalf("%q means %v, %q means %v (%v)", raw, before, one, after, err)
		}
	})
}

// FuzzMembers: what is read plainly is read as encoding/json reads it.
func FuzzMembers(f *testing.F) {
	for _, seed := range []string{
		`{"a":"b","n":12,"f":-1.5e3,"o":{"x":[1,null,true]},"a":2}`, `[{"a":1},"\u00e5",[[]]]`, ` { "a" : 01 } `, `{"a":1,}`, `{"å":1}`, `"x"`, `[1,]`, `-`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		members, items := map[string]json.RawMessage{}, []json.RawMessage{}
		if op.Members(raw, func(name, value []byte) bool { members[string(name)] = value; return true }) {
			var want map[string]json.RawMessage
			if err := json.Unmarshal(raw, &want); err != nil || !reflect.DeepEqual(members, want) {
				t.Fatalf("%q was read as %q, and is %q (%v)", raw, members, want, err)
			}
		}
		if op.Items(raw, func(value []byte) bool { items = append(items, value); return true }) {
			var want []json.RawMessage
			if err := json.Unmarshal(raw, &want); err != nil || !reflect.DeepEqual(items, want) {
				t.Fatalf("%q was read as %q, and is %q (%v)", raw, items, want, err)
			}
		}
		if text, ok := op.Text(raw); ok {
			var want string
			if err := json.Unmarshal(raw, &want); err != nil || string(text) != want {
				t.Fatalf("%q was read as %q, and is %q (%v)", raw, text, want, err)
			}
		}
		if number, ok := op.Count(raw); ok {
			var want uint64
			if err := json.Unmarshal(raw, &want); err != nil || number != want {
				t.Fatalf("%q was read as %d, and is %d (%v)", raw, number, want, err)
			}
		}
	})
}
