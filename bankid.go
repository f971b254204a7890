package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"passbok/demo"
	"passbok/eid/bankid"
	"passbok/eid/bankid/sim"
	"passbok/house"
)

// bankidFlags say how BankID is reached; nothing said is "not connected". docs/bankid.md tells where each comes from.
type bankidFlags struct {
	URL          string `help:"Address of BankID's API with its version, https://…/rp/v6.0; empty is 'not connected'." env:"PASSBOK_BANKID_URL"`
	Certificate  string `help:"Our certificate as a relying party with its key: .p12, or PEM." env:"PASSBOK_BANKID_CERTIFICATE" type:"path"`
	PasswordFile string `help:"File with the password of the .p12, on its first line." env:"PASSBOK_BANKID_PASSWORD_FILE" type:"path"`
	ServerRoot   string `help:"Root of BankID's server (PEM): no other is believed." env:"PASSBOK_BANKID_SERVER_ROOT" type:"path"`
	PeopleRoot   string `help:"Root of people's BankID (PEM): signatures lead to no other." env:"PASSBOK_BANKID_PEOPLE_ROOT" type:"path"`
	App          string `help:"Where the link to the app leads; BankID's own where nothing is said. A simulator has another." env:"PASSBOK_BANKID_APP"`
}

// missing says what of the four is not said, where anything is.
func (f bankidFlags) missing() []string {
	needed := []string{f.URL, f.Certificate, f.ServerRoot, f.PeopleRoot}
	said := 0
	for _, one := range needed {
		if one != "" {
			said++
		}
	}
	if said == len(needed) || said == 0 && f.PasswordFile == "" && f.App == "" {
		return nil
	}
	return []string{"all of --bankid-url, --bankid-certificate, --bankid-server-root and --bankid-people-root, or nothing of BankID where the server is not connected to it (docs/bankid.md)"}
}

// read reads the files.
func (f bankidFlags) read() (house.BankID, error) {
	if f.URL == "" {
		return house.BankID{}, nil
	}
	password := ""
	if f.PasswordFile != "" {
		raw, err := os.ReadFile(f.PasswordFile)
		if err != nil {
			return house.BankID{}, fmt.Errorf("read the password of our certificate for BankID: %w", err)
		}
		line, _, _ := bytes.Cut(raw, []byte("\n"))
		password = string(bytes.TrimSuffix(line, []byte("\r")))
	}
	made := house.BankID{URL: f.URL, App: f.App}
	var err error
	if made.Identity, err = bankid.ReadIdentity(f.Certificate, password); err != nil {
		return house.BankID{}, err
	}
	if made.Servers, err = bankid.ReadRoots(f.ServerRoot); err != nil {
		return house.BankID{}, err
	}
	if made.People, err = bankid.ReadRoots(f.PeopleRoot); err != nil {
		return house.BankID{}, err
	}
	return made, nil
}

// startBankID starts a simulator of BankID for the people of the demo, with its certificates kept in a folder, and gives
// the way to it.
func startBankID(ctx context.Context, folder, api, pages string, people []demo.Numbered) (house.BankID, <-chan struct{}, error) {
	authority, err := sim.OpenAuthority(filepath.Join(folder, "simulator-bankid.json"), time.Now, rand.Reader)
	if err != nil {
		return house.BankID{}, nil, err
	}
	files, err := authority.Export(folder)
	if err != nil {
		return house.BankID{}, nil, err
	}
	cfg := sim.Config{Authority: authority, Clock: time.Now, Rand: rand.Reader}
	for _, p := range people {
		cfg.People = append(cfg.People, sim.Person{Personnummer: p.Personnummer, Given: p.Given, Surname: p.Family})
	}
	service, err := sim.New(cfg)
	if err != nil {
		return house.BankID{}, nil, err
	}
	at, stopped, err := service.Start(ctx, api, pages)
	if err != nil {
		return house.BankID{}, nil, err
	}
	way, err := bankidFlags{URL: at.API, Certificate: files.PEM, ServerRoot: files.ServerRoot, PeopleRoot: files.PeopleRoot, App: at.Pages}.read()
	return way, stopped, err
}
