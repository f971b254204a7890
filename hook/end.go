package hook

import (
	"context"
	"fmt"
	"time"

	"passbok/store"
)

// EndBy has those that somebody made end at a time, which may have been.
func (s *Hooks) EndBy(ctx context.Context, book, by string, at time.Time) error {
	err := s.cfg.Store.Update(ctx, space, func(tx store.Txn) error {
		var found []Hook
		err := each(tx, func(h Hook) error {
			if h.Book == book && h.By == by && (h.Until.IsZero() || h.Until.After(at)) {
				found = append(found, h)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, h := range found {
			h.Until = at.UTC()
			if err := put(tx, h); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("end hooks: %w", err)
	}
	return nil
}
