package op_test

import (
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passbok/sync/op"
)

var update = flag.Bool("update", false, "note what new operations in testdata/v* are read as; what is noted already is never changed")

// readAs is what a shipped operation is read as, for ever. Content is what tells a resend from another operation: were it
// to change, a phone that sends once more what the server has would be told that its id was used for something else.
type readAs struct {
	Op      json.RawMessage `json:"op"`
	Content string          `json:"content"`
	Fault   string          `json:"fault,omitempty"`
}

// Every operation that an app of any shipped version has sent, byte for byte as it sent it, is read as it was then. A
// version that sends something new adds files here (a folder for each version of operations); none is ever changed.
func TestEveryShippedOperationIsReadable(t *testing.T) {
	versions, err := filepath.Glob("testdata/v*")
	if err != nil || len(versions) == 0 {
		t.Fatalf("no operations in testdata: %v", err)
	}
	for _, version := range versions {
		noted := map[string]readAs{}
		if text, err := os.ReadFile(version + "/reads.json"); err == nil {
			if err := json.Unmarshal(text, &noted); err != nil {
				t.Fatal(err)
			}
		} else if !*update {
			t.Fatal(err)
		}
		files, err := filepath.Glob(version + "/*.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".json")
			if name == "reads" {
				continue
			}
			got := shipped(t, file)
			want, known := noted[name]
			if !known && *update {
				noted[name] = got
				continue
			}
			if got.Content != want.Content || got.Fault != want.Fault || compact(t, got.Op) != compact(t, want.Op) {
				t.Errorf("%s is read as\n%s %s %s, not as it was:\n%s %s %s", file, got.Op, got.Content, got.Fault, want.Op, want.Content, want.Fault)
			}
		}
		if len(noted) != len(files)-1 && !*update {
			t.Errorf("%s: %d operations, %d noted", version, len(files)-1, len(noted))
		}
		if *update {
			text, err := json.MarshalIndent(noted, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(version+"/reads.json", append(text, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func shipped(t *testing.T, file string) readAs {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in, err := op.Read(raw)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	again, err := in.Op.Encode()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	got := readAs{Op: again, Content: hex.EncodeToString(in.Content[:])}
	if in.Fault != nil {
		got.Fault = in.Fault.Code
	}
	return got
}

func compact(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	text, err := op.Canonical(raw)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
