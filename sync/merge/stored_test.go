package merge_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"passbok/sync/merge"
	"passbok/sync/op"
)

// What is sent out of the store is, byte for byte, what is sent of the document, whoever said what in it.
func TestStoredIsSentAsTheDocument(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		doc := merge.Document{
			Ref: "shift/" + rapid.SampledFrom([]string{"x", "å\"\\", ""}).Draw(r, "id"), Rev: rapid.Uint64().Draw(r, "rev"),
			Month: rapid.SampledFrom([]string{"", "2026-10"}).Draw(r, "month"),
		}
		origins := rapid.IntRange(1, 10).Draw(r, "origins")
		for i := range origins {
			doc.Origins = append(doc.Origins, merge.Origin{
				Op: fmt.Sprintf("op-%02d", i), Person: rapid.SampledFrom([]string{"", "anna", "bea", "Åsa", "zed"}).Draw(r, "person"), Device: "d", N: uint64(i),
				At: op.At{Wall: "2026-10-31T21:10:04.512Z", Mono: 7}, Why: "x", Clock: rapid.SampledFrom([]int64{0, 0, 0, 0, 0, 0, -200_000, 300_000}).Draw(r, "clock"),
			})
		}
		for _, name := range []string{"assistant", "end", "no\"te", "start", "void"} {
			value := rapid.SampledFrom([]string{"", "null", "true", `"2026-10-31T08:00+01:00"`, `"å"`, `["x"]`}).Draw(r, "value")
			if value == "" {
				continue
			}
			field := merge.Field{Name: name, Value: json.RawMessage(value), Seq: 3}
			for _, at := range rapid.SliceOfN(rapid.IntRange(0, origins-1), 1, 3).Draw(r, "by") {
				field.By = append(field.By, doc.Origins[at].Op)
			}
			doc.Fields.Put(field)
		}
		part := merge.Candidate{Origin: doc.Origins[0], Seq: 2, Set: op.Fields{"end": json.RawMessage(`"x"`)}}
		switch rapid.IntRange(0, 5).Draw(r, "open") {
		case 0:
			doc.Conflicts = []merge.Conflict{{Unit: "end", Fields: []string{"end"}, Severity: merge.Clash, Opened: 2, Candidates: []merge.Candidate{part}}}
		case 1:
			doc.Parked = []merge.Parked{{Origin: part.Origin, Seq: 2, Set: part.Set, Reason: "sealed"}}
		}
		want, err := doc.AppendJSON([]byte("before"))
		if err != nil {
			r.Fatal(err)
		}
		got, err := merge.Stored{Ref: doc.Ref, Month: doc.Month, Stored: doc.Encode()}.AppendJSON([]byte("before"))
		if err != nil || string(got) != string(want) {
			r.Fatalf("sent as\n%s, %v, and is\n%s", got, err, want)
		}
	})
}
