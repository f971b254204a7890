package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"passbok/care"
	"passbok/demo"
	"passbok/fk/erak"
	fksim "passbok/fk/sim"
	"passbok/house"
	"passbok/post"
	pushsim "passbok/push/sim"
)

// demoCommand is `passbok demo`: a made-up provider, and the outer world on the ports beside.
type demoCommand struct {
	metricsFlag
	Data     string `help:"Folder of the demo; a second start goes on where it was." default:"data/demo" env:"PASSBOK_DEMO_DATA" type:"path"`
	Addr     string `help:"Where to listen; the simulators take the seven ports after it." default:"127.0.0.1:8080"`
	Seed     int64  `help:"Which made-up provider." default:"1"`
	ErakBy   string `name:"erak-by" help:"Who posts the invoice: the person's browser, or this server, to the simulator's side for servers on the sixth port after it." enum:"browser,server" default:"browser"`
	PushAlso string `name:"push-also" help:"Another push service on this machine, host:port, that devices may name: a second receiver for tests." hidden:""`
	At       string `name:"at" help:"When it is, as 2026-11-03T10:00:00+01:00; with an address at which time is moved on, for tests of what people are told when." hidden:""`
	JSON     bool   `name:"json" help:"Print one JSON object on one line once it is ready."`
	LogLevel string `help:"debug, info, warn or error." default:"warn"`
}

// demoSecret is shared by the demo and its own simulator, both on this machine; it guards nothing.
const demoSecret = "demo: shared with the simulator alone"

// ready is what the demo prints when it is ready.
type ready struct {
	URL    string      `json:"url"`
	Book   string      `json:"book"`
	People []demoGuest `json:"people"`
	FK     string      `json:"fk"`
	Push   string      `json:"push"`
	// BankID is where people of the demo open the app of its simulator.
	BankID string `json:"bankid"`
	// Post is where mail and SMS can be read.
	Post string `json:"post"`
	// Clock is where time is moved on; empty where it goes its way.
	Clock string `json:"clock,omitempty"`
}

type demoGuest struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Role       string `json:"role"`
	What       string `json:"-"` // for whoever reads the terminal
	SignIn     string `json:"signin"`
	Invitation string `json:"invitation"`
}

func (c *demoCommand) Run(ctx context.Context) error {
	log, err := logTo(c.LogLevel)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ln, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("listen on %s (choose another with --addr): %w", c.Addr, err)
	}
	public := "http://" + named(ln.Addr().String())
	by, err := c.clock(ctx)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	sims, err := c.startSimulators(ctx, ln.Addr(), public, by)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	defer sims.wait()
	defer stop()
	metrics, err := c.listenMetrics(log)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	h, err := house.Open(ctx, house.Config{
		Data: c.Data, Archive: filepath.Join(c.Data, "archive"), PublicURL: public, Version: version, Clock: by.now, After: by.after, Rand: rand.Reader, Log: log,
		Erak: sims.erak, BankID: sims.bankid, ELT: sims.elt,
		Push: house.Push{Allow: []string{sims.pushHost, c.PushAlso}}, Contact: "tillganglighet@passbok.example", Metrics: metrics, Post: sims.ways,
	})
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	told, err := c.furnish(ctx, h, by.now())
	if err != nil {
		return errors.Join(err, ln.Close(), h.Close())
	}
	told.Clock = by.at
	told.URL, told.FK, told.Push, told.BankID, told.Post = public, sims.fk, sims.push, sims.bankid.App, sims.post
	if c.JSON {
		err = json.NewEncoder(os.Stdout).Encode(told)
	} else {
		err = told.print(os.Stdout)
	}
	if err != nil {
		return errors.Join(err, ln.Close(), h.Close())
	}
	return errors.Join(h.Serve(ctx, ln), h.Close())
}

// named is an address on this machine by its name: browsers have no passkeys for a number.
func named(addr string) string {
	if host, port, err := net.SplitHostPort(addr); err == nil && host == "127.0.0.1" {
		return net.JoinHostPort("localhost", port)
	}
	return addr
}

// errNotTheDemos keeps made-up people out of a real provider's server, and one seed's out of another's.
var errNotTheDemos = errors.New("this folder holds something else than this demo: choose another with --data, or the seed that it was made with")

// furnish fills the book where it is not yet, and invites everybody anew.
func (c *demoCommand) furnish(ctx context.Context, h *house.House, now time.Time) (ready, error) {
	own := demo.BookID(c.Seed)
	if others := h.Books(); len(others) > 0 && !slices.Contains(others, own) {
		return ready{}, fmt.Errorf("%s: %w", c.Data, errNotTheDemos)
	}
	b, err := h.OpenBook(ctx, own)
	if err != nil {
		return ready{}, err
	}
	people, err := demo.Fill(ctx, b, c.Seed)
	if err != nil {
		return ready{}, fmt.Errorf("fill the demo's book: %w", err)
	}
	if err := demo.Plan(ctx, b, c.Seed, care.DateOf(now)); err != nil {
		return ready{}, fmt.Errorf("plan the demo's coming two weeks: %w", err)
	}
	if err := demo.Connected(ctx, b, c.Seed); err != nil {
		return ready{}, err
	}
	told := ready{Book: b.ID()}
	for _, p := range people {
		invited, err := h.Invite(ctx, house.InviteOrder{Book: b.ID(), Person: p.ID})
		if err != nil {
			return ready{}, fmt.Errorf("invite %s: %w", p.Name, err)
		}
		told.People = append(told.People, demoGuest{p.ID, p.Name, p.Role, p.What, invited.Link, invited.Code})
	}
	return told, nil
}

// print says where to click.
func (r ready) print(w io.Writer) error {
	var text strings.Builder
	_, _ = fmt.Fprintf(&text, "\nPassbok's demo is running at %s\n\n", r.URL)
	_, _ = fmt.Fprintf(&text, "Open a link to be that person; each works once, so start again for new ones.\nUse a private window for each, or one browser profile a person.\n\n")
	table := tabwriter.NewWriter(&text, 0, 4, 2, ' ', 0)
	for _, p := range r.People {
		_, _ = fmt.Fprintf(table, "  %s\t%s\t%s\n", p.Role, p.Name, p.SignIn)
		if p.What != "" {
			_, _ = fmt.Fprintf(table, "  \t  %s\t\n", p.What)
		}
	}
	_ = table.Flush()
	_, _ = fmt.Fprintf(&text, "\nBeside it: a Försäkringskassan to hand invoices to (%s) and to send timesheets to, a push service (%s),\nand a BankID to sign and sign in with, at Försäkringskassan's too (%s): paste what the QR code says there, or follow the link.\nMail and SMS that would be sent can be read at %s\nStop with Ctrl-C; the data stays.\n", r.FK, r.Push, r.BankID, r.Post)
	_, err := io.WriteString(w, text.String())
	return err
}

// simulators are the outer world, at home.
type simulators struct {
	fk, push, pushHost string
	erak               house.Erak
	bankid             house.BankID
	elt                house.ELT
	post               string
	ways               []post.Way
	stopped            []<-chan struct{}
}

func (s simulators) wait() {
	for _, stopped := range s.stopped {
		<-stopped
	}
}

// startSimulators starts Försäkringskassan, a push service and a BankID on the ports after the demo's own; what Försäkringskassan's
// pages have signed is signed at that BankID. What they remember is kept beside the demo's own data, so that phones and invoices
// outlive a restart.
func (c *demoCommand) startSimulators(ctx context.Context, own net.Addr, public string, by demoTime) (simulators, error) {
	tcp, ok := own.(*net.TCPAddr)
	if !ok {
		return simulators{}, fmt.Errorf("%s is no TCP address", own)
	}
	beside := func(n int) string {
		port := tcp.Port + n
		if strings.HasSuffix(c.Addr, ":0") {
			port = 0 // any port was good enough for the demo itself
		}
		return net.JoinHostPort(tcp.IP.String(), strconv.Itoa(port))
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return simulators{}, fmt.Errorf("make the demo's folder: %w", err)
	}
	ps, err := pushsim.New(pushsim.Config{Clock: time.Now, After: time.After, State: filepath.Join(c.Data, "simulator-push.json")})
	if err != nil {
		return simulators{}, fmt.Errorf("make the push service: %w", err)
	}
	s := simulators{}
	var stopped <-chan struct{}
	if s.bankid, stopped, err = startBankID(ctx, c.Data, beside(3), beside(4), demo.Numbers()); err != nil {
		return simulators{}, err
	}
	s.stopped = append(s.stopped, stopped)
	sheets, way, stopped, err := startELT(ctx, filepath.Join(c.Data, "simulator-elt"), beside(5), s.bankid.People)
	if err != nil {
		return simulators{}, fmt.Errorf("start the simulator of ELT: %w", err)
	}
	s.elt, s.stopped = way, append(s.stopped, stopped)
	signer, err := signerAt(s.bankid)
	if err != nil {
		return simulators{}, err
	}
	fk, err := fksim.New(fksim.Config{
		Secret: []byte(demoSecret), Status: public + "/api/v1/erak/status", Clock: by.now, After: by.after, Rand: rand.Reader,
		State: filepath.Join(c.Data, "simulator-fk.json"), ELT: sheets, BankID: signer,
	})
	if err != nil {
		return simulators{}, fmt.Errorf("make the simulator of Försäkringskassan: %w", err)
	}
	if s.fk, stopped, err = fk.Start(ctx, beside(1)); err != nil {
		return simulators{}, fmt.Errorf("start the simulator of Försäkringskassan: %w", err)
	}
	s.stopped = append(s.stopped, stopped)
	s.erak = house.Erak{URL: s.fk, Secret: demoSecret}
	if c.ErakBy == string(erak.ByServer) {
		if s.erak, stopped, err = startErakServer(ctx, fk, beside(6), s.fk); err != nil {
			return simulators{}, err
		}
		s.stopped = append(s.stopped, stopped)
	}
	if s.push, stopped, err = ps.Start(ctx, beside(2)); err != nil {
		return simulators{}, fmt.Errorf("start the push service: %w", err)
	}
	s.stopped = append(s.stopped, stopped)
	at, err := url.Parse(s.push)
	if err != nil {
		return simulators{}, fmt.Errorf("read the push service's address: %w", err)
	}
	s.pushHost = at.Host
	if s.post, s.ways, stopped, err = startPost(ctx, beside(7), public); err != nil {
		return simulators{}, err
	}
	s.stopped = append(s.stopped, stopped)
	return s, nil
}

// startErakServer starts the side for servers of a Försäkringskassan whose pages are started, and gives the connection to it, with
// an authority that is gone with the process.
func startErakServer(ctx context.Context, fk *fksim.Service, address, pages string) (to house.Erak, stopped <-chan struct{}, err error) {
	authority, err := fksim.NewAuthority(time.Now, rand.Reader)
	if err != nil {
		return house.Erak{}, nil, err
	}
	own, err := authority.Client("Passbok's demo", time.Now().AddDate(1, 0, 0))
	if err != nil {
		return house.Erak{}, nil, err
	}
	to = house.Erak{Secret: demoSecret, By: erak.ByServer, Pages: pages, Identity: &own, Roots: authority.Roots()}
	to.URL, to.Question, stopped, err = fk.StartSecure(ctx, address, authority)
	return to, stopped, err
}
