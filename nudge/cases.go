package nudge

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"passbok/care"
	"passbok/store"
)

// bookCases are a book's cases, by name: those of the last two months. They are in the store as well, which is written first.
type bookCases struct {
	loaded    bool
	batch     sync.RWMutex       // held for writing by whoever changes many cases
	one       [atOnce]sync.Mutex // held by whoever changes one, by its name
	reminding sync.Mutex         // held by whoever has people reminded
	cases     map[string]*Case
	said      map[string]*said
}

// atOnce is how many rungs are climbed at the same time: their writes share a flush.
const atOnce = 64

// caseName names a person's case of a matter, in keys and in ids of notices.
func caseName(key, person string) string { return care.Print([]string{key, person}) }

func caseKey(book, name string) string { return "nudge/case/" + book + "/" + name }

// of is the book's cases, read from the store at the first call.
func (l *Ladder) of(ctx context.Context, book string) (*bookCases, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.books[book]
	if b == nil {
		b = &bookCases{cases: map[string]*Case{}, said: map[string]*said{}}
		l.books[book] = b
	}
	if b.loaded {
		return b, nil
	}
	for prefix, keep := range map[string]func(name string, raw []byte) error{
		caseKey(book, ""): func(name string, raw []byte) error {
			b.cases[name] = new(Case)
			return json.Unmarshal(raw, b.cases[name])
		},
		saidKey(book, ""): func(name string, raw []byte) error {
			b.said[name] = new(said)
			return json.Unmarshal(raw, b.said[name])
		},
	} {
		from, to := store.Prefix([]byte(prefix))
		for kv, err := range store.Pages(ctx, l.cfg.Store, l.cfg.Space, from, to, 500) {
			if err == nil {
				err = keep(string(kv.Key)[len(prefix):], kv.Value)
			}
			if err != nil {
				return nil, fmt.Errorf("read who was told: %w", err)
			}
		}
	}
	b.loaded = true
	return b, nil
}

// save writes cases down, and only then knows them.
func (l *Ladder) save(ctx context.Context, book string, changed map[string]*Case) error {
	for names := range slices.Chunk(slices.Sorted(maps.Keys(changed)), 100) {
		err := l.cfg.Store.Update(ctx, l.cfg.Space, func(tx store.Txn) error {
			for _, name := range names {
				raw, err := json.Marshal(changed[name])
				if err != nil {
					return err
				}
				tx.Put([]byte(caseKey(book, name)), raw)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("keep who was told: %w", err)
		}
		l.mu.Lock()
		for _, name := range names {
			l.books[book].cases[name] = changed[name]
		}
		l.mu.Unlock()
	}
	return nil
}

// change changes one case, which nobody else changes meanwhile: it is nil where it is not there, and change tells whether it
// is to be kept.
func (l *Ladder) change(ctx context.Context, book string, b *bookCases, name string, change func(*Case) bool) error {
	b.batch.RLock()
	defer b.batch.RUnlock()
	one := &b.one[int(fnv(name))%atOnce]
	one.Lock()
	defer one.Unlock()
	l.mu.Lock()
	c := b.cases[name]
	if c != nil {
		c = c.clone()
	}
	l.mu.Unlock()
	if !change(c) {
		return nil
	}
	return l.save(ctx, book, map[string]*Case{name: c})
}

func fnv(name string) uint32 {
	h := uint32(2166136261)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return h
}
