package op_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"passbok/sync/op"
)

const (
	id  = "0192f0c1-0000-7000-8000-000000000001"
	doc = "shift/0192f0c1-0000-7000-8000-000000000002"
)

func TestReadsWhatAClientSends(t *testing.T) {
	raw := `{"v":1,"id":"` + id + `","n":57,"doc":"` + doc + `","base":1893,"set":{"note":"d\u00e5 \/ nu","end":null,"n":1.0},
		"resolves":["b","a","b"],"why":"för","at":{"wall":"2026-10-31T21:10:04.512Z","mono":8812345.25,"offset":-412}}`
	in, err := op.Read(json.RawMessage(raw))
	if err != nil || in.Fault != nil {
		t.Fatal(err, in.Fault)
	}
	want := op.Op{
		V: 1, ID: id, N: 57, Doc: doc, Base: 1893, Why: "för", Resolves: []string{"a", "b"},
		Set: op.Fields{"note": json.RawMessage(`"då / nu"`), "end": json.RawMessage("null"), "n": json.RawMessage("1")},
		At:  op.At{Wall: "2026-10-31T21:10:04.512Z", Mono: 8812345.25, Offset: -412},
	}
	if !reflect.DeepEqual(in.Op, want) {
		t.Errorf("got  %+v\nwant %+v", in.Op, want)
	}
	again, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if twice, err := op.Read(again); err != nil || !reflect.DeepEqual(twice.Op, want) || twice.Content != in.Content {
		t.Errorf("written and read again: %+v %v", twice.Op, err)
	}
}

// A device that replaces another queues again under another n, also what the server could not understand.
func TestWhatIsNotUnderstoodIsKnownAgainUnderAnotherN(t *testing.T) {
	for name, rest := range map[string]string{
		"malformed": `"v":1,"colour":"red"`, "newer": `"v":2,"doc":"` + doc + `","set":{"mood":"good"}`, "lost": `"lost":"{"`,
	} {
		read := func(n, rest string) [32]byte {
			in, err := op.Read(json.RawMessage(`{"id":"` + id + `","n":` + n + `,` + rest + `}`))
			if err != nil || in.Fault == nil && !in.Newer {
				t.Fatal(name, err, in)
			}
			return in.Content
		}
		if read("3", rest) != read("4", rest) {
			t.Errorf("%s: another operation, under another n", name)
		}
		if read("3", rest) == read("3", rest+`,"more":1`) {
			t.Errorf("%s: the same operation, with more in it", name)
		}
	}
}

func TestTheSameContentIsTheSameOperation(t *testing.T) {
	read := func(raw string) op.Reading {
		in, err := op.Read(json.RawMessage(raw))
		if err != nil || in.Fault != nil {
			t.Fatal(raw, err, in.Fault)
		}
		return in
	}
	one := read(`{"v":1,"id":"` + id + `","n":3,"doc":"` + doc + `","set":{"void":true},"why":"x"}`)
	for _, same := range []string{
		`{"v":1,"id":"` + id + `","n":9,"doc":"` + doc + `","set":{"void":true},"why":"x"}`,
		`{"n":3,"void":true,"why":"x","id":"` + id + `","base":0,"v":1,"doc":"` + doc + `"}`,
		`{"v":1,"id":"` + id + `","n":3,"doc":"` + doc + `","set":{"void":true},"void":true,"why":"\u0078"}`,
	} {
		if read(same).Content != one.Content {
			t.Errorf("%s is another operation", same)
		}
	}
	if read(`{"v":1,"id":"`+id+`","n":3,"doc":"`+doc+`","set":{"void":true},"why":"y"}`).Content == one.Content {
		t.Error("another why is the same operation")
	}
}

func TestWhatCannotBeUnderstoodIsConsumedWhereItCan(t *testing.T) {
	head := `"v":1,"id":"` + id + `","n":1,"doc":"` + doc + `"`
	for name, c := range map[string]struct{ raw, code string }{
		"unknown field":          {`{` + head + `,"colour":1}`, op.CodeMalformed},
		"another case":           {`{` + head + `,"Set":{}}`, op.CodeMalformed},
		"unknown field in at":    {`{` + head + `,"at":{"zone":"x"}}`, op.CodeMalformed},
		"base that is no number": {`{` + head + `,"base":-1}`, op.CodeMalformed},
		"no version":             {`{"id":"` + id + `","n":1,"doc":"` + doc + `"}`, op.CodeMalformed},
		"no document":            {`{"v":1,"id":"` + id + `","n":1}`, op.CodeMalformed},
		"a document of no kind":  {`{"v":1,"id":"` + id + `","n":1,"doc":"x"}`, op.CodeMalformed},
		"void is a word":         {`{` + head + `,"void":"yes"}`, op.CodeMalformed},
		"two minds":              {`{` + head + `,"void":false,"set":{"void":true}}`, op.CodeMalformed},
		"a field's name":         {`{` + head + `,"set":{"A b":1}}`, op.CodeMalformed},
		"nested too deep":        {`{` + head + `,"set":{"a":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + `}}`, op.CodeMalformed},
		"not a UUIDv7":           {`{"v":1,"id":"0192f0c1-0000-4000-8000-000000000001","n":1,"doc":"` + doc + `"}`, op.CodeBadID},
		"upper case":             {`{"v":1,"id":"` + strings.ToUpper(id) + `","n":1,"doc":"` + doc + `"}`, op.CodeBadID},
		"lost":                   {`{"id":"` + id + `","n":1,"lost":"{\"v\":"}`, op.CodeLost},
		"too large":              {`{` + head + `,"why":"` + strings.Repeat("x", op.MaxSize) + `"}`, op.CodeTooLarge},
	} {
		in, err := op.Read(json.RawMessage(c.raw))
		if err != nil || in.Fault == nil || in.Fault.Code != c.code || in.Op.N != 1 {
			t.Errorf("%s: %+v %v", name, in.Fault, err)
		}
	}
	for name, raw := range map[string]string{
		"no JSON": `{`, "no object": `[1]`, "null": `null`, "no id": `{"n":1}`, "an id of two words": `{"id":"a b","n":1}`,
		"no n": `{"id":"` + id + `"}`, "n is nothing": `{"id":"` + id + `","n":0}`, "n is null": `{"id":"` + id + `","n":null}`,
		"n with a point": `{"id":"` + id + `","n":1.5}`, "more than can be kept": `{"id":"` + id + `","n":1,"lost":"` + strings.Repeat("x", op.MaxKept) + `"}`,
	} {
		_, err := op.Read(json.RawMessage(raw))
		var problem *op.Problem
		if !errors.As(err, &problem) || problem.Code != op.CodeMalformed {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestANewerVersionIsReadAsFarAsItGoes(t *testing.T) {
	in, err := op.Read(json.RawMessage(`{"v":7,"id":"` + id + `","n":1,"doc":"` + doc + `","set":{"end":"x"},"mood":"new"}`))
	if err != nil || in.Fault != nil || !in.Newer || string(in.Op.Set["end"]) != `"x"` {
		t.Errorf("%+v %v", in, err)
	}
}

// What could not be understood is the same operation under another n, and once it is understood; of what it sets either
// all is read, or nothing.
func TestTheSameAfterAnUpgrade(t *testing.T) {
	read := func(version int, n, rest string) op.Reading {
		in, err := op.ReadUpTo(version, json.RawMessage(`{"v":2,"id":"`+id+`","n":`+n+`,"doc":"`+doc+`",`+rest+`}`))
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	const says = `"set":{"end":"x","mood":1.50}`
	then := read(1, "3", says)
	if !then.Newer || then.Fault != nil {
		t.Fatalf("%+v", then)
	}
	for name, now := range map[string]op.Reading{
		"again": read(1, "3", says), "under another n": read(1, "7", says), "understood": read(2, "3", says), "understood, under another n": read(2, "7", says),
	} {
		if !now.Same(then.Content) {
			t.Errorf("%s: another operation", name)
		}
	}
	if read(1, "3", `"set":{"end":"y","mood":1.50}`).Same(then.Content) || read(2, "3", `"set":{"end":"x"}`).Same(then.Content) {
		t.Error("another content is the same operation")
	}
	if in := read(1, "3", `"set":{"end":"x","x-mood":1}`); in.Fault != nil || len(in.Op.Set) != 0 {
		t.Errorf("half of it was read: %+v", in.Op.Set)
	}
}

func TestCanonical(t *testing.T) {
	for raw, want := range map[string]string{
		`"a"`: `"a"`, ` "a" `: `"a"`, `"\u0061\/\u00e5\n\u0001\"\\"`: `"a/å\n\u0001\"\\"`, `"\u2028<>&"`: "\"\u2028<>&\"",
		`1`: `1`, `1.0`: `1`, `1e3`: `1000`, `-0`: `0`, `0.5`: `0.5`, `1E-7`: `1e-7`, `01`: "", `null`: `null`, ` true`: `true`,
		`{"b":1, "a":[ 1 , {"y":null,"x":"\t"} ]}`: `{"a":[1,{"x":"\t","y":null}],"b":1}`, `{"a":1,"a":2}`: `{"a":2}`,
		`"a" "b"`: "", ``: "", `tru`: "", "\"\xff\"": "\"\ufffd\"", `1e999`: "",
	} {
		got, err := op.Canonical(json.RawMessage(raw))
		if (err != nil) != (want == "") || err == nil && string(got) != want {
			t.Errorf("%s: %s %v, want %s", raw, got, err, want)
		}
	}
}

func TestIDs(t *testing.T) {
	for text, want := range map[string][2]bool{
		id: {true, true}, "00000000-0000-4000-8000-000000000000": {true, false}, strings.ToUpper(id): {false, false},
		"0192f0c1-0000-7000-c000-000000000001": {true, false}, "0192f0c1x0000-7000-8000-000000000001": {false, false}, "": {false, false},
	} {
		if got := [2]bool{op.IsUUID(text), op.IsUUID7(text)}; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	for ref, want := range map[string]bool{
		doc: true, "invoice/b@2026-10": true, "a/b/c": true, "Shift/x": false, "shift/": false, "/x": false, "shift": false,
		"shift/a b": false, "shift/\x00": false, "shift/" + strings.Repeat("x", 200): false,
	} {
		if _, _, ok := op.SplitRef(ref); ok != want {
			t.Errorf("%s: %v", ref, ok)
		}
	}
}

func TestCodesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, code := range op.Codes() {
		if seen[code] || code == "" {
			t.Errorf("%q twice", code)
		}
		seen[code] = true
	}
}
