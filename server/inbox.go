package server

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// inbox answers GET /api/v1/office/inbox: all that waits for somebody of the office, what is at risk first.
func inbox(c *call) error {
	now := c.server.cfg.Clock()
	in, err := c.shelf().Inbox(c.ctx, c.book, c.who.Subject, now)
	if err != nil {
		return err
	}
	still, err := c.standingStill(in.Underway())
	if err != nil {
		return err
	}
	people, err := c.notReached()
	if err != nil {
		return err
	}
	in.Add(slices.Concat(still, people, c.endingCertificates())...)
	return c.answer(fiber.StatusOK, in)
}

// atWork answers GET /api/v1/office/now: who works at this moment, and who should and does not.
func atWork(c *call) error {
	var is month.Now
	err := c.book.View(c.ctx, func(docs book.Documents) (err error) {
		is, err = c.shelf().Now(docs, c.who.Subject, c.server.cfg.Clock())
		return err
	})
	if err != nil {
		return err
	}
	if is.Asks() {
		present, err := c.server.cfg.Sessions.In(c.ctx, c.who.Book)
		if err != nil {
			return err
		}
		is.Hear(func(person string) time.Time { return present[person].Seen })
	}
	return c.answer(fiber.StatusOK, is)
}

// standingStill are the timesheets on their way that stand still until somebody has looked, those of which nobody knows whether they
// have arrived, and those that must be signed anew.
func (c *call) standingStill(underway map[string]month.OnWay) (still []month.Item, err error) {
	if c.server.cfg.ELT == nil || len(underway) == 0 {
		return nil, nil
	}
	refs := make([]string, 0, len(underway))
	for ref := range underway {
		refs = append(refs, ref)
	}
	items, err := c.server.cfg.ELT.Of(c.ctx, c.book.ID(), refs...)
	if err != nil {
		return nil, err
	}
	stopped, unqueued := c.server.cfg.ELT.Standing().Stopped != "", map[string]care.SheetState{}
	for ref, of := range underway {
		s, item := (*sending)(nil), of.Item
		if queued, there := items[ref]; there {
			s = sendingOf(queued, stopped)
		}
		if s == nil {
			unqueued[ref] = of.State
			continue
		}
		switch month.Queued(s.State) {
		case month.QueuedHeld:
			item.Kind = month.ItemHeld
		case month.QueuedUncertain:
			item.Kind = month.ItemUncertain
		default:
			continue
		}
		item.Since, item.Message = s.Since, month.Words{
			SV: fmt.Sprintf("Tidsredovisningen för %s: %s", item.Person.Name, s.Words.SV), EN: fmt.Sprintf("The timesheet of %s: %s", item.Person.Name, s.Words.EN),
		}
		still = append(still, month.NewItem(item.Key, item))
	}
	lost, err := c.lost(unqueued)
	for ref, gone := range lost {
		if !gone {
			continue
		}
		item := underway[ref].Item
		item.Kind, item.Message = month.ItemSignAnew, month.Words{
			SV: fmt.Sprintf("Underskrifterna på tidsredovisningen för %s finns inte kvar här. Öppna den, och be om underskrifterna igen.", item.Person.Name),
			EN: fmt.Sprintf("The signatures of %s's timesheet are not kept here. Reopen it, and ask for them again.", item.Person.Name),
		}
		still = append(still, month.NewItem(item.Key, item))
	}
	return still, err
}

// notReached are people who could not be told of something, or do nothing about it.
func (c *call) notReached() (people []month.Item, err error) {
	cases, err := c.server.cfg.Ladder.Unreached(c.ctx, c.book.ID())
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	all, err := c.toldCases(cases)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		since := one.Opened
		if one.Listed != nil {
			since = *one.Listed
		}
		people = append(people, month.NewItem("unreached:"+one.ID, month.Item{
			Kind: month.ItemUnreached, Beneficiary: one.Beneficiary, Month: one.Month, Person: one.Person, Since: since, Last: one.Last, Ref: one.ID, Place: "/office/unreached#p-" + one.ID,
			Message: month.Words{SV: cmp.Or(one.Person.Name, "Någon") + " har inte nåtts: " + one.Title.SV + ".", EN: cmp.Or(one.Person.Name, "Somebody") + " was not reached: " + one.Title.EN + "."},
		}))
	}
	return people, nil
}

// certificateDays is for how many days before it ends the office sees a certificate of the house's among what waits for it.
const certificateDays = 90

// endingCertificates are those without which nothing can be signed or sent before long.
func (c *call) endingCertificates() (ending []month.Item) {
	words := map[string]month.Words{
		ServiceELT:    {SV: "Certifikatet hos Försäkringskassan går snart ut. Utan det kan inget skickas. Säg till den som sköter servern.", EN: "The certificate at Försäkringskassan runs out before long. Without it nothing can be sent. Tell whoever looks after the server."},
		ServiceErak:   {SV: "Certifikatet hos E-RÄK går snart ut. Utan det kan ingen räkning skickas. Säg till den som sköter servern.", EN: "The certificate at E-RÄK runs out before long. Without it no invoice can be sent. Tell whoever looks after the server."},
		ServiceBankID: {SV: "Certifikatet hos BankID går snart ut. Utan det kan inget skrivas under. Säg till den som sköter servern.", EN: "The certificate at BankID runs out before long. Without it nothing can be signed. Tell whoever looks after the server."},
	}
	for service, one := range c.certificates() {
		if _, theirs := words[service]; !theirs || one.Days > certificateDays { // the server's own is its operator's matter
			continue
		}
		last := care.DateOf(one.NotAfter)
		ending = append(ending, month.NewItem("certificate:"+service, month.Item{
			Kind: month.ItemCertificate, Since: last.Before(certificateDays).Start(), Last: last, Message: words[service], Place: "/office/connection#s-" + service,
		}))
	}
	return ending
}
