package sim

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"passbok/care"
	"passbok/fk/elt"
)

//go:embed pages/*.html pages/style.css
var files embed.FS

func readPages() (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{
		"month": elt.MonthText,
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

// handOver takes the form that a browser posts.
func (s *Service) handOver(w http.ResponseWriter, r *http.Request) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		s.page(w, http.StatusUnsupportedMediaType, "wrong.html", wrongPage{Faults: []fault{{"", "Räkningen är inte skickad som ett formulär."}}})
		return
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxForm+1))
	if err != nil || len(raw) > maxForm {
		s.page(w, http.StatusRequestEntityTooLarge, "wrong.html", wrongPage{Faults: []fault{{"", "Räkningen är för stor."}}})
		return
	}
	fields, err := url.ParseQuery(string(raw))
	if err != nil {
		s.page(w, http.StatusBadRequest, "wrong.html", wrongPage{Faults: []fault{{"", "Formuläret går inte att läsa."}}})
		return
	}
	now := s.cfg.Clock()
	form, wrong := s.read(fields, now)
	if reject := s.now().Reject; reject != "" && len(wrong) == 0 {
		wrong = append(wrong, fault{"", reject})
	}
	if len(wrong) > 0 {
		home := ""
		if s.home(form.home) { // only a signed form has one
			home = form.home
		}
		s.page(w, http.StatusUnprocessableEntity, "wrong.html", wrongPage{wrong, home})
		return
	}
	taken, err := s.take(form, fields, now)
	if err != nil {
		s.cfg.Log.Error("an invoice could not be taken", "err", err)
		http.Error(w, "Räkningen gick inte att ta emot. Försök igen.", http.StatusInternalServerError)
		return
	}
	http.Redirect(w, r, "/granska/"+taken.token, http.StatusFound)
}

func (s *Service) review(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	i := s.find(r.PathValue("token"))
	var page reviewPage
	if i != nil {
		page = reviewPage{i.token, i.stage, i.statement, i.home}
	}
	s.mu.Unlock()
	if i == nil {
		s.page(w, http.StatusNotFound, "wrong.html", wrongPage{Faults: []fault{{"", "Räkningen finns inte här."}}})
		return
	}
	s.page(w, http.StatusOK, "review.html", page)
}

// patience is how long a person who has signed waits for Passbok to be told, before they are sent home.
const patience = 2 * time.Second

// sign signs an invoice, tells Passbok, and sends the browser home. Reports that were not taken when
// patience ends are tried again meanwhile.
func (s *Service) sign(w http.ResponseWriter, r *http.Request) {
	faults, now := s.now(), s.cfg.Clock().UTC().Truncate(time.Second)
	told := make(chan struct{})
	s.mu.Lock()
	i := s.find(r.PathValue("token"))
	if i == nil || i.stage == replaced {
		s.mu.Unlock()
		s.page(w, http.StatusConflict, "wrong.html", wrongPage{Faults: []fault{{"", "Räkningen finns inte längre här. En nyare har kommit."}}})
		return
	}
	home := i.home
	if i.stage == signed { // a second tap
		s.mu.Unlock()
		http.Redirect(w, r, home, http.StatusSeeOther)
		return
	}
	reports, err := s.reports(i, faults, now)
	if err == nil {
		err = s.change(func() { i.stage, i.signed, i.reports = signed, now, reports })
	}
	if err != nil {
		s.mu.Unlock()
		s.cfg.Log.Error("an invoice could not be signed", "err", err)
		http.Error(w, "Det gick inte att skriva under. Försök igen.", http.StatusInternalServerError)
		return
	}
	s.sending.Add(1)
	s.mu.Unlock()
	go s.send(reports, faults, told)
	select {
	case <-told:
	case <-r.Context().Done():
	case <-s.cfg.After(patience):
	}
	http.Redirect(w, r, home, http.StatusSeeOther)
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
