package sim

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"passbok/care"
	"passbok/fk/erak"
)

// patience is how long a person who has signed waits for Passbok to be told, before they are sent home.
const patience = 2 * time.Second

var (
	errGone   = errors.New("the invoice is not here, or was replaced by a newer one")
	errUnkept = errors.New("that the invoice is signed could not be kept")
)

// BankID is where people sign, if not by a button of the page's own.
type BankID interface {
	// Origin is that of the links that Begin gives: a browser is sent there.
	Origin() string
	// Begin begins a signature over a text. The link opens the person's app, which leads back to an address of ours.
	Begin(ctx context.Context, text, ip, back string) (order, link string, err error)
	// Look says how far it is. by is whose BankID it was, 12 digits, once it is done; words say how it stands, to a person.
	Look(ctx context.Context, order string) (step Step, by, words string, err error)
}

// Step is how far a signature at a BankID is.
type Step int

// The steps.
const (
	Runs Step = iota
	Failed
	Done
)

// sign signs an invoice, or sends the browser to where it is signed.
func (s *Service) sign(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	if s.cfg.BankID != nil && s.mayBeSigned(token) {
		s.begin(w, r, token)
		return
	}
	s.finishSigning(w, r, token, "")
}

// finishSigning signs an invoice and sends the browser home.
func (s *Service) finishSigning(w http.ResponseWriter, r *http.Request, token, by string) {
	home, told, err := s.complete(token, by)
	switch {
	case errors.Is(err, errGone):
		s.page(w, http.StatusConflict, "wrong.html", wrongPage{Faults: []fault{{"", "Räkningen finns inte längre här. En nyare har kommit."}}})
		return
	case err != nil:
		http.Error(w, "Det gick inte att skriva under. Försök igen.", http.StatusInternalServerError)
		return
	}
	select {
	case <-told:
	case <-r.Context().Done():
	case <-s.cfg.After(patience):
	}
	http.Redirect(w, r, home, http.StatusSeeOther)
}

func (s *Service) mayBeSigned(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.find(token)
	return i != nil && (i.stage == reviewed || i.stage == cancelled)
}

// complete marks an invoice as signed, and begins to report it; told is closed when that is over. Reports that were not taken are
// tried again meanwhile. What was signed already stays as it was. Errors: errGone, errUnkept.
func (s *Service) complete(token, by string) (home string, told <-chan struct{}, err error) {
	now, done := s.cfg.Clock().UTC().Truncate(time.Second), make(chan struct{})
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.find(token)
	if i == nil || i.stage == replaced {
		return "", nil, errGone
	}
	if i.stage == signed { // a second tap
		close(done)
		return i.home, done, nil
	}
	faults := s.faultsOf(i)
	reports, err := s.reports(i, faults, now)
	if err == nil {
		err = s.change(func() { i.stage, i.signed, i.by, i.reports = signed, now, by, append(i.reports, reports...) })
	}
	if err != nil {
		s.cfg.Log.Error("an invoice could not be signed", "err", err)
		return "", nil, errUnkept
	}
	s.sending.Add(1)
	go s.send(reports, faults, done)
	return i.home, done, nil
}

// faultsOf are what goes wrong with an invoice; s.mu is held.
func (s *Service) faultsOf(i *invoice) Faults {
	if i.faults != nil {
		return *i.faults
	}
	return s.faults
}

// tell reports one thing of an invoice by itself.
func (s *Service) tell(i *invoice, status string, faults Faults) (told <-chan struct{}, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	done := make(chan struct{})
	for _, r := range i.reports {
		if r.Status == status { // the same invoice handed over again
			close(done)
			return done, nil
		}
	}
	one, err := s.write(i, status, care.Statement{}, s.cfg.Clock().UTC().Truncate(time.Second))
	if err == nil {
		err = s.change(func() { i.reports = append(i.reports, one) })
	}
	if err != nil {
		return nil, err
	}
	s.sending.Add(1)
	go s.send([]*report{one}, faults, done)
	return done, nil
}

// begin begins a signature at the BankID, and sends the browser there.
func (s *Service) begin(w http.ResponseWriter, r *http.Request, token string) {
	s.mu.Lock()
	i := s.find(token)
	text, back := signedText(i.statement), s.pagesAt+"/granska/"+token+"/bankid"
	s.mu.Unlock()
	order, link, err := s.cfg.BankID.Begin(r.Context(), text, "127.0.0.1", back)
	if err != nil {
		s.cfg.Log.Error("a signature could not be begun", "err", err)
		s.show(w, token, http.StatusBadGateway, "BankID svarar inte. Inget är underskrivet. Försök igen.")
		return
	}
	s.mu.Lock()
	i.order = order
	s.mu.Unlock()
	http.Redirect(w, r, link, http.StatusSeeOther)
}

// signedText is what the person reads in the app.
func signedText(of care.Statement) string {
	return strings.Join([]string{
		"Räkning för " + of.Month.Written() + ", " + of.Name + ".",
		"Aktiv tid " + erak.HoursText(of.Active) + ", väntetid " + erak.HoursText(of.Waiting) + ", beredskap " + erak.HoursText(of.Standby) + ".",
		"Simulator: det här gäller inte.",
	}, "\n\n")
}

type waitPage struct{ Token, Words string }

// back is where the app leads back to: signed, and the browser goes home; or how far it is.
func (s *Service) back(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	s.mu.Lock()
	i := s.find(token)
	order := ""
	if i != nil {
		order = i.order
	}
	s.mu.Unlock()
	if order == "" || s.cfg.BankID == nil || !s.mayBeSigned(token) {
		s.show(w, token, http.StatusOK, "")
		return
	}
	step, by, words, err := s.cfg.BankID.Look(r.Context(), order)
	switch {
	case err != nil:
		s.cfg.Log.Error("nobody says how far a signature is", "err", err)
		s.page(w, http.StatusOK, "wait.html", waitPage{token, "BankID svarar inte. Vi frågar igen."})
	case step == Done:
		s.finishSigning(w, r, token, care.Personnummer(by).Masked())
	case step == Failed:
		s.mu.Lock()
		i.order = ""
		s.mu.Unlock()
		s.show(w, token, http.StatusOK, words)
	default:
		s.page(w, http.StatusOK, "wait.html", waitPage{token, words})
	}
}
