package house

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"passbok/eid/invitation"
	"passbok/server"
	"passbok/sync/book"
	"passbok/sync/op"
)

// setupLife is how long the link to the first provider holds. Whoever comes later starts the server again.
const setupLife = 24 * time.Hour

// setup is the way into a house that has no provider yet: a link, whose secret is drawn at each start and kept nowhere but in this
// process. Whoever can read what the server prints at its start is trusted to make the first provider; nobody else is. There is one
// until somebody has come in: a process that ends half-way, or before its answer is heard, leaves it to the next one to go on.
type setup struct {
	house *House

	mu      sync.Mutex
	secret  [sha256.Size]byte // zero: there is no link
	expires time.Time
	// made is the code of the first coordinator's invitation, by what was asked: the answer may be lost on its way, and the same
	// is then asked again.
	asked [sha256.Size]byte
	made  string
	// begun are the ids of the provider that is being made, in this process or the one before: where that fails half-way, the same one is
	// made whole when it is asked again.
	begun adding
}

// drawSetup makes the link's secret, where the house has no provider that somebody has come in to; else there is none.
func (h *House) drawSetup(ctx context.Context) (string, error) {
	if ids, _ := h.books.ids(); len(ids) > 0 {
		begun, err := h.halfMade(ctx, ids)
		if err != nil || begun == (adding{}) {
			return "", err
		}
		h.first.begun = begun
	}
	secret, err := invitation.Code(h.cfg.Rand)
	if err != nil {
		return "", err
	}
	h.first.mu.Lock()
	defer h.first.mu.Unlock()
	h.first.secret, h.first.expires = sha256.Sum256([]byte(secret)), h.cfg.Clock().Add(setupLife)
	return secret, nil
}

// halfMade is the provider that a link began, alone on the server, and that nobody has come in to; else nothing.
func (h *House) halfMade(ctx context.Context, ids []string) (adding, error) {
	if len(ids) != 1 {
		return adding{}, nil
	}
	begins, err := begunBook(ctx, h.store, ids[0])
	if err != nil || begins == nil {
		return adding{}, err
	}
	b, _ := h.books.Book(ids[0])
	entries, err := b.Entries(ctx, 0, mostBegun+1)
	if err != nil {
		return adding{}, err
	}
	if len(entries) > mostBegun || slices.ContainsFunc(entries, func(e book.Entry) bool { return e.Name != addCommand }) {
		return adding{}, nil
	}
	in, err := h.sessions.In(ctx, ids[0])
	if err != nil || len(in) > 0 {
		return adding{}, err
	}
	return adding{book: ids[0], setup: true, beginning: *begins}, nil
}

// mostBegun is how often what the first provider is called may be said anew before anybody comes in.
const mostBegun = 100

// SetupLink is where a browser makes the first provider, and until when; empty where there is one. It is the same until the house is
// closed, and signs nobody in by itself.
func (h *House) SetupLink() (link string, expires time.Time) {
	if h.firstSecret == "" {
		return "", time.Time{}
	}
	return strings.TrimSuffix(h.cfg.PublicURL, "/") + "/setup#" + h.firstSecret, h.first.expires
}

// Setup is what the link leads to.
func (h *House) Setup() server.Setup { return &h.first }

// Waits implements server.Setup.
func (s *setup) Waits(ctx context.Context) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.waits(ctx)
}

// waits tells whether there is no provider, but for one that is half made.
func (s *setup) waits(ctx context.Context) (bool, error) {
	ids, _ := s.house.books.ids()
	if len(ids) == 0 {
		return true, nil
	}
	if s.made != "" || s.begun == (adding{}) || ids[0] != s.begun.book {
		return false, nil
	}
	half, err := s.house.halfMade(ctx, ids) // by an invitation of the process before somebody may have come in meanwhile
	return half != (adding{}), err
}

// First implements server.Setup.
func (s *setup) First(ctx context.Context, secret string, p server.FirstProvider) (string, error) {
	shown := sha256.Sum256([]byte(invitation.Normal(secret)))
	raw, err := json.Marshal(p)
	if err != nil {
		return "", fmt.Errorf("write what is asked: %w", err)
	}
	asked := sha256.Sum256(raw)
	s.mu.Lock() // two who come at once make one provider
	defer s.mu.Unlock()
	none := [sha256.Size]byte{}
	if s.secret == none || !s.house.cfg.Clock().Before(s.expires) {
		return "", server.ErrSetupOver
	}
	if subtle.ConstantTimeCompare(shown[:], s.secret[:]) != 1 {
		return "", server.ErrSetupWrong
	}
	if s.made != "" && asked == s.asked {
		return s.made, nil
	}
	if waits, err := s.waits(ctx); err != nil {
		return "", fmt.Errorf("make the first provider: %w", err)
	} else if !waits {
		return "", server.ErrSetupOver
	}
	if s.begun == (adding{}) {
		if s.begun, err = s.house.newAdding(); err != nil {
			return "", fmt.Errorf("make the first provider: %w", err)
		}
		s.begun.setup = true
	}
	asking := NewProvider{Name: p.Name, Orgnr: p.Organisationsnummer, Coordinator: p.Coordinator}
	added, err := s.house.addProvider(ctx, asking, s.begun)
	var wrong *op.Problem
	if errors.As(err, &wrong) && wrong.Code == op.CodeIDReused { // it was written, and nobody heard of it: what is said now holds
		var ids []string
		if ids, err = s.house.newIDs(1); err == nil {
			s.begun.Command = ids[0]
			added, err = s.house.addProvider(ctx, asking, s.begun)
		}
	}
	if err != nil {
		return "", errors.Join(errors.New("make the first provider"), err)
	}
	s.asked, s.made = asked, added.Invited.Code
	return s.made, nil
}
