package house_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/house"
	"passbok/server"
)

// linked opens a house without a provider, with a clock that the test turns, and gives the secret of its link.
func linked(t *testing.T) (h *house.House, secret string, turn func(time.Duration)) {
	t.Helper()
	data, now := t.TempDir(), time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)
	cfg := offline(data, filepath.Join(data, "archive"))
	cfg.Clock = func() time.Time { return now }
	h, err := house.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	link, until := h.SetupLink()
	_, secret, found := strings.Cut(link, "http://127.0.0.1:8080/setup#")
	if !found || len(secret) < 20 || until.Sub(now) != 24*time.Hour {
		t.Fatalf("%q until %s", link, until)
	}
	return h, secret, func(d time.Duration) { now = now.Add(d) }
}

var prova = server.FirstProvider{Name: "Prova", Organisationsnummer: "9900000002", Coordinator: "Karin Modell"}

func TestTheLinkToTheFirstProvider(t *testing.T) {
	h, secret, _ := linked(t)
	if _, err := h.Setup().First(t.Context(), secret[1:], prova); !errors.Is(err, server.ErrSetupWrong) {
		t.Errorf("another secret: %v", err)
	}
	code, err := h.Setup().First(t.Context(), strings.ToLower(secret), prova)
	if err != nil || code == "" || len(h.Books()) != 1 || h.Setup().Waits() {
		t.Fatalf("%q, %v, %v", code, err, h.Books())
	}
	if again, err := h.Setup().First(t.Context(), secret, prova); err != nil || again != code {
		t.Errorf("the answer was lost, and the same is asked again: %q, %v", again, err)
	}
	other := prova
	other.Name = "En annan"
	if _, err := h.Setup().First(t.Context(), secret, other); !errors.Is(err, server.ErrSetupOver) || len(h.Books()) != 1 {
		t.Errorf("another provider by the same link: %v, %v", err, h.Books())
	}
}

func TestTheLinkRunsOut(t *testing.T) {
	h, secret, turn := linked(t)
	turn(24*time.Hour - time.Second)
	if _, err := h.Setup().First(t.Context(), secret+"0", prova); !errors.Is(err, server.ErrSetupWrong) {
		t.Errorf("a second before it runs out: %v", err)
	}
	turn(time.Second)
	if _, err := h.Setup().First(t.Context(), secret, prova); !errors.Is(err, server.ErrSetupOver) || len(h.Books()) != 0 {
		t.Errorf("when it has run out: %v", err)
	}
}

func TestAProviderByTheCommandLineEndsTheLink(t *testing.T) {
	h, secret, _ := linked(t)
	addProvider(t, h)
	if _, err := h.Setup().First(t.Context(), secret, prova); !errors.Is(err, server.ErrSetupOver) || len(h.Books()) != 1 {
		t.Errorf("by a link that was printed before there was one: %v, %v", err, h.Books())
	}
}
