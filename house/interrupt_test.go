package house_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Ctrl-C in the middle of making the database anew leaves the one that is there as it is, and 130 for a script; run again, the
// command does what it was asked. Once the new one is whole it is put in place, and that is not interrupted.
func TestCommandsInterrupted(t *testing.T) {
	made, backup := worked(t)
	for name, args := range map[string][]string{
		"rebuild": {"rebuild"}, "restore": {"restore", backup}, "erase": {"erase", left, "--years", "1", "--yes"},
	} {
		for place, code := range map[string]int{"before the commit:3:interrupt": 130, "new database whole:1:interrupt": 0} {
			if name == "erase" && code == 0 {
				code = 130 // the archive is still to be erased from
			}
			data := copied(t, made.data)
			args := append(slices.Clone(args), "--data", data)
			before := content(t, data)
			got := run(t, how{place: place}, args...)
			if got.code() != code || code != 0 && (got.out != "" || !strings.Contains(got.errs, "interrupted")) {
				t.Errorf("%s, %s: %s", name, place, got)
			}
			if name != "erase" && code != 0 {
				if diff := cmp.Diff(before, content(t, data)); diff != "" {
					t.Errorf("%s, %s: %s", name, place, diff)
				}
			}
			nothingLeft(t, data)
			must(t, args...)
			must(t, "verify", "--data", data)
		}
	}
}
