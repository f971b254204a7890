package push

import (
	"context"
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

// maxEndpoint is the longest endpoint that is taken, in bytes. Those of the large push services have some 200.
const maxEndpoint = 1024

// Endpoints come from phones, and phones may be anyone's: a server that posts wherever it is told
// could be sent to the machines behind its own firewall. So an endpoint is https on the usual port,
// its host has public addresses only, redirects are not followed, and the address is checked
// anew when the connection is made, since a name can change its mind in between.
type addresses struct {
	allowed []string // host:port of push services at home, which may be http and on loopback
	lookup  func(ctx context.Context, host string) ([]netip.Addr, error)
}

// parse refuses an endpoint that could not be posted to whatever its host's addresses are.
func (a addresses) parse(endpoint string) (*url.URL, error) {
	if len(endpoint) > maxEndpoint {
		return nil, refuse(CodeSubscriptionMalformed, "endpoint", "the endpoint is too long")
	}
	u, err := url.Parse(endpoint)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Opaque != "" {
		return nil, refuse(CodeSubscriptionMalformed, "endpoint", "the endpoint is no URL that can be posted to")
	}
	if slices.Contains(a.allowed, u.Host) && u.Scheme == "http" {
		return u, nil
	}
	if u.Scheme != "https" || (u.Port() != "" && u.Port() != "443" && !slices.Contains(a.allowed, u.Host)) {
		return nil, refuse(CodeSubscriptionInsecure, "endpoint", "the endpoint is not https on port 443")
	}
	return u, nil
}

// check refuses an endpoint that must not be posted to, by what its host's addresses are now.
func (a addresses) check(ctx context.Context, endpoint string) error {
	u, err := a.parse(endpoint)
	if err != nil || slices.Contains(a.allowed, u.Host) {
		return err
	}
	found := []netip.Addr{}
	if literal, err := netip.ParseAddr(u.Hostname()); err == nil {
		found = append(found, literal)
	} else if found, err = a.lookup(ctx, u.Hostname()); err != nil || len(found) == 0 {
		return refuse(CodeSubscriptionUnreachable, "endpoint", "the endpoint's host has no address")
	}
	for _, address := range found {
		if !public(address) {
			return refuse(CodeSubscriptionPrivate, "endpoint", "the endpoint is at an address that is not public")
		}
	}
	return nil
}

// client is an HTTP client that connects to public addresses and the allowed hosts, and to nothing else.
func (a addresses) client(timeout time.Duration) *http.Client {
	guarded := &net.Dialer{Timeout: 5 * time.Second, Control: onlyPublic}
	open := &net.Dialer{Timeout: 5 * time.Second}
	return &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			Proxy: nil, // a proxy would do the dialling, out of sight of Control
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				if slices.Contains(a.allowed, address) || slices.Contains(a.allowed, strings.TrimSuffix(address, ":443")) {
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
func onlyPublic(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connect to a push service: %w", err)
	}
	if !public(to.Addr()) {
		return refuse(CodeSubscriptionPrivate, "endpoint", "the endpoint leads to an address that is not public")
	}
	return nil
}

// public reports whether an address is one of the open internet's, by the registries of special
// addresses (RFC 6890 and its followers).
func public(address netip.Addr) bool {
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
