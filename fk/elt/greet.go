package elt

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"
)

// Greet proves the connection without a call: it is reached, and each side takes the other's certificate. The error is
// a [Failure].
func (c *Client) Greet(ctx context.Context) error {
	if !c.Connected() {
		return &Failure{Kind: Stopped, err: errNotConnected}
	}
	ctx, end := context.WithTimeout(ctx, c.cfg.Timeout)
	defer end()
	conn, err := (&tls.Dialer{Config: c.tls.Clone()}).DialContext(ctx, "tcp", c.host)
	if err != nil {
		return lost(err, false)
	}
	defer func() { _ = conn.Close() }()
	if secure, ok := conn.(*tls.Conn); !ok || secure.ConnectionState().Version < tls.VersionTLS13 {
		return nil
	}
	// From TLS 1.3 on our side is through before the other has looked at our certificate: it says so only afterwards.
	waiting, silent := context.WithTimeout(ctx, alertWait)
	defer silent()
	stop := context.AfterFunc(waiting, func() { _ = conn.Close() })
	defer stop()
	if _, err := conn.Read(make([]byte, 1)); refusedUs(err) {
		return lost(err, false)
	}
	return nil
}

// alertWait is how long a server is given to say that it does not take our certificate.
const alertWait = time.Second

// refused tells whether a call that broke off did so over our certificate: what the other end says of it is easily lost
// beneath a call that is being written.
func (c *Client) refused(ctx context.Context) bool {
	var f *Failure
	return errors.As(c.Greet(ctx), &f) && f.Kind == Stopped
}

// timedOut tells whether an error is that of time, or of a caller that has gone.
func timedOut(err error) bool {
	var slow net.Error
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &slow) && slow.Timeout()
}

// lost judges a call without an answer.
func lost(err error, begun bool) *Failure {
	var unknown *tls.CertificateVerificationError
	switch {
	case errors.As(err, &unknown):
		return &Failure{Kind: Stopped, err: fmt.Errorf("the server's certificate does not hold: %w", err)}
	case refusedUs(err):
		return &Failure{Kind: Stopped, err: fmt.Errorf("the client certificate was not accepted: %w", err)}
	}
	return &Failure{Kind: Later, Uncertain: begun, err: err}
}

// refusedUs tells whether the other end has ended a connection over our certificate. An alert has no type outside of
// crypto/tls, so it is known by its text, which that package gives us too.
func refusedUs(err error) bool {
	var remote *net.OpError
	if !errors.As(err, &remote) || remote.Op != "remote error" || remote.Err == nil {
		return false
	}
	// handshake_failure, bad, unsupported, revoked, expired, unknown certificate; unknown_ca; access_denied;
	// certificate_required (RFC 8446, 6.2).
	for _, code := range []tls.AlertError{40, 42, 43, 44, 45, 46, 48, 49, 116} {
		if remote.Err.Error() == code.Error() {
			return true
		}
	}
	return false
}
