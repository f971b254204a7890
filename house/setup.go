package house

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"passbok/eid/invitation"
	"passbok/server"
	"passbok/sync/op"
)

// setupLife is how long the link to the first provider holds. Whoever comes later starts the server again.
const setupLife = 24 * time.Hour

// setup is the way into a house that has no provider yet: a link, whose secret is drawn at each start and kept nowhere but in this
// process. Whoever can read what the server prints at its start is trusted to make the first provider; nobody else is.
type setup struct {
	house *House

	mu      sync.Mutex
	secret  [sha256.Size]byte // zero: there is no link
	expires time.Time
	// made is the code of the first coordinator's invitation, by what was asked: the answer may be lost on its way, and the same
	// is then asked again.
	asked [sha256.Size]byte
	made  string
	// begun are the ids of the provider that is being made: where that fails half-way, the same one is made whole when it is asked again.
	begun adding
}

// drawSetup makes the link's secret, where the house has no provider; else there is none.
func (h *House) drawSetup() (string, error) {
	if ids, _ := h.books.ids(); len(ids) > 0 {
		return "", nil
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
func (s *setup) Waits() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.waits()
}

// waits tells whether there is no provider, but for one that is half made.
func (s *setup) waits() bool {
	ids, _ := s.house.books.ids()
	return len(ids) == 0 || s.made == "" && len(ids) == 1 && ids[0] == s.begun.book
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
	if !s.waits() {
		return "", server.ErrSetupOver
	}
	if s.begun == (adding{}) {
		if s.begun, err = s.house.newAdding(); err != nil {
			return "", fmt.Errorf("make the first provider: %w", err)
		}
	}
	added, err := s.house.addProvider(ctx, NewProvider{Name: p.Name, Orgnr: p.Organisationsnummer, Coordinator: p.Coordinator}, s.begun)
	var wrong *op.Problem
	if errors.As(err, &wrong) && wrong.Code == op.CodeIDReused {
		return "", server.ErrSetupOver // it was written, and only its invitation failed: now another one is asked for
	}
	if err != nil {
		return "", errors.Join(errors.New("make the first provider"), err)
	}
	s.asked, s.made = asked, added.Invited.Code
	return s.made, nil
}
