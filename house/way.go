package house

import (
	"context"
	"time"

	"passbok/fk/queue"
	"passbok/server"
)

// WayOrder asks how the way to ELT stands.
type WayOrder struct {
	Resume bool `json:"resume,omitempty"` // calls that were stopped go on: somebody has seen to it
}

// Way is how the way to ELT stands.
type Way struct {
	Connected       bool         `json:"connected"`
	Stopped         string       `json:"stopped"` // why no call is made; empty: they are
	Since           time.Time    `json:"since"`
	Outage          queue.Outage `json:"outage"`
	Certificate     string       `json:"certificate"` // whose; empty: there is none
	CertificateEnds time.Time    `json:"certificateEnds"`
	Waiting         int          `json:"waiting"`
	Uncertain       int          `json:"uncertain"`
	Held            int          `json:"held"`
}

// Way tells how the way to ELT stands.
func (h *House) Way(ctx context.Context, order WayOrder) (Way, error) {
	if order.Resume {
		if err := h.elt.Resume(ctx); err != nil {
			return Way{}, err
		}
	}
	at, counted, certificate := h.elt.Standing(), h.elt.Count(), h.certificates()[server.ServiceELT]
	return Way{
		Connected: at.Connected, Stopped: at.Stopped, Since: at.Since, Outage: at.Outage,
		Certificate: certificate.Subject, CertificateEnds: certificate.NotAfter,
		Waiting: counted.Waiting, Uncertain: counted.Uncertain, Held: counted.Held,
	}, nil
}
