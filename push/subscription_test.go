package push

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"passbok/internal/outward"
	"passbok/push/sim"
)

func TestSubscribeRefuses(t *testing.T) {
	h := newHouse(t)
	good := h.subscription(alva, "phone")
	cfg := h.cfg
	cfg.Lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
		if host == "unknown.example" {
			return nil, errors.New("no such host")
		}
		found := map[string]string{"inside.example": "10.0.0.1", "loop.example": "::1", "meta.example": "169.254.169.254"}[host]
		if found == "" {
			found = "9.9.9.9"
		}
		// One public address beside it makes a private one no better.
		return []netip.Addr{netip.MustParseAddr("9.9.9.9"), netip.MustParseAddr(found)}, nil
	}
	h.Sender = h.make(cfg)
	tests := map[string]struct {
		change func(*Subscription)
		code   string
	}{
		"the simulator":        {func(*Subscription) {}, ""},
		"a public service":     {func(s *Subscription) { s.Endpoint = "https://push.example/abc" }, ""},
		"port 443, said":       {func(s *Subscription) { s.Endpoint = "https://push.example:443/abc" }, ""},
		"http":                 {func(s *Subscription) { s.Endpoint = "http://push.example/abc" }, CodeSubscriptionInsecure},
		"another port":         {func(s *Subscription) { s.Endpoint = "https://push.example:8443/abc" }, CodeSubscriptionInsecure},
		"a file":               {func(s *Subscription) { s.Endpoint = "file:///etc/passwd" }, CodeSubscriptionMalformed},
		"nothing":              {func(s *Subscription) { s.Endpoint = "" }, CodeSubscriptionMalformed},
		"a password in it":     {func(s *Subscription) { s.Endpoint = "https://a:b@push.example/" }, CodeSubscriptionMalformed},
		"very long":            {func(s *Subscription) { s.Endpoint = "https://push.example/" + strings.Repeat("a", 1024) }, CodeSubscriptionMalformed},
		"another port at home": {func(s *Subscription) { s.Endpoint = "http://127.0.0.1:1/abc" }, CodeSubscriptionInsecure},
		"loopback":             {func(s *Subscription) { s.Endpoint = "https://127.0.0.1/abc" }, CodeSubscriptionPrivate},
		"loopback, disguised":  {func(s *Subscription) { s.Endpoint = "https://[::ffff:127.0.0.1]/abc" }, CodeSubscriptionPrivate},
		"a name for inside":    {func(s *Subscription) { s.Endpoint = "https://inside.example/" }, CodeSubscriptionPrivate},
		"a name for loopback":  {func(s *Subscription) { s.Endpoint = "https://loop.example/" }, CodeSubscriptionPrivate},
		"a name for metadata":  {func(s *Subscription) { s.Endpoint = "https://meta.example/" }, CodeSubscriptionPrivate},
		"no such host":         {func(s *Subscription) { s.Endpoint = "https://unknown.example/" }, CodeSubscriptionUnreachable},
		"no point":             {func(s *Subscription) { s.P256dh = strings.Repeat("A", 87) }, CodeSubscriptionMalformed},
		"no base64":            {func(s *Subscription) { s.P256dh = "å" }, CodeSubscriptionMalformed},
		"a short secret":       {func(s *Subscription) { s.Auth = "AAAA" }, CodeSubscriptionMalformed},
		"a person with a path": {func(s *Subscription) { s.Person = "@/x" }, CodeSubscriptionMalformed},
		"a personnummer":       {func(s *Subscription) { s.Person = "198507099805" }, CodeSubscriptionMalformed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			sub := good
			test.change(&sub)
			_, err := h.Subscribe(t.Context(), sub)
			var refusal *Refusal
			if test.code == "" && err != nil || test.code != "" && (!errors.As(err, &refusal) || refusal.Code() != test.code) {
				t.Errorf("got %v, want %q", err, test.code)
			}
			if err != nil && sub.Endpoint != "" && strings.Contains(err.Error(), sub.Endpoint) {
				t.Errorf("the error quotes the endpoint: %v", err)
			}
		})
	}
}

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"9.9.9.9": true, "142.250.74.1": true, "2606:4700::1111": true,
		"0.0.0.0": false, "10.1.2.3": false, "100.64.0.1": false, "127.0.0.1": false, "169.254.169.254": false,
		"172.16.0.1": false, "192.168.1.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false,
		"192.0.2.1": false, "240.0.0.1": false,
		"::": false, "::1": false, "::ffff:10.0.0.1": false, "fe80::1": false, "fc00::1": false, "fd12::1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false, "ff02::1": false, "::7f00:1": false,
		"fe80::1%eth0": false,
	} {
		if got := outward.Public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is public: %v", address, got)
		}
	}
}

// A name that was public when the phone subscribed may lead inside when we dial.
func TestDialRefusesPrivateAddress(t *testing.T) {
	h := newHouse(t)
	client := addresses{lookup: nowhere}.client(time.Second)
	defer client.CloseIdleConnections()
	response, err := client.Get(h.base)
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Code() != CodeSubscriptionPrivate {
		t.Errorf("connected to %s: %v", h.base, err)
	}
	if err == nil {
		_ = response.Body.Close()
	}
	client = addresses{allowed: []string{strings.TrimPrefix(h.base, "http://")}}.client(time.Second)
	defer client.CloseIdleConnections()
	if response, err = client.Get(h.base); err != nil {
		t.Fatal("the allowed host:", err)
	}
	_ = response.Body.Close()
}

func TestOneSubscriptionADevice(t *testing.T) {
	h := newHouse(t)
	old := h.subscribe(alva, "phone")
	h.enqueue(readyFor("job-1", alva))
	h.clock.Move(time.Second)
	fresh := h.subscribe(alva, "phone")
	h.deliver()
	if subs := h.of(alva); len(subs) != 1 || subs[0].Endpoint != fresh.Endpoint {
		t.Fatalf("kept %d", len(subs))
	}
	if len(h.got(old)) != 0 || len(h.got(fresh)) != 1 || h.waiting() != 0 {
		t.Error("not sent to the device's new subscription alone")
	}
	// The same phone in another person's hands: the first hears nothing there any more.
	h.enqueue(readyFor("job-2", alva))
	taken := fresh
	taken.Person = bo
	if _, err := h.Subscribe(t.Context(), taken); err != nil {
		t.Fatal(err)
	}
	h.deliver()
	if len(h.of(alva)) != 0 || len(h.of(bo)) != 1 || len(h.got(fresh)) != 1 {
		t.Error("a notice for one person reached another's phone")
	}
	if err := h.Unsubscribe(t.Context(), alva, fresh.Endpoint); err != nil || len(h.of(bo)) != 1 {
		t.Errorf("someone else ended it: %v", err)
	}
	if err := h.Unsubscribe(t.Context(), bo, fresh.Endpoint); err != nil || len(h.of(bo)) != 0 {
		t.Errorf("it did not end: %v", err)
	}
}

func TestDevicesHaveABound(t *testing.T) {
	h := newHouse(t)
	var last Subscription
	for i := range maxSubscriptions + 3 {
		last = h.subscribe(alva, fmt.Sprintf("phone-%d", i))
		h.clock.Move(time.Minute)
	}
	subs := h.of(alva)
	if len(subs) != maxSubscriptions || subs[len(subs)-1].Endpoint != last.Endpoint || subs[0].Device != "phone-3" {
		t.Errorf("kept %d, from %s on", len(subs), subs[0].Device)
	}
}

// A subscription that was refused stays marked until the device has made a new one.
func TestStaleUntilMadeAnew(t *testing.T) {
	h := newHouse(t)
	sub := h.subscribe(alva, "phone")
	h.sim.Break(sim.Fault{Status: 403})
	h.enqueue(readyFor("job-1", alva))
	h.deliver()
	again, err := h.Subscribe(t.Context(), sub)
	if err != nil || again.Stale == nil {
		t.Fatalf("the device is not told: %+v, %v", again, err)
	}
	h.enqueue(readyFor("job-2", alva))
	h.deliver()
	if len(h.got(sub)) != 0 {
		t.Error("sent to a stale subscription")
	}
	if fresh := h.subscribe(alva, "phone"); fresh.Stale != nil || len(h.of(alva)) != 1 {
		t.Error("a new one is not taken")
	}
}

func TestExpiredIsStale(t *testing.T) {
	h := newHouse(t)
	sub := h.subscription(alva, "phone")
	end := h.clock.Now().Add(time.Minute)
	sub.Expires = &end
	if _, err := h.Subscribe(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	h.clock.Move(time.Hour)
	h.enqueue(readyFor("job", alva))
	h.deliver()
	if subs := h.of(alva); len(subs) != 1 || subs[0].Stale == nil || len(h.got(sub)) != 0 {
		t.Error("sent after its end, or the device is not asked for another")
	}
}
