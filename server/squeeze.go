package server

import (
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// squeezeFrom is the length in bytes from which an answer is worth a gzip: below it, the packet is as full as it was.
const squeezeFrom = 1400

// squeezed sends JSON that is written already, gzipped where it is long and the caller takes that. For answers only in
// which nothing that a stranger can choose stands beside what a stranger may not know: of such a mix the length alone
// tells (BREACH). Those of a sync are so: they can be had with a bearer token alone, that no other site's page can send,
// and no token is in them.
func (c *call) squeezed(status int, raw []byte) error {
	c.Vary(fiber.HeaderAcceptEncoding)
	if len(raw) >= squeezeFrom && takes(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		// The fastest level: an answer is read once, and a sync waits for it.
		raw = fasthttp.AppendGzipBytesLevel(make([]byte, 0, len(raw)/4), raw, fasthttp.CompressBestSpeed)
		c.Set(fiber.HeaderContentEncoding, "gzip")
	}
	return c.written(status, raw)
}
