package month_test

import (
	"path/filepath"
	"strings"
	"testing"

	"passbok/month"
)

// The board says that all is well of no month in which something warns, be it by the clock alone; and of each in which nothing
// does and that may be locked.
func TestAllIsWellOnlyWhereItIs(t *testing.T) {
	stories, err := filepath.Glob("testdata/months/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	well := map[bool]int{}
	for _, path := range stories {
		st := readStory(t, path)
		v := st.look(t)
		board, err := month.Boards(st.shelf, "karin", st.month, st.now)
		if err != nil {
			t.Fatal(err)
		}
		warns := 0
		for _, f := range v.Preflight.Findings {
			if f.Severity == month.Warns {
				warns++
			}
		}
		for _, c := range board.Customers {
			if c.Beneficiary.ID != v.Beneficiary.ID || c.Next.Code != "lock" {
				continue
			}
			if says := strings.HasPrefix(c.Next.Message.SV, "Allt stämmer"); says != (warns == 0) {
				t.Errorf("%s: %d warn, and the board says %q", path, warns, c.Next.Message.SV)
			}
			well[warns == 0]++
		}
	}
	if well[true] == 0 || well[false] == 0 {
		t.Errorf("not both are told of: %v", well)
	}
}
