package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"passbok/care"
	monthly "passbok/month"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// What a board of all customers costs, by how many there are: from nothing, again when nothing has happened, and after one
// row has changed. Five assistants and 280 rows a customer and month, and four months of history.
const (
	boardTeam   = 5
	boardRows   = 280
	boardMonths = 4
)

// boards measures boards of so many customers each, and holds the largest against the targets.
func boards(ctx context.Context, dir string, customers []int, t *table) error {
	for i, n := range customers {
		got, err := boardOf(ctx, filepath.Join(dir, fmt.Sprint("board", n)), n)
		if err != nil {
			return fmt.Errorf("a board of %d customers: %w", n, err)
		}
		name := fmt.Sprintf("a board of %d customers, %d rows a month, ", n, n*boardRows)
		if i < len(customers)-1 {
			t.note(name+"from nothing, s", fmt.Sprintf("%.3g", got.cold.Seconds()))
			t.note(name+"kept, ms", fmt.Sprintf("%.3g", milliseconds(got.kept)))
			t.note(name+"after a changed row, ms more", fmt.Sprintf("%.3g", milliseconds(got.changed)))
			continue
		}
		t.atMost(name+"from nothing, s", got.cold.Seconds(), 10)
		t.atMost(name+"kept, ms", milliseconds(got.kept), 100)
		t.atMost(name+"after a changed row, ms more", milliseconds(got.changed), 1)
		t.atMost(name+"memory of the process, MiB", got.memory, 512)
	}
	return nil
}

// boardCost is what a board took.
type boardCost struct {
	cold, kept, changed time.Duration
	memory              float64 // MiB: what the process has from the system, without what is mapped of the disk
}

func boardOf(ctx context.Context, dir string, customers int) (cost boardCost, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return cost, err
	}
	st, err := bolt.Open(ctx, filepath.Join(dir, "db"), bolt.Options{})
	if err != nil {
		return cost, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	schema := op.Schema{}
	for _, kind := range care.Kinds() {
		schema[kind.Name] = op.Kind(kind)
	}
	now := time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
	b, err := book.Open(ctx, st, uuid.NewString(), book.Config{Schema: schema, Rights: nobody{}, Clock: func() time.Time { return now }, Rand: rand.Reader})
	if err != nil {
		return cost, err
	}
	office, rows, err := fillBoard(ctx, b, customers)
	if err != nil {
		return cost, err
	}
	debug.FreeOSMemory()
	shelf := new(monthly.Shelf)
	look := func() (took time.Duration, err error) {
		begun := time.Now()
		err = b.View(ctx, func(docs book.Documents) error {
			board, err := shelf.Board(docs, office, "2026-10", now)
			if err == nil && len(board.Customers) != customers {
				err = fmt.Errorf("%d customers on it", len(board.Customers))
			}
			return err
		})
		return time.Since(begun), err
	}
	if cost.cold, err = look(); err != nil {
		return cost, err
	}
	var kept, after []time.Duration
	for i := range 15 {
		took, err := look()
		if err != nil {
			return cost, err
		}
		kept = append(kept, took)
		if err := setAll(ctx, b, []book.Change{{Doc: rows[i*len(rows)/15], Set: op.Fields{"note": care.Value(fmt.Sprint("changed ", i))}}}); err != nil {
			return cost, err
		}
		if took, err = look(); err != nil {
			return cost, err
		}
		after = append(after, took)
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	cost.kept, cost.memory = median(kept), float64(mem.Sys-mem.HeapReleased)/(1<<20)
	cost.changed = max(0, median(after)-cost.kept)
	return cost, nil
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
