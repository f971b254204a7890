package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/netip"
	"net/url"
	"time"

	"github.com/wneessen/go-mail"

	"passbok/care"
	"passbok/post"
)

// The ports of mail servers: TLS from the first byte, and STARTTLS.
const (
	PortTLS      = 465
	PortStartTLS = 587
)

// timeout bounds connecting, and then each command.
const timeout = 20 * time.Second

// Config is how mail leaves. Host, From, Public and Clock are required.
type Config struct {
	Host     string
	Port     int         // 0: PortStartTLS; with PortTLS, TLS from the first byte
	User     string      // empty: the server asks for no sign-in
	Password string      // of User
	From     string      // address that mail comes from, with a name or without: Passbok <passbok@example.se>
	TLS      *tls.Config // roots and the like; nil: the system's
	// Plain lets go without TLS where the server has none: for one on this machine (Loopback), and for no other.
	Plain  bool
	Public string // absolute URL at which people reach Passbok; below it they say how they want to be reached
	Clock  func() time.Time
}

// settings is the page at which a person says how they want to be reached.
const settings = "/reach"

// Way is mail, as a [post.Way].
type Way struct {
	cfg      Config
	from     *netmail.Address
	settings string
}

// New makes a way. Nothing is asked of the server yet.
func New(cfg Config) (*Way, error) {
	if cfg.Clock == nil {
		return nil, errors.New("mail: a clock is needed")
	}
	from, err := netmail.ParseAddress(cfg.From)
	if err != nil {
		return nil, fmt.Errorf("mail: from %q: say an address, as Passbok <passbok@example.se>", cfg.From)
	}
	if _, err := care.ParseMail(from.Address); err != nil {
		return nil, fmt.Errorf("mail: from %q: say an address, as Passbok <passbok@example.se>: %w", cfg.From, err)
	}
	public, err := url.Parse(cfg.Public)
	if err != nil || public.Host == "" || public.Scheme != "https" && public.Scheme != "http" {
		return nil, fmt.Errorf("mail: public address %q: say an absolute URL, as https://passbok.example", cfg.Public)
	}
	if cfg.Port == 0 {
		cfg.Port = PortStartTLS
	}
	w := &Way{cfg: cfg, from: from, settings: public.Scheme + "://" + public.Host + settings}
	if _, err := w.client(); err != nil { // what it would say of the configuration, it says at the start
		return nil, fmt.Errorf("mail: %w", err)
	}
	return w, nil
}

// Loopback tells whether a host is this machine, by its name or number.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	at, err := netip.ParseAddr(host)
	return err == nil && at.Unmap().IsLoopback()
}

// Kind implements post.Way.
func (w *Way) Kind() string { return post.Mail }

func (w *Way) client() (*mail.Client, error) {
	options := []mail.Option{
		mail.WithPort(w.cfg.Port), mail.WithTimeout(timeout), mail.WithHELO(w.helo()), mail.WithoutNoop(), mail.WithoutRset(),
	}
	switch {
	case w.cfg.Port == PortTLS:
		options = append(options, mail.WithSSL())
	case w.cfg.Plain:
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	trust := &tls.Config{}
	if w.cfg.TLS != nil {
		trust = w.cfg.TLS.Clone()
	}
	trust.MinVersion = tls.VersionTLS12
	if trust.ServerName == "" {
		trust.ServerName = w.cfg.Host
	}
	options = append(options, mail.WithTLSConfig(trust))
	if w.cfg.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(w.cfg.User), mail.WithPassword(w.cfg.Password))
	}
	return mail.NewClient(w.cfg.Host, options...)
}

// helo is what we call ourselves: the name that people reach us by. A machine's own name is nobody's business.
func (w *Way) helo() string {
	public, err := url.Parse(w.cfg.Public)
	if err != nil {
		return "localhost"
	}
	if at, err := netip.ParseAddr(public.Hostname()); err == nil {
		return "[" + at.String() + "]"
	}
	return public.Hostname()
}

// Send implements post.Way.
func (w *Way) Send(ctx context.Context, to string, m post.Message) error {
	if err := m.Check(); err != nil {
		return &post.Failure{Fault: post.Declined, Words: err.Error()}
	}
	if _, err := care.ParseMail(to); err != nil {
		return &post.Failure{Fault: post.Never, Words: "it is no address of mail"}
	}
	letter, err := w.letter(to, m)
	if err != nil {
		return &post.Failure{Fault: post.Declined, Words: "the mail could not be written"}
	}
	client, err := w.client()
	if err != nil {
		return &post.Failure{Fault: post.Ours, Words: "the configuration of mail cannot be used"}
	}
	connection, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return dialling(err)
	}
	err = client.SendWithSMTPClient(connection, letter)
	_ = client.CloseWithSMTPClient(connection) // what it took, it has
	if err == nil || letter.IsDelivered() {
		return nil
	}
	return sending(err)
}

var _ post.Way = (*Way)(nil)

// nobody tells whether an error says that the server's name is no machine's.
func nobody(err error) bool {
	var lookup *net.DNSError
	return errors.As(err, &lookup) && lookup.IsNotFound
}
