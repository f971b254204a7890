package server

import (
	"crypto/ed25519"
	"encoding/hex"

	"github.com/gofiber/fiber/v2"
)

type aboutAnswer struct {
	// Contact is how people reach whoever answers for this house, as the operator wrote it; empty where they did not.
	Contact string `json:"contact"`
	// Passkeys says whether people can sign in with one here.
	Passkeys bool `json:"passkeys"`
	// BankID says whether people can sign in and sign with BankID here.
	BankID bool `json:"bankid"`
	// Setup says that there is no provider here yet: the server printed a link at its start, with which the first one is made.
	Setup bool `json:"setup"`
	// RecordKey is the public key, in hex, that the files are signed with in which people take their record along.
	RecordKey string `json:"recordKey"`
}

// about answers GET /api/v1/about: what a page may say of the house before anybody has signed in.
func about(c *call) error {
	cfg := c.server.cfg
	waits := false
	if cfg.Setup != nil {
		var err error
		if waits, err = cfg.Setup.Waits(c.ctx); err != nil {
			return err
		}
	}
	return c.answer(fiber.StatusOK, aboutAnswer{cfg.Contact, cfg.Passkeys.Possible(), cfg.BankID != nil, waits, c.server.recordKey()})
}

// recordKey is the public half of the key that signs records; empty where there is none.
func (s *Server) recordKey() string {
	if s.cfg.RecordKey == nil {
		return ""
	}
	public, ok := s.cfg.RecordKey.Public().(ed25519.PublicKey)
	if !ok {
		return ""
	}
	return hex.EncodeToString(public)
}
