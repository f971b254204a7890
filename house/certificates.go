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

const ownTLS = "tls"

// certified is what a certificate of ours is for, as the operator reads it.
var certified = map[string]string{"elt": "ELT", "bankid": "BankID", "erak": "E-RÄK"}

// certificates are ours, by what they are for; zero where there is none.
func (h *House) certificates() map[string]server.Certificate {
	all := map[string]server.Certificate{"elt": h.elt.Certificate(), "bankid": h.bankidCertificate()}
	if own := h.cfg.Erak.Identity; own != nil {
		all["erak"] = certificate(elt.Identity{Certificate: *own}, h.cfg.Clock())
	}
	if ends := h.cfg.CertificateEnds; !ends.IsZero() {
		all[ownTLS] = server.Certificate{NotAfter: ends, Days: daysUntil(ends, h.cfg.Clock())}
	}
	return all
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
	for service, c := range h.certificates() {
		day, due := notedDay(c.Days)
		if c.NotAfter.IsZero() || !due {
			continue
		}
		h.cfg.Log.Warn("a certificate of ours ends before long: without it nothing is signed or sent", "service", service, "days", c.Days, "until", c.NotAfter)
		ends := care.DateOf(c.NotAfter)
		t := trouble{code: push.CertificateEnds, alarm: alarmCertificate, of: fmt.Sprintf("%s/%s/%d", service, ends, day), last: ends, day: ends, service: certified[service]}
		if service == ownTLS { // it is no matter of the offices', who can do nothing about it
			t.code, t.alarm = "", alarmTLS
		}
		if err := h.tellOf(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
