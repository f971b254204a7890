package house

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"passbok/care"
	"passbok/push"
	"passbok/sync/book"
	"passbok/sync/op"
)

func TestAForgottenShiftIsAskedAboutOnce(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2026, 10, 27, 20, 58, 0, 0, time.UTC)
	var asked int // notices that the push service got: one after the other, since Deliver has come back
	phone := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusCreated)
	}))
	defer phone.Close()
	h, err := Open(ctx, Config{
		Data: t.TempDir(), PublicURL: "http://127.0.0.1:8080", Clock: func() time.Time { return now }, Rand: rand.Reader,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Push: Push{Allow: []string{phone.Listener.Addr().String()}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	b, err := h.OpenBook(ctx, "01930000-0000-7000-8000-000000000009")
	if err != nil {
		t.Fatal(err)
	}
	device, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	text := base64.RawURLEncoding.EncodeToString
	if _, err := h.push.Subscribe(ctx, push.Subscription{
		Person: "anna", Endpoint: phone.URL + "/anna", P256dh: text(device.PublicKey().Bytes()), Auth: text(make([]byte, 16)),
	}); err != nil {
		t.Fatal(err)
	}
	write := func(id, ref string, set map[string]string) {
		t.Helper()
		fields := op.Fields{}
		for name, value := range set {
			fields[name] = care.Value(value)
		}
		_, err := b.Do(ctx, book.Command{ID: id, Name: "test"}, func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{{Doc: ref, Set: fields}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ask := func(want int, when string) {
		t.Helper()
		if err := errors.Join(nudged(h, b), h.push.Deliver(ctx)); err != nil {
			t.Fatal(err)
		}
		if asked != want {
			t.Errorf("%s: %d notices, want %d", when, asked, want)
		}
	}
	write("1", "membership/1", map[string]string{"person": "anna", "role": "assistant", "from": "2026-01-01"})
	write("2", "shift/1", map[string]string{"assistant": "anna", "beneficiary": "alva", "kind": "active", "start": "2026-10-27T21:58+01:00"})
	now = now.Add(13*time.Hour - time.Minute)
	ask(0, "a minute before thirteen hours")
	now = now.Add(time.Minute)
	ask(1, "after thirteen hours")
	now = now.Add(5 * time.Hour)
	ask(1, "later: one shift is asked about once")
	write("3", "shift/1", map[string]string{"end": "2026-10-28T07:00+01:00"})
	write("4", "shift/2", map[string]string{"assistant": "anna", "beneficiary": "alva", "kind": "active", "start": "2026-10-28T17:00+01:00"})
	now = now.Add(15 * time.Hour)
	ask(2, "another shift")
}

// nudged looks once at what people are to be told.
func nudged(h *House, b *book.Book) error {
	_, err := h.nudge(context.Background(), b)
	return err
}
