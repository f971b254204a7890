// Package signing has timesheets signed, and people signed in, with BankID: what they are asked to sign, how the answer is
// checked, where it is kept, and what the book is told. BankID itself is package eid/bankid, the evidence eid/signed, the
// bytes are fk/elt's, and whether a timesheet may be signed is month's to say: this is the way between them.
//
// An order belongs to somebody: a signature to the person in the book who asked for it, a sign-in to the browser that began
// it. Whoever is not that sees nothing of it. Its answer is taken by Run, whether or not a page asks; every step may be
// done again, so that a stop anywhere leaves nothing undone and nothing done twice.
package signing

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/signed"
	"passbok/fk/elt"
	"passbok/month"
	"passbok/sync/book"
)

// What an order is for.
const (
	ToSign   = "sign"
	ToSignIn = "sign_in"
)

// Books gives the open books.
type Books interface {
	Book(id string) (*book.Book, bool)
	IDs() []string
}

// Config is what a Desk is made of. All but Fits, Version, Mark and Log is required.
type Config struct {
	Orders     *bankid.Orders
	Signatures *signed.Signatures
	Books      Books
	Roots      *x509.CertPool // of people's BankID
	Public     string         // where people reach the house: the app sends them back there, and signing in names it
	// Fits says whether Försäkringskassan would take what is to be signed, beyond what elt.Document checks: by the schema that an
	// operator has installed. Sign gives its error on. nil: there is none.
	Fits func(ctx context.Context, document []byte) error
	// Version is that of ELT in which timesheets are written; the zero value is elt.Version1. What is laid to be signed stays as it is.
	Version elt.Version
	// Mark is what a session keeps of the number that was proved: see session.Sessions.Mark. nil: nothing.
	Mark  func(number string) string
	Clock func() time.Time
	After func(time.Duration) <-chan time.Time // as time.After
	Log   *slog.Logger                         // nil: silence. Never sees a person or a signature
}

// Desk is where people sign. It is safe for concurrent use.
type Desk struct{ cfg Config }

// New gives a desk.
func New(cfg Config) (*Desk, error) {
	if cfg.Orders == nil || cfg.Signatures == nil || cfg.Books == nil || cfg.Roots == nil || cfg.Public == "" || cfg.Clock == nil || cfg.After == nil {
		return nil, errors.New("signing: orders, signatures, books, roots, public address, clock and after are needed")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Desk{cfg}, nil
}

// back is the page that BankID's app sends people to.
func (d *Desk) back() string { return strings.TrimSuffix(d.cfg.Public, "/") + "/bankid" }

// note is what an order keeps of what it is about: ids and hashes, no names and no numbers. It has nothing of the request
// in it, so that asking again for the same is the same order.
type note struct {
	V           int         `json:"v"`
	Book        string      `json:"book,omitempty"`
	Person      string      `json:"person,omitempty"`
	Role        signed.Role `json:"role,omitempty"`
	Assistant   string      `json:"assistant,omitempty"`
	Beneficiary string      `json:"beneficiary,omitempty"`
	Month       care.Month  `json:"month,omitempty"`
	Version     int         `json:"version,omitempty"`
	Hash        string      `json:"hash,omitempty"`    // of the version
	Browser     string      `json:"browser,omitempty"` // of a sign-in: the hash of what its browser alone has
}

func readNote(raw []byte) (n note, err error) {
	if err := json.Unmarshal(raw, &n); err != nil {
		return note{}, fmt.Errorf("read what an order is about: %w", err)
	}
	return n, nil
}

func (n note) sheet() string { return care.SheetRef(n.Assistant, n.Beneficiary, n.Month, n.Version) }

// next is the state that the timesheet is in once it is signed.
func (n note) next() care.SheetState { return nextOf(n.Role) }

func nextOf(role signed.Role) care.SheetState {
	if role == signed.Provider {
		return care.SheetApproved
	}
	return care.SheetSigned
}

// Owner names a person over all books, as package bankid knows whose an order is.
func Owner(book, person string) string { return book + "/" + person }

// Order is an order as its owner sees it.
type Order struct {
	bankid.Look
	About   About
	Browser string  // of a sign-in: the hash that whoever looks must have the secret of
	Result  *Result // of a signature, once it is checked and the book has heard of it
	Used    bool    // of a sign-in: it has been used, or is of no use
}

// About is whose timesheet is signed, and as what.
type About struct {
	Book        string      `json:"-"`
	Person      string      `json:"-"` // who signs
	Role        signed.Role `json:"role"`
	Assistant   string      `json:"assistant"`
	Beneficiary string      `json:"beneficiary"`
	Month       care.Month  `json:"month"`
	Version     int         `json:"version"`
}

// What came of a signature.
const (
	Signed   = "signed"   // the assistant's is noted
	Approved = "approved" // the provider's is noted
	Fallen   = "fallen"   // it holds, and what was signed was no longer so: it is kept, and counts for nothing
	Refused  = "refused"  // it does not hold: nothing of it is kept
)

// Codes of results, beside month's.
const (
	CodePerson    = "bankid_person"    // somebody else has signed
	CodeSignature = "bankid_signature" // what came is not the signature that was asked for
)

// Result is what came of a signature.
type Result struct {
	State string `json:"state"`
	Code  string `json:"code,omitempty"` // why it fell, or was refused
}

// Look gives an order as it stands. Error: bankid.ErrUnknown.
func (d *Desk) Look(ctx context.Context, id string) (Order, error) {
	look, err := d.cfg.Orders.Look(ctx, id)
	if err != nil {
		return Order{}, err
	}
	n, err := readNote(look.Note)
	if err != nil {
		return Order{}, err
	}
	o := Order{Look: look, Browser: n.Browser, About: About{n.Book, n.Person, n.Role, n.Assistant, n.Beneficiary, n.Month, n.Version}}
	if look.Result == nil {
		return o, nil
	}
	if look.Purpose == ToSignIn {
		o.Used = true
		return o, nil
	}
	o.Result = &Result{}
	if err := json.Unmarshal(look.Result, o.Result); err != nil {
		return Order{}, fmt.Errorf("read what came of an order: %w", err)
	}
	return o, nil
}

// Newest is the newest signature that a person asked for. Error: bankid.ErrUnknown.
func (d *Desk) Newest(ctx context.Context, book, person string) (id string, err error) {
	return d.cfg.Orders.Newest(ctx, ToSign, Owner(book, person))
}

// Cancel ends an order that is not finished. Errors: as of bankid.Orders.
func (d *Desk) Cancel(ctx context.Context, id string) error { return d.cfg.Orders.Cancel(ctx, id) }

// What can keep somebody from being asked.
var (
	ErrNoNumber = errors.New("the personnummer of who signs is not written down")
	ErrNoPaper  = errors.New("what the assistant has signed is not here")
)

// Sign asks a person to sign the version of a timesheet at hand, as its assistant or for the provider: the order's id.
// Asked again for the same, it is the same order; asked for another, that ends. ip is of the person's device.
//
// Errors: those of month.SheetToSign, ErrNoNumber, elt.Problems, ErrNoPaper, those of Config.Fits, and those of bankid.Orders.Begin.
func (d *Desk) Sign(ctx context.Context, b *book.Book, in month.SheetInput, role signed.Role, ip string) (id string, err error) {
	var frozen care.Timesheet
	var number care.Personnummer
	err = b.View(ctx, func(docs book.Documents) (err error) {
		if frozen, err = month.SheetToSign(docs, in, nextOf(role)); err != nil {
			return err
		}
		number, err = signer(docs, role, frozen, in.Person)
		return err
	})
	if err != nil {
		return "", err
	}
	if number == "" {
		return "", ErrNoNumber
	}
	paper, err := d.paper(ctx, b.ID(), role, frozen)
	if err != nil {
		return "", err
	}
	about := note{
		V: 1, Book: b.ID(), Person: in.Person, Role: role, Assistant: in.Assistant, Beneficiary: in.Beneficiary,
		Month: in.Month, Version: frozen.Version, Hash: paper.Hash,
	}
	raw, err := json.Marshal(about)
	if err != nil {
		return "", fmt.Errorf("write what an order is about: %w", err)
	}
	return d.cfg.Orders.Begin(ctx, ToSign, Owner(b.ID(), in.Person), bankid.What{Note: raw, Ask: bankid.Ask{
		IP: ip, Personnummer: number, Visible: paper.Visible, Hidden: []byte(paper.Hidden), Return: d.back(),
	}})
}

// signer is the number of whose signature it must be: the assistant's as the version says it, a coordinator's as it is
// written down.
func signer(docs book.Documents, role signed.Role, frozen care.Timesheet, person string) (care.Personnummer, error) {
	if role == signed.Assistant {
		return frozen.Assistant.Personnummer, nil
	}
	return care.NumberOf(month.Records(docs), person)
}
