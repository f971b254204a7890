// Package sim is a BankID at home: the Relying Party API v6.0 over mutual TLS, with certificates and an OCSP responder of
// its own, people who do what their habit is, and pages on which a person opens an order, reads it, and says yes or no.
// It is not BankID, looks nothing like it, bears none of its marks, and says on every page that it is a simulator. Only
// the names of the API are shared with the client, and the drawing of a QR code; what is right and wrong is decided here anew.
//
//	POST /rp/v6.0/auth, sign, collect, cancel   over TLS, for a relying party with a certificate of ours
//
//	GET  /                        the orders that wait, each with its QR code; with autostarttoken, opens that one, as the app's link does
//	POST /skanna                  qr: what a QR code says; opens the order if the code is not too old
//	GET  /order/<token>           what is to be signed
//	GET  /order/<token>/qr        its QR code, another each second, until it is opened
//	POST /order/<token>/ja        person: signs as this one; none: as the one whom it is for
//	POST /order/<token>/nej       says no
//	GET  /admin/orders            what came in
//	GET  /admin/people            who has a BankID here
//	GET  /admin/faults, POST      what is to go wrong: Faults
//
// Anyone who reaches the pages can sign as anybody: it is for demos and tests, on loopback. Certificates can be kept
// (OpenAuthority); orders are forgotten with the process, as they last three minutes at most.
package sim

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"passbok/internal/simpage"
)

// Config is what the simulator is made of. Authority, Clock and Rand are required.
type Config struct {
	Authority *Authority
	People    []Person // who has a BankID; nil: Demo
	Clock     func() time.Time
	Rand      io.Reader    // of cryptographic strength: tokens
	Log       *slog.Logger // nil: silence
}

// Service is a BankID. API and Pages are its two sides, each an [http.Handler].
type Service struct {
	cfg   Config
	pages *simpage.Set
	API   http.Handler
	Pages http.Handler

	mu     sync.Mutex
	orders []*order // in the order they came
	faults Faults
}

// New makes a simulator without any orders.
func New(cfg Config) (*Service, error) {
	if cfg.Authority == nil || cfg.Clock == nil || cfg.Rand == nil {
		return nil, errors.New("start BankID's simulator: authority, clock and rand are needed")
	}
	if cfg.People == nil {
		cfg.People = Demo()
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	pages, err := readPages()
	if err != nil {
		return nil, fmt.Errorf("start BankID's simulator: %w", err)
	}
	s := &Service{cfg: cfg, pages: pages}
	s.API, s.Pages = s.api(), s.web()
	return s, nil
}

// Addresses are where a started simulator is reached.
type Addresses struct {
	API   string `json:"api"`   // for bankid.Config.URL
	Pages string `json:"pages"` // for bankid.Link in place of the app's address
}

// Start listens on two addresses ("127.0.0.1:0" for any port) until ctx ends. It returns where, and a channel that is
// closed when both have stopped.
func (s *Service) Start(ctx context.Context, api, pages string) (at Addresses, stopped <-chan struct{}, err error) {
	secure, err := (&net.ListenConfig{}).Listen(ctx, "tcp", api)
	if err != nil {
		return Addresses{}, nil, fmt.Errorf("start BankID's simulator: %w", err)
	}
	open, err := (&net.ListenConfig{}).Listen(ctx, "tcp", pages)
	if err != nil {
		return Addresses{}, nil, errors.Join(fmt.Errorf("start the pages of BankID's simulator: %w", err), secure.Close())
	}
	quiet := slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // a client without a certificate is nobody's error
	servers := []*http.Server{
		{Handler: s.API, TLSConfig: s.tls(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, ErrorLog: quiet},
		{Handler: s.Pages, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, ErrorLog: quiet},
	}
	var serving sync.WaitGroup
	serving.Go(func() { _ = servers[0].ServeTLS(secure, "", "") }) // they end when they are closed, and have nothing else to say
	serving.Go(func() { _ = servers[1].Serve(open) })
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-ctx.Done()
		for _, server := range servers {
			_ = server.Close()
		}
		serving.Wait()
	}()
	return Addresses{"https://" + secure.Addr().String() + "/rp/v6.0", "http://" + open.Addr().String() + "/"}, done, nil
}

// tls lets in relying parties with a certificate of ours, and nobody else.
func (s *Service) tls() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{s.cfg.Authority.server.tls()},
		ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: s.parties(),
	}
}

func (s *Service) parties() *x509.CertPool { return pool(s.cfg.Authority.members) }

// person finds who has a BankID, by number.
func (s *Service) person(number string) (Person, bool) {
	at := slices.IndexFunc(s.cfg.People, func(p Person) bool { return p.Personnummer == number })
	if at < 0 {
		return Person{}, false
	}
	return s.cfg.People[at], true
}
