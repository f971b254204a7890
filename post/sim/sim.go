package sim

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Config is what the two are made of. Clock and After are required.
type Config struct {
	Clock func() time.Time
	After func(time.Duration) <-chan time.Time // as time.After: for answers that are to be slow
	TLS   *tls.Config                          // of the mail server; nil: it has none
	User  string                               // who may send mail; empty: anybody
	// Password is User's.
	Password string
	Kept     int // messages; 0: 200
}

// Service is both of them. Make one with New.
type Service struct {
	cfg  Config
	mux  *http.ServeMux
	smtp *smtp.Server

	mu     sync.Mutex
	taken  []Message // the oldest first
	faults []Fault
}

// Message is a mail or an SMS that was taken.
type Message struct {
	Kind string    `json:"kind"` // mail, sms
	At   time.Time `json:"at"`
	From string    `json:"from,omitempty"`
	To   string    `json:"to"`
	ID   string    `json:"id,omitempty"` // Message-ID, or the id of an SMS

	Headers map[string][]string `json:"headers,omitempty"`
	Subject string              `json:"subject,omitempty"`
	Text    string              `json:"text"`
	HTML    string              `json:"html,omitempty"`
	TLS     bool                `json:"tls,omitempty"`
	Raw     string              `json:"-"`
}

// New makes the two.
func New(cfg Config) *Service {
	if cfg.Kept == 0 {
		cfg.Kept = 200
	}
	s := &Service{cfg: cfg, mux: http.NewServeMux()}
	s.smtp = smtp.NewServer(smtp.BackendFunc(s.session))
	s.smtp.Domain, s.smtp.TLSConfig, s.smtp.AllowInsecureAuth = "localhost", cfg.TLS, false
	s.smtp.ReadTimeout, s.smtp.WriteTimeout, s.smtp.MaxMessageBytes, s.smtp.MaxRecipients = 30*time.Second, 30*time.Second, 1<<20, 10
	s.smtp.ErrorLog = log.New(io.Discard, "", 0)
	s.mux.HandleFunc("POST /sms", s.takeSMS)
	s.mux.HandleFunc("GET /{$}", s.page)
	s.mux.HandleFunc("GET /messages", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, s.Messages()) })
	s.mux.HandleFunc("POST /faults", s.addFault)
	return s
}

// ServeHTTP answers as the package comment says.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Addresses are where the two are reached.
type Addresses struct {
	SMTP  string // host:port
	Pages string // URL
	SMS   string // URL to post to
}

// Start listens for mail and on the pages' address ("127.0.0.1:0" for any port) until ctx ends. The channel is closed when both
// have stopped.
func (s *Service) Start(ctx context.Context, mail, pages string) (at Addresses, stopped <-chan struct{}, err error) {
	letters, err := (&net.ListenConfig{}).Listen(ctx, "tcp", mail)
	if err != nil {
		return at, nil, fmt.Errorf("start the mail server: %w", err)
	}
	web, err := (&net.ListenConfig{}).Listen(ctx, "tcp", pages)
	if err != nil {
		return at, nil, errors.Join(fmt.Errorf("start the SMS service: %w", err), letters.Close())
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second}
	var both sync.WaitGroup
	both.Go(func() { _ = s.smtp.Serve(letters) }) // it ends when it is closed, and has nothing else to say
	both.Go(func() { _ = server.Serve(web) })
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-ctx.Done()
		_, _ = s.smtp.Close(), server.Close()
		_ = letters.Close() // the mail server does not know it where it had not begun to serve
		both.Wait()
	}()
	base := "http://" + web.Addr().String()
	return Addresses{SMTP: letters.Addr().String(), Pages: base + "/", SMS: base + "/sms"}, done, nil
}

// Messages are all that is kept, the newest first.
func (s *Service) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Message, 0, len(s.taken))
	for i := len(s.taken) - 1; i >= 0; i-- {
		all = append(all, s.taken[i])
	}
	return all
}

func (s *Service) keep(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.At = s.cfg.Clock()
	if s.taken = append(s.taken, m); len(s.taken) > s.cfg.Kept {
		s.taken = append([]Message(nil), s.taken[len(s.taken)-s.cfg.Kept:]...)
	}
}

// takeSMS answers POST /sms.
func (s *Service) takeSMS(w http.ResponseWriter, r *http.Request) {
	if fault, found := s.next("sms", ""); found {
		if !s.wait(r.Context(), fault) {
			return
		}
		switch {
		case fault.Cut:
			panic(http.ErrAbortHandler) // net/http's own way of closing a connection with no answer
		case fault.Code != 0:
			if fault.RetryAfter != "" {
				w.Header().Set("Retry-After", fault.RetryAfter)
			}
			answer(w, fault.Code, map[string]string{"reason": "on demand"})
			return
		}
	}
	m := Message{Kind: "sms"}
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	if r.Header.Get("Content-Type") == "application/json" {
		var body struct{ To, Text, ID string }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"reason": "no JSON"})
			return
		}
		m.To, m.Text, m.ID = body.To, body.Text, body.ID
	} else {
		m.To, m.Text, m.ID = r.PostFormValue("to"), r.PostFormValue("text"), r.PostFormValue("id")
	}
	if m.To == "" || m.Text == "" {
		answer(w, http.StatusUnprocessableEntity, map[string]string{"reason": "to and text are needed"})
		return
	}
	m.Headers = r.Header.Clone()
	s.keep(m)
	answer(w, http.StatusAccepted, map[string]string{"status": "taken"})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the other end may have gone; it is not ours to mend
}
