package server_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"passbok/server"
)

func TestApp(t *testing.T) {
	w := newWorld(t)
	c := w.anonymous()
	const index, script = "<!doctype html><title>Passbok</title>", "export {}"
	for name, r := range map[string]struct {
		method, path, accepts string
		status                int
		body, cache, encoding string
		kind                  string
	}{
		"start":               {"GET", "/", "", 200, index, "no-cache", "", "text/html; charset=utf-8"},
		"a place in the app":  {"GET", "/office/be0/2026-10", "", 200, index, "no-cache", "", "text/html; charset=utf-8"},
		"the way back":        {"GET", "/rakning/be0/2026-10?tillbaka=1", "", 200, index, "no-cache", "", "text/html; charset=utf-8"},
		"brotli":              {"GET", "/", "gzip, br", 200, "brotli of the index", "no-cache", "br", "text/html; charset=utf-8"},
		"brotli of no weight": {"GET", "/", "gzip, br;q=0", 200, index, "no-cache", "", "text/html; charset=utf-8"},
		"hashed":              {"GET", "/assets/app-B3xK9a2d.js", "", 200, script, "public, max-age=31536000, immutable", "", "text/javascript; charset=utf-8"},
		"hashed, gzip":        {"GET", "/assets/app-B3xK9a2d.js", "gzip", 200, "gzip of the app", "public, max-age=31536000, immutable", "gzip", "text/javascript; charset=utf-8"},
		"worker":              {"GET", "/sw.js", "", 200, "// worker", "no-cache", "", "text/javascript; charset=utf-8"},
		"manifest":            {"GET", "/manifest.webmanifest", "", 200, "{}", "no-cache", "", "application/manifest+json"},
		"head":                {"HEAD", "/", "", 200, "", "no-cache", "", "text/html; charset=utf-8"},
		"no such file":        {"GET", "/assets/app-00000000.js", "", 404, "", "", "", ""},
		"out of the folder":   {"GET", "/../../etc/passwd.txt", "", 404, "", "", "", ""},
		"a file's neighbour":  {"GET", "/index.html.br", "", 404, "", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.do(request{method: r.method, path: r.path, header: map[string]string{"Accept-Encoding": r.accepts}})
			got.TB = t
			got.want(r.status)
			if r.status != 200 {
				return
			}
			if string(got.body) != r.body || got.header.Get("Cache-Control") != r.cache ||
				got.header.Get("Content-Encoding") != r.encoding || got.header.Get("Content-Type") != r.kind {
				t.Errorf("%q %v", got.body, got.header)
			}
			if (r.path == "/sw.js") != (got.header.Get("Service-Worker-Allowed") == "/") {
				t.Errorf("Service-Worker-Allowed %q", got.header.Get("Service-Worker-Allowed"))
			}
			again := c.do(request{method: r.method, path: r.path, header: map[string]string{
				"Accept-Encoding": r.accepts, "If-None-Match": got.header.Get("ETag")}})
			again.TB = t
			again.want(304)
		})
	}
}

// Of builds that were served before, there is what is named by a hash, and nothing else; the present one comes first.
func TestEarlierBuilds(t *testing.T) {
	earlier := func(name, what string) fstest.MapFS {
		return fstest.MapFS{
			"index.html": {Data: []byte(what)}, "sw.js": {Data: []byte(what)}, "look.js": {Data: []byte(what)}, ".secret": {Data: []byte(what)},
			"assets/page-B3xK9a2d.html": {Data: []byte(what)}, "assets/plain.js": {Data: []byte(what)},
			"assets/app-B3xK9a2d.js": {Data: []byte(what)}, "assets/both-00000000.js": {Data: []byte(what)},
			name: {Data: []byte(what)}, name + ".br": {Data: []byte("brotli of " + what)},
		}
	}
	c := newWorld(t, func(cfg *server.Config) {
		cfg.Earlier = []fs.FS{earlier("assets/ui-11111111.js", "newer"), earlier("assets/ui-00000000.css", "older")}
	}).anonymous()
	for path, want := range map[string]string{
		"/": "<!doctype html><title>Passbok</title>", "/sw.js": "// worker", "/assets/app-B3xK9a2d.js": "export {}",
		"/assets/ui-11111111.js": "newer", "/assets/ui-00000000.css": "older", "/assets/both-00000000.js": "newer",
		"/look.js": "", "/.secret": "", "/assets/page-B3xK9a2d.html": "", "/assets/plain.js": "",
		"/assets/ui-11111111.js.br": "", "/assets/../../assets/ui-2-11111111.js": "", "/assets/..%2f..%2fsw-11111111.js": "",
	} {
		got := c.do(request{method: "GET", path: path, header: map[string]string{"Accept-Encoding": ""}})
		if want == "" {
			got.want(404)
		} else if got.want(200); string(got.body) != want {
			t.Errorf("%s is %q", path, got.body)
		}
	}
	got := c.do(request{method: "GET", path: "/assets/ui-00000000.css", header: map[string]string{"Accept-Encoding": "br"}}).want(200)
	if string(got.body) != "brotli of older" || got.header.Get("Cache-Control") != "public, max-age=31536000, immutable" ||
		got.header.Get("Content-Type") != "text/css; charset=utf-8" || got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%q %v", got.body, got.header)
	}
}

// A bad service worker is taken away by one that is served in its place; nothing else of the app changes.
func TestRetiredWorker(t *testing.T) {
	c := newWorld(t, func(cfg *server.Config) { cfg.RetireWorker = true }).anonymous()
	got := c.do(request{method: "GET", path: "/sw.js", header: map[string]string{"Accept-Encoding": "br, gzip"}}).want(200)
	body := string(got.body)
	if !strings.Contains(body, "registration.unregister()") || strings.Contains(body, "indexedDB") {
		t.Errorf("%s", body)
	}
	if got.header.Get("Cache-Control") != "no-cache" || got.header.Get("Service-Worker-Allowed") != "/" || got.header.Get("Content-Encoding") != "" {
		t.Errorf("%v", got.header)
	}
	if page := c.do(request{method: "GET", path: "/"}).want(200); !strings.Contains(string(page.body), "Passbok") {
		t.Errorf("%s", page.body)
	}
}

func TestFavicon(t *testing.T) {
	c := newWorld(t).anonymous()
	for _, method := range []string{"GET", "HEAD"} {
		got := c.do(request{method: method, path: "/favicon.ico"}).want(204)
		if len(got.body) > 0 || got.header.Get("Cache-Control") == "" {
			t.Errorf("%s: %q %v", method, got.body, got.header)
		}
	}
}

func TestHeaders(t *testing.T) {
	w := newWorld(t)
	c := w.anonymous()
	for _, r := range []request{{method: "GET", path: "/"}, {method: "GET", path: "/healthz"}, {method: "GET", path: "/nowhere.js"},
		{method: "GET", path: "/api/v1/none"}, {method: "POST", path: "/api/v1/sync", raw: []byte(strings.Repeat("x", 1<<20+1))},
		{method: "POST", path: "/api/v1/sync"}} {
		got := c.do(r)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
				"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self' " + erakOrigin + "; frame-ancestors 'none'; base-uri 'none'",
			"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Origin-Agent-Cluster": "?1",
			"Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
			"Referrer-Policy":    "same-origin", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Strict-Transport-Security": "", "Server": "",
		} {
			if got.header.Get(name) != want {
				t.Errorf("%s %s: %s is %q", r.method, r.path, name, got.header.Get(name))
			}
		}
		if got.header.Get("X-Request-Id") == "" {
			t.Errorf("%s %s has no id", r.method, r.path)
		}
	}
	secure := newWorld(t, func(cfg *server.Config) { cfg.PublicURL = "https://passbok.example" })
	if got := secure.anonymous().get("/healthz"); got.header.Get("Strict-Transport-Security") != "max-age=63072000; includeSubDomains" {
		t.Errorf("over https: %v", got.header)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for name, change := range map[string]func(*server.Config){
		"no address": func(cfg *server.Config) { cfg.PublicURL = "" },
		"a path":     func(cfg *server.Config) { cfg.PublicURL = "https://passbok.example/app" },
		"no scheme":  func(cfg *server.Config) { cfg.PublicURL = "passbok.example" },
		"no index":   func(cfg *server.Config) { cfg.App = fstest.MapFS{} },
		"no log":     func(cfg *server.Config) { cfg.Log = nil },
	} {
		cfg := newWorld(t).config
		change(&cfg)
		if _, err := server.New(cfg); err == nil {
			t.Errorf("%s: built all the same", name)
		}
	}
}
