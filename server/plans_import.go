package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"mime"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"passbok/care"
	"passbok/care/roll"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// importPlans answers POST /api/v1/plans/import?id=…: plans from a CSV file (package roll), as drafts that the office publishes in the
// schedule. With dry=1, or where anything is wrong with the file, nothing is written; what is there already is passed over. Pieces are
// as of [importPeople], each of plans of the same two.
func importPlans(c *call) error {
	id := c.Query("id")
	switch kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType)); {
	case err != nil || kind != "text/csv":
		return problem(codeContentType)
	case !c.carries(id):
		return problem(codeUUID).at("id")
	}
	lines, wrong := roll.ReadPlans(c.Body(), care.DateOf(c.server.cfg.Clock()))
	var rows []roll.PlanRow
	var there roster
	if len(wrong) == 0 {
		err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
			if err := there.look(docs); err != nil {
				return err
			}
			rows, wrong, err = settlePlans(docs, &there, lines)
			return err
		})
		if err != nil {
			return fmt.Errorf("look up who is there: %w", err)
		}
	}
	answer := importAnswerOf(nil, wrong)
	for _, r := range rows {
		if r.There {
			answer.There++
		} else {
			answer.New++
		}
	}
	if len(wrong) > 0 || c.Query("dry") != "" {
		return c.answer(fiber.StatusOK, answer)
	}
	hash := sha256.Sum256(c.Body())
	answer.Done = true
	pieces := roll.PlanPieces(lines)
	var err error
	answer.New, err = c.pieces(0, len(pieces), &there, func(i int) (int, error) {
		return c.bringPlans(pieces[i], &there, i, id, hex.EncodeToString(hash[:]))
	})
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, answer)
}

// settlePlans holds lines against the book.
func settlePlans(docs book.Documents, there *roster, lines []roll.PlanLine) ([]roll.PlanRow, []roll.Problem, error) {
	known, err := there.at(docs)
	if err != nil {
		return nil, nil, err
	}
	return roll.SettlePlans(lines, roll.Book{
		Known: known,
		Engaged: func(assistant, beneficiary string, on care.Date) (bool, error) {
			may, err := care.Engaged(month.Records(docs), assistant, beneficiary, on)
			return may == care.Allowed, err
		},
		Planned: func(assistant, beneficiary string, start time.Time) (bool, error) {
			return month.PlannedAt(docs, assistant, beneficiary, start)
		},
	})
}

// bringPlans writes one piece, and says how many plans it brought.
func (c *call) bringPlans(piece []roll.PlanLine, there *roster, at int, id, hash string) (int, error) {
	name := func(of string) string { return uuid.NewSHA1(uuid.MustParse(id), []byte(of)).String() }
	raw, err := json.Marshal(struct {
		About string `json:"about"`
		Piece int    `json:"piece"`
	}{hash, at})
	if err != nil {
		return 0, fmt.Errorf("write command: %w", err)
	}
	cmd := book.Command{ID: name(fmt.Sprintf("two %d", at)), Name: "plans.import", Person: c.who.Subject, Device: c.who.Device, Body: raw}
	receipt, err := c.book.Do(c.ctx, cmd, func(docs book.Documents) (book.Decision, error) {
		may, err := care.MayDo(month.Records(docs), c.who.Subject, care.Invite, "", c.server.cfg.Clock())
		if err != nil {
			return book.Decision{}, err
		}
		if !may {
			return book.Decision{}, op.Problemf(codeForbidden, "", "import")
		}
		rows, wrong, err := settlePlans(docs, there, piece)
		if err != nil {
			return book.Decision{}, err
		}
		if len(wrong) > 0 { // somebody wrote between the examination and now
			return book.Decision{}, fmt.Errorf("%w: %w", errChanged, &op.Problem{Code: op.CodeChanged})
		}
		made := roll.PlanDocuments(rows, name)
		d := book.Decision{Answer: care.Value(len(made))}
		for _, doc := range made {
			d.Set = append(d.Set, book.Change{Doc: doc.Ref, Set: doc.Fields})
		}
		return d, nil
	})
	if err != nil {
		return 0, err
	}
	var brought int
	if receipt.Answer == nil { // what it brought has been erased since
		return 0, nil
	}
	if err := json.Unmarshal(receipt.Answer, &brought); err != nil {
		return 0, fmt.Errorf("read what an import brought: %w", err)
	}
	return brought, nil
}
