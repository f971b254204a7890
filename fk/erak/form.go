package erak

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"passbok/care"
)

// Config is the connection to E-RÄK. With an empty URL there is none, and everything says so.
type Config struct {
	URL      string // absolute: where browsers post the invoice
	Supplier string // the system supplier's name at Försäkringskassan; empty: "passbok"
	Secret   []byte // shared with Försäkringskassan: at least 16 bytes
	Public   string // absolute URL at which people reach Passbok
	Clock    func() time.Time
}

// Service is the connection. It holds no state and is safe for concurrent use.
type Service struct {
	cfg    Config
	origin string
}

// minSecret is the shortest secret that is taken, in bytes.
const minSecret = 16

// New checks the configuration and makes a Service.
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
	at, err := url.Parse(cfg.URL)
	if err != nil || at.Host == "" || (at.Scheme != "https" && at.Scheme != "http") || at.User != nil {
		return nil, errors.New("open E-RÄK: its address must be an absolute URL, as https://erak.example/rakning")
	}
	public, err := url.Parse(cfg.Public)
	if err != nil || public.Host == "" {
		return nil, errors.New("open E-RÄK: the public address must be an absolute URL")
	}
	if len(cfg.Secret) < minSecret {
		return nil, fmt.Errorf("open E-RÄK: the shared secret has %d bytes, at least %d are needed", len(cfg.Secret), minSecret)
	}
	return &Service{cfg: cfg, origin: at.Scheme + "://" + at.Host}, nil
}

// Connected tells whether there is an E-RÄK to hand over to.
func (s *Service) Connected() bool { return s.cfg.URL != "" }

// Origin is the origin that pages must be allowed to post forms to; empty where there is no connection.
func (s *Service) Origin() string { return s.origin }

// Field is one field of the form.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Form is what the person's browser posts, as application/x-www-form-urlencoded in UTF-8.
type Form struct {
	Action string  `json:"action"`
	Method string  `json:"method"` // "post"
	Fields []Field `json:"fields"`
}

// Form makes the hand-over of one invoice of a book. It may be made again for the same invoice, as when the
// person closed the page: the reference is the same. The error is a [Refusal].
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
	return Form{s.cfg.URL, "post", append(fields, Field{FieldSignature, SignForm(s.cfg.Secret, values)})}, nil
}
