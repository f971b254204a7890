package sim

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"

	"passbok/fk/erak"
)

// received is a form as it came, judged.
type received struct {
	fields url.Values
	form   handed
	wrong  []fault
	status int // of the answer, where something is wrong
	turn   *Turn
}

// receive reads and judges a form. One that can be read as a form takes its turn of the scenario.
func (s *Service) receive(r *http.Request) received {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return received{wrong: []fault{{"", "Räkningen är inte skickad som ett formulär."}}, status: http.StatusUnsupportedMediaType}
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxForm+1))
	if err != nil || len(raw) > maxForm {
		return received{wrong: []fault{{"", "Räkningen är för stor."}}, status: http.StatusRequestEntityTooLarge}
	}
	got := received{status: http.StatusUnprocessableEntity}
	if got.fields, err = url.ParseQuery(string(raw)); err != nil {
		return received{wrong: []fault{{"", "Formuläret går inte att läsa."}}, status: http.StatusBadRequest}
	}
	got.form, got.wrong = s.read(got.fields, s.cfg.Clock())
	faults := s.now()
	if got.turn = s.next(); got.turn != nil {
		faults = got.turn.Faults
		s.pause(r.Context(), faults.SlowMS)
	}
	if faults.Reject != "" && len(got.wrong) == 0 {
		got.wrong = append(got.wrong, fault{faults.RejectField, faults.Reject})
	}
	return got
}

// takeIn keeps an invoice that was found right, and does what its turn of the scenario says.
func (s *Service) takeIn(got received) (*invoice, error) {
	taken, err := s.take(got.form, got.fields, s.cfg.Clock())
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	faults := s.faults
	if got.turn != nil {
		faults, taken.faults = got.turn.Faults, &got.turn.Faults
	}
	s.mu.Unlock()
	if faults.ReceivedFirst {
		if _, err := s.tell(taken, erak.StatusReceived, faults); err != nil {
			return nil, err
		}
	}
	if got.turn != nil && got.turn.Does != "" {
		s.sending.Add(1)
		go s.byItself(taken, *got.turn)
	}
	return taken, nil
}

// handOver takes the form that a browser posts.
func (s *Service) handOver(w http.ResponseWriter, r *http.Request) {
	got := s.receive(r)
	if len(got.wrong) > 0 {
		home := ""
		if s.home(got.form.home) { // only a signed form has one
			home = got.form.home
		}
		s.page(w, got.status, "wrong.html", wrongPage{got.wrong, home})
		return
	}
	taken, err := s.takeIn(got)
	if err != nil {
		s.cfg.Log.Error("an invoice could not be taken", "err", err)
		http.Error(w, "Räkningen gick inte att ta emot. Försök igen.", http.StatusInternalServerError)
		return
	}
	http.Redirect(w, r, "/granska/"+taken.token, http.StatusFound)
}

// handOverByServer takes the form that another system's server posts, and answers with the page to send the browser to.
func (s *Service) handOverByServer(w http.ResponseWriter, r *http.Request) {
	got := s.receive(r)
	faults := s.now()
	if got.turn != nil {
		faults = got.turn.Faults
	}
	switch {
	case faults.Down:
		http.Error(w, "Tjänsten är stängd.", http.StatusServiceUnavailable)
		return
	case len(got.wrong) > 0:
		said := []map[string]string{}
		for _, one := range got.wrong {
			said = append(said, map[string]string{erak.KeyFaultField: one.Field, erak.KeyFaultText: one.Sentence})
		}
		answer(w, got.status, map[string]any{erak.KeyFaults: said})
		return
	}
	taken, err := s.takeIn(got)
	switch {
	case err != nil:
		s.cfg.Log.Error("an invoice could not be taken", "err", err)
		answer(w, http.StatusInternalServerError, map[string]any{})
	case faults.LostHandover:
		panic(http.ErrAbortHandler) // it is taken, and the connection ends without a word
	default:
		answer(w, http.StatusCreated, map[string]string{erak.KeyPage: s.pagesOf() + "/granska/" + taken.token})
	}
}

// pagesOf is where the pages are reached.
func (s *Service) pagesOf() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pagesAt
}

// errNoPages says that nobody knows where the pages are.
var errNoPages = errors.New("start E-RÄK's simulator: say where its pages are, or start them first")
