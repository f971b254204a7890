package server

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// header is one that goes out with every answer, whatever it is.
type header struct{ name, value string }

// securityHeaders are the ten. Strict-Transport-Security only where the house is reached by https: on a bare loopback
// it would lock people out of every other service on their own machine.
func securityHeaders(public *url.URL, erakOrigin string) []header {
	formAction := "'self'"
	if erakOrigin != "" {
		formAction += " " + erakOrigin
	}
	csp := strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
		"connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action " + formAction,
		"frame-ancestors 'none'", "base-uri 'none'",
	}, "; ")
	all := []header{
		{"Content-Security-Policy", csp},
		{"Cross-Origin-Embedder-Policy", "require-corp"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Origin-Agent-Cluster", "?1"},
		{"Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
		{"Referrer-Policy", "same-origin"},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
	}
	if public.Scheme == "https" {
		all = append(all, header{"Strict-Transport-Security", "max-age=63072000; includeSubDomains"})
	}
	return all
}

// dress sets what every answer carries, those of the router's own errors included.
func (s *Server) dress(c *fiber.Ctx) {
	for _, h := range s.headers {
		c.Set(h.name, h.value)
	}
	c.Set("X-Request-Id", s.requestID(c))
	if strings.HasPrefix(c.Path(), "/api/") {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
}
