package sim

import (
	"context"
	"crypto/hmac"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"passbok/care"
	"passbok/fk/erak"
)

// Where E-RÄK's server side is, on a secure listener.
const (
	ErakPath     = "/erak/rakning"
	QuestionPath = "/erak/fraga"
)

// listenSecurely serves over TLS, to whoever has a certificate of the authority's, until ctx ends. It returns the origin, and a
// channel that is closed when it has stopped.
func listenSecurely(ctx context.Context, address string, handler http.Handler, authority *Authority, log *slog.Logger) (origin string, stopped <-chan struct{}, err error) {
	own, err := authority.Server()
	if err != nil {
		return "", nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		TLSConfig: &tls.Config{
			MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{own}, ClientAuth: tls.RequireAndVerifyClientCert,
			ClientCAs: authority.Roots(), Time: authority.clock, NextProtos: []string{"http/1.1"},
		},
	}
	served, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(served)
		_ = server.ServeTLS(listener, "", "") // it ends when it is closed, and has nothing else to say
	}()
	go func() {
		defer close(done)
		<-ctx.Done()
		_ = server.Close()
		<-served
	}()
	return "https://" + listener.Addr().String(), done, nil
}

// Secure is E-RÄK's side for servers. It is served over TLS by StartSecure.
func (s *Service) Secure() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+ErakPath, s.handOverByServer)
	mux.HandleFunc("GET "+QuestionPath, s.tellHow)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.pause(r.Context(), s.now().SlowMS) {
			mux.ServeHTTP(w, r)
		}
	})
}

// StartSecure serves the side for servers on address until ctx ends. It returns the URL to post invoices to, that to ask at, and
// a channel that is closed when it has stopped. Where the pages are must be known: Start comes first, or Config.Pages says.
func (s *Service) StartSecure(ctx context.Context, address string, authority *Authority) (handOver, question string, stopped <-chan struct{}, err error) {
	if s.pagesOf() == "" {
		return "", "", nil, errNoPages
	}
	origin, stopped, err := listenSecurely(ctx, address, s.Secure(), authority, s.cfg.Log)
	if err != nil {
		return "", "", nil, fmt.Errorf("start E-RÄK's simulator: %w", err)
	}
	return origin + ErakPath, origin + QuestionPath, stopped, nil
}

// tellHow answers a question: the report of how far an invoice is, signed as any; 204 where it is not received yet.
func (s *Service) tellHow(w http.ResponseWriter, r *http.Request) {
	reference, seconds := r.URL.Query().Get(erak.QueryReference), r.Header.Get(erak.HeaderTime)
	at, err := strconv.ParseInt(seconds, 10, 64)
	age := s.cfg.Clock().Sub(time.Unix(at, 0))
	if err != nil || age > erak.ReportAge || age < -erak.ReportAge ||
		!hmac.Equal([]byte(r.Header.Get(erak.HeaderSignature)), []byte(erak.SignQuestion(s.cfg.Secret, seconds, reference))) {
		answer(w, http.StatusUnauthorized, map[string]string{"reason": "the question is not signed, or too old"})
		return
	}
	body, err := s.howFar(reference)
	switch {
	case err != nil:
		s.cfg.Log.Error("a question could not be answered", "err", err)
		answer(w, http.StatusInternalServerError, map[string]string{})
		return
	case body == nil:
		w.WriteHeader(http.StatusNoContent)
		return
	}
	seconds = strconv.FormatInt(s.cfg.Clock().Unix(), 10)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set(erak.HeaderTime, seconds)
	w.Header().Set(erak.HeaderSignature, erak.SignReport(s.cfg.Secret, seconds, body))
	_, _ = w.Write(body)
}

// howFar is the newest report of an invoice, whether it was sent or not; nil where there is nothing to tell of it.
func (s *Service) howFar(reference string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for n := len(s.invoices) - 1; n >= 0; n-- {
		i := s.invoices[n]
		if i.reference.String() != reference {
			continue
		}
		status, at := erak.StatusReceived, i.posted.UTC().Truncate(time.Second)
		echo := care.Statement{}
		if i.stage == signed {
			status, at, echo = erak.StatusSigned, i.signed, i.statement
		}
		for _, r := range i.reports { // the same report has the same id
			if r.Status == status {
				return r.body, nil
			}
		}
		one, err := s.write(i, status, echo, at)
		if err != nil {
			return nil, err
		}
		one.over = true // it is told here, and is not sent
		err = s.change(func() { i.reports = append(i.reports, one) })
		return one.body, err
	}
	return nil, nil
}
