package main

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// A copy that takes long says how much of it is written, at most every two seconds; one that is done before says nothing.
func TestACopySaysHowFarItIs(t *testing.T) {
	now := time.Unix(0, 0)
	var said bytes.Buffer
	c := &copying{w: io.Discard, of: 300, say: &said, clock: func() time.Time { return now }, last: now}
	for range 4 {
		now = now.Add(time.Second)
		if n, err := c.Write(make([]byte, 100)); n != 100 || err != nil {
			t.Fatal(n, err)
		}
	}
	if want := "copy: 200 of about 300 bytes\ncopy: 400 bytes\n"; said.String() != want {
		t.Errorf("said %q, want %q", said.String(), want)
	}
}
