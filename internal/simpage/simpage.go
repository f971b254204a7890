// Package simpage is the frame that simulators' pages stand in: a sign on each that says what it is not, one style, which is
// nobody's, and the headers of pages that run nothing. What a page says is its simulator's.
package simpage

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed frame.html style.css
var files embed.FS

// StylePath is where a simulator serves Style.
const StylePath = "/stil.css"

// Set are the pages of one simulator.
type Set struct{ pages *template.Template }

// New reads the pages below pages/. Each begins with {{template "head" "its title"}} and ends with {{template "foot"}}. denies is what
// the sign on each says after "Simulator."
func New(pages fs.FS, denies string, funcs template.FuncMap) (*Set, error) {
	all := template.New("").Funcs(template.FuncMap{"denies": func() string { return denies }}).Funcs(funcs)
	for _, from := range []struct {
		files   fs.FS
		pattern string
	}{{files, "frame.html"}, {pages, "pages/*.html"}} {
		if _, err := all.ParseFS(from.files, from.pattern); err != nil {
			return nil, fmt.Errorf("read the simulator's pages: %w", err)
		}
	}
	return &Set{all}, nil
}

// Write writes one page whole; or, with the error, a plain sentence and nothing of it.
func (s *Set) Write(w http.ResponseWriter, status int, name string, content any) error {
	var out bytes.Buffer
	if err := s.pages.ExecuteTemplate(&out, name, content); err != nil {
		http.Error(w, "Sidan gick inte att visa.", http.StatusInternalServerError)
		return fmt.Errorf("make the page %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // the other end may have gone; it is not ours to mend
	return nil
}

// Style serves the style.
func Style(w http.ResponseWriter, r *http.Request) {
	sheet, err := files.ReadFile("style.css")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(sheet)
}

// Guard sets the headers of every answer: nothing runs, nothing is kept, and forms lead home or to these origins. A browser
// holds where a form's answer redirects to against them, too.
func Guard(h http.Header, origins ...string) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action "+
		strings.Join(append([]string{"'self'"}, origins...), " "))
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
}

// Frame lets a page of the simulator's show another of its own within it. Both are framed, and [Guard] came before.
func Frame(h http.Header) {
	policy := strings.Replace(h.Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors 'self'; frame-src 'self'", 1)
	h.Set("Content-Security-Policy", policy)
}
