package server

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// app is the built PWA, whole in memory: a few hundred kilobytes a build, read once. A file with .br or .gz beside it is sent
// so to whoever takes it.
type app struct{ files map[string]*asset }

type asset struct {
	kind      string
	etag      string
	immutable bool
	worker    bool
	plain     []byte
	br, gz    []byte
}

// hashed matches the names that a build gives to what never changes: app-B3xK9a2d.js.
var hashed = regexp.MustCompile(`^assets/.+[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$`)

const (
	index  = "index.html"
	worker = "sw.js"
)

// retired takes the place of the app's service worker when that must go.
//
//go:embed retired.js
var retired []byte

// loadApp reads everything in files, and of earlier builds what is named by a hash. There must be an index.html. retire: no
// service worker but the one that ends itself.
func loadApp(files fs.FS, earlier []fs.FS, retire bool) (*app, error) {
	a := &app{files: map[string]*asset{}}
	if err := a.add(files, func(string) bool { return true }); err != nil {
		return nil, err
	}
	for _, build := range earlier {
		if err := a.add(build, func(name string) bool { return a.files[name] == nil && mayOutlive(name) }); err != nil {
			return nil, err
		}
	}
	if retire {
		a.files[worker] = newAsset(worker, retired)
	}
	if a.files[index] == nil {
		return nil, fmt.Errorf("read the app: %s is missing", index)
	}
	return a, nil
}

// mayOutlive says whether a file is served after its build is not any more: what is never asked for by another name than
// its own, and is no page.
func mayOutlive(name string) bool {
	return hashed.MatchString(name) && !strings.HasPrefix(kindOf(name), "text/html")
}

// add reads those files that are wanted.
func (a *app) add(files fs.FS, wanted func(name string) bool) error {
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") ||
			strings.HasPrefix(path.Base(name), ".") || !wanted(name) {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		one := newAsset(name, body)
		one.br, _ = fs.ReadFile(files, name+".br") // absent is fine
		one.gz, _ = fs.ReadFile(files, name+".gz")
		a.files[name] = one
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the app: %w", err)
	}
	return nil
}

func newAsset(name string, body []byte) *asset {
	sum := sha256.Sum256(body)
	return &asset{
		kind: kindOf(name), etag: hex.EncodeToString(sum[:12]), plain: body,
		immutable: hashed.MatchString(name), worker: name == worker,
	}
}

// kindOf gives the media type by a table of our own: the system's table differs from machine to machine.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".png":
		return "image/png"
	case ".svg":
		return "image/svg+xml"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// find gives the file of a path. Any path that names no file is a place inside the app, so it gets the index; one that
// looks like a file and is none does not exist.
func (a *app) find(urlPath string) (*asset, bool) {
	name := strings.TrimPrefix(path.Clean("/"+urlPath), "/")
	if one := a.files[name]; one != nil {
		return one, true
	}
	if path.Ext(name) != "" || strings.HasPrefix(name, "api/") || name == "api" {
		return nil, false
	}
	return a.files[index], true
}

// serve answers GET and HEAD of everything that is not the API.
func (a *app) serve(c *fiber.Ctx) error {
	one, ok := a.find(c.Path())
	if !ok && c.Path() == "/favicon.ico" { // the page names its icon; browsers ask for this one all the same
		c.Set(fiber.HeaderCacheControl, "public, max-age=86400")
		return c.SendStatus(fiber.StatusNoContent)
	}
	if !ok {
		return problem(codeNotFound)
	}
	body, encoding := one.plain, ""
	accepts := c.Get(fiber.HeaderAcceptEncoding)
	switch {
	case one.br != nil && takes(accepts, "br"):
		body, encoding = one.br, "br"
	case one.gz != nil && takes(accepts, "gzip"):
		body, encoding = one.gz, "gzip"
	}
	etag := `"` + one.etag + `"`
	if encoding != "" {
		etag = `"` + one.etag + "-" + encoding + `"`
		c.Set(fiber.HeaderContentEncoding, encoding)
	}
	c.Set(fiber.HeaderETag, etag)
	if one.br != nil || one.gz != nil {
		c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	}
	if one.immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "no-cache")
	}
	if one.worker {
		c.Set("Service-Worker-Allowed", "/")
	}
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), etag) {
		c.Response().Header.Del(fiber.HeaderContentEncoding)
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, one.kind)
	return c.Send(body)
}

// takes says whether an Accept-Encoding takes an encoding: named, and not with a weight of nothing.
func takes(accepts, encoding string) bool {
	for one := range strings.SplitSeq(accepts, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(one), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			q := strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
			return q == "" || strings.Trim(q, "0.") != ""
		}
	}
	return false
}
