package elt

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestWordsHaveAnEnd(t *testing.T) {
	got := words(strings.Repeat("å", maxWords))
	if len(got) > maxWords+8 || !utf8.ValidString(got) || !strings.HasSuffix(got, " …") {
		t.Errorf("%d bytes, …%q", len(got), got[len(got)-10:])
	}
}

// Whatever comes back, somebody can act on it: a receipt with a number, or a failure of a kind.
func FuzzAnswer(f *testing.F) {
	f.Add(200, []byte(`<Envelope><Body><SkickaTidredovisningResponse><tx-id>0b9f8a52-6a6d-4f7e-8a3c-3d5b7a1e2f40</tx-id></SkickaTidredovisningResponse></Body></Envelope>`))
	f.Add(500, []byte(`<Envelope><Body><Fault><faultcode>Client</faultcode><faultstring>x</faultstring><detail><XmlValidationError><message>y</message></XmlValidationError></detail></Fault></Body></Envelope>`))
	f.Add(503, []byte(`<html>`))
	f.Fuzz(func(t *testing.T, status int, raw []byte) {
		got, err := judge(status, raw, time.Unix(1, 0))
		if err == nil {
			if !uuidForm.MatchString(got.TxID) || status != http.StatusOK {
				t.Fatalf("%d %q is no receipt: %+v", status, raw, got)
			}
			return
		}
		var failure *Failure
		if !errors.As(err, &failure) || failure.Kind != Rejected && failure.Kind != Later && failure.Kind != Stopped {
			t.Fatalf("%v", err)
		}
		if (failure.Kind == Rejected) != (failure.Fault != "") || len(failure.Words) > maxWords+8 {
			t.Fatalf("%+v", failure)
		}
	})
}

// What is hashed is read strictly: whatever it is, it is read without a panic, and has one canonical form.
func FuzzCanonical(f *testing.F) {
	f.Add([]byte(`<Tidredovisning xmlns="x" a="1"><id>4f6c1b1e-5f0a-4b39-9a53-0d8a8f1c2b10</id>å&amp;</Tidredovisning>`))
	f.Add([]byte(`<Tidredovisning xmlns:a="x" a:b="1" c=""><!-- --><?p i?><![CDATA[<]]></Tidredovisning>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		first, err := Canonical(raw)
		if err != nil {
			return
		}
		second, err := Canonical(first)
		if err != nil || string(second) != string(first) {
			t.Errorf("%q became %q became %q, %v", raw, first, second, err)
		}
	})
}
