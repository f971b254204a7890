package house_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passbok/house"
)

func config(t *testing.T) house.Config {
	t.Helper()
	return house.Config{
		Data: t.TempDir(), PublicURL: "http://127.0.0.1:8080", Clock: time.Now, Rand: rand.Reader,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

func open(t *testing.T, cfg house.Config) *house.House {
	t.Helper()
	h, err := house.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// serve runs a house on loopback until the test ends, and gives its address.
func serve(t *testing.T, h *house.House) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx, ln) }()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-done, h.Close()); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	url := "http://" + ln.Addr().String()
	for {
		resp, err := http.Get(url + "/readyz")
		if err != nil {
			t.Fatal(err) // the listener is open before Serve begins, so a connection always waits
		}
		_ = resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return url
		}
	}
}

func addProvider(t testing.TB, op house.Operator) house.Added {
	t.Helper()
	added, err := op.AddProvider(t.Context(), house.NewProvider{Name: "Exempel Assistans", Orgnr: "990000-0002", Coordinator: "Karin Modell"})
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func TestAProviderOutlivesARestart(t *testing.T) {
	cfg := config(t)
	h := open(t, cfg)
	added := addProvider(t, h)
	if !strings.HasPrefix(added.Invited.Link, cfg.PublicURL+"/join#") {
		t.Errorf("link %q", added.Invited.Link)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	h = open(t, cfg)
	defer func() { _ = h.Close() }()
	if _, err := h.Invite(t.Context(), house.InviteOrder{Person: added.Invited.Person}); err != nil {
		t.Errorf("invite after a restart, where there is one book: %v", err)
	}
}

func TestWhatAnOperatorCanGetWrong(t *testing.T) {
	h := open(t, config(t))
	defer func() { _ = h.Close() }()
	ctx := t.Context()
	if _, err := h.Invite(ctx, house.InviteOrder{Person: "nobody"}); !errors.Is(err, house.ErrNoBook) {
		t.Errorf("invite with no provider: %v", err)
	}
	for name, p := range map[string]house.NewProvider{
		"a wrong check digit": {Name: "A", Orgnr: "9900000003", Coordinator: "B"},
		"no number":           {Name: "A", Coordinator: "B"},
	} {
		if _, err := h.AddProvider(ctx, p); !errors.Is(err, house.ErrOrgnr) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := h.AddProvider(ctx, house.NewProvider{Name: " ", Orgnr: "9900000002", Coordinator: "B"}); !errors.Is(err, house.ErrName) {
		t.Errorf("no name: %v", err)
	}
	first, second := addProvider(t, h), addProvider(t, h)
	if _, err := h.Invite(ctx, house.InviteOrder{Person: first.Invited.Person}); !errors.Is(err, house.ErrWhichBook) {
		t.Errorf("invite with two providers and no book named: %v", err)
	}
	if _, err := h.Invite(ctx, house.InviteOrder{Book: second.Book, Person: first.Invited.Person}); !errors.Is(err, house.ErrNoPerson) {
		t.Errorf("invite someone of another provider: %v", err)
	}
}

func TestCommandsReachARunningHouse(t *testing.T) {
	cfg := config(t)
	if _, running := house.Dial(t.Context(), cfg.Data); running {
		t.Fatal("something answers where nothing runs")
	}
	serve(t, open(t, cfg))
	op, running := house.Dial(t.Context(), cfg.Data)
	if !running {
		t.Fatal("the running house does not answer on its socket")
	}
	defer func() { _ = op.Close() }()
	info, err := os.Stat(filepath.Join(cfg.Data, "control.sock"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("control.sock: %v, %v; it is for its owner alone", info.Mode(), err)
	}
	if _, err := house.Open(t.Context(), cfg); err == nil {
		t.Error("a second house opened the same folder")
	}
	added := addProvider(t, op)
	if _, err := op.Invite(t.Context(), house.InviteOrder{Book: added.Book, Person: "nobody"}); !errors.Is(err, house.ErrNoPerson) {
		t.Errorf("an error keeps its meaning through the socket: %v", err)
	}
	var found []house.Verified
	if err := op.Verify(t.Context(), func(v house.Verified) { found = append(found, v) }); err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].Book != added.Book || found[0].Entries != 1 || len(found[0].Wrong) != 0 {
		t.Errorf("verify found %+v", found)
	}
}

func TestABackupIsAHouse(t *testing.T) {
	cfg := config(t)
	h := open(t, cfg)
	serve(t, h)
	op, _ := house.Dial(t.Context(), cfg.Data)
	added := addProvider(t, op)
	var copied bytes.Buffer
	if err := op.Backup(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	restored := cfg
	restored.Data = t.TempDir()
	if err := os.WriteFile(filepath.Join(restored.Data, "passbok.db"), copied.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	again := open(t, restored)
	defer func() { _ = again.Close() }()
	if _, err := again.Invite(t.Context(), house.InviteOrder{Book: added.Book, Person: added.Invited.Person}); err != nil {
		t.Errorf("the copy does not know the person: %v", err)
	}
}

// A code is remembered as used or expired for 90 days; after that the house forgets it by itself.
func TestOldInvitationsAreForgotten(t *testing.T) {
	cfg := config(t)
	h := open(t, cfg)
	added := addProvider(t, h)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	answer := func(after time.Duration, until string) {
		t.Helper()
		later := cfg
		later.Clock = func() time.Time { return time.Now().Add(after) }
		ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
		h := open(t, later)
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- h.Serve(ctx, ln) }()
		body := `{"invitation":"` + added.Invited.Code + `","device":{"id":"01930000-0000-7000-8000-000000000001","name":"x"}}`
		for tries := 0; ; tries++ {
			resp, err := http.Post("http://"+ln.Addr().String()+"/api/v1/session", "application/json", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			got, _ := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if strings.Contains(string(got), until) {
				break
			}
			if tries == 2000 {
				t.Fatalf("after %s: %s", after, got)
			}
		}
		stop()
		if err := errors.Join(<-done, h.Close()); err != nil {
			t.Fatal(err)
		}
	}
	answer(30*24*time.Hour, "invitation_expired")
	answer(120*24*time.Hour, "invitation_unknown")
}
