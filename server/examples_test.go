package server_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"passbok/sync/op"
)

// example is a block of JSON in docs/protocol.md, and what is said after the fence that it is.
type example struct{ is, text string }

// examples are all that are in docs/protocol.md: blocks of JSON, and the bodies of requests that are shown with their headers.
func examples(t *testing.T) []example {
	text, err := os.ReadFile("../docs/protocol.md")
	must(t, err)
	var all []example
	for _, block := range regexp.MustCompile("(?ms)^```(json|http) ?([^\n]*)\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		if block[1] == "json" {
			all = append(all, example{block[2], block[3]})
			continue
		}
		head, body, _ := strings.Cut(block[3], "\n\n")
		asked, _, _ := strings.Cut(head, "\n")
		all = append(all, example{"request of " + asked, body})
	}
	return all
}

// What docs/protocol.md shows is what openapi.yaml says, and what the engine reads. Each block of JSON there says after the fence
// what it is: a request, an answer, a problem, a schema's, an operation, or an entry's header.
func TestTheProtocolsExamplesHold(t *testing.T) {
	doc, err := described()
	must(t, err)
	seen := map[string]int{}
	for _, one := range examples(t) {
		t.Run(one.is, func(t *testing.T) {
			var value any
			must(t, json.Unmarshal([]byte(one.text), &value))
			is := strings.Fields(one.is)
			if len(is) == 0 {
				t.Fatalf("nothing is said of what this is: %s", one.text)
			}
			seen[is[0]]++
			holds := func(schema *openapi3.Schema, value any) {
				t.Helper()
				if err := schema.VisitJSON(value, openapi3.MultiErrors()); err != nil {
					t.Error(err)
				}
			}
			switch {
			case is[0] == "operation":
				readable(t, []byte(one.text))
			case is[0] == "header":
				var header op.Header
				must(t, json.Unmarshal([]byte(one.text), &header))
				if text, err := header.Encode(); err != nil || string(text) != strings.TrimSpace(one.text) {
					t.Errorf("as it is hashed: %s %v", text, err)
				}
			case is[0] == "schema" && len(is) == 2:
				holds(doc.Components.Schemas[is[1]].Value, value)
			case is[0] == "problem":
				holds(doc.Components.Schemas["Problem"].Value, value)
				p := value.(map[string]any)
				if p["title"] != p["message"].(map[string]any)["sv"] || p["type"] != "https://passbok.example/problems/"+p["code"].(string) {
					t.Errorf("no problem is like this: %s", one.text)
				}
				if len(is) == 4 { // with detail <schema>
					holds(doc.Components.Schemas[is[3]].Value, p["detail"])
				}
			case is[0] == "request" && len(is) == 4: // of <method> <path>
				holds(operation(t, doc, is[2], is[3]).RequestBody.Value.Content["application/json"].Schema.Value, value)
			case is[0] == "answer" && len(is) == 5: // <status> to <method> <path>
				holds(operation(t, doc, is[3], is[4]).Responses.Value(is[1]).Value.Content["application/json"].Schema.Value, value)
			default:
				t.Errorf("nobody knows what this is")
			}
			operations(t, value)
		})
	}
	for _, is := range []string{"operation", "header", "schema", "problem", "request", "answer"} {
		if seen[is] == 0 {
			t.Errorf("there is no example of: %s", is)
		}
	}
}

func operation(t *testing.T, doc *openapi3.T, method, path string) *openapi3.Operation {
	t.Helper()
	item := doc.Paths.Value(path)
	if item == nil || item.GetOperation(method) == nil {
		t.Fatalf("there is no %s %s", method, path)
	}
	return item.GetOperation(method)
}

// operations holds what is shown as sent, in members op and ops, against what the engine reads.
func operations(t *testing.T, value any) {
	t.Helper()
	switch value := value.(type) {
	case []any:
		for _, one := range value {
			operations(t, one)
		}
	case map[string]any:
		for name, one := range value {
			if sent, ok := one.(map[string]any); ok && name == "op" {
				readable(t, mustJSON(t, sent))
				continue
			}
			operations(t, one)
		}
		if ops, ok := value["ops"].([]any); ok && value["device"] != nil {
			for _, sent := range ops {
				readable(t, mustJSON(t, sent))
			}
		}
	}
}

// readable insists that the engine understands an operation, or that it is one that was lost.
func readable(t *testing.T, raw []byte) {
	t.Helper()
	in, err := op.Read(raw)
	if err != nil || in.Fault != nil && in.Fault.Code != op.CodeLost || in.Newer {
		t.Errorf("%s: %v %v", raw, err, in.Fault)
	}
}
