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
	Addr     string `help:"Where E-RÄK and the administration listen, on this machine only; ELT takes the port after it." default:"127.0.0.1:8091"`
	Status   string `help:"Where E-RÄK reports that an invoice is received and signed." default:"http://127.0.0.1:8080/api/v1/erak/status"`
	Secret   string `help:"Secret that E-RÄK's forms and reports are signed with; at least 16 characters." default:"simulate-fk: guards nothing" env:"PASSBOK_SIMULATE_SECRET"`
	Supplier string `help:"The system supplier that has an agreement with E-RÄK." default:"passbok"`
	JSON     bool   `name:"json" help:"Print one JSON object on one line once it is ready."`
	LogLevel string `help:"debug, info, warn or error." default:"warn"`
}

// simulated is what simulate-fk prints when it is ready.
type simulated struct {
	Erak     string `json:"erak"`
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

// start starts both, until ctx ends; stopped is closed when they have.
func (c *simulateFKCommand) start(ctx context.Context) (told simulated, stopped <-chan struct{}, err error) {
	beside, err := c.loopback()
	if err != nil {
		return simulated{}, nil, err
	}
	log, err := logTo(c.LogLevel)
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
	elt, err := fksim.NewELT(fksim.ELTConfig{
		Authority: authority, Clock: time.Now, After: time.After, Rand: rand.Reader, Log: log, State: filepath.Join(c.Data, "elt"),
	})
	if err != nil {
		return simulated{}, nil, err
	}
	erak, err := fksim.New(fksim.Config{
		Secret: []byte(c.Secret), Status: c.Status, Supplier: c.Supplier, Clock: time.Now, After: time.After, Rand: rand.Reader, Log: log,
		State: filepath.Join(c.Data, "erak.json"), ELT: elt,
	})
	if err != nil {
		return simulated{}, nil, err
	}
	told = simulated{Secret: c.Secret, Status: c.Status, CA: filepath.Join(c.Data, "ca.pem"), Client: filepath.Join(c.Data, "client.pem"),
		P12: filepath.Join(c.Data, "client.p12"), Password: fksim.ClientPassword}
	ctx, stop := context.WithCancel(ctx)
	var erakStopped, eltStopped <-chan struct{}
	if told.ELT, eltStopped, err = elt.Listen(ctx, beside); err != nil {
		stop()
		erak.Close()
		return simulated{}, nil, fmt.Errorf("%w (choose another address with --addr)", err)
	}
	if told.Erak, erakStopped, err = erak.Start(ctx, c.Addr); err != nil {
		stop()
		erak.Close()
		<-eltStopped
		return simulated{}, nil, fmt.Errorf("%w (choose another address with --addr)", err)
	}
	told.Admin = told.Erak[:len(told.Erak)-len("/rakning")] + "/admin"
	all := make(chan struct{})
	go func() {
		defer close(all)
		defer stop()
		<-erakStopped
		<-eltStopped
	}()
	return told, all, nil
}

// loopback wants an address on this machine, since whoever reaches the simulator can sign, and gives the one after it.
func (c *simulateFKCommand) loopback() (beside string, err error) {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return "", fmt.Errorf("read --addr %s: %w", c.Addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", errors.New("the simulator of Försäkringskassan listens on this machine only, since whoever reaches it can sign: give --addr an address such as 127.0.0.1:8091")
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return "", fmt.Errorf("read --addr %s: the port is no number", c.Addr)
	}
	if n > 0 { // 0 is any
		n++
	}
	return net.JoinHostPort(host, strconv.Itoa(n)), nil
}

// print says where everything is.
func (s simulated) print(w io.Writer) error {
	_, err := fmt.Fprintf(w, `
A simulator of Försäkringskassan is running. It is not Försäkringskassan's.

E-RÄK, to which a browser posts the invoice:   %s
  forms and reports are signed with:           %s
  it reports to:                               %s

ELT, which takes timesheets (SOAP 1.1):        %s
  its certificate comes from:                  %s
  a client certificate with its key:           %s
  the same as .p12:                            %s (password: %s)

Administration: GET %[9]s/invoices, %[9]s/elt/timesheets; GET and POST %[9]s/faults, %[9]s/elt/faults; POST %[9]s/elt/open
Stop with Ctrl-C; what came in stays.
`, s.Erak, s.Secret, s.Status, s.ELT, s.CA, s.Client, s.P12, s.Password, s.Admin)
	return err
}
