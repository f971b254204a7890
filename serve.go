package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"passbok/house"
)

// serveCommand is `passbok serve`.
type serveCommand struct {
	dataFlag
	metricsFlag
	Addr      string `help:"Where to listen." default:"127.0.0.1:8080" env:"PASSBOK_ADDR"`
	PublicURL string `name:"public-url" help:"Address that people reach it at, https://…" env:"PASSBOK_PUBLIC_URL"`
	TLSCert   string `name:"tls-cert" help:"Certificate (PEM), where no proxy does TLS." env:"PASSBOK_TLS_CERT" type:"path"`
	TLSKey    string `name:"tls-key" help:"Its key (PEM)." env:"PASSBOK_TLS_KEY" type:"path"`
	LogLevel  string `help:"debug, info, warn or error." default:"info" env:"PASSBOK_LOG_LEVEL"`

	OldestWriter int  `name:"oldest-writer" help:"Oldest version of the sync protocol whose apps may write anything new; older ones only send what they hold." default:"1" env:"PASSBOK_OLDEST_WRITER"`
	RetireWorker bool `name:"retire-worker" help:"Take a bad service worker away from every phone: the app comes from the network until this is off again. What people have written stays." env:"PASSBOK_RETIRE_WORKER"`

	Contact string `name:"contact" help:"How people reach whoever answers for accessibility here: an e-mail address, a telephone number, or both; shown at /tillganglighet." env:"PASSBOK_CONTACT"`

	erakFlags
	BankID bankidFlags `embed:"" prefix:"bankid-"`
	ELT    eltFlags    `embed:"" prefix:"elt-"`

	alarmFlags

	QuietHours string `name:"quiet-hours" help:"Hours in Stockholm in which nobody is told anything who has not said otherwise, as 21:00-08:00; none: at all hours." default:"21:00-08:00" env:"PASSBOK_QUIET_HOURS"`
	postFlags

	PushSubject string `name:"push-subject" help:"https address that push services can reach the operator at; the public address where empty." env:"PASSBOK_PUSH_SUBJECT"`
}

func (c *serveCommand) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	log, err := logTo(c.LogLevel)
	if err != nil {
		return err
	}
	eid, err := c.BankID.read()
	if err != nil {
		return err
	}
	sheets, err := c.ELT.read()
	if err != nil {
		return err
	}
	ways, err := c.ways(c.PublicURL)
	if err != nil {
		return err
	}
	alarms, err := c.alarms()
	if err != nil {
		return err
	}
	own, err := c.certificate()
	if err != nil {
		return err
	}
	quiet, err := quietHours(c.QuietHours)
	if err != nil {
		return err
	}
	metrics, err := c.listenMetrics(log)
	if err != nil {
		return err
	}
	connection, err := c.connection()
	if err != nil {
		return err
	}
	h, err := house.Open(ctx, house.Config{
		Data: c.Data, Archive: c.archive(), PublicURL: c.PublicURL, Version: version,
		Clock: time.Now, Rand: rand.Reader, Log: log,
		Erak: connection, BankID: eid, ELT: sheets,
		Push: house.Push{Subject: c.PushSubject, Quiet: quiet}, OldestWriter: c.OldestWriter, RetireWorker: c.RetireWorker, Metrics: metrics,
		Contact: c.Contact, Post: ways, Alarms: alarms, CertificateEnds: endOf(own),
	})
	if errors.Is(err, context.Canceled) {
		return nil // stopped before it served, as it may be
	}
	if err != nil {
		return err
	}
	ln, err := c.listen(own)
	if err != nil {
		return errors.Join(err, h.Close())
	}
	if link, until := h.SetupLink(); link != "" {
		fmt.Fprintf(os.Stderr, "There is no provider here yet. Open this link in a browser to begin; it works once, until %s:\n\n    %s\n\n", until.Format(time.DateTime), link)
	}
	log.Info("serving", "addr", ln.Addr().String(), "url", c.PublicURL, "version", version)
	return errors.Join(h.Serve(ctx, ln), h.Close())
}

// check says all that is missing at once, and how to mend it.
func (c *serveCommand) check() error {
	var missing []string
	if c.PublicURL == "" {
		missing = append(missing, "the address that people reach it at: --public-url https://passbok.example or PASSBOK_PUBLIC_URL")
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		missing = append(missing, "both --tls-cert and --tls-key, or neither where a proxy does TLS")
	}
	if (c.ErakURL == "") != (c.ErakSecret == "") {
		missing = append(missing, "both --erak-url and --erak-secret, or neither where the provider is not connected to E-RÄK")
	}
	missing = append(missing, c.BankID.missing()...)
	missing = append(missing, c.ELT.missing()...)
	missing = append(missing, c.postFlags.missing()...)
	missing = append(missing, c.alarmFlags.missing(c.postFlags)...)
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("before it can serve, it wants\n  - %s\nTo look around first: passbok demo", strings.Join(missing, "\n  - "))
}

// certificate is the server's own; nil where a proxy does TLS.
func (c *serveCommand) certificate() (*tls.Certificate, error) {
	if c.TLSCert == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, fmt.Errorf("load certificate: %w", err)
	}
	return &pair, nil
}

// endOf is when a certificate ends; zero where there is none.
func endOf(own *tls.Certificate) time.Time {
	if own == nil || own.Leaf == nil {
		return time.Time{}
	}
	return own.Leaf.NotAfter
}

func (c *serveCommand) listen(own *tls.Certificate) (net.Listener, error) {
	ln, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", c.Addr, err)
	}
	if own == nil {
		return ln, nil
	}
	return tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{*own}, MinVersion: tls.VersionTLS12}), nil
}
