package house_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passbok/house"
)

// release is an app whose names and contents nobody else has, but for one part that all have.
func release(n int) fstest.MapFS {
	return fstest.MapFS{
		"index.html":             {Data: fmt.Appendf(nil, "<!doctype html><title>release %d</title>", n)},
		"sw.js":                  {Data: fmt.Appendf(nil, "// worker of release %d", n)},
		part(n):                  {Data: fmt.Appendf(nil, "export const release = %d", n)},
		part(n) + ".gz":          {Data: fmt.Appendf(nil, "gzip of release %d", n)},
		"assets/all-00000000.js": {Data: []byte("export {}")},
	}
}

// part is the name of what only that release has.
func part(n int) string { return fmt.Sprintf("assets/ui-%08d.js", n) }

// upgrades serves a data folder with one app after the other.
type upgrades struct {
	data string
	now  time.Time
	said bytes.Buffer
}

// fetched is what a page gets.
type fetched struct {
	status int
	header http.Header
	body   string
}

func newUpgrades(data string) *upgrades {
	return &upgrades{data: data, now: time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)}
}

func (u *upgrades) open(t testing.TB, app fstest.MapFS) *house.House {
	t.Helper()
	cfg := offline(u.data, "")
	cfg.App, cfg.Clock, cfg.Log = app, func() time.Time { return u.now }, slog.New(slog.NewTextHandler(&u.said, &slog.HandlerOptions{Level: slog.LevelWarn}))
	h, err := house.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// start starts with an app, and stops.
func (u *upgrades) start(t testing.TB, app fstest.MapFS) {
	t.Helper()
	if err := u.open(t, app).Close(); err != nil {
		t.Fatal(err)
	}
}

// serve starts with an app, asks, and stops.
func (u *upgrades) serve(t *testing.T, app fstest.MapFS, ask func(get func(path, accepts string) fetched)) {
	t.Helper()
	h := u.open(t, app)
	t.Run("served", func(t *testing.T) {
		url := serve(t, h)
		ask(func(path, accepts string) fetched {
			asked, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			asked.Header.Set("Accept-Encoding", accepts)
			resp, err := http.DefaultClient.Do(asked)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			if err := errors.Join(err, resp.Body.Close()); err != nil {
				t.Fatal(err)
			}
			return fetched{resp.StatusCode, resp.Header, string(body)}
		})
	})
}

// serves wants the parts of those releases, and of no other below ten, where one is served.
func (u *upgrades) serves(t *testing.T, present int, want ...int) {
	t.Helper()
	var got []int
	u.serve(t, release(present), func(get func(path, accepts string) fetched) {
		for n := range 10 {
			if get("/"+part(n), "").status == http.StatusOK {
				got = append(got, n)
			}
		}
	})
	if !slices.Equal(got, want) {
		t.Errorf("beside release %d, parts of %v are served, and not of %v", present, got, want)
	}
}

// A page that was opened before an upgrade gets its parts after it, as it got them before; pages and worker are the new one's.
func TestPartsOfTheBuildBeforeAreServed(t *testing.T) {
	u := newUpgrades(t.TempDir())
	u.start(t, release(1))
	u.serve(t, release(2), func(get func(path, accepts string) fetched) {
		for accepts, want := range map[string]string{"": "export const release = 1", "gzip": "gzip of release 1"} {
			kept := get("/"+part(1), accepts)
			if kept.status != http.StatusOK || kept.body != want {
				t.Fatalf("%q: %d %q", accepts, kept.status, kept.body)
			}
			own := get("/"+part(2), accepts)
			for _, name := range []string{"Cache-Control", "Content-Type", "Content-Encoding", "Vary", "X-Content-Type-Options", "Content-Security-Policy"} {
				if got, want := kept.header.Get(name), own.header.Get(name); got != want {
					t.Errorf("%q: %s is %q, of the present build's %q", accepts, name, got, want)
				}
			}
		}
		for path, want := range map[string]string{"/": "<!doctype html><title>release 2</title>", "/sw.js": "// worker of release 2"} {
			if got := get(path, ""); got.body != want {
				t.Errorf("%s is %q", path, got.body)
			}
		}
	})
	if u.said.Len() > 0 {
		t.Errorf("%s", u.said.String())
	}
}

func TestOldBuildsAreForgotten(t *testing.T) {
	const day = 24 * time.Hour
	t.Run("three are kept however old they are", func(t *testing.T) {
		u := newUpgrades(t.TempDir())
		for n := range 5 {
			u.start(t, release(n))
			u.now = u.now.Add(200 * day)
		}
		u.serves(t, 5, 2, 3, 4, 5)
	})
	t.Run("more, while somebody may have them open", func(t *testing.T) {
		u := newUpgrades(t.TempDir())
		u.start(t, release(0))
		u.now = u.now.Add(300 * day) // all that time it was served
		for n := 1; n < 6; n++ {
			u.start(t, release(n))
			u.now = u.now.Add(day)
		}
		u.serves(t, 6, 0, 1, 2, 3, 4, 5, 6)
		u.now = u.now.Add(91 * day)
		u.serves(t, 6, 3, 4, 5, 6)
	})
	t.Run("one that comes back is the newest again", func(t *testing.T) {
		u := newUpgrades(t.TempDir())
		for _, n := range []int{0, 1, 2, 3, 0} {
			u.start(t, release(n))
			u.now = u.now.Add(100 * day)
		}
		u.serves(t, 4, 0, 2, 3, 4)
	})
	t.Run("fewer where they are large", func(t *testing.T) {
		u := newUpgrades(t.TempDir())
		large := func(n int) fstest.MapFS {
			app := release(n)
			app[fmt.Sprintf("assets/large-%08d.js", n)] = &fstest.MapFile{Data: bytes.Repeat([]byte{byte(n)}, 6<<20)}
			return app
		}
		for n := range 4 {
			u.start(t, large(n))
			u.now = u.now.Add(time.Minute)
		}
		u.serves(t, 4, 2, 3, 4)
	})
}

// What a power cut, or a hand, has made of a build is not served; nor is one that is not whole.
func TestDamagedBuildIsNotServed(t *testing.T) {
	u := newUpgrades(t.TempDir())
	u.start(t, release(1))
	found, err := filepath.Glob(filepath.Join(u.data, "builds", "*", filepath.FromSlash(part(1))))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	if err := os.WriteFile(found[0], nil, 0o600); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(u.data, "builds", "0011.new")
	if err := os.MkdirAll(half, 0o700); err != nil {
		t.Fatal(err)
	}
	u.serves(t, 2, 2)
	if !strings.Contains(u.said.String(), "not what they were") {
		t.Errorf("it is not said: %q", u.said.String())
	}
	if _, err := os.Stat(half); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a half is left: %v", err)
	}
	u.start(t, release(1)) // rolled back to: it is whole again
	u.serves(t, 2, 1, 2)
}

// A folder that takes no files stops no start, and it is said what that will mean.
func TestNoRoomForABuildStopsNoStart(t *testing.T) {
	t.Run("nothing can be made there", func(t *testing.T) {
		u := newUpgrades(t.TempDir())
		if err := os.WriteFile(filepath.Join(u.data, "builds"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		u.serves(t, 1, 1)
		if !strings.Contains(u.said.String(), "have to be opened again") {
			t.Errorf("it is not said: %q", u.said.String())
		}
	})
	t.Run("the disk is full", func(t *testing.T) {
		d := mounts(t)
		if d == nil {
			t.Log("this machine lends no disks; what is tried is the folder above")
			return
		}
		dir := t.TempDir()
		d.must(t, "mount", dir, "4m")
		u := newUpgrades(d.path(dir))
		u.start(t, release(1))
		large := release(2)
		large["assets/large-00000002.js"] = &fstest.MapFile{Data: make([]byte, 8<<20)}
		u.serve(t, large, func(get func(path, accepts string) fetched) {
			for _, n := range []int{1, 2} {
				if got := get("/"+part(n), ""); got.status != http.StatusOK {
					t.Errorf("release %d: %d", n, got.status)
				}
			}
		})
		if !strings.Contains(u.said.String(), "no space left") {
			t.Errorf("it is not said: %q", u.said.String())
		}
		if left, err := os.ReadDir(filepath.Join(u.data, "builds")); err != nil || len(left) != 1 {
			t.Errorf("what did not fit is left: %v, %v", left, err)
		}
	})
}
