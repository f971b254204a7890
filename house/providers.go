package house

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"

	"passbok/care"
	"passbok/eid/invitation"
	"passbok/eid/signed"
	"passbok/sync/book"
)

// What an operator can get wrong.
var (
	ErrNoPerson  = errors.New("no such person with that provider")
	ErrWhichBook = errors.New("the server has several providers: say which book")
	ErrOrgnr     = errors.New("the organisationsnummer does not hold its check digit; it has ten digits")
	ErrName      = errors.New("a provider and its coordinator want names")
)

// byOperator is who an invitation and a command come from when no person of a book made them.
const byOperator = "operator"

// adding are the ids of a provider that is being made. Made again with the same ones, what was done already stays, and the rest is done.
type adding struct {
	book  string
	setup bool // by the link to the first provider
	beginning
}

// newAdding draws the ids of one more provider.
func (h *House) newAdding() (adding, error) {
	ids, err := h.newIDs(4)
	if err != nil {
		return adding{}, err
	}
	return adding{book: ids[0], beginning: beginning{ids[1], ids[2], ids[3]}}, nil
}

// addCommand is the name of the command that writes the first rows of a book.
const addCommand = "provider.add"

// AddProvider makes a book with its settings and its first coordinator, and a sign-in link for them.
func (h *House) AddProvider(ctx context.Context, p NewProvider) (Added, error) {
	ids, err := h.newAdding()
	if err != nil {
		return Added{}, err
	}
	return h.addProvider(ctx, p, ids)
}

func (h *House) addProvider(ctx context.Context, p NewProvider, ids adding) (Added, error) {
	number, err := care.ParseOrganisationsnummer(strings.ReplaceAll(p.Orgnr, "-", ""))
	if err != nil {
		return Added{}, fmt.Errorf("%q: %w", p.Orgnr, ErrOrgnr)
	}
	p.Name, p.Coordinator = strings.TrimSpace(p.Name), strings.TrimSpace(p.Coordinator)
	if p.Name == "" || p.Coordinator == "" {
		return Added{}, ErrName
	}
	body, err := json.Marshal(p)
	if err != nil {
		return Added{}, fmt.Errorf("write command: %w", err)
	}
	var begins *beginning
	if ids.setup {
		begins = &ids.beginning
	}
	b, err := h.books.add(ctx, ids.book, h.cfg.Clock(), begins)
	if err != nil {
		return Added{}, err
	}
	today := string(care.DateOf(h.cfg.Clock()))
	_, err = b.Do(ctx, book.Command{ID: ids.Command, Name: addCommand, Person: byOperator, Body: body}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{
			{Doc: "provider/" + ids.book, Set: care.Fields{
				"name": care.Value(p.Name), "organisationsnummer": care.Value(number), "contact": care.Value(p.Coordinator),
			}},
			{Doc: "person/" + ids.Person, Set: care.Fields{"name": care.Value(p.Coordinator)}},
			{Doc: "membership/" + ids.Membership, Set: care.Fields{
				"person": care.Value(ids.Person), "role": care.Value(care.RoleCoordinator), "from": care.Value(today),
			}},
		}}, nil
	})
	if err != nil {
		return Added{}, fmt.Errorf("write the first rows of the book: %w", err)
	}
	invited, err := h.Invite(ctx, InviteOrder{Book: ids.book, Person: ids.Person})
	if err != nil {
		return Added{}, err
	}
	return Added{Book: ids.book, Invited: invited}, nil
}

// OpenBook gives the book with that id, and makes it where it is not there: for whoever fills books by program.
func (h *House) OpenBook(ctx context.Context, id string) (*book.Book, error) {
	return h.books.add(ctx, id, h.cfg.Clock(), nil)
}

// Invite makes a new sign-in link for a person of a book.
func (h *House) Invite(ctx context.Context, order InviteOrder) (Invited, error) {
	b, err := h.whichBook(order.Book)
	if err != nil {
		return Invited{}, err
	}
	known := false
	err = b.View(ctx, func(docs book.Documents) (err error) {
		_, known, err = docs.Get("person/" + order.Person)
		return err
	})
	if err != nil {
		return Invited{}, fmt.Errorf("look for the person: %w", err)
	}
	if !known {
		return Invited{}, ErrNoPerson
	}
	made, err := h.invite.Make(ctx, invitation.Order{Book: b.ID(), Person: order.Person, By: byOperator, Life: order.Life})
	if err != nil {
		return Invited{}, fmt.Errorf("make invitation: %w", err)
	}
	link := strings.TrimSuffix(h.cfg.PublicURL, "/") + "/join#" + made.Code
	return Invited{Person: order.Person, Link: link, Code: made.Code, Expires: made.Expires}, nil
}

// whichBook gives the book named, or the only one there is.
func (h *House) whichBook(id string) (*book.Book, error) {
	if id == "" {
		switch ids, _ := h.books.ids(); len(ids) {
		case 0:
			return nil, ErrNoBook
		case 1:
			id = ids[0]
		default:
			return nil, ErrWhichBook
		}
	}
	b, ok := h.books.Book(id)
	if !ok {
		return nil, ErrNoBook
	}
	return b, nil
}

// Backup writes a consistent copy of the database, and of the scans after it. That there is one is noted afterwards, if it can be: a copy is a copy
// also where the disk is full.
func (h *House) Backup(ctx context.Context, w io.Writer) error {
	began := h.cfg.Clock()
	out := &countingWriter{w: w}
	if err := h.store.Backup(ctx, out); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	// What the copy names was on the disk before, and so is in what follows it.
	if _, err := h.scans.Append(w, out.n); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	if err := noteBackup(ctx, h.store, began); err != nil {
		h.cfg.Log.Warn("the backup is whole, and that it was made could not be noted for the metrics", "error", err)
	}
	return nil
}

// BackupSize is about how many bytes a backup of a data folder has: those of its database, and of the scans after it.
// 0 where it cannot be told.
func BackupSize(data string) int64 {
	info, err := os.Stat(Database(data))
	if err != nil {
		return 0
	}
	size := info.Size()
	// A folder that is not there has no scans; and a size need not be exact.
	_ = filepath.WalkDir(filepath.Join(data, scansFolder), func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if info, err := entry.Info(); err == nil {
			size += info.Size()
		}
		return nil
	})
	return size
}

// Verify proves every book.
func (h *House) Verify(ctx context.Context, tell func(Verified)) error {
	ids, _ := h.books.ids()
	began, faults := h.cfg.Clock(), 0
	for _, id := range ids {
		b, _ := h.books.Book(id)
		slow := slowly(h.cfg.Clock, func(p Progress) { tell(Verified{Book: p.Book, What: p.What, Done: p.Done, Of: p.Of}) })
		report, err := b.Verify(ctx, counting(slow, id, entriesDone))
		if err != nil {
			return fmt.Errorf("verify book %s: %w", id, err)
		}
		v := Verified{Book: id, Entries: report.Entries, Docs: int(report.Documents), Head: report.Hash, Erased: report.Erased, Archived: report.Archived}
		for _, fault := range report.Faults {
			v.Wrong = append(v.Wrong, faultLine(fault))
		}
		scans, wrong, err := h.proveScans(ctx, b, counting(slow, id, scansDone))
		if err != nil {
			return fmt.Errorf("verify book %s: %w", id, err)
		}
		v.Scans, v.Wrong = scans, append(v.Wrong, wrong...)
		signatures, wrong, err := signed.New(h.store).Check(ctx, id, counting(slow, id, signaturesDone))
		if err != nil {
			return fmt.Errorf("verify book %s: %w", id, err)
		}
		v.Signatures, v.Wrong = signatures, append(v.Wrong, wrong...)
		if v.Sendings, wrong, err = h.elt.Verify(ctx, id, counting(slow, id, sendingsDone)); err != nil {
			return fmt.Errorf("verify book %s: %w", id, err)
		}
		v.Wrong = append(v.Wrong, wrong...)
		faults += len(v.Wrong)
		tell(v)
	}
	if err := noteVerified(ctx, h.store, began, faults); err != nil {
		h.cfg.Log.Warn("everything was proved, and that it was could not be noted", "error", err)
	}
	return nil
}

// History tells all that happened to a document.
func (h *House) History(ctx context.Context, order HistoryOrder) ([]book.HistoryEntry, error) {
	b, err := h.whichBook(order.Book)
	if err != nil {
		return nil, err
	}
	entries, err := b.History(ctx, order.Doc)
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	return entries, nil
}

// faultLine says what a proof found, and where.
func faultLine(fault book.Fault) string {
	where := strings.TrimSpace(fault.Doc)
	if fault.Seq > 0 {
		where = strings.TrimSpace(fmt.Sprintf("entry %d %s", fault.Seq, fault.Doc))
	}
	if where == "" {
		return fault.What
	}
	return where + ": " + fault.What
}

// newIDs draws ids as everything in a book has them.
func (h *House) newIDs(n int) ([]string, error) {
	ids := make([]string, n)
	for i := range ids {
		id, err := uuid.NewV7FromReader(h.cfg.Rand)
		if err != nil {
			return nil, fmt.Errorf("draw an id: %w", err)
		}
		ids[i] = id.String()
	}
	return ids, nil
}
