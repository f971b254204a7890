// Package sim is a web push service to run at home: browsers' role (it makes subscriptions and holds
// their private keys) and a push service's (it takes messages over HTTP). It is as strict as the RFCs
// 8030, 8188, 8291 and 8292 are, checks and decrypts with code of its own over the standard library,
// and shows what came in. It shares no code with package push, so that it is a second opinion.
//
//	POST   /subscriptions {"applicationServerKey"?}   → 201 {"endpoint","keys":{"p256dh","auth"}}
//	DELETE /subscriptions?endpoint=                   → 204; from then on 410 at the endpoint
//	POST   /push/<token>                              the push service itself: 201, or what is wrong
//	GET    /messages?endpoint=[&all=1]                what waits there, decrypted (all: everything ever taken)
//	POST   /faults Fault                              what is to go wrong next
//	GET    /faults                                    what is still to go wrong
//
// There is no sign-in: it is for demos and tests, on loopback. With a file to keep its state in it goes on
// after a restart where it was, all but the faults: what it has answered, it remembers.
package sim

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Config is what a push service is made of. Clock and After are required.
type Config struct {
	Clock func() time.Time
	After func(time.Duration) <-chan time.Time // as time.After: for answers that are to be slow
	Base  string                               // absolute URL it is reached at; empty: what each request was sent to
	Kept  int                                  // messages kept an endpoint; 0: 1,000
	State string                               // file that subscriptions and messages are kept in; empty: in memory only
}

// Service is an [http.Handler]. Make one with New.
type Service struct {
	cfg Config
	mux *http.ServeMux

	mu            sync.Mutex
	subscriptions map[string]*subscription // by token
	faults        []Fault
}

// subscription is one browser's.
type subscription struct {
	private *ecdh.PrivateKey
	auth    []byte
	server  []byte // the public key of the only server that may send; nil: the first one that does
	ended   bool
	taken   []Message
}

// New makes a push service with the subscriptions that its state holds. A state that cannot be read is an error.
func New(cfg Config) (*Service, error) {
	if cfg.Kept == 0 {
		cfg.Kept = 1000
	}
	s := &Service{cfg: cfg, mux: http.NewServeMux(), subscriptions: map[string]*subscription{}}
	if err := s.load(); err != nil {
		return nil, err
	}
	s.mux.HandleFunc("POST /subscriptions", s.subscribe)
	s.mux.HandleFunc("DELETE /subscriptions", s.unsubscribe)
	s.mux.HandleFunc("POST /push/{token}", s.receive)
	s.mux.HandleFunc("GET /messages", s.messages)
	s.mux.HandleFunc("POST /faults", s.addFault)
	s.mux.HandleFunc("GET /faults", s.listFaults)
	return s, nil
}

// ServeHTTP answers as the package comment says.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Start listens on address ("127.0.0.1:0" for any port) and serves until ctx ends. It returns the
// URL at which it is reached, and a channel that is closed when it has stopped.
func (s *Service) Start(ctx context.Context, address string) (base string, stopped <-chan struct{}, err error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return "", nil, fmt.Errorf("start the push service: %w", err)
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	go func() {
		defer close(done)
		_ = server.Serve(listener) // it ends when it is closed, and has nothing else to say
	}()
	return "http://" + listener.Addr().String(), done, nil
}

func (s *Service) subscribe(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Key string `json:"applicationServerKey"`
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 4<<10))
	if err == nil && len(body) > 0 {
		err = json.Unmarshal(body, &ask)
	}
	var server []byte
	if err == nil && ask.Key != "" {
		if server, err = fromBase64(ask.Key); err == nil {
			_, err = ecdh.P256().NewPublicKey(server)
		}
	}
	if err != nil {
		fail(w, http.StatusBadRequest, fmt.Errorf("subscribe: %w", err))
		return
	}
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	secret := make([]byte, 16+24)
	if _, err := rand.Read(secret); err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	token := base64.RawURLEncoding.EncodeToString(secret[16:])
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.put(token, &subscription{private: private, auth: secret[:16], server: server}); err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	answer(w, http.StatusCreated, map[string]any{
		"endpoint":       s.base(r) + "/push/" + token,
		"expirationTime": nil,
		"keys": map[string]string{
			"p256dh": base64.RawURLEncoding.EncodeToString(private.PublicKey().Bytes()),
			"auth":   base64.RawURLEncoding.EncodeToString(secret[:16]),
		},
	})
}

func (s *Service) unsubscribe(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	token := tokenOf(r.URL.Query().Get("endpoint"))
	sub := s.subscriptions[token]
	if sub == nil {
		fail(w, http.StatusNotFound, errors.New("no such subscription"))
		return
	}
	ended := *sub
	ended.ended = true
	if err := s.put(token, &ended); err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// put makes sub the subscription of token and writes it down; where it cannot be written, all is as it was.
// s.mu is held.
func (s *Service) put(token string, sub *subscription) error {
	before, found := s.subscriptions[token]
	s.subscriptions[token] = sub
	err := s.save()
	switch {
	case err == nil:
	case found:
		s.subscriptions[token] = before
	default:
		delete(s.subscriptions, token)
	}
	return err
}

// base is the URL under which the service is reached, by its configuration or by the request.
func (s *Service) base(r *http.Request) string {
	if s.cfg.Base != "" {
		return strings.TrimSuffix(s.cfg.Base, "/")
	}
	return "http://" + r.Host
}

func tokenOf(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Path, "/push/")
}

func fromBase64(text string) ([]byte, error) {
	return base64.RawURLEncoding.Strict().DecodeString(strings.TrimRight(text, "="))
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the other end may have gone; it is not ours to mend
}

func fail(w http.ResponseWriter, status int, err error) {
	answer(w, status, map[string]string{"reason": err.Error()})
}
