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
	if err != nil || code == "" || len(h.Books()) != 1 || waits(t, h) {
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

func waits(t *testing.T, h *house.House) bool {
	t.Helper()
	is, err := h.Setup().Waits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return is
}

// secretOf is that of a house's link; empty where it has none.
func secretOf(h *house.House) string {
	link, _ := h.SetupLink()
	_, secret, _ := strings.Cut(link, "#")
	return secret
}

// Wherever the making of the first provider fails, a link still leads to it: asked again, the same one is made whole. So it is by the
// link of the next start, where the process ended there, and also where only the answer was lost; until somebody has come in.
func TestTheLinkIsNotLostHalfWay(t *testing.T) {
	failed, halfMade := 0, 0
	for after := 1; after <= failed/2+1; after++ {
		for _, ends := range []bool{false, true} {
			data, draw := t.TempDir(), &faltering{after: after}
			cfg := offline(data, filepath.Join(data, "archive"))
			cfg.Rand = draw
			h := open(t, cfg)
			secret := secretOf(h)
			draw.on = true
			_, err := h.Setup().First(t.Context(), secret, prova)
			draw.on = false
			if err != nil {
				failed++
				if len(h.Books()) == 1 {
					halfMade++
				}
			}
			again := prova
			if ends {
				closed(t, h)
				h = open(t, cfg)
				secret = secretOf(h)
				again.Coordinator = "Karin Modellström" // it is typed anew
			}
			if (err != nil || ends) && !waits(t, h) {
				t.Errorf("failing at read %d, ended %t: the page is gone", after, ends)
			}
			code, err := h.Setup().First(t.Context(), secret, again)
			if err != nil || code == "" || len(h.Books()) != 1 || waits(t, h) {
				t.Errorf("failing at read %d, ended %t, and asked again: %q, %v, %v", after, ends, code, err, h.Books())
			}
			closed(t, h)
			if docs := everything(t, cfg, ""); len(docs) != 3 {
				t.Errorf("failing at read %d, ended %t: %v", after, ends, docs)
			}
			h = open(t, cfg)
			if secretOf(h) == "" || !waits(t, h) {
				t.Error("there is no link, and nobody has come in")
			}
			if after == 1 && ends {
				comesIn(t, cfg, h, code)
				continue
			}
			closed(t, h)
		}
	}
	if failed < 8 || halfMade < 4 {
		t.Errorf("only %d failures, %d of them half-way", failed, halfMade)
	}
}

// comesIn has the first coordinator come in by the code of the process before, and nobody is let make a provider any more.
func comesIn(t *testing.T, cfg house.Config, h *house.House, code string) {
	t.Helper()
	secret := secretOf(h)
	t.Run("somebody comes in", func(t *testing.T) {
		join(t, serve(t, h), code, 1)
		if waits(t, h) {
			t.Error("the page is there")
		}
		if _, err := h.Setup().First(t.Context(), secret, prova); !errors.Is(err, server.ErrSetupOver) {
			t.Errorf("by the link that was printed before: %v", err)
		}
	})
	h = open(t, cfg)
	if secretOf(h) != "" {
		t.Error("there is a link in a house that somebody has come in to")
	}
	closed(t, h)
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
