package server_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
)

// As docs/protocol.md tells a stranger: pull, say what you hold, and fetch again what differs.
func TestDigestsOverHTTP(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	made := c.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00")
	type answer struct {
		Cursor string
		More   bool
		Docs   []struct {
			Doc, Month string
			Rev        uint64
		}
		Differs []string
	}
	ask := func(more map[string]any) (got answer) {
		more["device"] = c.device
		c.post("/api/v1/sync", more).want(200).into(&got)
		return got
	}
	got := ask(map[string]any{"ops": []any{made}})
	lines := map[string][]string{}
	for _, doc := range got.Docs {
		lines[doc.Month] = append(lines[doc.Month], fmt.Sprintf("%s %d\n", doc.Doc, doc.Rev))
	}
	digests := map[string]string{}
	for month, list := range lines {
		sort.Strings(list)
		sum := sha256.Sum256([]byte(strings.Join(list, "")))
		digests[month] = hex.EncodeToString(sum[:])[:16]
	}
	if len(lines["2026-10"]) != 1 || len(lines[""]) == 0 {
		t.Fatalf("%v", lines)
	}
	if got := ask(map[string]any{"cursor": got.Cursor, "digests": digests}); got.Differs == nil || len(got.Differs) > 0 {
		t.Errorf("nothing is spoilt, yet %v", got.Differs)
	}
	delete(digests, "2026-10")
	differs := ask(map[string]any{"cursor": got.Cursor, "digests": digests})
	if !slices.Equal(differs.Differs, []string{"2026-10"}) {
		t.Errorf("a row is lost, yet %v", differs.Differs)
	}
	again := ask(map[string]any{"cursor": differs.Cursor, "refetch": differs.Differs, "digests": digests})
	if len(again.Docs) != 1 || again.Docs[0].Doc != made["doc"] || again.Differs != nil {
		t.Errorf("%+v", again)
	}
	var many []string
	for i := range 60 {
		many = append(many, fmt.Sprintf("20%02d-01", i))
	}
	c.post("/api/v1/sync", map[string]any{"device": c.device, "cursor": again.Cursor, "refetch": many}).problem(413, "too_many")
}
