package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/google/uuid"

	"passbok/care"
	monthly "passbok/month"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// What a board of all customers costs, by how many there are: from nothing, again when nothing has happened, and after one
// row has changed. Five assistants and 280 rows a customer and month, and four months of history. It is the processor's time
// that is held against the targets, since the clock counts what else the machine is doing: from nothing that of the whole
// process; of a look at what is kept, that of the thread that looks, since the last write is still being tidied up beside it.
const (
	boardTeam   = 5
	boardRows   = 280
	boardMonths = 4
)

// boards measures boards of so many customers each, and holds the largest against the targets. Their books are kept.
func boards(ctx context.Context, keep string, customers []int, t *table) error {
	for i, n := range customers {
		got, err := boardOf(ctx, filepath.Join(keep, fmt.Sprint("board-", n)), n)
		if err != nil {
			return fmt.Errorf("a board of %d customers: %w", n, err)
		}
		name := fmt.Sprintf("a board of %d customers, %d rows a month, ", n, n*boardRows)
		t.note(name+"from nothing, s on the clock", fmt.Sprintf("%.3g", got.clock.Seconds()))
		if i < len(customers)-1 {
			t.note(name+"from nothing, s", fmt.Sprintf("%.3g", got.cold.Seconds()))
			t.note(name+"kept, ms", fmt.Sprintf("%.3g", milliseconds(got.kept)))
			t.note(name+"after a changed row, ms more", fmt.Sprintf("%.3g", milliseconds(got.changed)))
			continue
		}
		t.atMost(name+"from nothing, s", got.cold.Seconds(), 10)
		t.atMost(name+"kept, ms", milliseconds(got.kept), 100)
		t.atMost(name+"after a changed row, ms more", milliseconds(got.changed), 1)
		t.atMost("  one customer's month with its coverage map, of these, ms", milliseconds(got.month), 50)
		t.atMost(name+"memory of the process, MiB", got.memory, 512)
		t.note("  and all that waits for the office besides, s", fmt.Sprintf("%.3g", got.inbox.Seconds()))
		t.atMost("  and that kept, ms", milliseconds(got.inboxKept), 100)
		t.atMost("  and memory with that, MiB", got.inboxMemory, 512)
	}
	return nil
}

// boardCost is what a board took of the processor, and from nothing also on the clock.
type boardCost struct {
	clock, cold, kept, changed time.Duration
	month                      time.Duration // a customer's month as it is looked at, the mean of some
	inbox, inboxKept           time.Duration // what waits for the office: once the board is kept; and again
	memory, inboxMemory        float64       // MiB: what the process has from the system, without what is mapped of the disk
}

// madeBoard is what is kept beside a book of a board, to find one's way in it.
type madeBoard struct {
	Book   string   `json:"book"`
	Office string   `json:"office"`
	Rows   []string `json:"rows"` // some of October's
}

func boardOf(ctx context.Context, folder string, customers int) (cost boardCost, err error) {
	if err := makeBoard(ctx, folder, customers); err != nil {
		return cost, err
	}
	var made madeBoard
	text, err := os.ReadFile(filepath.Join(folder, "made.json"))
	if err != nil {
		return cost, err
	}
	if err := json.Unmarshal(text, &made); err != nil {
		return cost, err
	}
	st, b, err := openBoard(ctx, folder, made.Book)
	if err != nil {
		return cost, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	debug.FreeOSMemory()
	shelf := new(monthly.Shelf)
	look := func(whose int) (took time.Duration, err error) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		begun := used(whose)
		err = b.View(ctx, func(docs book.Documents) error {
			board, err := shelf.Board(docs, made.Office, "2026-10", boardNow)
			if err == nil && len(board.Customers) != customers {
				err = fmt.Errorf("%d customers on it", len(board.Customers))
			}
			return err
		})
		return used(whose) - begun, err
	}
	begun := time.Now()
	if cost.cold, err = look(syscall.RUSAGE_SELF); err != nil {
		return cost, err
	}
	cost.clock = time.Since(begun)
	const times = 200 // the mean counts: a thread's time is told in ticks, which are longer than one look
	for i := range times {
		took, err := look(thread)
		if err != nil {
			return cost, err
		}
		cost.kept += took / times
		if err := setAll(ctx, b, []book.Change{{Doc: made.Rows[i*len(made.Rows)/times], Set: op.Fields{"note": care.Value(newID())}}}); err != nil {
			return cost, err
		}
		if took, err = look(thread); err != nil {
			return cost, err
		}
		cost.changed += took / times
	}
	if cost.month, err = monthsOf(ctx, b, shelf, made.Office); err != nil {
		return cost, err
	}
	cost.memory = hasFromSystem()
	cost.changed = max(0, cost.changed-cost.kept)
	inbox := func(whose int) (took time.Duration, err error) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		begun := used(whose)
		_, err = shelf.Inbox(ctx, b, made.Office, boardNow)
		return used(whose) - begun, err
	}
	if cost.inbox, err = inbox(syscall.RUSAGE_SELF); err != nil {
		return cost, err
	}
	for range times {
		took, err := inbox(thread)
		if err != nil {
			return cost, err
		}
		cost.inboxKept += took / times
	}
	cost.inboxMemory = hasFromSystem()
	return cost, nil
}

// monthsOf is what the thread needs for a customer's whole month: rows, sums, findings, and what the coverage map is drawn of.
func monthsOf(ctx context.Context, b *book.Book, shelf *monthly.Shelf, office string) (mean time.Duration, err error) {
	const some = 50
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err = b.View(ctx, func(docs book.Documents) error {
		board, err := shelf.Board(docs, office, "2026-10", boardNow)
		if err != nil {
			return err
		}
		begun := used(thread)
		for i := range some {
			customer := board.Customers[i*len(board.Customers)/some].Beneficiary.ID
			v, err := shelf.Look(docs, monthly.Ask{Person: office, Beneficiary: customer, Month: "2026-10", Now: boardNow})
			if err == nil && len(v.Rows) != boardRows {
				err = fmt.Errorf("%d rows in it", len(v.Rows))
			}
			if err != nil {
				return fmt.Errorf("a month of %s: %w", customer, err)
			}
		}
		mean = (used(thread) - begun) / some
		return nil
	})
	return mean, err
}

func hasFromSystem() float64 {
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	return float64(mem.Sys-mem.HeapReleased) / (1 << 20)
}

var boardNow = time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)

func openBoard(ctx context.Context, folder, id string) (*bolt.Store, *book.Book, error) {
	st, err := bolt.Open(ctx, filepath.Join(folder, "db"), bolt.Options{})
	if err != nil {
		return nil, nil, err
	}
	schema := op.Schema{}
	for _, kind := range care.Kinds() {
		schema[kind.Name] = op.Kind(kind)
	}
	b, err := book.Open(ctx, st, id, book.Config{Schema: schema, Rights: nobody{}, Clock: func() time.Time { return boardNow }, Rand: rand.Reader})
	if err != nil {
		return nil, nil, errors.Join(err, st.Close())
	}
	return st, b, nil
}

// makeBoard makes the book of a board, unless it is there.
func makeBoard(ctx context.Context, folder string, customers int) (err error) {
	file := filepath.Join(folder, "made.json")
	if _, err := os.Stat(file); err == nil {
		return nil
	}
	if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o700)); err != nil {
		return err
	}
	made := madeBoard{Book: uuid.NewString()}
	st, b, err := openBoard(ctx, folder, made.Book)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if made.Office, made.Rows, err = fillBoard(ctx, b, customers); err != nil {
		return err
	}
	text, err := json.Marshal(made)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

// fillBoard enters the office, customers, their teams and months of rows; rows are some of those of October.
func fillBoard(ctx context.Context, b *book.Book, customers int) (office string, rows []string, err error) {
	var set []book.Change
	put := func(kind string, fields map[string]any) (ref string) {
		ref = kind + "/" + newID()
		doc := op.Fields{}
		for name, value := range fields {
			doc[name] = care.Value(value)
		}
		set = append(set, book.Change{Doc: ref, Set: doc})
		return ref
	}
	person := func(role string) string {
		id := care.ID(put("person", map[string]any{"name": "Bänk"}))
		put("membership", map[string]any{"person": id, "role": role, "from": "2024-01-01"})
		return id
	}
	office = person(care.RoleCoordinator)
	for range customers {
		who := person(care.RoleBeneficiary)
		put("decision", map[string]any{"beneficiary": who, "granter": care.GranterFK, "from": "2026-01-01", "to": "2026-12-31", "minutes": 60 * 800, "per": care.PerMonth})
		team := make([]string, boardTeam)
		for i := range team {
			team[i] = person(care.RoleAssistant)
			put("engagement", map[string]any{"assistant": team[i], "beneficiary": who, "from": "2024-01-01"})
			put("employment", map[string]any{"assistant": team[i], "employer": care.EmployedByProvider, "regime": care.RegimeAgreement, "from": "2024-01-01"})
			put("registration", map[string]any{"assistant": team[i], "beneficiary": who, "from": "2024-01-01", "sent": "2023-12-01", "received": "2023-12-01"})
		}
		for back := range boardMonths {
			first := time.Date(2026, time.Month(10-back), 1, 0, 0, 0, 0, care.Stockholm())
			for i := range boardRows { // ten a day, one after the other, of two hours and twenty minutes
				start := first.AddDate(0, 0, i*28/boardRows).Add(time.Duration(i%10) * 140 * time.Minute)
				ref := put("shift", map[string]any{
					"assistant": team[i%boardTeam], "beneficiary": who, "kind": string(care.Active),
					"start": care.FormatMinute(start), "end": care.FormatMinute(start.Add(140 * time.Minute)),
				})
				if back == 0 && i == boardRows/2 {
					rows = append(rows, ref)
				}
				if len(set) >= 100 {
					if err := setAll(ctx, b, set); err != nil {
						return "", nil, err
					}
					set = nil
				}
			}
		}
	}
	return office, rows, setAll(ctx, b, set)
}

func setAll(ctx context.Context, b *book.Book, set []book.Change) error {
	_, err := b.Do(ctx, book.Command{ID: newID(), Name: "fill"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: set}, nil
	})
	return err
}

// nobody has rights: the book is filled by commands alone.
type nobody struct{}

func (nobody) May(book.Documents, book.Actor, string, op.Fields, op.Fields) (book.Permission, error) {
	return book.Never, nil
}
func (nobody) Feeds(book.Documents, string, time.Time) ([]string, error) { return nil, nil }
func (nobody) MayOpen(book.Documents, string, string) (bool, error)      { return false, nil }
