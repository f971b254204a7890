package sim

import (
	"embed"
	"fmt"
	"html/template"
	"net/http"

	"passbok/care"
	"passbok/internal/simpage"
)

//go:embed pages/*.html
var files embed.FS

func readPages() (*simpage.Set, error) {
	return simpage.New(files, "Det här är inte Försäkringskassan. Inget skickas till någon myndighet.", template.FuncMap{
		"month": care.Month.Written,
		"hours": func(minutes int) string { return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60) },
		"mask":  func(p care.Personnummer) string { return p.Masked() },
	})
}

// page writes one page.
func (s *Service) page(w http.ResponseWriter, status int, name string, content any) {
	if err := s.pages.Write(w, status, name, content); err != nil {
		s.cfg.Log.Error("a page could not be made", "err", err)
	}
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
