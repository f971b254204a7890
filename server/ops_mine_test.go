package server_test

import (
	"fmt"
	"slices"
	"testing"
)

// Who has had more turned down than is told at once goes on by the last one's seq, and the export of all that is theirs has all.
func TestAllOfOnesOwnIsTold(t *testing.T) {
	w := newWorld(t)
	c := w.joined(assistant)
	var sent []string
	for range 3 {
		var ops []map[string]any
		for range 150 {
			bad := c.shift(colleague, "2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00")
			ops, sent = append(ops, bad), append(sent, bad["id"].(string))
		}
		if got := c.sync(ops...).Verdicts; len(got) != 150 || got[149].Verdict != "refused" {
			t.Fatalf("%d verdicts, the last %+v", len(got), got[len(got)-1])
		}
	}
	slices.Reverse(sent)
	type own struct {
		ID  string
		Seq uint64
	}
	var told []string
	sizes := []int{}
	for path, more := "/api/v1/ops?mine", true; more; {
		var page struct {
			Ops  []own
			More bool
		}
		c.get(path).want(200).into(&page)
		for _, one := range page.Ops {
			told = append(told, one.ID)
		}
		sizes, more = append(sizes, len(page.Ops)), page.More
		path = fmt.Sprintf("/api/v1/ops?mine&before=%d", page.Ops[len(page.Ops)-1].Seq)
	}
	if !slices.Equal(told, sent) || !slices.Equal(sizes, []int{200, 200, 50}) {
		t.Errorf("pages of %v, %d of %d sent", sizes, len(told), len(sent))
	}
	var export struct{ Operations []own }
	c.get("/api/v1/me/export").want(200).into(&export)
	if len(export.Operations) != len(sent) || export.Operations[0].ID != sent[0] || export.Operations[449].ID != sent[449] {
		t.Errorf("%d of %d are in the export", len(export.Operations), len(sent))
	}
	for _, before := range []string{"x", "0", "-1", "1.5"} {
		c.get("/api/v1/ops?mine&before="+before).problem(400, "bad_count")
	}
}
