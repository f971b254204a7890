package server

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/month/page"
	"passbok/nudge"
	"passbok/push"
	"passbok/sync/book"
)

// Ladder knows whom notices reached: see nudge.Ladder.
type Ladder interface {
	Unreached(ctx context.Context, book string) ([]nudge.Case, error)
	About(ctx context.Context, book, beneficiary string, m care.Month) ([]nudge.Case, error)
	Waiting(ctx context.Context, book string, m care.Month) ([]nudge.Case, error)
	Remind(ctx context.Context, book, beneficiary string, m care.Month, by string, now time.Time) ([]nudge.Case, error)
}

// toldCase is how far one person was told of one thing.
type toldCase struct {
	ID          string      `json:"id"`
	Person      month.Party `json:"person"`
	Beneficiary month.Party `json:"beneficiary"`
	Month       care.Month  `json:"month"`
	Notice      push.Code   `json:"notice"`
	Title       month.Words `json:"title"`
	Phone       string      `json:"phone"` // of the person; empty where it is not known
	Last        care.Date   `json:"last"`  // the last day to act; empty where there is none
	Opened      time.Time   `json:"opened"`
	Listed      *time.Time  `json:"listed"` // null: they may still be reached
	Done        *time.Time  `json:"done"`   // null: it is not
	Looked      bool        `json:"looked"`
	Steps       []toldStep  `json:"steps"`
}

type toldStep struct {
	Rung      nudge.Rung `json:"rung"`
	At        time.Time  `json:"at"`
	Passed    string     `json:"passed"` // why nobody was told; empty where somebody was
	Delivered *time.Time `json:"delivered"`
	Shown     *time.Time `json:"shown"`
	Opened    *time.Time `json:"opened"`
	By        string     `json:"by"` // who asked that they be told; empty: it was its time
}

// unreached answers GET /api/v1/office/unreached: who was not reached about what, or has done nothing about it.
func unreached(c *call) error {
	cases, err := c.server.cfg.Ladder.Unreached(c.ctx, c.book.ID())
	if err != nil {
		return err
	}
	return c.cases(cases)
}

// toldAbout answers GET /api/v1/months/{beneficiary}/{month}/notices: what was sent to whom about a month, and what became of it.
func toldAbout(c *call) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	cases, err := c.server.cfg.Ladder.About(c.ctx, c.book.ID(), ask.Beneficiary, ask.Month)
	if err != nil {
		return err
	}
	return c.cases(cases)
}

func (c *call) cases(cases []nudge.Case) error {
	told, err := c.toldCases(cases)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, struct {
		People []toldCase `json:"people"`
	}{told})
}

// toldCases are cases as people see them, in their order.
func (c *call) toldCases(cases []nudge.Case) ([]toldCase, error) {
	told := []toldCase{}
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		told = told[:0]
		for _, one := range cases {
			of, err := toldOf(docs, one)
			if err != nil {
				return err
			}
			told = append(told, of)
		}
		return nil
	})
	return told, err
}

func toldOf(docs book.Documents, one nudge.Case) (toldCase, error) {
	person, phone, err := cardOf(docs, one.Person)
	if err != nil {
		return toldCase{}, err
	}
	beneficiary, _, err := cardOf(docs, one.Beneficiary)
	if err != nil {
		return toldCase{}, err
	}
	of := toldCase{
		ID: one.ID(), Person: person, Beneficiary: beneficiary, Month: one.Month, Notice: one.Code, Phone: phone, Last: one.Last,
		Opened: one.Opened, Listed: never(one.Listed), Done: never(one.Done), Looked: one.Looked(), Steps: []toldStep{},
	}
	if of.Title.SV, _, _, err = one.Notice().Words("sv"); err == nil {
		of.Title.EN, _, _, err = one.Notice().Words("en")
	}
	if err != nil {
		return toldCase{}, err
	}
	for _, s := range one.Steps {
		by := month.Party{}
		if s.By != "" {
			if by, _, err = cardOf(docs, s.By); err != nil {
				return toldCase{}, err
			}
		}
		of.Steps = append(of.Steps, toldStep{s.Rung, s.At, s.Passed, never(s.Delivered), never(s.Shown), never(s.Opened), by.Name})
	}
	return of, nil
}

// never is null where a time is not.
func never(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func cardOf(docs book.Documents, id string) (month.Party, string, error) {
	doc, _, err := docs.Get("person/" + id)
	return month.Party{ID: id, Name: doc.Text("name")}, doc.Text("phone"), err
}

// letter answers GET /api/v1/office/unreached/{case}/letter: to print and send to somebody who was not reached.
func letter(c *call) error {
	cases, err := c.server.cfg.Ladder.Unreached(c.ctx, c.book.ID())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(cases, func(one nudge.Case) bool { return one.ID() == c.Params("case") })
	if i < 0 {
		return problem(codeNotFound)
	}
	english := c.Query("lang") == "en"
	lang := "sv"
	if english {
		lang = "en"
	}
	title, body, _, err := cases[i].Notice().Words(lang)
	if err != nil {
		return err
	}
	l := page.Letter{Waits: title, Body: body, Address: c.server.cfg.PublicURL, Day: dayInWords(care.DateOf(c.server.cfg.Clock()), lang), English: english}
	err = c.book.View(c.ctx, func(docs book.Documents) error {
		who, _, err := cardOf(docs, cases[i].Person)
		if err != nil {
			return err
		}
		l.To = who.Name
		for doc, err := range docs.Feed(care.ProviderFeed) {
			if err != nil {
				return err
			}
			l.Provider, l.Phone = doc.Text("name"), doc.Text("phone")
		}
		return nil
	})
	if err != nil {
		return err
	}
	var written bytes.Buffer
	if err := page.WriteLetter(&written, l); err != nil {
		return err
	}
	return c.document(asPage, "brev", written.Bytes())
}

func dayInWords(d care.Date, lang string) string {
	return strconv.Itoa(d.Day()) + " " + d.Month().Name(lang) + " " + string(d[:4])
}
