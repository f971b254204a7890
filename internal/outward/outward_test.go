package outward_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"passbok/internal/outward"
)

func TestWhatMayBePostedTo(t *testing.T) {
	guard := outward.Guard{Allowed: []string{"127.0.0.1:9"}, Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
		switch host {
		case "open.example":
			return []netip.Addr{netip.MustParseAddr("9.9.9.9")}, nil
		case "mixed.example":
			return []netip.Addr{netip.MustParseAddr("9.9.9.9"), netip.MustParseAddr("10.0.0.1")}, nil
		}
		return nil, errors.New("no such host")
	}}
	for address, want := range map[string]error{
		"https://open.example/hook": nil, "https://open.example:443/": nil, "http://127.0.0.1:9/x": nil, "https://9.9.9.9/": nil,
		"http://open.example/": outward.ErrInsecure, "https://open.example:8443/": outward.ErrInsecure, "https://x:y@open.example/": outward.ErrInsecure, "ftp://open.example/": outward.ErrInsecure, "/x": outward.ErrInsecure,
		"https://nowhere.example/": outward.ErrUnreachable, "https://mixed.example/": outward.ErrPrivate, "https://127.0.0.1/": outward.ErrPrivate, "https://[::1]/": outward.ErrPrivate, "https://169.254.169.254/": outward.ErrPrivate,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := guard.Check(t.Context(), u); !errors.Is(got, want) {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

// A name that was public when it was checked may lead inside when we dial; and a redirect leads nowhere.
func TestTheClientConnectsToNothingPrivate(t *testing.T) {
	there := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	defer there.Close()
	client := outward.Guard{}.Client(time.Second, 1)
	defer client.CloseIdleConnections()
	if resp, err := client.Get(there.URL); !errors.Is(err, outward.ErrPrivate) {
		t.Errorf("connected: %v", err)
		if err == nil {
			_ = resp.Body.Close()
		}
	}
	client = outward.Guard{Allowed: []string{strings.TrimPrefix(there.URL, "http://")}}.Client(time.Second, 1)
	defer client.CloseIdleConnections()
	resp, err := client.Get(there.URL)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusFound {
		t.Errorf("a redirect was followed: %d", resp.StatusCode)
	}
	_ = resp.Body.Close()
}
