package elt

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// Config is the connection to ELT. With an empty URL there is none, and everything says so.
type Config struct {
	URL      string // absolute, https: as Försäkringskassan has sent it by e-mail
	Identity Identity
	Roots    *x509.CertPool // that the server's certificate must come from; nil: the system's
	Version  Version        // zero value: Version1
	Timeout  time.Duration  // of a whole call; 0: a minute
	Clock    func() time.Time
}

// Client sends timesheets. It is safe for concurrent use, and keeps no pace: see [Pace].
type Client struct {
	cfg  Config
	http *http.Client
	tls  *tls.Config
	host string // with port
}

// Receipt says that Försäkringskassan has taken a document.
type Receipt struct {
	TxID string    `json:"tx"` // a UUID, Försäkringskassan's
	At   time.Time `json:"at"` // when its answer reached us: a document counts as received when it reached Försäkringskassan
}

// New checks the configuration and makes a Client. It opens no connection.
func New(cfg Config) (*Client, error) {
	if cfg.Clock == nil {
		return nil, errors.New("open ELT: a clock is needed")
	}
	if cfg.Version == (Version{}) {
		cfg.Version = Version1()
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = time.Minute
	}
	c := &Client{cfg: cfg}
	if cfg.URL == "" {
		return c, nil
	}
	at, err := url.Parse(cfg.URL)
	if err != nil || at.Host == "" || at.Scheme != "https" || at.User != nil {
		return nil, errors.New("open ELT: its address must be an absolute URL with https")
	}
	if len(cfg.Identity.Certificate.Certificate) == 0 {
		return nil, errors.New("open ELT: a client certificate is needed")
	}
	c.tls = &tls.Config{
		MinVersion: tls.VersionTLS12, RootCAs: cfg.Roots, Certificates: []tls.Certificate{cfg.Identity.Certificate}, Time: cfg.Clock,
	}
	c.host = at.Host
	if at.Port() == "" {
		c.host = net.JoinHostPort(at.Hostname(), "443")
	}
	c.http = &http.Client{
		Timeout: cfg.Timeout,
		Transport: &http.Transport{
			TLSClientConfig:     c.tls.Clone(),
			MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second,
		},
		// A signed document goes where it was to go, or nowhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c, nil
}

// Connected tells whether there is an ELT to send to.
func (c *Client) Connected() bool { return c.http != nil }

// NotAfter is when the client certificate stops being valid; the zero time where there is no connection.
func (c *Client) NotAfter() time.Time { return c.cfg.Identity.NotAfter() }

// Close lets go of connections that wait to be used again.
func (c *Client) Close() {
	if c.http != nil {
		c.http.CloseIdleConnections()
	}
}

// errNotConnected says that nobody has said where ELT is.
var errNotConnected = errors.New("ELT is not connected")

// Send makes one call. The error is a [Failure].
func (c *Client) Send(ctx context.Context, s Submission) (Receipt, error) {
	if !c.Connected() {
		return Receipt{}, &Failure{Kind: Stopped, err: errNotConnected}
	}
	if until := c.NotAfter(); !c.cfg.Clock().Before(until) {
		return Receipt{}, &Failure{Kind: Stopped, err: fmt.Errorf("the client certificate was valid until %s", until.UTC().Format(time.RFC3339))}
	}
	body, err := c.cfg.Version.envelope(s)
	if err != nil {
		return Receipt{}, &Failure{Kind: Rejected, err: fmt.Errorf("write the message: %w", err)}
	}
	var begun, fresh atomic.Bool // something of the request went out; over a connection that was made for it
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn:      func(c httptrace.GotConnInfo) { fresh.Store(!c.Reused) },
		WroteHeaders: func() { begun.Store(true) },
	})
	request, err := http.NewRequestWithContext(traced, http.MethodPost, c.cfg.URL, bytes.NewReader(body))
	if err != nil {
		return Receipt{}, &Failure{Kind: Stopped, err: err}
	}
	// The transport repeats a POST by itself only where nothing of it went out, as on a connection that had been closed.
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("SOAPAction", `"`+c.cfg.Version.Action+`"`)
	answered, err := c.http.Do(request)
	if err != nil {
		f := lost(err, begun.Load())
		if f.Uncertain && fresh.Load() && !timedOut(err) && c.refused(ctx) {
			f = &Failure{Kind: Stopped, err: fmt.Errorf("the client certificate was not accepted: %w", err)}
		}
		return Receipt{}, f
	}
	defer func() { _ = answered.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(answered.Body, maxAnswer+1))
	if err != nil {
		return Receipt{}, &Failure{Kind: Later, Uncertain: true, err: fmt.Errorf("read the answer: %w", err)}
	}
	return judge(answered.StatusCode, raw, c.cfg.Clock())
}

// judge says what an answer means.
func judge(status int, raw []byte, now time.Time) (Receipt, error) {
	said, err := readAnswer(raw)
	switch {
	case err == nil && said.Fault == nil && status == http.StatusOK:
		return Receipt{TxID: said.TxID, At: now}, nil
	case err == nil && said.Fault != nil:
		return Receipt{}, faulted(said.Fault)
	case shutsOff(status):
		return Receipt{}, &Failure{Kind: Stopped, err: fmt.Errorf("answered by %d: we are not let in", status)}
	case status == http.StatusOK, status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout:
		if err == nil {
			err = errors.New("a receipt that is not one")
		}
		return Receipt{}, &Failure{Kind: Later, Uncertain: maybeTaken(status), err: fmt.Errorf("answered by %d: %w", status, err)}
	}
	return Receipt{}, &Failure{Kind: Stopped, err: fmt.Errorf("answered by %d: this is not ELT's address", status)}
}

func faulted(f *soapFault) *Failure {
	failure := &Failure{Fault: f.Kind, Words: f.Words}
	switch {
	case f.Kind != "":
		failure.Kind = Rejected
	case f.Code == "Server" || len(f.Code) > 7 && f.Code[:7] == "Server.":
		// It says that it failed, not that it has taken nothing.
		failure.Kind, failure.Uncertain, failure.err = Later, true, errors.New("ELT failed")
	default:
		failure.Kind, failure.err = Stopped, errors.New("ELT does not understand our messages: "+detailName(f))
	}
	return failure
}

func detailName(f *soapFault) string {
	if f.Detail != "" {
		return f.Detail
	}
	return f.Code
}
