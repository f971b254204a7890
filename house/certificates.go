package house

import (
	"context"
	"fmt"

	"passbok/care"
	"passbok/fk/elt"
	"passbok/month"
	"passbok/push"
	"passbok/server"
	"passbok/sync/book"
)

// bankidCertificate is ours, as a relying party of BankID.
func (h *House) bankidCertificate() server.Certificate {
	if h.desk.client == nil {
		return server.Certificate{}
	}
	return certificate(elt.Identity{Certificate: h.cfg.BankID.Identity}, h.cfg.Clock())
}

// notedDay is the last of the days on which the office is told of a certificate that is left: 90, 30 and 7 before its end, and the
// one on which it has ended. due is false as long as none has come.
func notedDay(left int) (day int, due bool) {
	for _, day := range []int{-1, 7, 30, 90} {
		if left <= day {
			return day, true
		}
	}
	return 0, false
}

// watchCertificates tells the office, and the log, of a certificate that ends before long: once for each of those days. Push knows for a
// month whom it has told; a reminder after that does no harm.
func (h *House) watchCertificates(ctx context.Context) error {
	for service, c := range map[string]server.Certificate{"elt": h.elt.Certificate(), "bankid": h.bankidCertificate()} {
		day, due := notedDay(c.Days)
		if c.NotAfter.IsZero() || !due {
			continue
		}
		h.cfg.Log.Warn("a certificate of ours ends before long: without it nothing is signed or sent", "service", service, "days", c.Days, "until", c.NotAfter)
		if err := h.tellCertificate(ctx, service, c, day); err != nil {
			return err
		}
	}
	return nil
}

// tellCertificate tells every provider's office.
func (h *House) tellCertificate(ctx context.Context, service string, c server.Certificate, day int) error {
	ids, _ := h.books.ids()
	for _, id := range ids {
		b, _ := h.books.Book(id)
		var office []string
		err := b.View(ctx, func(docs book.Documents) (err error) {
			office, err = care.Coordinators(month.Records(docs), h.cfg.Clock())
			return err
		})
		if err != nil {
			return fmt.Errorf("find whom to tell of a certificate: %w", err)
		}
		ends := care.DateOf(c.NotAfter)
		err = h.push.Enqueue(ctx, push.Notice{
			ID: fmt.Sprintf("certificate/%s/%s/%d/%s", service, ends, day, id), Code: push.CertificateEnds, To: office, Office: true,
			Month: string(ends.Month()), Beneficiary: id, Deadline: string(ends), // it is about no person: the provider stands there
		})
		if err != nil {
			return fmt.Errorf("tell of a certificate: %w", err)
		}
	}
	return nil
}
