package server

import (
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"passbok/care"
)

// What cannot be made smaller has time to come over a slow line, if it comes from somebody who is signed in.
func TestASlowLineHasTimeToSendWhatWaits(t *testing.T) {
	made, err := newTokens(ring(t), "https://passbok.example", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	good, _, err := made.issue("p", "d", "b", true)
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{tokens: made}
	scans := "/api/v1/months/b/2026-10/timesheets/p/scans"
	for name, x := range map[string]struct {
		method, uri, token string
		want               fasthttp.RequestConfig
	}{
		"a sync":                    {"POST", syncPath, good, fasthttp.RequestConfig{ReadTimeout: slowLine}},
		"a sync of nobody":          {"POST", syncPath, "x" + good, fasthttp.RequestConfig{}},
		"a scan":                    {"POST", scans, good, fasthttp.RequestConfig{ReadTimeout: slowLine, MaxRequestBodySize: care.ScanBytes}},
		"a scan of nobody":          {"POST", scans, "", fasthttp.RequestConfig{}},
		"whatever else":             {"POST", "/api/v1/me/language", good, fasthttp.RequestConfig{}},
		"a month's archive":         {"GET", archivePath + "b/2026-10", good, fasthttp.RequestConfig{WriteTimeout: archiveSends}},
		"a month's archive, nobody": {"GET", archivePath + "b/2026-10", "", fasthttp.RequestConfig{}},
	} {
		var head fasthttp.RequestHeader
		head.SetMethod(x.method)
		head.SetRequestURI(x.uri)
		head.Set(fiber.HeaderAuthorization, "Bearer "+x.token)
		if got := s.allowance(&head); got != x.want {
			t.Errorf("%s: %+v, want %+v", name, got, x.want)
		}
	}
}
