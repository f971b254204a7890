package nudge

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"passbok/care"
	"passbok/store"
)

// Unreached are the cases at the top of the ladder: the person has done nothing, or could not be told. Those who have looked come
// last, else the one whose last day is nearest comes first.
func (l *Ladder) Unreached(ctx context.Context, book string) ([]Case, error) {
	b, err := l.of(ctx, book)
	if err != nil {
		return nil, err
	}
	return l.unreached(b), nil
}

func (l *Ladder) unreached(b *bookCases) []Case {
	return l.some(b, func(c *Case) bool { return !c.Listed.IsZero() && c.Done.IsZero() && !c.Listed.Before(c.Opened) })
}

// About are the cases of a beneficiary's month, also those that are done: what was sent, and what became of it.
func (l *Ladder) About(ctx context.Context, book, beneficiary string, m care.Month) ([]Case, error) {
	b, err := l.of(ctx, book)
	if err != nil {
		return nil, err
	}
	return l.some(b, func(c *Case) bool { return c.Beneficiary == beneficiary && c.Month == m && !c.Office }), nil
}

// some are copies of cases, in the order of a list.
func (l *Ladder) some(b *bookCases, which func(*Case) bool) []Case {
	l.mu.Lock()
	defer l.mu.Unlock()
	found := []Case{}
	for _, c := range b.cases {
		if which(c) {
			found = append(found, *c.clone())
		}
	}
	slices.SortFunc(found, func(a, b Case) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Last, b.Last), a.Opened.Compare(b.Opened), strings.Compare(a.Key+a.Person, b.Key+b.Person))
	})
	return found
}

func rank(c Case) int {
	if c.Looked() {
		return 1
	}
	return 0
}

// Sweep forgets what was done two months ago, and tells how much that was.
func (l *Ladder) Sweep(ctx context.Context, now time.Time) (int, error) {
	swept := 0
	l.mu.Lock()
	books := slices.Sorted(maps.Keys(l.books))
	l.mu.Unlock()
	for _, book := range books {
		b, err := l.of(ctx, book)
		if err != nil {
			return swept, err
		}
		var old []string
		l.mu.Lock()
		for name, c := range b.cases {
			if !c.Done.IsZero() && now.Sub(c.Done) > kept {
				old = append(old, name)
			}
		}
		l.mu.Unlock()
		err = l.forget(ctx, book, b, old)
		if err != nil {
			return swept, err
		}
		swept += len(old)
	}
	return swept, nil
}

// Forget forgets all that a person was told, in every book.
func (l *Ladder) Forget(ctx context.Context, book, person string) error {
	b, err := l.of(ctx, book)
	if err != nil {
		return err
	}
	var theirs []string
	l.mu.Lock()
	for name, c := range b.cases {
		if c.Person == person || c.Beneficiary == person || c.Assistant == person {
			theirs = append(theirs, name)
		}
	}
	delete(b.said, person)
	l.mu.Unlock()
	err = l.cfg.Store.Update(ctx, l.cfg.Space, func(tx store.Txn) error {
		tx.Delete([]byte(saidKey(book, person)))
		return nil
	})
	if err != nil {
		return fmt.Errorf("forget what somebody was told: %w", err)
	}
	return l.forget(ctx, book, b, theirs)
}

func (l *Ladder) forget(ctx context.Context, book string, b *bookCases, names []string) error {
	for some := range slices.Chunk(names, 500) {
		err := l.cfg.Store.Update(ctx, l.cfg.Space, func(tx store.Txn) error {
			for _, name := range some {
				tx.Delete([]byte(caseKey(book, name)))
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("forget who was told: %w", err)
		}
		l.mu.Lock()
		for _, name := range some {
			delete(b.cases, name)
		}
		l.mu.Unlock()
	}
	return nil
}
