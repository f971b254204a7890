package main

import (
	"context"
	"crypto/x509"
	"encoding/xml"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"passbok/eid/bankid"
	"passbok/fk/elt"
	fksim "passbok/fk/sim"
	"passbok/house"
)

// signAt is the BankID at which invoices are signed in the simulator of Försäkringskassan: that of `passbok simulate-bankid`.
type signAt struct {
	BankID      string `name:"bankid" help:"Folder of passbok simulate-bankid, at which invoices are then signed; empty: a button of the page's own. The signatures over timesheets are then looked into, too; without it they only have to be there and have the right shape, and a forged one is taken." type:"existingdir"`
	BankIDAPI   string `name:"bankid-api" help:"Where its API is." default:"https://127.0.0.1:8084/rp/v6.0"`
	BankIDPages string `name:"bankid-pages" help:"Where its pages are." default:"http://127.0.0.1:8085/"`
}

// bank is the BankID to sign at; nil where there is none.
func (s signAt) bank() (fksim.BankID, error) {
	if s.BankID == "" {
		return nil, nil
	}
	identity, err := bankid.ReadIdentity(filepath.Join(s.BankID, "bankid-client.pem"), "")
	if err != nil {
		return nil, fmt.Errorf("--bankid %s: %w", s.BankID, err)
	}
	servers, err := bankid.ReadRoots(filepath.Join(s.BankID, "bankid-server-root.pem"))
	if err != nil {
		return nil, fmt.Errorf("--bankid %s: %w", s.BankID, err)
	}
	made, err := signerAt(house.BankID{URL: s.BankIDAPI, Identity: identity, Servers: servers, App: s.BankIDPages})
	if err != nil {
		return nil, fmt.Errorf("--bankid-api: %w", err)
	}
	return made, nil
}

// signerAt signs at a simulator of BankID that is reached in a way.
func signerAt(way house.BankID) (*signer, error) {
	client, err := bankid.New(bankid.Config{URL: way.URL, Identity: way.Identity, Servers: way.Servers, After: time.After})
	if err != nil {
		return nil, err
	}
	return newSigner(client, way.App)
}

// signatures lets the simulator of ELT look into signatures, as Försäkringskassan does: both are BankID's, over this very document, and the
// assistant's is theirs. What is wrong is what is answered.
func signatures(roots *x509.CertPool) func(document []byte, assistant, provider elt.Signature) error {
	return func(document []byte, assistant, provider elt.Signature) error {
		want, err := elt.Hidden(document)
		if err != nil {
			return said("Tidredovisningen går inte att läsa.")
		}
		var of struct {
			Number string `xml:"assistent>personnummer"`
		}
		if err := xml.Unmarshal(document, &of); err != nil {
			return said("Tidredovisningen går inte att läsa.")
		}
		for _, one := range []struct {
			name, number string
			of           elt.Signature
		}{{"Assistentens", of.Number, assistant}, {"Anordnarens", "", provider}} {
			who, hidden, err := bankid.Read(bankid.Answer{Signature: one.of.XML, OCSP: one.of.OCSP}, roots, time.Now())
			switch {
			case err != nil:
				return said(fmt.Sprintf("%s underskrift håller inte: %s.", one.name, err))
			case string(hidden) != want:
				return said(one.name + " underskrift gäller en annan tidredovisning.")
			case one.number != "" && string(who.Personnummer) != one.number:
				return said(one.name + " underskrift är någon annans.")
			}
		}
		return nil
	}
}

// said is a sentence that is answered as it is.
type said string

func (s said) Error() string { return string(s) }

// verify is how signatures are looked into: by the roots of the BankID that is named; nil where there is none, and nobody looks.
func (s signAt) verify() (func(document []byte, assistant, provider elt.Signature) error, error) {
	if s.BankID == "" {
		return nil, nil
	}
	roots, err := bankid.ReadRoots(filepath.Join(s.BankID, "bankid-people-root.pem"))
	if err != nil {
		return nil, fmt.Errorf("--bankid %s: %w", s.BankID, err)
	}
	return signatures(roots), nil
}

// signer signs at a BankID, as a relying party of its own.
type signer struct {
	client *bankid.Client
	app    string // where the app's link leads
	origin string
}

func newSigner(client *bankid.Client, app string) (*signer, error) {
	at, err := url.Parse(app)
	if err != nil || at.Host == "" {
		return nil, fmt.Errorf("BankID's pages at %q: say an absolute URL", app)
	}
	return &signer{client, app, at.Scheme + "://" + at.Host}, nil
}

// Origin implements fksim.BankID.
func (s *signer) Origin() string { return s.origin }

// Begin implements fksim.BankID.
func (s *signer) Begin(ctx context.Context, text, ip, back string) (order, link string, err error) {
	started, err := s.client.Sign(ctx, bankid.Ask{IP: ip, Visible: text, Return: back})
	if err != nil {
		return "", "", err
	}
	return started.OrderRef, bankid.Link(s.app, started.AutoStartToken, back), nil
}

// Look implements fksim.BankID.
func (s *signer) Look(ctx context.Context, order string) (step fksim.Step, by, words string, err error) {
	got, err := s.client.Collect(ctx, order)
	if bankid.Gone(err) { // forgotten there: it will never be signed
		return fksim.Failed, "", bankid.Say(bankid.Failed, "").SV, nil
	}
	if err != nil {
		return fksim.Runs, "", "", err
	}
	switch got.Status {
	case bankid.Complete:
		return fksim.Done, got.User.PersonalNumber, "", nil
	case bankid.Failed:
		step = fksim.Failed
	}
	return step, "", bankid.Say(got.Status, got.Hint).SV, nil
}
