package server

import (
	"bytes"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/out/paxml"
	"passbok/sync/book"
)

// program is what files say has made them.
const program = "Passbok"

// payrollAnswer is a month for payroll, with the codes that go where the provider has said none.
type payrollAnswer struct {
	month.Payroll
	Assumed care.PayCodes `json:"assumed"`
}

// payroll answers GET /api/v1/payroll/{month}: who is paid for how long, and what keeps whom from being paid.
func payroll(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	pay, err := c.payrollOf(of, nil)
	if err != nil {
		return err
	}
	return c.answer(fiber.StatusOK, payrollAnswer{pay, paxml.Codes()})
}

// payrollFile answers POST /api/v1/payroll/{month}/paxml: the month as a file for a payroll system. While anything keeps anybody
// from being paid there is none, but without those whom the caller leaves out by name.
func payrollFile(c *call) error {
	of, err := c.month()
	if err != nil {
		return err
	}
	var body struct {
		Leave   []string `json:"leave"`
		Absence bool     `json:"absence"`
	}
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	pay, err := c.payrollOf(of, body.Leave)
	if err != nil {
		return err
	}
	if len(pay.Stops) > 0 {
		p := problem(codePayrollStopped)
		p.Detail = map[string]any{"stops": pay.Stops}
		return p
	}
	file := paxml.File{
		Made: c.server.cfg.Clock(), Company: pay.Provider.Name, Number: pay.Provider.Organisationsnummer, Program: program,
		Times: timesOf(pay, pay.Codes.Or(paxml.Codes())),
	}
	if body.Absence {
		file.Away = awayOf(pay)
	}
	if len(file.Times)+len(file.Away) == 0 {
		return problem(codePayrollEmpty)
	}
	var written bytes.Buffer
	if err := paxml.Write(&written, file); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/xml")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="loneunderlag-%s.xml"`, of))
	return c.send(written.Bytes())
}

func (c *call) payrollOf(of care.Month, leave []string) (pay month.Payroll, err error) {
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		pay, err = month.Payrolls(docs, c.who.Subject, of, leave, c.server.cfg.Clock())
		return err
	})
	return pay, err
}

// timesOf are the times of a payroll, employee by employee and day by day: what was worked, and what of it is unsocial hours.
func timesOf(pay month.Payroll, codes care.PayCodes) (times []paxml.Time) {
	for _, e := range pay.Employees {
		for _, day := range e.Days {
			for _, kind := range care.AllKinds() {
				if minutes := day.Of(kind); minutes > 0 {
					times = append(times, paxml.Time{Employee: e.Number, Personnummer: e.Personnummer, Code: codes.Of(kind), Date: day.Date, Minutes: minutes})
				}
			}
			for _, more := range day.Unsocial {
				times = append(times, paxml.Time{Employee: e.Number, Personnummer: e.Personnummer, Code: more.Code, Date: day.Date, Minutes: more.Minutes})
			}
		}
	}
	return times
}

// awayOf are the whole days on which employees are away.
func awayOf(pay month.Payroll) (away []paxml.Away) {
	for _, e := range pay.Employees {
		for _, a := range e.Absences {
			if a.Whole {
				away = append(away, paxml.Away{Employee: e.Number, Personnummer: e.Personnummer, Code: paxml.Absence(a.Kind), From: a.From, To: a.To})
			}
		}
	}
	return away
}
