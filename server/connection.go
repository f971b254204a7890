package server

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"passbok/care"
	"passbok/fk/elt"
	"passbok/fk/queue"
	"passbok/month"
	"passbok/sync/book"
)

// connectionAnswer is how the provider is connected to Försäkringskassan, and to BankID.
type connectionAnswer struct {
	ELT    eltAnswer    `json:"elt"`
	BankID bankidAnswer `json:"bankid"`
	Erak   erakAnswer   `json:"erak"`
}

type eltAnswer struct {
	Connected   bool                   `json:"connected"`
	Supplier    string                 `json:"supplier"`
	Stopped     string                 `json:"stopped"` // why, for whoever runs the house
	Since       *time.Time             `json:"since"`   // when it was stopped
	Code        string                 `json:"code"`    // how it stands; empty where all is well
	Words       *sentence              `json:"words"`
	Outage      *outageAnswer          `json:"outage"`
	Certificate *Certificate           `json:"certificate"`
	Steps       []month.ConnectionStep `json:"steps"`
	Next        string                 `json:"next"`
}

type outageAnswer struct {
	Since time.Time `json:"since"`
	Last  time.Time `json:"last"`
	Calls int       `json:"calls"`
	Code  string    `json:"code"`
	Words sentence  `json:"words"`
	FK    string    `json:"fk"`
}

type bankidAnswer struct {
	Connected   bool         `json:"connected"`
	Certificate *Certificate `json:"certificate"`
}

type erakAnswer struct {
	Connected   bool         `json:"connected"`
	Certificate *Certificate `json:"certificate"` // by the server; else null
}

// connection answers GET /api/v1/connection.
func connection(c *call) error {
	var answer connectionAnswer
	proof, err := c.proof()
	if err != nil {
		return err
	}
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		answer.ELT.Steps, answer.ELT.Next, err = month.Connection(docs, c.who.Subject, proof, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	answer.BankID = bankidAnswer{c.server.cfg.BankID != nil, c.certificate(ServiceBankID)}
	answer.Erak = erakAnswer{c.server.cfg.Erak.Connected(), c.certificate(ServiceErak)}
	answer.ELT.stand(c.server.cfg.ELT, c.certificate(ServiceELT))
	return c.answer(fiber.StatusOK, answer)
}

// proof is what this server shows by itself of the way to ELT.
func (c *call) proof() (p month.Proof, err error) {
	way := c.server.cfg.ELT
	if way == nil {
		return p, nil
	}
	own := c.certificate(ServiceELT)
	p.Address, p.Certificate = way.Standing().Connected, own != nil && own.NotAfter.After(c.server.cfg.Clock())
	p.Taken, err = way.Taken(c.ctx)
	return p, err
}

// stand says how the connection to ELT stands.
func (a *eltAnswer) stand(way ELT, own *Certificate) {
	a.Code = queue.CodeNotConnected
	if way != nil && way.Standing().Connected {
		at := way.Standing()
		a.Connected, a.Stopped, a.Certificate, a.Supplier, a.Code = true, at.Stopped, own, way.Supplier(), ""
		if o := at.Outage; o.Calls > 0 {
			a.Outage = &outageAnswer{o.Since, o.Last, o.Calls, o.Code, problem(o.Code).Message, o.Words}
			a.Code = o.Code
		}
		if at.Stopped != "" {
			a.Since, a.Code = &at.Since, queue.CodeStopped
		}
	}
	if a.Code != "" {
		words := problem(a.Code).Message
		a.Words = &words
	}
}

// connectionStep answers PUT /api/v1/connection/steps/{step}: on which day it was done.
func connectionStep(c *call) error {
	var body struct {
		Done string `json:"done"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	id, err := uuid.NewV7FromReader(c.server.cfg.Rand)
	if err != nil {
		return problem(codeInternal).because(err)
	}
	step := strings.Clone(c.Params("step"))
	raw, err := json.Marshal(map[string]string{"step": step, "done": body.Done})
	if err != nil {
		return problem(codeInternal).because(err)
	}
	cmd := book.Command{ID: id.String(), Name: "connection.step", Person: c.who.Subject, Device: c.who.Device, Body: raw}
	_, err = c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		return month.ConnectionDone(docs, c.who.Subject, step, care.Date(body.Done), c.server.cfg.Clock())
	})
	if err != nil {
		return err
	}
	return connection(c)
}

// tested is what came of trying the connection.
type tested struct {
	OK   bool   `json:"ok"`
	Code string `json:"code"`
	SV   string `json:"sv"`
	EN   string `json:"en"`
	FK   string `json:"fk"` // for whoever runs the house, or Försäkringskassan's own words
}

// tryConnection answers POST /api/v1/connection/test: each side takes the other's certificate. Whoever has seen to what stopped
// the calls says resume, and they go on.
func tryConnection(c *call) error {
	var body struct {
		Resume bool `json:"resume"`
	}
	if err := decodeOptional(c.Ctx, &body); err != nil {
		return err
	}
	if !c.connected() {
		return problem(queue.CodeNotConnected)
	}
	answer := tested{OK: true, Code: queue.CodeGreeted}
	if err := c.server.cfg.ELT.Greet(c.ctx, body.Resume); err != nil {
		var failure *elt.Failure
		if !errors.As(err, &failure) {
			return err
		}
		answer = tested{Code: queue.CodeOf(failure), FK: failure.Words}
		if failure.Words == "" && failure.Unwrap() != nil {
			answer.FK = failure.Unwrap().Error()
		}
	}
	words := problem(answer.Code).Message
	answer.SV, answer.EN = words.SV, words.EN
	return c.answer(fiber.StatusOK, answer)
}
