package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"passbok/fk/elt"
	fksim "passbok/fk/sim"
	"passbok/house"
)

// eltFlags say how Försäkringskassan's service for timesheets is reached; nothing said is "not connected".
// docs/forsakringskassan.md tells where each comes from.
type eltFlags struct {
	URL          string `help:"Address of ELT, https://…, as Försäkringskassan has sent it; empty is 'not connected'." env:"PASSBOK_ELT_URL"`
	Certificate  string `help:"Our certificate as a system supplier with its key: .p12, or PEM." env:"PASSBOK_ELT_CERTIFICATE" type:"path"`
	PasswordFile string `help:"File with the password of the .p12, on its first line." env:"PASSBOK_ELT_PASSWORD_FILE" type:"path"`
	Roots        string `help:"Roots that ELT's own certificate must come from (PEM); the system's where nothing is said." env:"PASSBOK_ELT_ROOTS" type:"path"`
	Supplier     string `help:"Who holds the agreement with Försäkringskassan; shown to the office." env:"PASSBOK_ELT_SUPPLIER"`
	Schema       string `help:"Försäkringskassan's current schema of timesheets (XSD), which then is the one that counts; needs xmllint." env:"PASSBOK_ELT_SCHEMA" type:"path"`
	// The names of the version that is spoken: what is published is of 2016.
	Namespace        string `help:"Namespace of timesheets, where Försäkringskassan has said another than that of 2016." env:"PASSBOK_ELT_NAMESPACE"`
	MessageNamespace string `help:"Namespace of the message that a timesheet is sent in, likewise." env:"PASSBOK_ELT_MESSAGE_NAMESPACE"`
	Action           string `help:"SOAPAction, likewise." env:"PASSBOK_ELT_ACTION"`
}

// version is which version of ELT is spoken.
func (f eltFlags) version() elt.Version {
	published := elt.Version1()
	return elt.Version{
		Document: cmp.Or(f.Namespace, published.Document), Message: cmp.Or(f.MessageNamespace, published.Message), Action: cmp.Or(f.Action, published.Action),
	}
}

// missing says what is not said, where anything is.
func (f eltFlags) missing() []string {
	if (f.URL == "") == (f.Certificate == "") && (f.URL != "" || f == eltFlags{}) {
		return nil
	}
	return []string{"both --elt-url and --elt-certificate, or nothing of ELT where the server is not connected to it (docs/forsakringskassan.md)"}
}

// read reads the files.
func (f eltFlags) read() (house.ELT, error) {
	if f.URL == "" {
		return house.ELT{}, nil
	}
	password := ""
	if f.PasswordFile != "" {
		raw, err := os.ReadFile(f.PasswordFile)
		if err != nil {
			return house.ELT{}, fmt.Errorf("read the password of our certificate for ELT: %w", err)
		}
		line, _, _ := bytes.Cut(raw, []byte("\n"))
		password = string(bytes.TrimSuffix(line, []byte("\r")))
	}
	made := house.ELT{URL: f.URL, Supplier: f.Supplier, Schema: f.Schema, Version: f.version()}
	raw, err := os.ReadFile(f.Certificate)
	if err != nil {
		return house.ELT{}, fmt.Errorf("read our certificate for ELT: %w", err)
	}
	if made.Identity, err = elt.ReadIdentity(raw, password); err != nil || f.Roots == "" {
		return made, err
	}
	if raw, err = os.ReadFile(f.Roots); err != nil {
		return house.ELT{}, fmt.Errorf("read the roots of ELT: %w", err)
	}
	made.Roots, err = elt.ReadRoots(raw)
	return made, err
}

// startELT makes a simulator of ELT that remembers in a folder and looks into signatures by the roots of people's BankID, starts it, and
// gives the way to it.
func startELT(ctx context.Context, folder, address string, people *x509.CertPool) (sim *fksim.ELT, way house.ELT, stopped <-chan struct{}, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, house.ELT{}, nil, fmt.Errorf("make the folder of ELT's simulator: %w", err)
	}
	authority, err := fksim.OpenAuthority(folder, time.Now, rand.Reader)
	if err != nil {
		return nil, house.ELT{}, nil, err
	}
	sim, err = fksim.NewELT(fksim.ELTConfig{
		Authority: authority, Clock: time.Now, After: time.After, Rand: rand.Reader, State: filepath.Join(folder, "elt"),
		Verify: signatures(people),
	})
	if err != nil {
		return nil, house.ELT{}, nil, err
	}
	at, stopped, err := sim.Listen(ctx, address)
	if err != nil {
		return nil, house.ELT{}, nil, err
	}
	way, err = eltFlags{
		URL: at, Certificate: filepath.Join(folder, "client.pem"), Roots: filepath.Join(folder, "ca.pem"), Supplier: "Passbok (simulator)",
	}.read()
	return sim, way, stopped, err
}

// eltCommand is `passbok elt`.
type eltCommand struct {
	dataFlag
	Resume bool `help:"Let calls go on that were stopped: somebody has seen to certificate, address or agreement."`
	JSON   bool `name:"json" help:"Print one JSON object."`
}

func (c *eltCommand) Run(ctx context.Context) error {
	return operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		way, err := op.Way(ctx, house.WayOrder{Resume: c.Resume})
		if err != nil {
			return err
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(way)
		}
		return tellWay(os.Stdout, way)
	})
}

// errTold ends a telling whose writer takes no more.
var errTold = errors.New("tell how the way to ELT stands")

func tellWay(w io.Writer, way house.Way) error {
	var text bytes.Buffer
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(&text, format+"\n", args...) }
	if !way.Connected {
		line("Not connected to ELT here; a running server says whether it is.")
	}
	if way.Certificate != "" {
		line("Certificate: %s, until %s.", way.Certificate, way.CertificateEnds.Format(time.DateOnly))
	}
	if way.Stopped != "" {
		line("STOPPED since %s: %s\nWhen that is seen to: passbok elt --resume", way.Since.Format(time.RFC3339), way.Stopped)
	}
	if way.Outage.Calls > 0 {
		line("The last %d calls came to nothing, since %s (%s).", way.Outage.Calls, way.Outage.Since.Format(time.RFC3339), way.Outage.Code)
	}
	line("In the queue: %d waiting (%d of them uncertain), %d held for a person to look.", way.Waiting, way.Uncertain, way.Held)
	if _, err := w.Write(text.Bytes()); err != nil {
		return fmt.Errorf("%w: %w", errTold, err)
	}
	return nil
}
