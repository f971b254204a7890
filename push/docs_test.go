package push

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of docs/notices.md anew")

const tableBegins, tableEnds = "<!-- the table, by go test ./push -update -->\n", "<!-- the end of the table -->\n"

// docs/notices.md has the table as it is.
func TestTheDocumentHasTheTable(t *testing.T) {
	const path = "../docs/notices.md"
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begun := strings.Cut(string(raw), tableBegins)
	_, after, ended := strings.Cut(rest, tableEnds)
	if !begun || !ended {
		t.Fatal("it has no place for the table")
	}
	want := before + tableBegins + table() + tableEnds + after
	if want == string(raw) {
		return
	}
	if !*update {
		t.Fatal("it says otherwise than the table: go test ./push -run TheDocument -update")
	}
	if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
		t.Fatal(err)
	}
}

func table() string {
	var out strings.Builder
	out.WriteString("| notice | what has happened | who is told | when | by which way | until | on the screen |\n|---|---|---|---|---|---|---|\n")
	for _, row := range Rows() {
		code := "`" + string(row.Code) + "`"
		if row.Grave {
			code += " **urgent**"
		}
		if row.optional {
			code += " (may be turned off)"
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s | %s |\n", code, row.What, row.Who, row.When, row.Way, row.Until, row.sv.title)
	}
	return out.String()
}

// testdata/words.json has what each notice says in each language, in the month with the longest name, as a browser's test shows it.
func TestTheWordsForABrowser(t *testing.T) {
	const path = "testdata/words.json"
	type shown struct {
		Code  Code   `json:"code"`
		Lang  string `json:"lang"`
		Title string `json:"title"`
		Body  string `json:"body"`
	}
	var all []shown
	for _, row := range Rows() {
		if row.Way == Digest {
			continue // they stand in the digest
		}
		n := Notice{ID: "1", Code: row.Code, Month: "2026-09", Beneficiary: "alva", Deadline: "2026-11-05"}
		if row.Code == OfficeDigest {
			for _, of := range Rows() {
				if of.Way == Digest {
					n.Kinds = append(n.Kinds, of.Code)
				}
			}
		}
		for _, lang := range []string{"sv", "en"} {
			title, body, _, err := n.Words(lang)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, shown{row.Code, lang, title, body})
		}
	}
	want, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err == nil && string(got) == string(want)+"\n" {
		return
	}
	if !*update {
		t.Fatal("it says otherwise than the table: go test ./push -run TheWords -update")
	}
	if err := os.WriteFile(path, append(want, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
}
