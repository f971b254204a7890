package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	fksim "passbok/fk/sim"
)

// simulateFKCommand is `passbok simulate-fk`: Försäkringskassan's role alone, for whoever builds or tests a system that talks
// with it.
type simulateFKCommand struct {
	Data     string `help:"Folder that certificates, and what came in, are kept in; a second start goes on where it was." default:"data/simulate-fk" env:"PASSBOK_SIMULATE_DATA" type:"path"`
	Addr     string `help:"Where E-RÄK's pages and the administration listen, on this machine only; ELT takes the port after it, and E-RÄK's side for servers the one after that." default:"127.0.0.1:8091"`
	Status   string `help:"Where E-RÄK reports that an invoice is received and signed." default:"http://127.0.0.1:8080/api/v1/erak/status"`
	Secret   string `help:"Secret that E-RÄK's forms and reports are signed with; at least 16 characters." default:"simulate-fk: guards nothing" env:"PASSBOK_SIMULATE_SECRET"`
	Supplier string `help:"The system supplier that has an agreement with E-RÄK." default:"passbok"`
	Scenario string `help:"File (JSON) of what is to go wrong, in turn." type:"existingfile"`
	signAt   `embed:""`
	JSON     bool   `name:"json" help:"Print one JSON object on one line once it is ready."`
	LogLevel string `help:"debug, info, warn or error." default:"warn"`
}

// simulated is what simulate-fk prints when it is ready.
type simulated struct {
	Erak     string `json:"erak"`
	Server   string `json:"erakServer"`   // where a server posts the invoice
	Question string `json:"erakQuestion"` // and asks how it stands
	Secret   string `json:"secret"`
	Status   string `json:"status"`
	ELT      string `json:"elt"`
	CA       string `json:"ca"`
	Client   string `json:"client"`
	P12      string `json:"p12"`
	Password string `json:"password"`
	Admin    string `json:"admin"`
}

func (c *simulateFKCommand) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	told, stopped, err := c.start(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		err = json.NewEncoder(os.Stdout).Encode(told)
	} else {
		err = told.print(os.Stdout)
	}
	if err != nil {
		stop()
	}
	<-stopped
	return err
}

// start starts all of it, until ctx ends; stopped is closed when it has.
func (c *simulateFKCommand) start(ctx context.Context) (told simulated, stopped <-chan struct{}, err error) {
	beside, err := c.loopback()
	if err != nil {
		return simulated{}, nil, err
	}
	log, err := logTo(c.LogLevel)
	if err != nil {
		return simulated{}, nil, err
	}
	story, err := c.story()
	if err != nil {
		return simulated{}, nil, err
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return simulated{}, nil, fmt.Errorf("make the simulator's folder: %w", err)
	}
	authority, err := fksim.OpenAuthority(c.Data, time.Now, rand.Reader)
	if err != nil {
		return simulated{}, nil, err
	}
	verify, err := c.verify()
	if err != nil {
		return simulated{}, nil, err
	}
	elt, err := fksim.NewELT(fksim.ELTConfig{
		Authority: authority, Clock: time.Now, After: time.After, Rand: rand.Reader, Log: log, State: filepath.Join(c.Data, "elt"), Verify: verify,
	})
	if err != nil {
		return simulated{}, nil, err
	}
	id, err := c.bank()
	if err != nil {
		return simulated{}, nil, err
	}
	erak, err := fksim.New(fksim.Config{
		Secret: []byte(c.Secret), Status: c.Status, Supplier: c.Supplier, Clock: time.Now, After: time.After, Rand: rand.Reader, Log: log,
		State: filepath.Join(c.Data, "erak.json"), ELT: elt, BankID: id,
	})
	if err != nil {
		return simulated{}, nil, err
	}
	erak.Play(story)
	told = simulated{Secret: c.Secret, Status: c.Status, CA: filepath.Join(c.Data, "ca.pem"), Client: filepath.Join(c.Data, "client.pem"),
		P12: filepath.Join(c.Data, "client.p12"), Password: fksim.ClientPassword}
	ctx, stop := context.WithCancel(ctx)
	var parts []<-chan struct{}
	fail := func(err error) (simulated, <-chan struct{}, error) {
		stop()
		erak.Close()
		for _, part := range parts {
			<-part
		}
		return simulated{}, nil, fmt.Errorf("%w (choose another address with --addr)", err)
	}
	var part <-chan struct{}
	if told.ELT, part, err = elt.Listen(ctx, beside(1)); err != nil {
		return fail(err)
	}
	parts = append(parts, part)
	if told.Erak, part, err = erak.Start(ctx, c.Addr); err != nil {
		return fail(err)
	}
	parts = append(parts, part)
	if told.Server, told.Question, part, err = erak.StartSecure(ctx, beside(2), authority); err != nil {
		return fail(err)
	}
	parts = append(parts, part)
	told.Admin = told.Erak[:len(told.Erak)-len("/rakning")] + "/admin"
	all := make(chan struct{})
	go func() {
		defer close(all)
		defer stop()
		for _, part := range parts {
			<-part
		}
	}()
	return told, all, nil
}

// story is what the scenario's file says.
func (c *simulateFKCommand) story() (fksim.Scenario, error) {
	if c.Scenario == "" {
		return fksim.Scenario{}, nil
	}
	raw, err := os.ReadFile(c.Scenario)
	if err != nil {
		return fksim.Scenario{}, fmt.Errorf("read --scenario: %w", err)
	}
	story, err := fksim.ReadScenario(raw)
	if err != nil {
		return fksim.Scenario{}, fmt.Errorf("--scenario %s: %w", c.Scenario, err)
	}
	return story, nil
}

// loopback wants an address on this machine, since whoever reaches the simulator can sign, and gives those after it.
func (c *simulateFKCommand) loopback() (beside func(n int) string, err error) {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return nil, fmt.Errorf("read --addr %s: %w", c.Addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, errors.New("the simulator of Försäkringskassan listens on this machine only, since whoever reaches it can sign: give --addr an address such as 127.0.0.1:8091")
	}
	first, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("read --addr %s: the port is no number", c.Addr)
	}
	return func(n int) string {
		if first == 0 { // any
			n = 0
		}
		return net.JoinHostPort(host, strconv.Itoa(first+n))
	}, nil
}

// print says where everything is.
func (s simulated) print(w io.Writer) error {
	_, err := fmt.Fprintf(w, `
A simulator of Försäkringskassan is running. It is not Försäkringskassan's.

E-RÄK, to which a browser posts the invoice:   %s
  a server posts it here, over TLS:            %s
  and asks how it stands here:                 %s
  forms and reports are signed with:           %s
  it reports to:                               %s

ELT, which takes timesheets (SOAP 1.1):        %s

What is over TLS has a certificate from:       %s
  a client certificate with its key:           %s
  the same as .p12:                            %s (password: %s)

Administration, in a browser:                  %[11]s
  for scripts: GET %[11]s/invoices, %[11]s/elt/timesheets; GET and POST %[11]s/faults, %[11]s/elt/faults, %[11]s/scenario; POST %[11]s/elt/open
Stop with Ctrl-C; what came in stays.
`, s.Erak, s.Server, s.Question, s.Secret, s.Status, s.ELT, s.CA, s.Client, s.P12, s.Password, s.Admin)
	return err
}
