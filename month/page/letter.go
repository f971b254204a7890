package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"sync"
)

// Letter is a letter to somebody whom no notice reached: what waits, until when, and how it is done. It holds nothing of
// health, and no number of theirs.
type Letter struct {
	To       string // name
	Provider string
	Phone    string // of the provider; empty where it is not known
	Day      string // on which it is printed, in words
	Waits    string // what waits, a sentence without its full stop
	Body     string
	Address  string // at which Passbok is reached
	English  bool
}

//go:embed letter.html
var letterSource string

var letter = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("letter").Funcs(template.FuncMap{"style": func() string { return StylePath }}).Parse(letterSource))
})

// WriteLetter writes a letter as a page to print.
func WriteLetter(w io.Writer, l Letter) error {
	if err := letter().Execute(w, l); err != nil {
		return fmt.Errorf("write a letter: %w", err)
	}
	return nil
}
