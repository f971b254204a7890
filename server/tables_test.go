package server_test

import (
	"strings"
	"testing"
)

func TestAListAsAFile(t *testing.T) {
	w := newWorld(t)
	c := w.joined(coordinator)
	list := map[string]any{
		"name": "personer", "title": "Personer", "columns": []any{map[string]any{"title": "Namn", "kind": "text"}, map[string]any{"title": "Tid", "kind": "minutes"}},
		"rows": []any{[]any{"Åsa", 61}, []any{"=1", nil}},
	}
	if got := c.post("/api/v1/tables/csv", list).want(200); string(got.body) != "\ufeffNamn;Tid\r\nÅsa;1:01\r\n'=1;\r\n" || !strings.Contains(got.header.Get("Content-Disposition"), `"personer.csv"`) {
		t.Errorf("%q %v", got.body, got.header)
	}
	if got := c.post("/api/v1/tables/xlsx", list).want(200); !strings.HasPrefix(string(got.body), "PK") || !strings.Contains(got.header.Get("Content-Disposition"), `"personer.xlsx"`) {
		t.Errorf("%q %v", got.body[:2], got.header)
	}
	list["rows"] = []any{[]any{"Åsa"}}
	c.post("/api/v1/tables/csv", list).problem(400, "bad_table")
	list["rows"] = []any{}
	c.post("/api/v1/tables/csv", list).want(200)
	list["rows"] = []any{[]any{"Åsa", 1.5}}
	c.post("/api/v1/tables/csv", list).problem(400, "bad_json")
	w.joined(assistant).post("/api/v1/tables/csv", list).problem(403, "forbidden")
}
