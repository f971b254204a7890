package op_test

import (
	"bytes"
	"testing"

	"passbok/sync/op"
)

func TestEntriesSurviveTheStore(t *testing.T) {
	payload := op.Payload{Salt: [op.SaltSize]byte{1, 2, 3}, Raw: []byte(`{"a": "\u00e5"} `), Outcome: []byte(`{"x":1}`)}
	stored := payload.Encode()
	read, err := op.DecodePayload(stored)
	if err != nil || !bytes.Equal(read.Raw, payload.Raw) || !bytes.Equal(read.Outcome, payload.Outcome) || read.Salt != payload.Salt {
		t.Errorf("%+v %v", read, err)
	}
	other := payload
	other.Salt[0] = 9
	if op.Hash(other.Encode()) == op.Hash(stored) {
		t.Error("the salt does not count")
	}
	header := op.Header{Seq: 7, Prev: "aa", Op: id, Verdict: op.Applied, Payload: op.Hash(stored)}
	text, err := header.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := op.DecodeHeader(text)
	header.V = 1
	if err != nil || back != header {
		t.Errorf("%+v %v", back, err)
	}
	if _, err := op.DecodeHeader([]byte(`{"v":2}`)); err == nil {
		t.Error("a header of an unknown version was read")
	}
}

func FuzzDecodePayload(f *testing.F) {
	f.Add(op.Payload{Raw: []byte("x"), Outcome: []byte("{}")}.Encode())
	f.Fuzz(func(t *testing.T, stored []byte) {
		payload, err := op.DecodePayload(stored)
		if err == nil && !bytes.Equal(payload.Encode(), stored) && len(stored) < 1<<10 {
			// A length may be written longer than needed: then the bytes differ, and only then.
			if again, err := op.DecodePayload(payload.Encode()); err != nil || !bytes.Equal(again.Raw, payload.Raw) {
				t.Fatalf("%x was read as %+v", stored, payload)
			}
		}
	})
}

// FuzzDecodeHeader: what is read can be written, and then is the same for ever.
func FuzzDecodeHeader(f *testing.F) {
	text, err := op.Header{Seq: 7, Prev: "aa", At: "x", Person: "p\u2028", N: 3, Op: id, Doc: doc, Verdict: op.Applied, Payload: "bb"}.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"v":1,"seq":1.0,"Op":"x"}`))
	f.Fuzz(func(t *testing.T, stored []byte) {
		header, err := op.DecodeHeader(stored)
		if err != nil {
			return
		}
		text, err := header.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if same, err := op.Marshal(header); err != nil || !bytes.Equal(same, text) {
			t.Fatalf("%s is not what encoding/json makes of it: %s (%v)", text, same, err)
		}
		again, err := op.DecodeHeader(text)
		if err != nil || again != header {
			t.Fatalf("%s: read as %+v, then as %+v (%v)", stored, header, again, err)
		}
	})
}
