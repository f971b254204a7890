package house

import (
	"context"
	"time"
)

// daily is how long the house waits between two rounds of what is done once a day.
const daily = 24 * time.Hour

// runDaily does, at the start and then once a day, what keeps the registry from growing for ever.
func (h *House) runDaily(ctx context.Context) error {
	for {
		swept, err := h.invite.Sweep(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			h.cfg.Log.Error("sweep invitations", "error", err) // there is another day
		case swept > 0:
			h.cfg.Log.Info("forgot old invitations", "count", swept)
		}
		if err := h.watchCertificates(ctx); err != nil && ctx.Err() == nil {
			h.cfg.Log.Error("tell of a certificate that ends", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(daily):
		}
	}
}
