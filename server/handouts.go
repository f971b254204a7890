package server

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/eid/handout"
	"passbok/month"
	"passbok/sync/book"
)

// A token of another system reads, and does nothing else. It acts for whoever made it: once they are no coordinator here any more,
// it opens nothing.

const (
	handedPath = "/api/v1/tokens"
	// tokenMark begins every token, so that people and programs know what they have found.
	tokenMark = "pbk_"

	scopePeople = "people"
	scopePlans  = "plans"
	scopeMonths = "months"

	longestToken = 2 * 365 // days
)

// scopes are what a token may be good for.
func scopes() []string { return []string{scopePeople, scopePlans, scopeMonths} }

type tokenAnswer struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Scopes  []string  `json:"scopes"`
	By      string    `json:"by"`
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
	Used    time.Time `json:"used,omitzero"`
}

func tokenOf(h handout.Handout) tokenAnswer {
	return tokenAnswer{h.ID, h.Name, h.Scopes, h.By, h.Made, h.Expires, h.Used}
}

// handedTokens answers GET /api/v1/tokens: those that hold, without what is secret in them.
func handedTokens(c *call) error {
	kept, err := c.server.cfg.Handouts.Of(c.ctx, c.book.ID(), handout.Token, "")
	if err != nil {
		return err
	}
	answer := struct {
		Tokens []tokenAnswer `json:"tokens"`
	}{[]tokenAnswer{}}
	for _, h := range kept {
		answer.Tokens = append(answer.Tokens, tokenOf(h))
	}
	return c.answer(fiber.StatusOK, answer)
}

// makeToken answers POST /api/v1/tokens: a new one, which is shown this once.
func makeToken(c *call) error {
	var body struct {
		Name   string   `json:"name"`
		Scopes []string `json:"scopes"`
		Days   int      `json:"days"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	body.Name = strings.TrimSpace(body.Name)
	slices.Sort(body.Scopes)
	switch {
	case body.Name == "":
		return problem(codeMissing).at("name")
	case len([]rune(body.Name)) > longestName:
		return problem(codeBodyTooLarge).at("name")
	case len(body.Scopes) == 0 || slices.ContainsFunc(body.Scopes, func(scope string) bool { return !slices.Contains(scopes(), scope) }):
		return problem(codeMissing).at("scopes")
	case body.Days < 1 || body.Days > longestToken:
		return problem(codeMissing).at("days")
	}
	secret, made, err := c.server.cfg.Handouts.Make(c.ctx, handout.Order{
		Book: c.book.ID(), Kind: handout.Token, Name: body.Name, Scopes: slices.Compact(body.Scopes), By: c.who.Subject, Life: time.Duration(body.Days) * 24 * time.Hour,
	})
	if err != nil {
		return err
	}
	c.note("a token was given out")
	return c.answer(fiber.StatusCreated, struct {
		tokenAnswer
		Token string `json:"token"`
	}{tokenOf(made), tokenMark + secret})
}

// endToken answers DELETE /api/v1/tokens/{id}: it opens nothing from now on.
func endToken(c *call) error {
	err := c.server.cfg.Handouts.End(c.ctx, c.book.ID(), handout.Token, "", c.Params("id"))
	if errors.Is(err, handout.ErrUnknown) {
		return problem(codeNotFound).at("id")
	}
	if err != nil {
		return err
	}
	c.note("a token was ended")
	return c.SendStatus(fiber.StatusNoContent)
}

// reads lets a token with a scope through to a handler, as whoever made it.
func reads(scope string, handle func(*call) error) func(*call) error {
	return func(c *call) error {
		kind, token, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
		secret, ours := strings.CutPrefix(token, tokenMark)
		switch {
		case token == "" || !strings.EqualFold(kind, "Bearer"):
			return problem(codeTokenMissing)
		case !ours:
			return problem(codeTokenForged)
		}
		found, err := c.server.cfg.Handouts.Find(c.ctx, handout.Token, secret)
		if errors.Is(err, handout.ErrUnknown) {
			return problem(codeTokenForged)
		}
		if err != nil {
			return err
		}
		b, there := c.server.cfg.Books.Book(found.Book)
		if !there {
			return problem(codeTokenForged)
		}
		leave, err := c.server.oneMore("token/"+found.ID, mostAPerson)
		if err != nil {
			return err
		}
		defer leave()
		c.book, c.who.Subject, c.who.Book = b, found.By, found.Book
		if !slices.Contains(found.Scopes, scope) {
			return problem(codeForbidden)
		}
		if err := c.server.admit(c, office); err != nil {
			return err
		}
		return handle(c)
	}
}

type readPerson struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Roles []string `json:"roles"` // that they hold today
}

// readPeople answers GET /api/v1/read/people: everybody who has, has had or will have a role.
func readPeople(c *call) error {
	answer := struct {
		People []readPerson `json:"people"`
	}{[]readPerson{}}
	err := c.book.View(c.ctx, func(docs book.Documents) error {
		found := map[string]bool{}
		if err := members(docs, func(person string, _ bool) { found[person] = true }); err != nil {
			return err
		}
		for person := range found {
			names, _, err := rolesOf(docs, person, c.server.cfg.Clock())
			if err != nil {
				return err
			}
			doc, _, err := docs.Get("person/" + person)
			if err != nil {
				return err
			}
			answer.People = append(answer.People, readPerson{person, doc.Text("name"), append([]string{}, names...)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(answer.People, func(a, b readPerson) int { return strings.Compare(a.ID, b.ID) })
	return c.answer(fiber.StatusOK, answer)
}

type readPlan struct {
	ID          string `json:"id"`
	Rev         uint64 `json:"rev"`
	Assistant   string `json:"assistant"` // id; empty: vacant
	Beneficiary string `json:"beneficiary"`
	Kind        string `json:"kind"`
	Start       string `json:"start"`
	End         string `json:"end"`
}

// readPlans answers GET /api/v1/read/plans/{month}: all plans that touch a month, in order of time.
func readPlans(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	answer := struct {
		Plans []readPlan `json:"plans"`
	}{[]readPlan{}}
	err = c.book.View(c.ctx, func(docs book.Documents) error {
		plans, err := month.PlansIn(docs, []care.Month{of})
		for _, p := range plans {
			answer.Plans = append(answer.Plans, readPlan{
				care.ID(p.Ref), p.Rev, p.Assistant.ID, p.Beneficiary.ID, string(p.Kind), care.FormatMinute(p.Start), care.FormatMinute(p.End),
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

type readSums struct {
	Assistant   string          `json:"assistant"` // id
	Beneficiary string          `json:"beneficiary"`
	Sums        care.Sums       `json:"sums"`
	Timesheet   care.SheetState `json:"timesheet"`
	Version     int             `json:"version"`
}

// readDisputed is whose sums are not told: two answers stand about one of their rows.
type readDisputed struct {
	Assistant   string `json:"assistant"` // id
	Beneficiary string `json:"beneficiary"`
}

// readMonth answers GET /api/v1/read/months/{month}: the minutes of each assistant at each customer, and where the timesheet stands.
func readMonth(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	answer := struct {
		Month    care.Month     `json:"month"`
		Sums     []readSums     `json:"sums"`
		Disputed []readDisputed `json:"disputed"`
	}{of, []readSums{}, []readDisputed{}}
	err = c.book.View(c.ctx, func(docs book.Documents) error {
		lines, err := c.shelf().Sheets(docs, c.who.Subject, of, c.server.cfg.Clock())
		for _, line := range lines {
			if line.Disputed {
				answer.Disputed = append(answer.Disputed, readDisputed{line.Assistant.ID, line.Beneficiary.ID})
				continue
			}
			answer.Sums = append(answer.Sums, readSums{line.Assistant.ID, line.Beneficiary.ID, line.Sums, line.State, line.Version})
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}
