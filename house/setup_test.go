package house_test

import (
	"crypto/rand"
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

func closed(t *testing.T, h *house.House) {
	t.Helper()
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
}

// faltering is randomness that fails once, at the read that is asked for.
type faltering struct {
	after int
	on    bool
}

func (f *faltering) Read(p []byte) (int, error) {
	if f.on {
		if f.after--; f.after == 0 {
			return 0, errors.New("no randomness now")
		}
	}
	return rand.Read(p)
}

// Wherever the making of the first provider fails, the link still leads to it: asked again, the same one is made whole.
func TestTheLinkIsNotLostHalfWay(t *testing.T) {
	failed, halfMade := 0, 0
	for after := 1; ; after++ {
		data, draw := t.TempDir(), &faltering{after: after}
		cfg := offline(data, filepath.Join(data, "archive"))
		cfg.Rand = draw
		h, err := house.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		link, _ := h.SetupLink()
		_, secret, _ := strings.Cut(link, "#")
		draw.on = true
		_, err = h.Setup().First(t.Context(), secret, prova)
		if err == nil {
			closed(t, h)
			break
		}
		failed++
		if len(h.Books()) == 1 {
			halfMade++
		}
		if !h.Setup().Waits() {
			t.Errorf("failing at read %d, the page is gone", after)
		}
		if code, err := h.Setup().First(t.Context(), secret, prova); err != nil || code == "" || len(h.Books()) != 1 || h.Setup().Waits() {
			t.Errorf("failing at read %d, and asked again: %q, %v, %v", after, code, err, h.Books())
		}
		closed(t, h)
		h, err = house.Open(t.Context(), offline(data, filepath.Join(data, "archive")))
		if err != nil {
			t.Fatalf("opened again: %v", err)
		}
		if link, _ := h.SetupLink(); link != "" {
			t.Error("there is a link in a house with a provider")
		}
		closed(t, h)
	}
	if failed < 4 || halfMade < 2 {
		t.Errorf("only %d failures, %d of them half-way", failed, halfMade)
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
