package post_test

import (
	"errors"
	"strings"
	"testing"

	"passbok/post"
)

// A message has room for words and a page. What could name somebody, or let somebody in, is refused.
func TestMessages(t *testing.T) {
	fine := post.Message{ID: "1", Lang: "sv", Subject: "Oktober är klar att titta på", Text: "Det tar ungefär tre minuter.\nSista dag är 5 december 2026.", Link: "https://house.example/rakning/0192f0c1-0000-7000-8000-00000000000a/2026-10"}
	if err := fine.Check(); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		field string
		spoil func(*post.Message)
	}{
		"no id": {"id", func(m *post.Message) { m.ID = "" }}, "a long id": {"id", func(m *post.Message) { m.ID = strings.Repeat("x", 257) }},
		"no language": {"lang", func(m *post.Message) { m.Lang = "" }}, "no subject": {"subject", func(m *post.Message) { m.Subject = " " }},
		"two lines":  {"subject", func(m *post.Message) { m.Subject = "a\r\nBcc: x@example.se" }},
		"no text":    {"text", func(m *post.Message) { m.Text = "\n" }},
		"a bell":     {"text", func(m *post.Message) { m.Text = "a\ab" }},
		"a return":   {"text", func(m *post.Message) { m.Text = "a\rb" }},
		"no letters": {"text", func(m *post.Message) { m.Text = "a\xffb" }},
		"long":       {"text", func(m *post.Message) { m.Text = strings.Repeat("a", 2001) }},
		"a number":   {"text", func(m *post.Message) { m.Text = "Gäller 850709-9805." }}, "a whole number": {"text", func(m *post.Message) { m.Text = "Gäller 19850709-9805" }},
		"a bare number": {"subject", func(m *post.Message) { m.Subject = "8507099805" }}, "a coordination number": {"text", func(m *post.Message) { m.Text = "701063-2391" }},
		"a code":        {"link", func(m *post.Message) { m.Link = "https://house.example/join#abc" }},
		"a question":    {"link", func(m *post.Message) { m.Link = "https://house.example/join?code=abc" }},
		"an empty one":  {"link", func(m *post.Message) { m.Link = "https://house.example/join?" }},
		"an empty code": {"link", func(m *post.Message) { m.Link = "https://house.example/join#" }},
		"a user":        {"link", func(m *post.Message) { m.Link = "https://me:secret@house.example/" }},
		"no page":       {"link", func(m *post.Message) { m.Link = "javascript:alert(1)" }}, "a path": {"link", func(m *post.Message) { m.Link = "/month" }},
		"a quotation": {"link", func(m *post.Message) { m.Link = `https://house.example/"onclick` }}, "a blank": {"link", func(m *post.Message) { m.Link = "https://house.example/a b" }},
	} {
		m := fine
		c.spoil(&m)
		var refused *post.Refusal
		if err := m.Check(); !errors.As(err, &refused) || refused.Field() != c.field || strings.Contains(err.Error(), "8507") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
	fine.Link = ""
	if err := fine.Check(); err != nil {
		t.Error(err)
	}
}
