package house

import (
	"crypto/rand"
	"log/slog"
	"testing"
	"time"

	"passbok/fk/erak"
	"passbok/fk/sim"
)

func TestOnWhichDayACertificateIsTold(t *testing.T) {
	for left, want := range map[int]int{90: 90, 31: 90, 30: 30, 8: 30, 7: 7, 0: 7, -1: -1, -400: -1} {
		if got, due := notedDay(left); got != want || !due {
			t.Errorf("%d days before: %d %v", left, got, due)
		}
	}
	if _, due := notedDay(91); due {
		t.Error("told 91 days before")
	}
}

// The certificate by which our server hands invoices over is watched as the others are; what is not connected has none.
func TestTheCertificateOfErakIsWatched(t *testing.T) {
	now := time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)
	authority, err := sim.NewAuthority(func() time.Time { return now }, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := authority.Client("a supplier", now.AddDate(0, 0, 20))
	if err != nil {
		t.Fatal(err)
	}
	h, err := Open(t.Context(), Config{
		Data: t.TempDir(), PublicURL: "http://127.0.0.1:8080", Clock: func() time.Time { return now }, Rand: rand.Reader,
		Log:  slog.New(slog.DiscardHandler),
		Erak: Erak{URL: "https://erak.example/rakning", Secret: "a secret for tests only", By: erak.ByServer, Identity: &certificate},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	if all := h.certificates(); len(all) != 1 || all["erak"].Days != 20 {
		t.Errorf("%+v", all)
	}
	if at := h.look(t.Context()); len(at.Certificates) != 1 || at.Certificates[0].Service != "erak" {
		t.Errorf("as numbers: %+v", at.Certificates)
	}
}
