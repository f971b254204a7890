package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// decode reads a body of JSON, strictly: one value, no unknown field, nothing after it.
func decode(c *fiber.Ctx, into any) error {
	if !isJSON(c) {
		return problem(codeContentType)
	}
	dec := json.NewDecoder(bytes.NewReader(c.Body()))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return bodyProblem(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return problem(codeJSON)
	}
	return nil
}

// decodeOptional is decode where having no body at all is fine.
func decodeOptional(c *fiber.Ctx, into any) error {
	if len(bytes.TrimSpace(c.Body())) == 0 {
		return nil
	}
	return decode(c, into)
}

func bodyProblem(err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return problem(codeJSON).at(kind.Field).because(err)
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		// encoding/json has no type for this; the sentence has been the same since Go 1.10, and a test watches it.
		return problem(codeUnknownField).at(strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)).because(err)
	}
	return problem(codeJSON).because(err)
}
