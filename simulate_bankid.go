package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/eid/bankid/sim"
)

// simulateBankidCommand is `passbok simulate-bankid`: a BankID on this machine, for our demo and for others' tests.
type simulateBankidCommand struct {
	Data   string   `help:"Folder of its certificates and of what a relying party needs; a second start has the same." default:"data/bankid" env:"PASSBOK_BANKID_SIMULATOR" type:"path"`
	Addr   string   `help:"Where the API listens, over TLS." default:"127.0.0.1:8084"`
	Pages  string   `help:"Where the pages listen on which people say yes or no." default:"127.0.0.1:8085"`
	Person []string `help:"Who has a BankID: number:given names:surname, and :habit (approves, cancels, wrong, no_app, dawdles) where they act by themselves. Once for each." placeholder:"198507099805:Alva:Påhittad"`
	JSON   bool     `name:"json" help:"Print one JSON object on one line once it is ready."`
}

// bankidReady is what the simulator prints when it is ready.
type bankidReady struct {
	sim.Addresses
	sim.Files
	Password string `json:"password"` // of the PKCS #12
}

func (c *simulateBankidCommand) Run(ctx context.Context) error {
	people, err := readPeople(c.Person)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("make the simulator's folder: %w", err)
	}
	authority, err := sim.OpenAuthority(filepath.Join(c.Data, "bankid-authority.json"), time.Now, rand.Reader)
	if err != nil {
		return err
	}
	told := bankidReady{Password: sim.Password}
	if told.Files, err = authority.Export(c.Data); err != nil {
		return err
	}
	log, err := logTo("warn")
	if err != nil {
		return err
	}
	service, err := sim.New(sim.Config{Authority: authority, People: people, Clock: time.Now, Rand: rand.Reader, Log: log})
	if err != nil {
		return err
	}
	var stopped <-chan struct{}
	if told.Addresses, stopped, err = service.Start(ctx, c.Addr, c.Pages); err != nil {
		return fmt.Errorf("%w (choose other addresses with --addr and --pages)", err)
	}
	if c.JSON {
		err = json.NewEncoder(os.Stdout).Encode(told)
	} else {
		err = told.print(os.Stdout)
	}
	if err != nil {
		return fmt.Errorf("say where the simulator is: %w", err)
	}
	<-stopped
	return nil
}

// readPeople reads --person; nil where nobody is named, and then those of the simulator's own.
func readPeople(texts []string) ([]sim.Person, error) {
	habits := []sim.Habit{sim.ByHand, sim.Approves, sim.Cancels, sim.Wrong, sim.NoApp, sim.Dawdles}
	var people []sim.Person
	for _, text := range texts {
		parts := strings.Split(text, ":")
		if len(parts) == 3 {
			parts = append(parts, "")
		}
		if len(parts) != 4 || parts[1] == "" || parts[2] == "" || !slices.Contains(habits, sim.Habit(parts[3])) {
			return nil, fmt.Errorf("--person %q: say number:given names:surname, and one of the habits if any", text)
		}
		if _, err := care.ParsePersonnummer(parts[0]); err != nil || parts[0][8:10] != "98" {
			return nil, fmt.Errorf("--person %q: say a test number, 12 digits of which the four last begin with 98", text)
		}
		people = append(people, sim.Person{Personnummer: parts[0], Given: parts[1], Surname: parts[2], Habit: sim.Habit(parts[3])})
	}
	return people, nil
}

// print says where everything is.
func (r bankidReady) print(w io.Writer) error {
	_, err := fmt.Fprintf(w, `
A simulator of BankID is running. It is not BankID, and nothing that is signed here counts.

  API, over mutual TLS       %s
  pages for people           %s
  root of the API's server   %s
  root of people's BankID    %s
  the client's certificate   %s
  the same as PKCS #12       %s (password: %s)

Stop with Ctrl-C; the certificates stay.
`, r.API, r.Pages, r.ServerRoot, r.PeopleRoot, r.PEM, r.PKCS12, r.Password)
	return err
}
