package server

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/bankid"
	"passbok/eid/signed"
	"passbok/fk/elt"
	"passbok/fk/queue"
	"passbok/month"
	"passbok/signing"
	"passbok/sync/book"
)

// Signing is where people sign and are signed in with BankID: see signing.Desk.
type Signing interface {
	Sign(ctx context.Context, b *book.Book, in month.SheetInput, role signed.Role, ip string) (string, error)
	SignIn(ctx context.Context, browser, ip string) (string, error)
	Look(ctx context.Context, id string) (signing.Order, error)
	Newest(ctx context.Context, book, person string) (string, error)
	Cancel(ctx context.Context, id string) error
	Who(ctx context.Context, id string) ([]signing.Match, error)
	Use(ctx context.Context, id string, m signing.Match, device string) error
	Used(ctx context.Context, id, device string) (signing.Match, error)
	Drop(ctx context.Context, id string) error
}

type orderBegun struct {
	Order string `json:"order"`
}

type orderAnswer struct {
	Order   string        `json:"order"`
	Purpose string        `json:"purpose"` // sign or sign_in
	Status  bankid.Status `json:"status"`
	Hint    bankid.Hint   `json:"hint"`
	SV      string        `json:"sv"`
	EN      string        `json:"en"`
	QR      string        `json:"qr"`   // an SVG; empty once an app has the order
	Link    string        `json:"link"` // empty once an app has the order
	// About is whose timesheet is signed, and as what; Result is what came of the signature. Both are null of a sign-in.
	About  *signing.About `json:"about"`
	Result *resultAnswer  `json:"result"`
}

type resultAnswer struct {
	signing.Result
	SV string `json:"sv"`
	EN string `json:"en"`
}

// desk is where people sign, else the problem that the house is not connected to BankID.
func (c *call) desk() (Signing, error) {
	if c.server.cfg.BankID == nil {
		return nil, problem(codeBankidNowhere)
	}
	return c.server.cfg.BankID, nil
}

// sheetSign answers POST …/months/{beneficiary}/{month}/timesheets/{assistant}/sign: the provider's signature is asked for.
func sheetSign(c *call) error {
	ask, err := c.sheetAsk()
	if err != nil {
		return err
	}
	return c.beginSignature(ask, signed.Provider)
}

// mySheetSign answers POST /api/v1/me/timesheets/{beneficiary}/{month}/sign: the assistant's is.
func mySheetSign(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	return c.beginSignature(month.SheetAsk{Ask: ask, Assistant: c.who.Subject}, signed.Assistant)
}

func (c *call) beginSignature(ask month.SheetAsk, role signed.Role) error {
	cmd, body, err := c.command("sheet.sign", aboutSheet(ask), true, false)
	if err != nil {
		return err
	}
	desk, err := c.desk()
	if err != nil {
		return err
	}
	id, err := desk.Sign(c.ctx, c.book, month.SheetInput{SheetAsk: ask, ID: cmd.ID, Saw: body.Saw}, role, clientOf(c.Ctx))
	if err != nil {
		return bankidProblem(err)
	}
	return c.answer(fiber.StatusCreated, orderBegun{id})
}

// bankidProblem is what is told where an order could not be made, or not be ended.
func bankidProblem(err error) error {
	var unsendable elt.Problems
	var unfit *queue.Refusal
	var refused *bankid.Failure
	switch {
	case errors.Is(err, signing.ErrNoNumber):
		return problem(codeBankidNoNumber).because(err)
	case errors.Is(err, bankid.ErrUnknown):
		return problem(codeNotFound).because(err)
	case errors.As(err, &unsendable):
		p := problem(codeSheetUnsendable).because(err)
		p.Detail = map[string]any{"problems": unsendable}
		return p
	case errors.Is(err, signing.ErrNoPaper):
		return problem(codeSheetNoPaper).because(err)
	case errors.As(err, &unfit) && unfit.Code() == queue.CodeSchema:
		return problem(codeSheetSchema).because(err)
	case errors.As(err, &refused), errors.Is(err, bankid.ErrAnswer), errors.Is(err, bankid.ErrUnreached):
		p := problem(codeBankidUnreachable).because(err)
		words := bankid.SayError(err)
		p.Message = sentence{words.SV, words.EN}
		return p
	}
	return err
}

// newestOrder answers GET /api/v1/orders: the caller's newest, so that a page which was lost is found again.
func newestOrder(c *call) error {
	desk, err := c.desk()
	if err != nil {
		return err
	}
	var id string
	if c.who.Subject != "" {
		if id, err = desk.Newest(c.ctx, c.who.Book, c.who.Subject); err != nil && !errors.Is(err, bankid.ErrUnknown) {
			return err
		}
	} else if held, _ := c.signInOrder(); held != "" {
		switch o, err := c.order(held); {
		case err == nil && !o.Used:
			id = held
		case err != nil && problemOf(err).Code != codeNotFound:
			return err
		}
	}
	return c.answer(fiber.StatusOK, orderBegun{id})
}

// lookOrder answers GET /api/v1/orders/{order}: how an order stands. Pages ask each second while it is pending.
func lookOrder(c *call) error {
	o, err := c.order(c.Params("order"))
	if err != nil {
		return err
	}
	answer := orderAnswer{Order: o.ID, Purpose: o.Purpose, Status: o.Status, Hint: o.Hint, SV: o.Words.SV, EN: o.Words.EN, Link: o.Link}
	if o.QR != "" {
		if answer.QR, err = bankid.SVG(o.QR, "QR"); err != nil {
			return err
		}
	}
	if o.Purpose == signing.ToSign {
		answer.About = &o.About
	}
	if o.Result != nil {
		answer.Result = &resultAnswer{Result: *o.Result}
		if said, ok := sentences()[o.Result.Code]; ok {
			answer.Result.SV, answer.Result.EN = said.SV, said.EN
		}
	}
	return c.answer(fiber.StatusOK, answer)
}

// cancelOrder answers DELETE /api/v1/orders/{order}. One that has ended stays as it ended.
func cancelOrder(c *call) error {
	o, err := c.order(c.Params("order"))
	if err != nil {
		return err
	}
	if err := c.server.cfg.BankID.Cancel(c.ctx, o.ID); err != nil {
		return bankidProblem(err)
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// order is one of the caller's own: of the person in the book, or, without a session, of the browser. Others' are as if
// they were not there.
func (c *call) order(id string) (signing.Order, error) {
	desk, err := c.desk()
	if err != nil {
		return signing.Order{}, err
	}
	o, err := desk.Look(c.ctx, id)
	if err != nil {
		return signing.Order{}, bankidProblem(err)
	}
	own := o.About.Person != "" && o.About.Person == c.who.Subject && o.About.Book == c.who.Book
	if o.Purpose == signing.ToSignIn {
		held, secret := c.signInOrder()
		own = held == id && signing.BrowserOf(secret) == o.Browser
	}
	if !own {
		return signing.Order{}, problem(codeNotFound)
	}
	return o, nil
}
