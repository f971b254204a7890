package sim

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"

	"passbok/care"
)

//go:embed pages/*.html pages/style.css
var files embed.FS

func readPages() (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{
		"month": care.Month.Written,
		"hours": func(minutes int) string { return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60) },
		"mask":  func(p care.Personnummer) string { return p.Masked() },
	}).ParseFS(files, "pages/*.html")
}

// page writes one page whole, or an error and nothing of it.
func (s *Service) page(w http.ResponseWriter, status int, name string, content any) {
	var out bytes.Buffer
	if err := s.pages.ExecuteTemplate(&out, name, content); err != nil {
		s.cfg.Log.Error("a page could not be made", "page", name, "err", err)
		http.Error(w, "Sidan gick inte att visa.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes())
}

type wrongPage struct {
	Faults []fault
	Home   string // empty: nobody knows where to
}

type reviewPage struct {
	Token     string
	Stage     stage
	Statement care.Statement
	Home      string
	By        string // who signed by BankID, masked
	BankID    bool   // it is signed at a BankID
	Trouble   string // why the signature did not come about
}

func style(w http.ResponseWriter, _ *http.Request) {
	sheet, err := files.ReadFile("pages/style.css")
	if err != nil {
		http.NotFound(w, nil)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(sheet)
}

func (s *Service) front(w http.ResponseWriter, _ *http.Request) {
	s.page(w, http.StatusOK, "front.html", nil)
}

func (s *Service) review(w http.ResponseWriter, r *http.Request) {
	s.show(w, r.PathValue("token"), http.StatusOK, "")
}

// show writes the page to review, with what went wrong, if anything.
func (s *Service) show(w http.ResponseWriter, token string, status int, trouble string) {
	s.mu.Lock()
	i := s.find(token)
	var page reviewPage
	if i != nil {
		page = reviewPage{i.token, i.stage, i.statement, i.home, i.by, s.cfg.BankID != nil, trouble}
	}
	s.mu.Unlock()
	if i == nil {
		s.page(w, http.StatusNotFound, "wrong.html", wrongPage{Faults: []fault{{"", "Räkningen finns inte här."}}})
		return
	}
	s.page(w, status, "review.html", page)
}

// cancel sends the browser home with nothing signed.
func (s *Service) cancel(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	i := s.find(r.PathValue("token"))
	home, err := "", error(nil)
	if i != nil {
		home = i.home
		if i.stage == reviewed {
			err = s.change(func() { i.stage = cancelled })
		}
	}
	s.mu.Unlock()
	if i == nil {
		s.page(w, http.StatusNotFound, "wrong.html", wrongPage{Faults: []fault{{"", "Räkningen finns inte här."}}})
		return
	}
	if err != nil {
		s.cfg.Log.Error("an invoice could not be cancelled", "err", err)
		http.Error(w, "Det gick inte att avbryta. Försök igen.", http.StatusInternalServerError)
		return
	}
	http.Redirect(w, r, home, http.StatusSeeOther)
}
