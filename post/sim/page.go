package sim

import (
	"html/template"
	"net/http"
)

const looks = `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mejl och SMS i demon</title>
<style>body{font:1rem/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color-scheme:light dark}article{border:1px solid;border-radius:.5rem;padding:1rem;margin:1rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}small{opacity:.8}</style></head>
<body><h1>Mejl och SMS i demon</h1>
<p>En påhittad mejlserver och en påhittad SMS-tjänst. Ingenting härifrån når någon.</p>
{{range .}}<article><h2>{{if eq .Kind "mail"}}{{.Subject}}{{else}}SMS{{end}}</h2>
<small>{{.At.Format "2006-01-02 15.04.05"}} · {{if eq .Kind "mail"}}mejl{{else}}SMS{{end}} till {{.To}}</small>
<pre>{{.Text}}</pre></article>
{{else}}<p>Inget har kommit än.</p>
{{end}}</body></html>
`

// page answers GET /.
func (s *Service) page(w http.ResponseWriter, _ *http.Request) {
	form, err := template.New("page").Parse(looks)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	_ = form.Execute(w, s.Messages())
}
