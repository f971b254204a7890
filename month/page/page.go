// Package page writes a month's papers as web pages: the same words as month/pdf draws, for whoever reads by ear, by finger
// or with large letters. Headings, lists and tables are what they are called; nothing is said by place or colour alone.
//
// A page holds no script and no style of its own: the house's rules for content allow neither. Its style sheet is Style,
// which the server gives at StylePath.
package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"passbok/month/paper"
)

// StylePath is where the server gives Style.
const StylePath = "/api/v1/print.css"

// Style is the style sheet of every page, for screen and printer.
//
//go:embed style.css
var style []byte

// Style gives the style sheet.
func Style() []byte { return append([]byte{}, style...) }

//go:embed page.html
var source string

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"made": made, "join": strings.Join, "style": func() string { return StylePath }, "moment": paper.Moment,
	}).Parse(source))
})

// made are the choices of a field that are made, in words.
func made(choices []paper.Choice) string {
	var words []string
	for _, c := range choices {
		if c.Made {
			words = append(words, c.Label)
		}
	}
	return strings.Join(words, ", ")
}

// Write writes a paper.
func Write(w io.Writer, p paper.Paper) error {
	if err := page().Execute(w, p); err != nil {
		return fmt.Errorf("write %s of %s as a page: %w", p.Form, p.Month, err)
	}
	return nil
}
