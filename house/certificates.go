package house

import (
	"context"
	"fmt"

	"passbok/care"
	"passbok/fk/elt"
	"passbok/push"
	"passbok/server"
)

// certificates are those that we show others, by the service; ownTLS is the one that everybody sees.
func (h *House) certificates() map[string]server.Certificate {
	own := map[string]elt.Identity{}
	if h.elt.client.Connected() {
		own[server.ServiceELT] = h.cfg.ELT.Identity
	}
	if h.erak.Connected() && h.cfg.Erak.Identity != nil {
		own[server.ServiceErak] = elt.Identity{Certificate: *h.cfg.Erak.Identity}
	}
	if h.desk.client != nil {
		own[server.ServiceBankID] = elt.Identity{Certificate: h.cfg.BankID.Identity}
	}
	all := map[string]server.Certificate{}
	for service, of := range own {
		if one := certificate(of, h.cfg.Clock()); !one.NotAfter.IsZero() {
			all[service] = one
		}
	}
	if ends := h.cfg.CertificateEnds; !ends.IsZero() {
		all[ownTLS] = server.Certificate{NotAfter: ends, Days: daysUntil(ends, h.cfg.Clock())}
	}
	return all
}

const ownTLS = "tls"

// certified is what a certificate of ours is for, as the operator reads it.
var certified = map[string]string{"elt": "ELT", "bankid": "BankID", "erak": "E-RÄK"}

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
		if !due {
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
