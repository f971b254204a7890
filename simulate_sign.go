package main

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"passbok/eid/bankid"
	fksim "passbok/fk/sim"
	"passbok/house"
)

// signAt is the BankID at which invoices are signed in the simulator of Försäkringskassan: that of `passbok simulate-bankid`.
type signAt struct {
	BankID      string `name:"bankid" help:"Folder of passbok simulate-bankid, at which invoices are then signed; empty: a button of the page's own." type:"existingdir"`
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
