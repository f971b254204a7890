// Package sim is Försäkringskassan's role at home: an E-RÄK to hand invoices over to, and an ELT that takes timesheets
// (see [ELT]). It is not Försäkringskassan, looks nothing like it, bears none of its marks, and says on every page that it
// is a simulator. It takes the form as fk/erak/assumed.go writes it, is strict about every field, lets
// a person look and sign, reports back, and sends the browser home. Only assumed.go's names are shared
// with the adapter; what is right and wrong is decided here anew.
//
//	POST /rakning                    the hand-over by the browser: 302 to the page to review, or a page that says what is wrong
//	GET  /granska/<token>            the invoice, to look at
//	POST /granska/<token>/skriv-under    signs, or begins to at a BankID; reports received, then signed; 303 home
//	GET  /granska/<token>/bankid         where the BankID's app leads back to: how far the signature is
//	POST /granska/<token>/avbryt         303 home, nothing signed
//	GET  /admin                      what came in of both, and what is to go wrong, as a page
//	GET  /admin/invoices             what came in, and what was reported of it
//	GET  /admin/faults, POST         what is to go wrong: Faults
//	GET  /admin/scenario, POST       what is to go wrong in turn: Scenario
//
// and over TLS, to whoever has a certificate of its authority (Secure):
//
//	POST /erak/rakning               the hand-over by the server: JSON, with the page to go to or what is wrong
//	GET  /erak/fraga?referens=…      how an invoice stands, as a report
//
// Anyone who can reach it can sign: it is for demos and tests, on loopback. With a file to keep its state in it
// goes on after a restart where it was, all but the faults: what it has answered, it remembers, and what it had
// still to report, it reports.
package sim

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"passbok/fk/erak"
	"passbok/internal/simpage"
)

// Config is what the simulator is made of. Secret, Status, Clock, After and Rand are required.
type Config struct {
	Secret   []byte   // shared with Passbok
	Status   string   // URL that reports are posted to
	Return   []string // origins that a browser may be sent home to; empty: that of Status
	Supplier string   // the one that has an agreement; empty: "passbok"
	Clock    func() time.Time
	After    func(time.Duration) <-chan time.Time // as time.After
	Rand     io.Reader                            // of cryptographic strength: tokens and ids
	Log      *slog.Logger                         // nil: silence
	State    string                               // file that invoices and reports are kept in; empty: in memory only
	ELT      *ELT                                 // whose administration is served here, too; nil: none
	BankID   BankID                               // where people sign; nil: by a button of the page's own
	Pages    string                               // where the pages are reached: an absolute URL; empty: where Start listens
}

// Service is an [http.Handler]. Make one with New, and Close it.
type Service struct {
	cfg    Config
	mux    *http.ServeMux
	pages  *simpage.Set
	client *http.Client

	sending sync.WaitGroup
	running context.Context // ends with Close
	stop    context.CancelFunc

	mu       sync.Mutex
	invoices []*invoice // in the order they came
	faults   Faults
	turns    []Turn // what is to go wrong in turn: it goes before the faults
	pagesAt  string // where the pages are reached
}

// New makes a simulator with the invoices that its state holds. Reports are sent until Close. A state that
// cannot be read is an error.
func New(cfg Config) (*Service, error) {
	status, err := url.Parse(cfg.Status)
	if err != nil || status.Host == "" {
		return nil, errors.New("start E-RÄK's simulator: the status address must be an absolute URL")
	}
	if cfg.Clock == nil || cfg.After == nil || cfg.Rand == nil || len(cfg.Secret) == 0 {
		return nil, errors.New("start E-RÄK's simulator: secret, clock, after and rand are needed")
	}
	if len(cfg.Return) == 0 {
		cfg.Return = []string{status.Scheme + "://" + status.Host}
	}
	if cfg.Supplier == "" {
		cfg.Supplier = "passbok"
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	pages, err := readPages()
	if err != nil {
		return nil, fmt.Errorf("start E-RÄK's simulator: %w", err)
	}
	s := &Service{cfg: cfg, pagesAt: strings.TrimSuffix(cfg.Pages, "/"), mux: http.NewServeMux(), pages: pages, client: &http.Client{
		Timeout:       10 * time.Second,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if err := s.load(); err != nil {
		return nil, err
	}
	s.running, s.stop = context.WithCancel(context.Background())
	s.mux.HandleFunc("POST /rakning", s.handOver)
	s.mux.HandleFunc("GET /granska/{token}", s.review)
	s.mux.HandleFunc("POST /granska/{token}/skriv-under", s.sign)
	s.mux.HandleFunc("POST /granska/{token}/avbryt", s.cancel)
	s.mux.HandleFunc("GET /granska/{token}/bankid", s.back)
	s.mux.HandleFunc("GET "+simpage.StylePath, simpage.Style)
	s.mux.HandleFunc("GET /admin", s.administration)
	s.mux.HandleFunc("POST /admin", s.setByPage)
	s.mux.HandleFunc("GET /admin/scenario", s.readScenario)
	s.mux.HandleFunc("POST /admin/scenario", s.setScenario)
	s.mux.HandleFunc("GET /admin/invoices", s.listInvoices)
	s.mux.HandleFunc("GET /admin/faults", s.readFaults)
	s.mux.HandleFunc("POST /admin/faults", s.setFaults)
	s.mux.HandleFunc("GET /{$}", s.front)
	if cfg.ELT != nil {
		s.mux.Handle("/admin/elt/", cfg.ELT.Admin())
	}
	s.goOn()
	return s, nil
}

// ServeHTTP answers as the package comment says.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	simpage.Guard(w.Header(), s.mayLead()...)
	if !s.pause(r.Context(), s.now().SlowMS) {
		return
	}
	s.mux.ServeHTTP(w, r)
}

// mayLead are the origins that a form's answer may lead to.
func (s *Service) mayLead() []string {
	if s.cfg.BankID == nil {
		return s.cfg.Return
	}
	return append([]string{s.cfg.BankID.Origin()}, s.cfg.Return...)
}

// pause waits; false where the other end has gone meanwhile.
func (s *Service) pause(ctx context.Context, ms int) bool {
	if ms <= 0 {
		return true
	}
	select {
	case <-ctx.Done():
		return false
	case <-s.cfg.After(time.Duration(ms) * time.Millisecond):
		return true
	}
}

// Close stops sending reports, and waits until the last attempt has ended.
func (s *Service) Close() {
	s.stop()
	s.sending.Wait()
	s.client.CloseIdleConnections()
}

// Start listens on address ("127.0.0.1:0" for any port) and serves until ctx ends, then closes the
// Service. It returns the URL to hand invoices over to, and a channel that is closed when it has stopped.
func (s *Service) Start(ctx context.Context, address string) (handOver string, stopped <-chan struct{}, err error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return "", nil, fmt.Errorf("start E-RÄK's simulator: %w", err)
	}
	s.mu.Lock()
	if s.pagesAt == "" {
		s.pagesAt = "http://" + listener.Addr().String()
	}
	s.mu.Unlock()
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second}
	served, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(listener) // it ends when it is closed, and has nothing else to say
	}()
	go func() {
		defer close(done)
		<-ctx.Done()
		_ = server.Close()
		<-served
		s.Close()
	}()
	return "http://" + listener.Addr().String() + "/rakning", done, nil
}

// find returns the invoice with this token.
func (s *Service) find(token string) *invoice {
	i := slices.IndexFunc(s.invoices, func(i *invoice) bool { return i.token == token })
	if i < 0 {
		return nil
	}
	return s.invoices[i]
}

// home reports whether a browser may be sent to this address.
func (s *Service) home(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.User == nil && slices.Contains(s.cfg.Return, u.Scheme+"://"+u.Host)
}

// signature is how a form is to be signed.
func (s *Service) signature(fields url.Values) string { return erak.SignForm(s.cfg.Secret, fields) }
