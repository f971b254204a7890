package house

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"passbok/internal/failpoint"
	"passbok/store/archive"
	"passbok/store/file"
	"passbok/sync/book"
)

// What RenewArchive refuses, changing nothing.
var (
	// ErrNoArchive says that there is no archive at all.
	ErrNoArchive = errors.New("there is no archive here; say with --archive where it is")
	// ErrUnsound says that the database does not hold by itself, so that nothing may be written from it.
	ErrUnsound = errors.New("the database does not hold by itself, and its archive may be what is right: nothing was changed. Keep both, and see what `passbok verify --archive none` says")
)

// renewed is between the id of a book and a time, in the name of a folder that was its archive.
const renewed = ".before-"

// RenewedArchive is an archive that was damaged, and is written anew.
type RenewedArchive struct {
	Book    string   `json:"book"`
	Damage  []string `json:"damage"`  // what was found, and where
	Aside   string   `json:"aside"`   // the folder that the damaged one is now, in the archive's folder
	Entries uint64   `json:"entries"` // that the new one has
}

// RenewArchive puts each book's archive aside that is damaged, and writes it anew from the database. It does so only
// where the database holds by itself, and has all that the archive has. A run that was interrupted is finished by the next
// opening, which gives an archive what it lacks. Errors: ErrRunning, ErrNoArchive, ErrUnsound, book.ErrArchiveAhead.
func RenewArchive(ctx context.Context, cfg Config, progress func(Progress)) ([]RenewedArchive, error) {
	if op, running := Dial(ctx, cfg.Data); running {
		return nil, errors.Join(ErrRunning, op.Close())
	}
	if _, err := os.Stat(cfg.Archive); cfg.Archive == "" || errors.Is(err, os.ErrNotExist) {
		return nil, ErrNoArchive
	}
	without := cfg
	without.Archive = ""
	made, err := inHouse(ctx, without, func(h *House) ([]RenewedArchive, error) {
		made := []RenewedArchive{}
		for _, id := range h.Books() {
			one, err := h.putAside(ctx, cfg.Archive, id, progress)
			if err != nil {
				return made, err
			}
			if one.Aside != "" {
				made = append(made, one)
			}
		}
		return made, file.Flush(cfg.Archive)
	})
	if err != nil || len(made) == 0 {
		return made, err
	}
	failpoint.Pass("archive put aside")
	return inHouse(ctx, cfg, func(h *House) ([]RenewedArchive, error) { // the opening has written it anew
		for i, one := range made {
			b, _ := h.books.Book(one.Book)
			report, err := b.Verify(ctx, counting(progress, one.Book, entriesDone))
			if err != nil {
				return made, fmt.Errorf("prove the new archive of %s: %w", one.Book, err)
			}
			if made[i].Entries = report.Archived; len(report.Faults) > 0 {
				return made, fmt.Errorf("%w: %s", ErrUnsound, faultLine(report.Faults[0]))
			}
		}
		return made, nil
	})
}

// putAside gives the archive of one book another name, if it is damaged, and nothing is in it alone.
func (h *House) putAside(ctx context.Context, folder, id string, progress func(Progress)) (RenewedArchive, error) {
	dir := filepath.Join(folder, id)
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return RenewedArchive{}, nil
	}
	read := counting(progress, id, archiveDone)
	found, err := archive.Check(ctx, dir, func(done, of int64) { read(uint64(done), uint64(of)) }) //nolint:gosec // bytes of files
	if err != nil || len(found.Damage) == 0 {
		return RenewedArchive{}, err
	}
	b, _ := h.books.Book(id)
	report, err := b.Verify(ctx, counting(progress, id, entriesDone))
	switch {
	case err != nil:
		return RenewedArchive{}, fmt.Errorf("prove book %s: %w", id, err)
	case len(report.Faults) > 0:
		return RenewedArchive{}, fmt.Errorf("%s: %w (%s)", id, ErrUnsound, faultLine(report.Faults[0]))
	case found.Last > report.Head:
		return RenewedArchive{}, fmt.Errorf("%s: %w: it has entry %d, the database ends with %d. Nothing was changed: find a later backup, whose entries reach that far", id, book.ErrArchiveAhead, found.Last, report.Head)
	}
	made := RenewedArchive{Book: id, Aside: id + renewed + h.cfg.Clock().UTC().Format("20060102T150405Z")}
	for _, damage := range found.Damage {
		made.Damage = append(made.Damage, damage.Error())
	}
	if err := os.Rename(dir, filepath.Join(folder, made.Aside)); err != nil {
		return RenewedArchive{}, fmt.Errorf("put the damaged archive aside: %w", err)
	}
	return made, nil
}

// wasArchive says whether a folder's name is that of an archive that was put aside.
func wasArchive(name string) bool { return strings.Contains(name, renewed) }
