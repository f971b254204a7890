package server

import (
	"mime"

	"github.com/gofiber/fiber/v2"
)

// sameOrigin refuses what another site's page asks for in the name of someone signed in here. Browsers say where a
// request comes from in Origin and Sec-Fetch-Site; programs say neither, and carry no cookie. A request that the cookie
// alone would answer must besides be one that no form can make: it carries JSON, or X-Passbok.
func (s *Server) sameOrigin(c *fiber.Ctx, byCookie bool) error {
	if origin := c.Get(fiber.HeaderOrigin); origin != "" && origin != s.origin {
		return problem(codeOrigin)
	}
	switch c.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return problem(codeOrigin)
	}
	if byCookie && c.Get(protocolHeader) == "" && !isJSON(c) {
		return problem(codeContentType)
	}
	return nil
}

func isJSON(c *fiber.Ctx) bool {
	kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	return err == nil && kind == fiber.MIMEApplicationJSON
}
