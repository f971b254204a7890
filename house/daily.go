package house

import (
	"context"
	"time"
)

// daily is how long the house waits between two rounds of what is done once a day.
const daily = 24 * time.Hour

// runDaily does, at the start and then once a day, what keeps the registry and the folder of scans from growing for ever.
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
		if _, err := h.handouts.Sweep(ctx); err != nil && ctx.Err() == nil {
			h.cfg.Log.Error("forget what was given out long ago", "error", err)
		}
		scans, err := h.SweepScans(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			h.cfg.Log.Error("sweep scans that nothing names", "error", err)
		case scans > 0:
			h.cfg.Log.Info("took away scans that nothing names", "count", scans)
		}
		if _, err := h.push.WarnEnding(ctx); err != nil && ctx.Err() == nil {
			h.cfg.Log.Error("tell devices whose subscription ends", "error", err)
		}
		if _, err := h.ladder.Sweep(ctx, h.cfg.Clock()); err != nil && ctx.Err() == nil {
			h.cfg.Log.Error("forget what people were told long ago", "error", err)
		}
		if err := h.watchCertificates(ctx); err != nil && ctx.Err() == nil {
			h.cfg.Log.Error("tell of a certificate that ends", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-h.cfg.After(daily):
		}
	}
}
