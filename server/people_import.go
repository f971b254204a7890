package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"passbok/care"
	"passbok/care/roll"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

type importAnswer struct {
	// Done says that the file has been read in.
	Done bool `json:"done"`
	// New people, and people who were in the book before; not lines.
	New      int             `json:"new"`
	There    int             `json:"there"`
	Lines    []lineAnswer    `json:"lines"`
	Problems []problemAnswer `json:"problems"`
}

type lineAnswer struct {
	Line  int        `json:"line"`
	Name  string     `json:"name"`
	Role  string     `json:"role"`
	State roll.State `json:"state"`
}

type problemAnswer struct {
	Line    int      `json:"line"`
	Column  string   `json:"column"`
	Code    string   `json:"code"`
	Problem sentence `json:"problem"`
	Action  sentence `json:"action"`
}

// importPeople answers POST /api/v1/people/import?id=…: people from a CSV file (package roll). With dry=1, or where anything
// is wrong with the file, nothing is written. A file is written in pieces, a person each, each whole or not at all and
// each once, whatever is sent again: a command of its own, which can be erased with the person. What an answer that got lost left
// undone, the same file with the same id does.
func importPeople(c *call) error {
	id := c.Query("id")
	switch kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType)); {
	case err != nil || kind != "text/csv":
		return problem(codeContentType)
	case !c.carries(id):
		return problem(codeUUID).at("id")
	}
	lines, wrong := roll.Read(c.Body(), care.DateOf(c.server.cfg.Clock()))
	var rows []roll.Row
	var there roster
	if len(wrong) == 0 {
		err := c.book.View(c.ctx, func(docs book.Documents) error {
			err := there.look(docs)
			rows, wrong = roll.Settle(lines, there.known)
			return err
		})
		if err != nil {
			return fmt.Errorf("look up who is there: %w", err)
		}
	}
	answer := importAnswerOf(rows, wrong)
	if len(wrong) > 0 || c.Query("dry") != "" {
		return c.answer(fiber.StatusOK, answer)
	}
	hash := sha256.Sum256(c.Body())
	answer.New, answer.Done = 0, true
	pieces := roll.Pieces(lines)
	customers := 0
	for _, piece := range pieces {
		if slices.ContainsFunc(piece, func(l roll.Line) bool { return l.Role == care.RoleBeneficiary }) {
			customers++
		}
	}
	// Customers come first, and are there before those who work for them.
	for _, part := range [][2]int{{0, customers}, {customers, len(pieces)}} {
		brought, err := c.pieces(part[0], part[1], &there, func(i int) (int, error) {
			return c.bring(pieces[i], &there, i, id, hex.EncodeToString(hash[:]))
		})
		if err != nil {
			return err
		}
		answer.New += brought
	}
	return c.answer(fiber.StatusOK, answer)
}

func importAnswerOf(rows []roll.Row, wrong []roll.Problem) importAnswer {
	answer := importAnswer{Lines: []lineAnswer{}, Problems: []problemAnswer{}}
	for _, r := range rows {
		answer.Lines = append(answer.Lines, lineAnswer{r.Number, r.Name(), r.Role, r.State})
		if r.State == roll.New {
			answer.New++
		}
		if r.State == roll.There && r.First == r.Number {
			answer.There++
		}
	}
	for _, w := range wrong {
		said := rollSentences()[w.Code]
		answer.Problems = append(answer.Problems, problemAnswer{w.Line, w.Column, w.Code, said.problem, said.action})
	}
	return answer
}

var errChanged = errors.New("the book has changed since the file was examined")

// bring writes one piece, and says how many people it brought.
func (c *call) bring(piece []roll.Line, there *roster, at int, id, hash string) (int, error) {
	name := func(of string) string { return uuid.NewSHA1(uuid.MustParse(id), []byte(of)).String() }
	raw, err := json.Marshal(struct {
		About string `json:"about"`
		Piece int    `json:"piece"`
	}{hash, at})
	if err != nil {
		return 0, fmt.Errorf("write command: %w", err)
	}
	cmd := book.Command{ID: id, Name: "people.import", Person: c.who.Subject, Device: c.who.Device, Body: raw}
	if at > 0 {
		cmd.ID = name(fmt.Sprintf("piece %d", at))
	}
	receipt, err := c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		may, err := care.MayDo(month.Records(docs), c.who.Subject, care.Invite, "", c.server.cfg.Clock())
		if err != nil {
			return book.Decision{}, err
		}
		if !may {
			return book.Decision{}, op.Problemf(codeForbidden, "", "import")
		}
		known, err := there.at(docs)
		if err != nil {
			return book.Decision{}, err
		}
		rows, wrong := roll.Settle(piece, known)
		if len(wrong) > 0 { // somebody wrote between the examination and now
			return book.Decision{}, fmt.Errorf("%w: %w", errChanged, &op.Problem{Code: op.CodeChanged})
		}
		signs, err := care.Signs(month.Records(docs), c.who.Subject, care.DateOf(c.server.cfg.Clock()))
		if err != nil {
			return book.Decision{}, err
		}
		var d book.Decision
		for _, doc := range roll.Documents(rows, known, name) {
			if !signs && care.Text(doc.Fields, "role") == care.RoleCoordinator { // nobody gives a right that they lack
				doc.Fields["signs"] = care.Value(care.SignsNo)
			}
			d.Set = append(d.Set, book.Change{Doc: doc.Ref, Set: doc.Fields})
		}
		d.Answer = care.Value(importAnswerOf(rows, nil).New)
		return d, nil
	})
	if err != nil {
		return 0, err
	}
	var brought int
	if receipt.Answer == nil { // whom it brought has been erased since
		return 0, nil
	}
	if err := json.Unmarshal(receipt.Answer, &brought); err != nil {
		return 0, fmt.Errorf("read what an import brought: %w", err)
	}
	return brought, nil
}
