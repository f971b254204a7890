package server_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"testing"
)

func TestLongSyncAnswersAreSqueezedForWhoTakesThat(t *testing.T) {
	w := newWorld(t)
	phone := w.joined(assistant)
	var ops []map[string]any
	for range 40 {
		ops = append(ops, phone.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00"))
	}
	phone.sync(ops...)
	ask := func(path, accepts string, body any) reply {
		_, _, got := phone.send(request{method: "POST", path: path, body: body, header: map[string]string{"Accept-Encoding": accepts}})
		return got.want(200)
	}
	whole := map[string]any{"device": phone.device, "ops": []any{}}
	for accepts, squeezed := range map[string]bool{"gzip, br": true, "identity": false, "gzip;q=0": false} {
		got := ask("/api/v1/sync", accepts, whole)
		if got.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: an answer that depends on what is accepted must say so", accepts)
		}
		if is := got.header.Get("Content-Encoding") == "gzip"; is != squeezed {
			t.Fatalf("%s: squeezed %t", accepts, is)
		}
		if squeezed {
			if len(got.body) > 6000 {
				t.Errorf("40 rows much alike take %d bytes", len(got.body))
			}
			unpacked, err := gzip.NewReader(bytes.NewReader(got.body))
			must(t, err)
			got.body, err = io.ReadAll(unpacked)
			must(t, err)
		}
		var answer syncAnswer
		if got.into(&answer); len(answer.Docs) < 40 {
			t.Errorf("%s: %d documents", accepts, len(answer.Docs))
		}
	}
	// What fits into a packet stays as it is.
	var answer map[string]any
	must(t, json.Unmarshal(ask("/api/v1/sync", "identity", whole).body, &answer))
	idle := map[string]any{"device": phone.device, "ops": []any{}, "cursor": answer["cursor"], "epoch": answer["epoch"]}
	if got := ask("/api/v1/sync", "gzip", idle); got.header.Get("Content-Encoding") != "" {
		t.Errorf("an idle answer of %d bytes was squeezed", len(got.body))
	}
}
