package house

import (
	"context"
	"errors"
	"fmt"
	"time"

	"passbok/care"
	"passbok/store/blob"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// scanLife is how long a scan stays that nobody came to name: somebody chose a picture, and went away.
const scanLife = 7 * 24 * time.Hour

// namedScan is a scan and a document that names it.
type namedScan struct {
	care.Scan
	ref string
}

// everything hands all documents of a book, of one kind, to fn.
type everything func(ctx context.Context, kind string, fn func(merge.Document) error) error

// namedScans are all scans that a book's documents name, in order of the documents.
func namedScans(ctx context.Context, every everything) ([]namedScan, error) {
	var all []namedScan
	for _, kind := range []string{"timesheet", "invoice"} {
		err := every(ctx, kind, func(doc merge.Document) error {
			for _, scan := range care.ScansOf(kind, doc.Values()) {
				all = append(all, namedScan{scan, doc.Ref})
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("look for scans: %w", err)
		}
	}
	return all, nil
}

// SweepScans takes away what nobody came to name. After a restore nothing goes until it is known what phones and the
// office still have to say.
func (h *House) SweepScans(ctx context.Context) (int, error) {
	ids, _ := h.books.ids()
	n := 0
	for _, id := range ids {
		b, _ := h.books.Book(id)
		restored, ok, err := b.RestoreReport(ctx)
		if err != nil {
			return n, err
		}
		if ok && restored.Held {
			continue
		}
		before := h.cfg.Clock().Add(-scanLife) // first the time, then who is named: what is named meanwhile is held
		named, err := namedScans(ctx, b.Everything)
		if err != nil {
			return n, err
		}
		known := map[string]bool{}
		for _, scan := range named {
			known[scan.Hash] = true
		}
		swept, err := h.scans.Sweep(id, before, func(hash string) bool { return known[hash] })
		if n += swept; err != nil {
			return n, fmt.Errorf("sweep scans of book %s: %w", id, err)
		}
	}
	return n, nil
}

// proveScans holds every scan that a book names against what is kept: how many there are, and what is wrong, in words.
func (h *House) proveScans(ctx context.Context, b *book.Book, progress func(done, of uint64)) (n int, wrong []string, err error) {
	named, err := namedScans(ctx, b.Everything)
	if err != nil {
		return 0, nil, err
	}
	for i, scan := range named {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
		progress(uint64(i), uint64(len(named)))
		_, err := h.scans.Get(b.ID(), scan.Hash)
		switch {
		case errors.Is(err, blob.ErrMissing):
			wrong = append(wrong, fmt.Sprintf("%s: its scan %s, of version %d, is not in the folder %s", scan.ref, scan.Hash, scan.Version, scansFolder))
		case errors.Is(err, blob.ErrDamaged):
			wrong = append(wrong, fmt.Sprintf("%s: its scan %s, of version %d, is damaged", scan.ref, scan.Hash, scan.Version))
		case err != nil:
			return 0, nil, fmt.Errorf("prove scans: %w", err)
		}
	}
	return len(named), wrong, nil
}

// LackedScans says how many scans a book names, and how many of them are not there: they are in no log and no archive.
type LackedScans struct {
	Scans   int `json:"scans,omitempty"`
	Missing int `json:"scans_missing,omitempty"`
}

// lackedScans looks whether the scans are there that a book, as it was made anew, names.
func lackedScans(ctx context.Context, folder *blob.Folder, id string, every everything) (LackedScans, error) {
	var found LackedScans
	named, err := namedScans(ctx, every)
	if err != nil {
		return found, err
	}
	for _, scan := range named {
		has, err := folder.Has(id, scan.Hash)
		if err != nil {
			return found, fmt.Errorf("look for scans: %w", err)
		}
		if found.Scans++; !has {
			found.Missing++
		}
	}
	return found, nil
}

// eraseScans takes away the scans that only documents name which are to be erased, and tells how many; dry, it only counts.
// It comes before the documents go, by which they are found: an erasure that is interrupted finds them again.
func (h *House) eraseScans(ctx context.Context, b *book.Book, erased map[string]bool, dry bool) (int, error) {
	named, err := namedScans(ctx, b.Everything)
	if err != nil {
		return 0, err
	}
	kept, gone := map[string]bool{}, []string{}
	for _, scan := range named {
		if !erased[scan.ref] {
			kept[scan.Hash] = true
		}
	}
	for _, scan := range named {
		if erased[scan.ref] && !kept[scan.Hash] {
			kept[scan.Hash] = true // once
			gone = append(gone, scan.Hash)
		}
	}
	if dry {
		return len(gone), nil
	}
	for _, hash := range gone {
		if _, err := h.scans.Remove(b.ID(), hash); err != nil {
			return 0, fmt.Errorf("erase scan %s of book %s: %w", hash, b.ID(), err)
		}
	}
	return len(gone), nil
}
