package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/gofiber/fiber/v2"

	"passbok/month"
	"passbok/sync/book"
)

// answerInvoice answers POST /api/v1/invoices/{beneficiary}/{month}/answers: what whoever may send the invoice says to the
// recurring questions of its form.
func answerInvoice(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	var body struct {
		command
		Answers map[string]bool `json:"answers"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	if len(body.Answers) == 0 {
		return problem(codeMissing).at("answers")
	}
	cmd, err := c.commandOf(&body.command, "invoice.answer", ask.Beneficiary+"@"+string(ask.Month), nil, true, false)
	if err != nil {
		return err
	}
	if cmd.Body, err = withAnswers(cmd.Body, body.Answers); err != nil {
		return err
	}
	in := month.Input{Ask: ask, Saw: body.Saw}
	receipt, err := c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) { return month.Answer(docs, in, body.Answers) })
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, receiptOf(receipt))
}

// withAnswers is what is kept of a command, and the answers, so that the same id cannot mean two.
func withAnswers(kept json.RawMessage, answers map[string]bool) (json.RawMessage, error) {
	said := make([]string, 0, len(answers))
	for _, question := range slices.Sorted(maps.Keys(answers)) {
		said = append(said, fmt.Sprintf("%s=%t", question, answers[question]))
	}
	raw, err := json.Marshal(struct {
		Command json.RawMessage `json:"command"`
		Said    []string        `json:"said"`
	}{kept, said})
	if err != nil {
		return nil, fmt.Errorf("write command: %w", err)
	}
	return raw, nil
}
