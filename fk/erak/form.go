package erak

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"passbok/care"
)

// By is who posts the invoice.
type By string

// The two published ways. The zero value is ByBrowser.
const (
	ByBrowser By = "browser" // the person's own browser
	ByServer  By = "server"  // we do, and the browser is sent on
)

// Config is the connection to E-RÄK. With an empty URL there is none, and everything says so.
type Config struct {
	URL      string // absolute: where the invoice is posted to
	By       By
	Supplier string // the system supplier's name at Försäkringskassan; empty: "passbok"
	Secret   []byte // shared with Försäkringskassan: at least 16 bytes
	Public   string // absolute URL at which people reach Passbok
	Clock    func() time.Time

	// Pages is where the browser may be sent on to, by the server: an absolute URL, of which the origin counts. Empty: that of URL.
	Pages string
	// Question is where to ask how an invoice stands; empty: nobody is asked.
	Question string
	Identity *tls.Certificate // ours, with ByServer and for questions; nil: none
	Roots    *x509.CertPool   // that E-RÄK's certificate must come from; nil: the system's
	Timeout  time.Duration    // of a call of ours; 0: 15 seconds
}

// Service is the connection. It holds no state and is safe for concurrent use.
type Service struct {
	cfg    Config
	origin string // of URL
	pages  string // the origin that browsers are sent on to, by the server
	http   *http.Client
}

// minSecret is the shortest secret that is taken, in bytes.
const minSecret = 16

// New checks the configuration and makes a Service. It opens no connection.
func New(cfg Config) (*Service, error) {
	if cfg.Clock == nil {
		return nil, errors.New("open E-RÄK: a clock is needed")
	}
	if cfg.URL == "" {
		return &Service{cfg: cfg}, nil
	}
	if cfg.Supplier == "" {
		cfg.Supplier = "passbok"
	}
	if cfg.By == "" {
		cfg.By = ByBrowser
	}
	if cfg.By != ByBrowser && cfg.By != ByServer {
		return nil, fmt.Errorf("open E-RÄK: the invoice goes by %s or %s", ByBrowser, ByServer)
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 15 * time.Second
	}
	s := &Service{cfg: cfg}
	var err error
	if s.origin, err = originOf(cfg.URL); err != nil {
		return nil, errors.New("open E-RÄK: its address must be an absolute URL, as https://erak.example/rakning")
	}
	if s.pages = s.origin; cfg.Pages != "" {
		if s.pages, err = originOf(cfg.Pages); err != nil {
			return nil, errors.New("open E-RÄK: the address of its pages must be an absolute URL, as https://erak.example")
		}
	}
	if cfg.Question != "" {
		if _, err := originOf(cfg.Question); err != nil {
			return nil, errors.New("open E-RÄK: the address to ask at must be an absolute URL")
		}
	}
	public, err := url.Parse(cfg.Public)
	if err != nil || public.Host == "" {
		return nil, errors.New("open E-RÄK: the public address must be an absolute URL")
	}
	if len(cfg.Secret) < minSecret {
		return nil, fmt.Errorf("open E-RÄK: the shared secret has %d bytes, at least %d are needed", len(cfg.Secret), minSecret)
	}
	s.http = newClient(cfg)
	return s, nil
}

// originOf is the origin of an absolute URL.
func originOf(address string) (string, error) {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" || (at.Scheme != "https" && at.Scheme != "http") || at.User != nil {
		return "", errors.New("not an absolute URL")
	}
	return at.Scheme + "://" + at.Host, nil
}

// Connected tells whether there is an E-RÄK to hand over to.
func (s *Service) Connected() bool { return s.cfg.URL != "" }

// Asks tells whether there is anybody to ask how an invoice stands.
func (s *Service) Asks() bool { return s.Connected() && s.cfg.Question != "" }

// Origin is the origin that pages must be allowed to post forms to; empty where no page posts any.
func (s *Service) Origin() string {
	if s.cfg.By == ByServer {
		return ""
	}
	return s.origin
}

// Close lets go of connections that wait to be used again.
func (s *Service) Close() {
	if s.http != nil {
		s.http.CloseIdleConnections()
	}
}

// Field is one field of the form.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Form is an invoice as it is posted, as application/x-www-form-urlencoded in UTF-8, by whoever posts it.
type Form struct {
	Action string
	Fields []Field
}

// Onward is what the person's browser does next. With the method "post" it posts the fields to the action; with "get" it goes
// there, and there are no fields.
type Onward struct {
	Action string  `json:"action"`
	Method string  `json:"method"`
	Fields []Field `json:"fields"`
}

// HandOver hands one invoice of a book over, as far as that is ours to do. It may be done again for the same invoice, as when
// the person closed the page: the reference is the same. The error is a [Refusal].
func (s *Service) HandOver(ctx context.Context, book string, invoice care.Invoice) (Onward, error) {
	form, err := s.Form(book, invoice)
	switch {
	case err != nil:
		return Onward{}, err
	case s.cfg.By == ByServer:
		page, err := s.post(ctx, form)
		return Onward{page, "get", []Field{}}, err
	}
	return Onward{form.Action, "post", form.Fields}, nil
}

// Form writes one invoice of a book. The error is a [Refusal].
func (s *Service) Form(book string, invoice care.Invoice) (Form, error) {
	if !s.Connected() {
		return Form{}, refuse(CodeNotConnected, "", "E-RÄK is not connected")
	}
	if invoice.Granter == care.GranterMunicipality {
		return Form{}, refuse(CodeNotForErak, "granter", "the decision is a municipality's")
	}
	if invoice.Beneficiary.Personnummer == "" {
		return Form{}, refuse(CodeNoNumber, "personnummer", "the beneficiary's number is not known")
	}
	if invoice.Provider.Organisationsnummer == "" && invoice.Employer != care.EmployerOwn {
		return Form{}, refuse(CodeNoProvider, "organisationsnummer", "the provider's number is not known")
	}
	reference := Reference{Book: book, Beneficiary: invoice.Beneficiary.ID, Month: invoice.Month, Version: invoice.Version}
	if again, err := ParseReference(reference.String()); err != nil || again != reference {
		return Form{}, refuse(CodeBadReference, "", "book, person or month cannot stand in a reference")
	}
	fields := []Field{{FieldForm, FormVersion}, {FieldSupplier, s.cfg.Supplier}, {FieldReference, reference.String()}}
	fields = append(fields, StatementFields(invoice.Statement())...)
	fields = append(fields,
		Field{FieldReturn, strings.TrimSuffix(s.cfg.Public, "/") + ReturnPath(invoice.Beneficiary.ID, invoice.Month)},
		Field{FieldTime, s.cfg.Clock().UTC().Format(time.RFC3339)})
	values := url.Values{}
	for _, f := range fields {
		values.Set(f.Name, f.Value)
	}
	return Form{s.cfg.URL, append(fields, Field{FieldSignature, SignForm(s.cfg.Secret, values)})}, nil
}
