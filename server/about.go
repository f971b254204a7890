package server

import "github.com/gofiber/fiber/v2"

type aboutAnswer struct {
	// Contact is how people reach whoever answers for this house, as the operator wrote it; empty where they did not.
	Contact string `json:"contact"`
	// Passkeys says whether people can sign in with one here.
	Passkeys bool `json:"passkeys"`
	// BankID says whether people can sign in and sign with BankID here.
	BankID bool `json:"bankid"`
}

// about answers GET /api/v1/about: what a page may say of the house before anybody has signed in.
func about(c *call) error {
	return c.answer(fiber.StatusOK, aboutAnswer{c.server.cfg.Contact, c.server.cfg.Passkeys.Possible(), c.server.cfg.BankID != nil})
}
