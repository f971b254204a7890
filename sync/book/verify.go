package book

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"passbok/store/archive"
	"passbok/sync/book/internal/proof"
)

// Verify proves that the log is whole (each entry's hash is in the next, each payload is the one that was hashed, or an
// erasure names it), that every document is the fold of the log's outcomes, byte for byte, and that the archive says the
// same. progress, if not nil, is told now and then. The error is the store's; what is wrong with the book is in the report.
func (b *Book) Verify(ctx context.Context, progress func(done, of uint64)) (Report, error) {
	what := proof.Book{Log: b.log(), Schema: b.cfg.Schema}
	if b.keeper != nil {
		what.Archived = func(ctx context.Context, head uint64) (iter.Seq2[archive.Record, error], error) {
			if err := b.archived(ctx, head); err != nil && !errors.Is(err, ErrArchive) {
				return nil, err
			}
			return b.keeper.archive.Records(ctx, 0), nil
		}
	}
	report, err := proof.Verify(ctx, what, progress)
	if err != nil {
		return Report{}, fmt.Errorf("verify: %w", err)
	}
	return report, nil
}
