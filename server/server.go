package server

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/sync/op"
)

// Limits of every connection and request.
const (
	bodyLimit    = 1 << 20
	headerLimit  = 16 << 10
	readTimeout  = 10 * time.Second
	writeTimeout = 40 * time.Second // above the long poll
	idleTimeout  = 60 * time.Second
	pollLife     = 25 * time.Second
	workLife     = 30 * time.Second
	mostAtOnce   = 1024
	mostAPerson  = 32
	mostPolls    = 32
	connections  = 64 << 10
)

// Server is the house's front.
type Server struct {
	cfg     Config
	fiber   *fiber.App
	app     *app
	tokens  *tokens
	headers []header
	origin  string // scheme://host[:port] of the public URL
	poll    time.Duration

	// stopping is done when a stop has begun: long polls answer at once.
	stopping context.Context
	stop     context.CancelFunc

	idPrefix string
	idNext   atomic.Uint64

	guesses *guesses // wrong invitations, by address
	orders  *guesses // sign-ins with BankID that were begun, by address: each is asked for at BankID
	papers  *guesses // papers that match nothing, by address: apart, so that who checks papers can still sign in

	slots chan struct{} // one a request being worked on
	mu    sync.Mutex
	doing map[string]int // requests being worked on, and long polls, by person

	shelves sync.Map // of what boards are made of: *month.Shelf by the id of the book
}

// New builds the server. Nothing listens yet.
func New(cfg Config) (*Server, error) {
	public, err := cfg.check()
	if err != nil {
		return nil, err
	}
	files, err := loadApp(cfg.App, cfg.Earlier, cfg.RetireWorker)
	if err != nil {
		return nil, err
	}
	origin := public.Scheme + "://" + public.Host
	tokens, err := newTokens(cfg.Keys, origin, cfg.Clock)
	if err != nil {
		return nil, err
	}
	start := make([]byte, 4)
	if _, err := io.ReadFull(cfg.Rand, start); err != nil {
		return nil, fmt.Errorf("draw the prefix of request ids: %w", err)
	}
	s := &Server{
		cfg: cfg, app: files, tokens: tokens, origin: origin, poll: cfg.Poll,
		headers:  securityHeaders(public, cfg.Erak.Origin()),
		idPrefix: hex.EncodeToString(start),
		doing:    map[string]int{}, guesses: newGuesses(cfg.Clock), papers: newGuesses(cfg.Clock), orders: newGuesses(cfg.Clock),
	}
	if s.poll == 0 {
		s.poll = pollLife
	}
	if cfg.Most == 0 {
		cfg.Most = mostAtOnce
	}
	s.slots = make(chan struct{}, cfg.Most)
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.fiber = fiber.New(fiber.Config{
		Immutable: true, StrictRouting: true, CaseSensitive: true,
		BodyLimit: bodyLimit, ReadBufferSize: headerLimit,
		ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		Concurrency: connections, DisableStartupMessage: true, DisablePreParseMultipartForm: true,
		ErrorHandler: s.unheard, JSONEncoder: op.Marshal, // canonical values pass it unchanged
	})
	s.fiber.Use(s.around)
	for _, r := range routes() {
		s.fiber.Add(r.method, r.path, s.guard(r))
	}
	// What the API does not have must not fall through to the app.
	s.fiber.All("/api/*", s.noSuchRoute)
	s.fiber.Get("/*", s.app.serve)
	return s, nil
}

// Listen serves on ln until Shutdown, which may have come before.
func (s *Server) Listen(ln net.Listener) error {
	// fasthttp knows nothing of a stop that overtakes its start, so the listener is ours to close.
	done := context.AfterFunc(s.stopping, func() { _ = ln.Close() })
	defer done()
	if err := s.fiber.Listener(ln); err != nil && !errors.Is(err, net.ErrClosed) && s.stopping.Err() == nil {
		return fmt.Errorf("serve on %s: %w", ln.Addr(), err)
	}
	return nil
}

// Shutdown stops gracefully: long polls answer, what is being worked on is finished and answered, connections close. An
// error means that ctx was done before.
func (s *Server) Shutdown(ctx context.Context) error {
	s.stop()
	if err := s.fiber.ShutdownWithContext(ctx); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
