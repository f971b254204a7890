package nudge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"passbok/care"
	"passbok/push"
	"passbok/store"
)

// said is what somebody was told last of what has no end.
type said struct {
	V      int                      `json:"v"`
	Plans  map[care.Month]plansSaid `json:"plans,omitempty"`
	Digest care.Date                `json:"digest,omitempty"` // the last day whose digest was told, or was empty
}

// plansSaid is what an assistant knows of their plans of a month, and what has changed since.
type plansSaid struct {
	Print string    `json:"print"`
	Now   string    `json:"now,omitempty"`  // another print that they are to be told of
	Since time.Time `json:"since,omitzero"` // when it became so
	First time.Time `json:"first,omitzero"` // when the first change came of which they know nothing
}

func saidKey(book, person string) string { return "nudge/said/" + book + "/" + person }

const (
	mostGathered = time.Hour     // changes of plans are gathered for so long at most
	digestLate   = 3 * time.Hour // a digest is not made up for later than so
)

// sayOnce tells of changed plans and of the day, and says when to do so next.
func (l *Ladder) sayOnce(ctx context.Context, book string, b *bookCases, found Found, now time.Time) (next time.Time, err error) {
	at := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	byPerson := map[string]map[care.Month]string{}
	for p, print := range found.Prints {
		if byPerson[p.Assistant] == nil {
			byPerson[p.Assistant] = map[care.Month]string{}
		}
		byPerson[p.Assistant][p.Month] = print
	}
	for person, prints := range byPerson {
		s, changed := l.saidTo(b, person), false
		for m, print := range prints {
			known, there := s.Plans[m]
			if !there { // a month that comes into sight is no change
				s.Plans[m], changed = plansSaid{Print: print}, true
				continue
			}
			after, tell := known.see(print, now)
			if tell {
				err = errors.Join(err, l.Tell(ctx, book, push.Notice{
					ID: fmt.Sprintf("%s/0/plans:%s@%s.%d", book, person, m, after.Since.Unix()), Code: push.PlanChanged,
					To: []string{person}, Month: string(m), Beneficiary: book,
				}, now))
				after = plansSaid{Print: print}
			}
			if after != known {
				s.Plans[m], changed = after, true
			}
			if after.Now != "" || !after.Since.IsZero() {
				at(after.due())
			}
		}
		for m := range s.Plans {
			if _, still := prints[m]; !still {
				delete(s.Plans, m)
				changed = true
			}
		}
		if changed {
			err = errors.Join(err, l.saySaid(ctx, book, b, person, s))
		}
	}
	kinds := slices.Clone(found.Digest)
	if len(l.unreached(b)) > 0 {
		kinds = append(kinds, push.Unreached)
	}
	for _, person := range found.Office {
		due, failed := l.digest(ctx, book, b, person, kinds, now)
		at(due)
		err = errors.Join(err, failed)
	}
	return next, err
}

// see is what an assistant's plans of a month are to them, now that they have this print; tell: they are to be told.
func (p plansSaid) see(print string, now time.Time) (after plansSaid, tell bool) {
	if print == p.Print {
		return plansSaid{Print: print}, false
	}
	if p.Since.IsZero() {
		p.First = now
	}
	if p.Since.IsZero() || p.Now != print {
		p.Now, p.Since = print, now
	}
	return p, !p.due().After(now)
}

// due is when they are told: once the office has paused.
func (p plansSaid) due() time.Time {
	return earlier(p.Since.Add(tenMinutes), p.First.Add(mostGathered))
}

// digest tells a coordinator of the day, once.
func (l *Ladder) digest(ctx context.Context, book string, b *bookCases, person string, kinds []push.Code, now time.Time) (next time.Time, err error) {
	today := care.DateOf(now)
	_, wishes, err := l.cfg.Push.Wishes(ctx, person)
	if err != nil {
		return now.Add(retry), err
	}
	due, tomorrow := today.At(wishes.Digest), today.Next().At(wishes.Digest)
	if now.Before(due) {
		return due, nil
	}
	l.mu.Lock()
	known := b.said[person] != nil
	l.mu.Unlock()
	s := l.saidTo(b, person)
	if s.Digest == today {
		return tomorrow, nil
	}
	if known && len(kinds) > 0 && now.Before(due.Add(digestLate)) {
		err = l.Tell(ctx, book, push.Notice{
			ID: fmt.Sprintf("%s/0/digest:%s@%s", book, person, today), Code: push.OfficeDigest, To: []string{person}, Office: true,
			Month: string(today.Month()), Beneficiary: book, Kinds: kinds,
		}, now)
		if err != nil {
			return now.Add(retry), err
		}
	}
	s.Digest = today
	return tomorrow, l.saySaid(ctx, book, b, person, s)
}

// saidTo is a copy of what somebody was told last.
func (l *Ladder) saidTo(b *bookCases, person string) *said {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := &said{V: 1, Plans: map[care.Month]plansSaid{}}
	if before := b.said[person]; before != nil {
		s.Digest = before.Digest
		maps.Copy(s.Plans, before.Plans)
	}
	return s
}

func (l *Ladder) saySaid(ctx context.Context, book string, b *bookCases, person string, s *said) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write what somebody was told: %w", err)
	}
	err = l.cfg.Store.Update(ctx, l.cfg.Space, func(tx store.Txn) error {
		tx.Put([]byte(saidKey(book, person)), raw)
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep what somebody was told: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b.said[person] = s
	return nil
}
