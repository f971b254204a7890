package server

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"passbok/sync/book"
)

const syncPath = "/api/v1/sync"

// syncBook answers POST /api/v1/sync: it hands the device's operations to the book, and brings back verdicts and what
// has changed.
func syncBook(c *call) error {
	var request book.Request
	if !isJSON(c.Ctx) || !request.ReadPlain(c.Body()) {
		request = book.Request{}
		if err := decode(c.Ctx, &request); err != nil {
			return err
		}
	}
	if request.Device == "" {
		return problem(codeMissing).at("device")
	}
	if request.Device != c.who.Device {
		return problem(codeWrongDevice).at("device")
	}
	response, err := c.book.Sync(c.ctx, c.actor(), request)
	if err != nil {
		return err
	}
	for i, v := range response.Verdicts {
		if response.Verdicts[i].Message, err = message(v.Code); err != nil {
			return err
		}
	}
	response.Outdated = spoken(c.Get(protocolHeader)) < c.server.cfg.OldestWriter
	raw, err := response.AppendJSON(nil)
	if err != nil {
		return err
	}
	return c.squeezed(fiber.StatusOK, raw)
}

// protocolHeader is where a client says which version of the protocol it speaks. It is a header and no field of the body,
// so that whatever else a client gets wrong, it can be told that it is old.
const protocolHeader = "X-Passbok"

// spoken is the version that a client says; the first where it says none that can be read.
func spoken(header string) int {
	version, err := strconv.Atoi(header)
	if err != nil || version < 1 {
		return 1
	}
	return version
}

// message is the sentence of a verdict's code, which the engine, that speaks to no person, leaves out. No code, no
// sentence.
func message(code string) (json.RawMessage, error) {
	if code == "" {
		return nil, nil
	}
	said, known := sentences()[code]
	if !known {
		said = sentences()[codeInvalid]
	}
	raw, err := json.Marshal(said)
	if err != nil {
		return nil, fmt.Errorf("write the sentence of %s: %w", code, err)
	}
	return raw, nil
}
