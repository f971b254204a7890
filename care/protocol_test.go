package care_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passbok/care"
)

// Who writes a client from the protocol alone finds every kind that operations write, all fields of each, and which of them
// are one statement.
func TestTheProtocolTellsEveryKind(t *testing.T) {
	text, err := os.ReadFile("../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	_, kinds, _ := strings.Cut(string(text), "\n### Kinds\n")
	kinds, _, _ = strings.Cut(kinds, "\n### ")
	told := map[string][2][]string{} // statement, all
	names := regexp.MustCompile("`([a-z_]+)`")
	in := func(cell string) (fields []string) {
		for _, m := range names.FindAllStringSubmatch(cell, -1) {
			fields = append(fields, m[1])
		}
		slices.Sort(fields)
		return fields
	}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z]+)` \\| ([^|]+) \\|").FindAllStringSubmatch(kinds, -1) {
		statement, _, is := strings.Cut(row[2], ";")
		if !is {
			statement = ""
		}
		told[row[1]] = [2][]string{in(statement), in(row[2])}
	}
	_, commands, _ := strings.Cut(kinds, "\nCommands alone write ")
	commands, _, _ = strings.Cut(commands, ":")
	commanded := in(commands)
	for _, kind := range care.Kinds() {
		if !kind.Open {
			if !slices.Contains(commanded, kind.Name) {
				t.Errorf("%s is written by commands alone, and is not said to be", kind.Name)
			}
			continue
		}
		want := [2][]string{slices.Sorted(slices.Values(kind.Coupled)), slices.Sorted(maps.Keys(kind.Fields))}
		if diff := cmp.Diff(want, told[kind.Name]); diff != "" {
			t.Errorf("%s: %s", kind.Name, diff)
		}
		delete(told, kind.Name)
	}
	for name := range told {
		t.Errorf("%s is told of, and operations write no such kind", name)
	}
}
