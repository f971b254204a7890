package server_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// Who writes a client from docs/protocol.md alone finds there every member of what goes over the wire in syncing, coming in,
// history and what became of one's own, as openapi.yaml has them.
func TestTheProtocolNamesEveryMember(t *testing.T) {
	text, err := os.ReadFile("../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := described()
	if err != nil {
		t.Fatal(err)
	}
	body := func(path string) *openapi3.Schema {
		return doc.Paths.Value(path).Post.RequestBody.Value.Content["application/json"].Schema.Value
	}
	answer := func(path string) *openapi3.Schema {
		return doc.Paths.Value(path).Get.Responses.Value("200").Value.Content["application/json"].Schema.Value
	}
	shapes := map[string]*openapi3.Schema{
		"a sync":             body("/api/v1/sync"),
		"its answer":         doc.Components.Schemas["SyncAnswer"].Value,
		"joining":            body("/api/v1/session"),
		"moving a session":   body("/api/v1/session/refresh"),
		"a session":          doc.Components.Responses["Session"].Value.Content["application/json"].Schema.Value,
		"live":               answer("/api/v1/live"),
		"a history":          answer("/api/v1/docs/{kind}/{id}/history"),
		"one's own":          answer("/api/v1/ops"),
		"where an operation": doc.Components.Schemas["At"].Value,
	}
	for name, shape := range shapes {
		for _, member := range members(shape, map[*openapi3.Schema]bool{}) {
			if !regexp.MustCompile("[\"`.]" + member + "[\"`:]").Match(text) {
				t.Errorf("%s: protocol.md does not name %q", name, member)
			}
		}
	}
}

// members are the names in a shape and in what it is made of.
func members(shape *openapi3.Schema, seen map[*openapi3.Schema]bool) []string {
	if shape == nil || seen[shape] {
		return nil
	}
	seen[shape] = true
	names := slices.Sorted(maps.Keys(shape.Properties))
	for _, name := range slices.Clone(names) {
		names = append(names, members(shape.Properties[name].Value, seen)...)
	}
	if shape.Items != nil {
		names = append(names, members(shape.Items.Value, seen)...)
	}
	return names
}
