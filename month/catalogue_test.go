package month_test

import (
	"os"
	"regexp"
	"testing"

	"passbok/month"
)

// docs/findings.md has every finding that there can be, with its severity, and no other.
func TestFindingsAreDocumented(t *testing.T) {
	raw, err := os.ReadFile("../docs/findings.md")
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]string{}
	for _, line := range regexp.MustCompile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|$").FindAllStringSubmatch(string(raw), -1) {
		written[line[1]] = line[2]
	}
	for _, k := range month.Catalogue() {
		if written[k.Code] != string(k.Severity) {
			t.Errorf("%s is %s in the code, %q in docs/findings.md", k.Code, k.Severity, written[k.Code])
		}
		delete(written, k.Code)
	}
	if len(written) > 0 {
		t.Errorf("no such findings: %v", written)
	}
}
