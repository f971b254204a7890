// Package outward connects to addresses that others name: a phone its push service, a provider the system that is to be told. A
// server that posts wherever it is told could be sent to the machines behind its own firewall. So an address is https on the usual
// port, its host has public addresses only, redirects are not followed, and the address is checked anew when the connection is
// made, since a name can change its mind in between.
package outward

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// What is wrong with an address.
var (
	ErrInsecure    = errors.New("the address is not https on port 443")
	ErrUnreachable = errors.New("the address's host is not known")
	ErrPrivate     = errors.New("the address is not public")
)

// Guard says what may be connected to. Its zero value lets nothing in but what is public.
type Guard struct {
	Allowed []string // host:port at home, which may be http and on loopback: simulators
	Lookup  func(ctx context.Context, host string) ([]netip.Addr, error)
	Refused func(netip.Addr) error // what a refused connection ends with; nil: ErrPrivate
}

// Allows tells whether an address is one of those at home.
func (g Guard) Allows(u *url.URL) bool { return slices.Contains(g.Allowed, u.Host) }

// Check says whether an address may be posted to, by what its host's addresses are now. Errors: ErrInsecure, ErrUnreachable,
// ErrPrivate.
func (g Guard) Check(ctx context.Context, u *url.URL) error {
	switch {
	case g.Allows(u) && (u.Scheme == "http" || u.Scheme == "https"):
		return nil
	case u.Scheme != "https" || u.Port() != "" && u.Port() != "443" || u.Hostname() == "" || u.User != nil || u.Opaque != "":
		return ErrInsecure
	}
	found := []netip.Addr{}
	if literal, err := netip.ParseAddr(u.Hostname()); err == nil {
		found = append(found, literal)
	} else if g.Lookup == nil {
		return ErrUnreachable
	} else if found, err = g.Lookup(ctx, u.Hostname()); err != nil || len(found) == 0 {
		return ErrUnreachable
	}
	for _, address := range found {
		if !Public(address) {
			return ErrPrivate
		}
	}
	return nil
}

// Client connects to public addresses and to those allowed, and to nothing else.
func (g Guard) Client(timeout time.Duration, perHost int) *http.Client {
	guarded := &net.Dialer{Timeout: 5 * time.Second, Control: g.onlyPublic}
	open := &net.Dialer{Timeout: 5 * time.Second}
	return &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			Proxy: nil, // a proxy would do the dialling, out of sight of Control
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				if slices.Contains(g.Allowed, address) || slices.Contains(g.Allowed, strings.TrimSuffix(address, ":443")) {
					return open.DialContext(ctx, network, address)
				}
				return guarded.DialContext(ctx, network, address)
			},
			ForceAttemptHTTP2: true, TLSHandshakeTimeout: 5 * time.Second,
			MaxIdleConnsPerHost: perHost, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// onlyPublic is a net.Dialer's Control: it sees the very address that is about to be connected to.
func (g Guard) onlyPublic(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	switch {
	case err != nil:
		return fmt.Errorf("connect to somebody else's address: %w", err)
	case Public(to.Addr()):
		return nil
	case g.Refused != nil:
		return g.Refused(to.Addr())
	}
	return ErrPrivate
}

// Public reports whether an address is one of the open internet's, by the registries of special
// addresses (RFC 6890 and its followers).
func Public(address netip.Addr) bool {
	address = address.Unmap()
	if !address.IsValid() || !address.IsGlobalUnicast() || address.IsPrivate() || address.Zone() != "" {
		return false
	}
	for _, special := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		// These carry or lead to addresses of version 4, which could be anything.
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16",
		"100::/64", "2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
	} {
		if netip.MustParsePrefix(special).Contains(address) {
			return false
		}
	}
	return true
}
