package sms

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"passbok/care"
	"passbok/post"
)

const (
	timeout   = 20 * time.Second // of one request, from dialling to the end of the answer
	mostHeads = 20
)

// Config is how SMS leave. URL, Body and Clock are required.
type Config struct {
	URL    string      // of the service, https; http only on this machine
	Method string      // POST or PUT; empty: POST
	Heads  http.Header // of each request: with the secret, as a rule
	Body   Template
	TLS    *tls.Config // roots and the like; nil: the system's
	Clock  func() time.Time
}

// Way is SMS, as a [post.Way].
type Way struct {
	cfg  Config
	http *http.Client
}

// New makes a way. Nothing is asked of the service yet.
func New(cfg Config) (*Way, error) {
	at, err := url.Parse(cfg.URL)
	if err != nil || at.Hostname() == "" || at.Fragment != "" || at.Scheme != "https" && (at.Scheme != "http" || !loopback(at.Hostname())) {
		return nil, errors.New("sms: the service's address must be https://…")
	}
	if cfg.Method = strings.ToUpper(cfg.Method); cfg.Method == "" {
		cfg.Method = http.MethodPost
	}
	if cfg.Method != http.MethodPost && cfg.Method != http.MethodPut {
		return nil, fmt.Errorf("sms: the method is POST or PUT, not %s", cfg.Method)
	}
	if cfg.Body.kind == "" || cfg.Clock == nil {
		return nil, errors.New("sms: a body and a clock are needed")
	}
	transport := &http.Transport{
		DialContext:     (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSClientConfig: cfg.TLS, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 5 * time.Second,
		MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: 64 << 10,
	}
	return &Way{cfg, &http.Client{
		Timeout: timeout, Transport: transport,
		// The secret goes to the address that the operator has given, and to no other.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func loopback(host string) bool {
	at, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && at.Unmap().IsLoopback()
}

// ReadHeads reads headers from a file's text: one a line, Name: value. Empty lines and those that begin with # are passed over. An
// error quotes no value.
func ReadHeads(text string) (http.Header, error) {
	heads := http.Header{}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, found := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !found || !token(name) || value == "" || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return nil, fmt.Errorf("line %d is no header: write Name: value", n+1)
		}
		switch http.CanonicalHeaderKey(name) {
		case "Content-Type", "Content-Length", "Host", "Transfer-Encoding", "Connection":
			return nil, fmt.Errorf("line %d: %s follows from the request", n+1, http.CanonicalHeaderKey(name))
		}
		heads.Add(name, value)
	}
	if len(heads) > mostHeads {
		return nil, fmt.Errorf("more than %d headers", mostHeads)
	}
	return heads, nil
}

// token tells whether a name can be a header's (RFC 9110, section 5.6.2).
func token(name string) bool {
	for i := range len(name) {
		c := name[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return name != ""
}

// Kind implements post.Way.
func (w *Way) Kind() string { return post.SMS }

// Close lets go of connections.
func (w *Way) Close() { w.http.CloseIdleConnections() }

// Send implements post.Way.
func (w *Way) Send(ctx context.Context, to string, m post.Message) error {
	if err := m.Check(); err != nil {
		return &post.Failure{Fault: post.Declined, Words: err.Error()}
	}
	if _, err := care.ParseMobile(to); err != nil {
		return &post.Failure{Fault: post.Never, Words: "it is no mobile's number"}
	}
	text, fits := Text(m)
	if !fits {
		return &post.Failure{Fault: post.Declined, Words: "it is longer than two parts of an SMS"}
	}
	sum := sha256.Sum256([]byte(to + "\n" + m.ID))
	body, kind, err := w.cfg.Body.Fill(to, text, hex.EncodeToString(sum[:16]))
	if err != nil {
		return &post.Failure{Fault: post.Declined, Words: "the SMS could not be written"}
	}
	request, err := http.NewRequestWithContext(ctx, w.cfg.Method, w.cfg.URL, bytes.NewReader(body))
	if err != nil {
		return &post.Failure{Fault: post.Ours, Words: "the configuration of SMS cannot be used"}
	}
	for name, values := range w.cfg.Heads {
		request.Header[name] = values
	}
	request.Header.Set("Content-Type", kind)
	response, err := w.http.Do(request)
	if err != nil {
		return unanswered(err)
	}
	// Read to its end, so that the connection serves again; but not more than anyone has to say.
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10))
	_ = response.Body.Close()
	return w.answered(response)
}

// unanswered is why no answer came. The address of the service may hold a secret, so the error's own words are not told.
func unanswered(err error) error {
	var lookup *net.DNSError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return &post.Failure{Fault: post.Ours, Words: "the SMS service's name is not known: look at its address"}
	case errors.As(err, &certificate):
		return &post.Failure{Fault: post.Ours, Words: "the SMS service's certificate does not hold: look at its address"}
	}
	return &post.Failure{Fault: post.Away, Words: "the SMS service does not answer"}
}

// answered reads the status.
func (w *Way) answered(response *http.Response) error {
	status := response.StatusCode
	f := &post.Failure{Words: fmt.Sprintf("the SMS service said %d", status), Wait: retryAfter(response.Header.Get("Retry-After"), w.cfg.Clock())}
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly, status == http.StatusTooManyRequests, status >= 500:
		f.Fault = post.Away
	case status == http.StatusBadRequest, status == http.StatusUnprocessableEntity:
		// The number, or the words: a status does not say which, so nobody's number is held to be wrong by it.
		f.Fault, f.Words = post.Declined, f.Words+": it is the number, or the body of the request"
	default:
		f.Fault, f.Words = post.Ours, f.Words+": look at its address, and at the headers with the secret"
	}
	return f
}

// retryAfter reads the header's two forms: seconds, or a date. No more than an hour is waited.
func retryAfter(header string, now time.Time) time.Duration {
	wait := time.Duration(0)
	if seconds, err := strconv.Atoi(header); err == nil && seconds > 0 && seconds < 1<<31 {
		wait = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(header); err == nil && at.After(now) {
		wait = at.Sub(now)
	}
	return min(wait, time.Hour)
}

var _ post.Way = (*Way)(nil)
