package push

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"passbok/internal/outward"
)

// maxEndpoint is the longest endpoint that is taken, in bytes. Those of the large push services have some 200.
const maxEndpoint = 1024

// Endpoints come from phones, and phones may be anyone's: a server that posts wherever it is told
// could be sent to the machines behind its own firewall. So an endpoint is https on the usual port,
// its host has public addresses only, and the rest is as package outward has it.
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
		if !outward.Public(address) {
			return refuse(CodeSubscriptionPrivate, "endpoint", "the endpoint is at an address that is not public")
		}
	}
	return nil
}

// client is an HTTP client that connects to public addresses and the allowed hosts, and to nothing else.
func (a addresses) client(timeout time.Duration) *http.Client {
	guard := outward.Guard{Allowed: a.allowed, Refused: func(netip.Addr) error {
		return refuse(CodeSubscriptionPrivate, "endpoint", "the endpoint leads to an address that is not public")
	}}
	return guard.Client(timeout, perHost)
}
