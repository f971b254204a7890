package house

import (
	"context"
	"fmt"

	"passbok/care"
	"passbok/fk/elt"
	"passbok/push"
	"passbok/server"
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
		ends := care.DateOf(c.NotAfter)
		if err := h.tellOffices(ctx, trouble{push.CertificateEnds, fmt.Sprintf("%s/%s/%d", service, ends, day), ends}); err != nil {
			return err
		}
	}
	return nil
}
