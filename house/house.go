package house

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"passbok/eid"
	"passbok/eid/handout"
	"passbok/eid/key"
	"passbok/eid/passkey"
	"passbok/eid/session"
	"passbok/eid/signed"
	"passbok/fk/erak"
	"passbok/gauge"
	"passbok/hook"
	"passbok/internal/failpoint"
	"passbok/month/form"
	"passbok/nudge"
	"passbok/post"
	"passbok/push"
	"passbok/pwa"
	"passbok/server"
	"passbok/store/blob"
	"passbok/store/bolt"
	"passbok/sync/book"
)

// database is the one file in the data folder that holds everything.
const database = "passbok.db"

// graceful is how long a stop waits for what is being worked on.
const graceful = 45 * time.Second

// House is an open Passbok. It serves once Serve is called; until then it can be operated on.
type House struct {
	cfg        Config
	release    func() error
	file       *bolt.Store
	store      *watched
	kept       *archives
	books      *books
	scans      *blob.Folder
	forms      form.Set
	push       *push.Sender
	post       *post.Queue
	ladder     *nudge.Ladder
	nudgers    nudgers
	nearlyFull func(folder string) (bool, error)
	alarmed    alarmed
	server     *server.Server
	invite     *eid.Invitations
	handouts   *handout.Handouts
	hooks      *hook.Hooks
	erak       *erak.Service
	desk       desk
	elt        *sender
	panel      *gauge.Panel
	census     census

	began       time.Time
	first       setup
	firstSecret string

	sessions *session.Sessions
	passkeys *passkey.Passkeys
}

// Open opens the data folder and makes everything ready to serve. Errors: ErrHeld, ErrNoDatabase, and what does not hold
// between database and archive.
func Open(ctx context.Context, cfg Config) (h *House, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, hangUp(cfg.Metrics))
		}
	}()
	if cfg.After == nil {
		cfg.After = time.After
	}
	release, err := hold(ctx, cfg.Data)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, release())
		}
	}()
	if err := missing(cfg.Data); err != nil {
		return nil, err
	}
	panel := newPanel(cfg)
	file, err := bolt.Open(ctx, Database(cfg.Data), bolt.Options{Meter: panel})
	if err != nil {
		return nil, fmt.Errorf("open data folder %s: %w", cfg.Data, err)
	}
	st := &watched{Store: file, log: cfg.Log}
	kept := newArchives(cfg.Archive, cfg.Log)
	defer func() {
		if err != nil {
			err = errors.Join(err, kept.close(), st.Close())
		}
	}()
	h = &House{
		nearlyFull: nearlyFull, began: cfg.Clock(),
		cfg: cfg, release: release, file: file, store: st, kept: kept, panel: panel,
		forms:  loadForms(cfg.Data, cfg.Log),
		scans:  blob.Open(filepath.Join(cfg.Data, scansFolder), cfg.Clock),
		invite: eid.NewInvitations(st, cfg.Clock, cfg.Rand), handouts: handout.New(st, cfg.Clock, cfg.Rand),
	}
	ids, err := listBooks(ctx, st)
	if err == nil {
		err = kept.strangers(ids)
	}
	if err != nil {
		return nil, err
	}
	metered := bookConfig(cfg.Clock, cfg.Rand, kept)
	metered.Meter = panel
	h.books, err = openBooks(ctx, st, ids, metered)
	if err != nil {
		return nil, err
	}
	kept.healed()
	h.push, err = push.Open(ctx, push.Config{
		Store: st, Space: eid.Registry, Public: cfg.PublicURL, Subject: cfg.Push.Subject, Allow: cfg.Push.Allow,
		Clock: cfg.Clock, After: cfg.After, Rand: cfg.Rand, Log: cfg.Log, Sent: h.noticeSent, Seen: h.noticeSeen, Quiet: cfg.Push.Quiet,
		Meter: panel,
	})
	if err != nil {
		return nil, err
	}
	if err := h.openPost(); err != nil {
		return nil, err
	}
	h.hooks = h.openHooks()
	h.ladder = nudge.New(nudge.Config{Store: st, Space: eid.Registry, Push: h.push, Ways: h.rungs(), Order: h.wayOrder, Log: cfg.Log, Meter: panel})
	h.erak, err = erak.New(erak.Config{
		URL: cfg.Erak.URL, Secret: []byte(cfg.Erak.Secret), Public: cfg.PublicURL, Clock: cfg.Clock, By: cfg.Erak.By, Pages: cfg.Erak.Pages,
		Question: cfg.Erak.Question, Identity: cfg.Erak.Identity, Roots: cfg.Erak.Roots,
	})
	if err != nil {
		return nil, err
	}
	secret, err := key.Secret(ctx, st, cfg.Rand, "session")
	if err != nil {
		return nil, err
	}
	h.sessions = session.New(st, secret, cfg.Clock, server.Standings(h.books, cfg.Clock))
	if h.desk, err = h.openDesk(); err != nil {
		return nil, err
	}
	if err := h.openELT(ctx); err != nil {
		return nil, err
	}
	h.first.house = h
	if h.server, err = h.newServer(ctx); err != nil {
		return nil, err
	}
	if h.firstSecret, err = h.drawSetup(ctx); err != nil {
		return nil, err
	}
	panel.Watch(h.look)
	return h, nil
}

// bookConfig is what every book is given.
func bookConfig(clock func() time.Time, rand io.Reader, kept *archives) book.Config {
	return book.Config{Schema: schema(), Rights: rights{clock}, Clock: clock, Rand: rand, Archive: kept.engine()}
}

// Books are the ids of the providers' books, in order.
func (h *House) Books() []string {
	ids, _ := h.books.ids()
	return ids
}

func (h *House) newServer(ctx context.Context) (*server.Server, error) {
	ring, err := key.Signing(ctx, h.store, h.cfg.Rand)
	if err != nil {
		return nil, err
	}
	records, err := key.Secret(ctx, h.store, h.cfg.Rand, "record")
	if err != nil {
		return nil, err
	}
	marks, err := key.Secret(ctx, h.store, h.cfg.Rand, "passkey")
	if err != nil {
		return nil, err
	}
	if h.passkeys, err = passkey.New(h.store, marks, h.cfg.PublicURL, h.cfg.Clock, h.cfg.Rand); err != nil {
		return nil, err
	}
	door := eid.NewDoor(h.store, h.sessions, h.cfg.Clock)
	app := h.cfg.App
	if app == nil {
		app = pwa.Files()
	}
	earlier := builds{filepath.Join(h.cfg.Data, buildsFolder), h.cfg.Log}.keep(app, h.cfg.Clock())
	made, err := server.New(server.Config{
		BankID: h.desk.front(), ELT: h.elt, Certificates: h.certificates, PublicURL: h.cfg.PublicURL, App: app, Earlier: earlier, Books: h.books, Contact: h.cfg.Contact,
		Door: door, Sessions: h.sessions, Invitations: h.invite, Passkeys: door.With(h.passkeys),
		Subscriptions: h.push, Erak: h.erak, Scans: h.scans, Ladder: waking{h.ladder, h.wakeNudger, h.looked}, Handouts: h.handouts, Hooks: h.hooks, Evidence: signed.New(h.store), Forms: h.forms, Keys: ring, RecordKey: ed25519.NewKeyFromSeed(records),
		Clock: h.cfg.Clock, Rand: h.cfg.Rand, Log: h.cfg.Log, Ready: h.ready,
		OldestWriter: h.cfg.OldestWriter, RetireWorker: h.cfg.RetireWorker, Meter: h.panel, Ways: h.ways(), Setup: h.Setup(), Conditions: h, Temp: h.cfg.Data,
	})
	if err != nil {
		return nil, fmt.Errorf("make server: %w", err)
	}
	return made, nil
}

// ready says whether the house can do its work.
func (h *House) ready(ctx context.Context) error {
	return errors.Join(h.store.ready(ctx, eid.Registry), h.books.accept(ctx))
}

// Serve answers on ln, on the control socket, and does the jobs, until ctx is done; then it stops gracefully.
func (h *House) Serve(ctx context.Context, ln net.Listener) error {
	control, err := listenControl(h.cfg.Data)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	operator, metrics := controlServer(h), &http.Server{Handler: h.panel.Handler(), ReadHeaderTimeout: 5 * time.Second}
	jobs, stopJobs := context.WithCancel(ctx)
	defer stopJobs()

	var all sync.WaitGroup
	failed := make(chan error, 12)
	start := func(what string, run func() error) {
		all.Go(func() {
			if err := run(); err != nil && !meant(err) {
				failed <- fmt.Errorf("%s: %w", what, err)
			}
		})
	}
	start("serve", func() error { return h.server.Listen(failpoint.Listener(ln)) })
	start("control socket", func() error { return operator.Serve(control) })
	if h.cfg.Metrics != nil {
		start("metrics", func() error { return metrics.Serve(h.cfg.Metrics) })
	}
	start("notices", func() error { return h.push.Run(jobs) })
	start("telling other systems", func() error { return h.hooks.Run(jobs) })
	start("messages", func() error { return h.post.Run(jobs) })
	start("outbox", func() error { return h.runOutbox(jobs) })
	start("daily", func() error { return h.runDaily(jobs) })
	start("telling of trouble", func() error { return h.runTroubles(jobs) })
	start("telling people", func() error { return h.runNudge(jobs) })
	start("asking E-RÄK", func() error { return h.runAsking(jobs) })
	h.desk.run(jobs, start)
	start("timesheets to Försäkringskassan", func() error { return h.elt.Run(jobs) })

	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer cancel()
	err = errors.Join(err, h.server.Shutdown(stopping), operator.Shutdown(stopping), metrics.Shutdown(stopping))
	stopJobs()
	all.Wait()
	return err
}

// hangUp closes a listener, if there is one that is not closed yet.
func hangUp(ln net.Listener) error {
	if ln == nil {
		return nil
	}
	if err := ln.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("close %s: %w", ln.Addr(), err)
	}
	return nil
}

// meant says whether what ended was told to end.
func meant(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, net.ErrClosed) || errors.Is(err, http.ErrServerClosed)
}

// Close closes the store and the archives. Serve has returned by then.
func (h *House) Close() error {
	h.erak.Close()
	h.desk.close()
	h.elt.close()
	if err := errors.Join(hangUp(h.cfg.Metrics), h.store.Close(), h.kept.close(), h.release()); err != nil {
		return fmt.Errorf("close data folder: %w", err)
	}
	return nil
}
