package house_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passbok/house"
)

// A power cut may lose the middle of a write and keep its end. That looks as if what was acknowledged were damaged, so the
// server does not start; it names the command that finds out that nothing is lost, and writes the archive anew.
func TestAnArchiveWhoseMiddleWasLost(t *testing.T) {
	f, _ := worked(t)
	data := f.data
	archive := newest(t, data)
	server := start(t, data, "--archive", "none")
	p := join(t, server.url, f.codes[1], 2)
	for range 10 {
		if status, got, err := p.send(p.row(100)); err != nil || status != 200 {
			t.Fatalf("%d %+v %v", status, got, err)
		}
	}
	server.stop(t)
	want := content(t, copied(t, data))
	// The next opening gives the archive the ten in one write. It is killed before the flush.
	if got := run(t, how{place: "archive written and not flushed"}, "verify", "--data", data); !killed(got.err) {
		t.Fatalf("it was not killed: %s", got)
	}
	b, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	copy(b[bytes.LastIndex(b, []byte("KEPT"))+100:], make([]byte, 100))
	if err := os.WriteFile(archive, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if refused, err := begin(t, how{}, data); err == nil || !strings.Contains(refused.said.String(), "`passbok archive renew`") {
		t.Fatalf("%v\n%s", err, refused.said)
	}
	if after, err := os.ReadFile(archive); err != nil || !bytes.Equal(after, b) {
		t.Errorf("a damaged archive was changed: %v", err)
	}

	got := must(t, "archive", "renew", "--json", "--data", data)
	var told []house.RenewedArchive
	if err := json.Unmarshal([]byte(got.out), &told); err != nil || len(told) != 1 || len(told[0].Damage) != 1 || told[0].Entries < 50 {
		t.Fatalf("%v: %s", err, got)
	}
	aside := filepath.Join(data, "archive", told[0].Aside, filepath.Base(archive))
	if after, err := os.ReadFile(aside); err != nil || !bytes.Equal(after, b) {
		t.Errorf("the damaged archive was not kept as it was: %v", err)
	}
	start(t, data).stop(t)
	must(t, "verify", "--data", data)
	if err := os.Remove(filepath.Join(data, "passbok.db")); err != nil {
		t.Fatal(err)
	}
	must(t, "restore", "--from-archive", "--data", data) // all is in it
	if after := content(t, data); len(after) != len(want) {
		t.Errorf("%d documents of %d", len(after), len(want))
	}
}

// An archive is written anew only where nothing can be lost by it.
func TestWhatMayNotBeRenewed(t *testing.T) {
	f, backup := worked(t)
	base := f.data
	if got := must(t, "archive", "renew", "--data", base); !strings.Contains(got.out, "Nothing was changed") {
		t.Errorf("a whole one: %s", got)
	}
	older := copied(t, base)
	damage(t, older)
	replace(t, backup, filepath.Join(older, "passbok.db"))
	unsound := copied(t, base)
	damage(t, unsound)
	tamper(t, unsound)
	for name, c := range map[string]struct {
		data string
		code int
		says string
	}{
		"the database is older": {older, 1, "ahead of the database"},
		"it does not hold":      {unsound, 2, "does not hold by itself"},
	} {
		before := newest(t, c.data)
		got := run(t, how{}, "archive", "renew", "--data", c.data)
		if got.code() != c.code || !strings.Contains(got.errs, c.says) {
			t.Errorf("%s: %s", name, got)
		}
		if after := newest(t, c.data); after != before {
			t.Errorf("%s: it was put aside", name)
		}
	}
	if got := run(t, how{}, "archive", "renew", "--data", base, "--archive", "none"); got.code() != 4 {
		t.Errorf("without an archive: %s", got)
	}
}
