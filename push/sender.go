package push

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync/atomic"
	"time"

	"passbok/store"
)

// Config is what a [Sender] is made of. Store, Space, Public, Clock, After and Rand are required.
type Config struct {
	Store  store.Store
	Space  string // of the store: the registry
	Public string // absolute URL at which people reach Passbok: taps lead below it
	// Subject tells push services whom to ask about us: an https URL. Empty: Public, or where that
	// is not https (a demo), https://passbok.example.
	Subject string
	// Allow are host:port of push services at home, which alone may be http and on loopback.
	Allow []string
	Clock func() time.Time
	After func(time.Duration) <-chan time.Time // as time.After
	Rand  io.Reader
	Log   *slog.Logger // nil: silence. Never sees an endpoint, a person or a payload
	// Sent is told, at least once, of every notice that a push service took for a device. While it
	// fails it is asked again; the notice itself is not sent again. nil: nobody asks.
	Sent func(ctx context.Context, receipt Receipt) error
	// Seen is told, at least once, of what a device says of a notice. nil: nobody asks.
	Seen func(ctx context.Context, receipt Receipt, seen Seen) error
	// Quiet are the hours in which nobody is told anything who has not said otherwise; nil: none.
	Quiet *Hours
	// Meter, if not nil, is told what is to be counted.
	Meter Meter
	// Lookup finds the addresses of a host; nil: the machine's resolver.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
}

// Receipt says that a push service took a notice for one device of a person: not that it was seen.
type Receipt struct {
	ID          string // of the notice
	Code        Code
	Person      string
	Beneficiary string
	Month       string
	At          time.Time
}

// Sender keeps subscriptions and notices, and sends what is due. It is safe for concurrent use.
type Sender struct {
	store     store.Store
	space     string
	public    string
	subject   string
	keys      atomic.Pointer[keys]
	quiet     *Hours
	seen      func(context.Context, Receipt, Seen) error
	addresses addresses
	http      *http.Client
	clock     func() time.Time
	after     func(time.Duration) <-chan time.Time
	log       *slog.Logger
	meter     Meter
	sent      func(context.Context, Receipt) error
	wake      chan struct{}
	turn      chan struct{} // held by whoever runs the queue
}

// Open makes a Sender, and at the very first start its key pair. It sends nothing before Run.
func Open(ctx context.Context, cfg Config) (*Sender, error) {
	public, err := url.Parse(cfg.Public)
	if err != nil || public.Host == "" || (public.Scheme != "https" && public.Scheme != "http") {
		return nil, fmt.Errorf("open push: public address %q: say an absolute URL, as https://passbok.example", cfg.Public)
	}
	if cfg.Store == nil || cfg.Space == "" || cfg.Clock == nil || cfg.After == nil || cfg.Rand == nil {
		return nil, errors.New("open push: store, space, clock, after and rand are needed")
	}
	subject := cfg.Subject
	if subject == "" {
		subject = "https://passbok.example"
		if public.Scheme == "https" {
			subject = cfg.Public
		}
	}
	// Anything but https would be sent as an address of e-mail, "mailto:" put in front of whatever it is.
	if at, err := url.Parse(subject); err != nil || at.Scheme != "https" || at.Host == "" {
		return nil, fmt.Errorf("open push: subject %q: say an https URL at which the operator is found", subject)
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Lookup == nil {
		cfg.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	pair, err := loadKeys(ctx, cfg.Store, cfg.Space, cfg.Rand, cfg.Clock())
	if err != nil {
		return nil, fmt.Errorf("open push: %w", err)
	}
	s := &Sender{
		store: cfg.Store, space: cfg.Space, public: cfg.Public, subject: subject, quiet: cfg.Quiet, seen: cfg.Seen,
		addresses: addresses{allowed: cfg.Allow, lookup: cfg.Lookup},
		clock:     cfg.Clock, after: cfg.After, log: cfg.Log, meter: cfg.Meter, sent: cfg.Sent,
		wake: make(chan struct{}, 1), turn: make(chan struct{}, 1),
	}
	s.keys.Store(&pair)
	s.http = s.addresses.client(attemptTimeout)
	return s, nil
}

// PublicKey is the VAPID public key that browsers subscribe with: base64url of 65 bytes, without padding.
func (s *Sender) PublicKey() string { return s.keys.Load().Public }

// wakeUp tells Run that there may be something to do.
func (s *Sender) wakeUp() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
