package bankid

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	maxAnswer = 512 << 10 // bytes: a signature over the longest text is about a fifth of it
	patience  = 20 * time.Second
)

// pauses are those between attempts while BankID is being maintained: the one error that is tried again without a word.
func pauses() []time.Duration { return []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} }

// Config is what a Client is made of. URL, Identity, Servers and After are required.
type Config struct {
	// URL is the API's with its version: https://appapi2.bankid.com/rp/v6.0, or that of BankID's test environment.
	URL string
	// Identity is our certificate as a relying party: ReadIdentity.
	Identity tls.Certificate
	// Servers are the roots that BankID's own certificate must lead to, and no other: ReadRoots.
	Servers *x509.CertPool
	After   func(time.Duration) <-chan time.Time // as time.After
}

// Client speaks the Relying Party API. It is safe for concurrent use.
type Client struct {
	base    string
	http    *http.Client
	after   func(time.Duration) <-chan time.Time
	expires time.Time
}

// New makes a Client. It asks nothing yet.
func New(cfg Config) (*Client, error) {
	at, err := url.Parse(cfg.URL)
	if err != nil || at.Scheme != "https" || at.Host == "" || at.RawQuery != "" {
		return nil, fmt.Errorf("BankID at %q: say the https URL of the API", cfg.URL)
	}
	if cfg.Servers == nil || cfg.After == nil || len(cfg.Identity.Certificate) == 0 {
		return nil, errors.New("BankID: our certificate, the root of BankID's server, and after are needed")
	}
	leaf, err := x509.ParseCertificate(cfg.Identity.Certificate[0])
	if err != nil {
		return nil, fmt.Errorf("BankID: read our certificate: %w", err)
	}
	return &Client{
		base: strings.TrimSuffix(cfg.URL, "/"), after: cfg.After, expires: leaf.NotAfter,
		http: &http.Client{
			Timeout: patience,
			Transport: &http.Transport{
				TLSClientConfig: &tls.Config{
					MinVersion: tls.VersionTLS12, RootCAs: cfg.Servers, Certificates: []tls.Certificate{cfg.Identity},
				},
				TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 8,
				MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// Expires is when our certificate ends: from then on BankID takes nothing from us.
func (c *Client) Expires() time.Time { return c.expires }

// Close lets go of idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// call asks once, and again as long as BankID is being maintained.
func (c *Client) call(ctx context.Context, method string, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("write the question: %w", err)
	}
	for _, pause := range pauses() {
		var failure *Failure
		err := c.once(ctx, method, raw, into)
		if !errors.As(err, &failure) || failure.Status != http.StatusServiceUnavailable {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-c.after(pause):
		}
	}
	return c.once(ctx, method, raw, into)
}

func (c *Client) once(ctx context.Context, method string, body []byte, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/"+method, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask BankID: %w", err)
	}
	request.Header.Set("Content-Type", "application/json") // with a charset BankID answers 415
	response, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("ask BankID: %w: %w", ErrUnreached, err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return fmt.Errorf("read BankID's answer: %w: %w", ErrUnreached, err)
	}
	if len(raw) > maxAnswer {
		return fmt.Errorf("%w: it is too long", ErrAnswer)
	}
	if response.StatusCode != http.StatusOK {
		return refused(response.StatusCode, raw)
	}
	if kind, _, err := mime.ParseMediaType(response.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return fmt.Errorf("%w: it is no JSON", ErrAnswer)
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	return nil
}

// refused reads an error; one without a code of BankID's, as a gateway between writes it, is known by its number alone.
func refused(status int, raw []byte) error {
	var said struct {
		Code    Code   `json:"errorCode"`
		Details string `json:"details"`
	}
	if err := json.Unmarshal(raw, &said); err != nil || said.Code == "" {
		said.Code, said.Details = "", "no error of BankID's own"
		if status == http.StatusServiceUnavailable {
			said.Code = Maintenance
		}
	}
	if len(said.Details) > 500 {
		said.Details = said.Details[:500]
	}
	return &Failure{Status: status, Code: said.Code, Details: said.Details}
}
