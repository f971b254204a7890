package book_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// backlog counts the same as Backlog by looking at every document there is, and at what could not be read.
func (w *world) backlog(unread map[string]uint64) (conflicts, parked book.Pile) {
	w.t.Helper()
	stored := rows(w.t, w.store)
	count := func(pile *book.Pile, seq uint64) {
		var header op.Header
		if err := json.Unmarshal([]byte(stored[string(logKey("log/", seq))]), &header); err != nil {
			w.t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339, header.At)
		if err != nil {
			w.t.Fatal(err)
		}
		if pile.Count++; pile.Since.IsZero() || at.Before(pile.Since) {
			pile.Since = at
		}
	}
	err := w.book.Everything(w.ctx, "", func(doc merge.Document) error {
		for _, c := range doc.Conflicts {
			count(&conflicts, c.Opened)
		}
		for _, p := range doc.Parked {
			count(&parked, p.Seq)
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, seq := range unread {
		count(&parked, seq)
	}
	return conflicts, parked
}

// Whatever happens, what waits is counted as if every document were looked at; made anew from the log, too.
func TestTheBacklogIsAFullScan(t *testing.T) {
	most := book.Backlog{}
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t)
			s := &busy{world: w, dice: rand.New(rand.NewPCG(seed, 7)), unread: map[string]uint64{}}
			s.begin()
			for range 60 {
				w.mu.Lock()
				w.now = w.now.Add(time.Minute)
				w.mu.Unlock()
				s.step()
				got, err := w.book.Backlog(w.ctx)
				if err != nil {
					t.Fatal(err)
				}
				conflicts, parked := w.backlog(s.unread)
				if diff := cmp.Diff([]book.Pile{conflicts, parked}, []book.Pile{got.Conflicts, got.Parked}); diff != "" {
					t.Fatalf("all documents say otherwise:\n%s", diff)
				}
				most.Conflicts.Count = max(most.Conflicts.Count, conflicts.Count)
				most.Parked.Count = max(most.Parked.Count, parked.Count)
				most.Later += s.settled
			}
			w.whole()
		})
	}
	if most.Conflicts.Count < 3 || most.Parked.Count < 3 || most.Later < 3 {
		t.Errorf("too little happened to prove anything: %+v", most)
	}
}

// busy are two phones and an office that work on the same few rows without waiting for each other.
type busy struct {
	*world
	dice    *rand.Rand
	phones  []*phone
	refs    []string
	parked  []string
	unread  map[string]uint64
	settled int
}

func (s *busy) begin() {
	s.engage("anna", "2026-10-01", "2026-10-20")
	s.phones = []*phone{s.phone("anna", 1), s.phone("anna", 2), s.phone("office", 3)}
	s.phones[2].feeds = []string{"bo@2026-10", "cy@2026-10"}
	for i := range 4 {
		ref := "shift/" + s.id()
		s.refs = append(s.refs, ref)
		day := fmt.Sprintf("2026-10-%02d", 10+i)
		s.phones[0].act(ref, hours("anna", "bo", day+"T08:00", day+"T16:00"))
	}
	for _, p := range s.phones {
		p.sync()
	}
}

func (s *busy) step() {
	p, ref := s.phones[s.dice.IntN(3)], s.refs[s.dice.IntN(len(s.refs))]
	switch n := s.dice.IntN(12); {
	case n < 5: // somebody changes a row
		field := []string{"end", "note", "kind", "start", op.Void}[s.dice.IntN(5)]
		value := val(fmt.Sprintf("2026-10-19T%02d:%02d", 17+s.dice.IntN(5), s.dice.IntN(60)))
		switch field {
		case op.Void:
			value = json.RawMessage("true")
		case "start":
			value = val(fmt.Sprintf("2026-10-%02dT07:%02d", 10+s.dice.IntN(15), s.dice.IntN(60)))
		}
		p.act(ref, op.Fields{field: value}, func(o *op.Op) { o.Why = "x" })
	case n < 8:
		s.syncs(p)
	case n == 8: // the office answers what it sees
		s.resolve(s.phones[2], ref)
	case n == 9:
		s.seal([]string{"bo@2026-10", "cy@2026-10"}[s.dice.IntN(2)], s.dice.IntN(3) == 0)
	case n == 10 && len(s.parked) > 0:
		i := s.dice.IntN(len(s.parked))
		id := s.parked[i]
		if verdict := s.settle(id, s.dice.IntN(2) == 0); op.Verdict(verdict) == op.Declined {
			delete(s.unread, id)
			s.settled++
		}
		s.parked = slices.Delete(s.parked, i, i+1)
	case n == 11: // a phone of a later version
		p.act(ref, op.Fields{"mood": val("x")}, func(o *op.Op) { o.V, o.Doc = 2, "dream/"+s.id() })
	}
}

func (s *busy) syncs(p *phone) {
	for _, v := range p.sync() {
		if v.Verdict == op.Parked && !v.Again {
			s.parked = append(s.parked, v.ID)
			if v.Code == op.ReasonVersion {
				s.unread[v.ID] = v.Seq
			}
		}
	}
}

func (s *busy) resolve(p *phone, ref string) {
	s.syncs(p)
	err := s.book.View(s.ctx, func(docs book.Documents) error {
		doc, _, err := docs.Get(ref)
		if err != nil || len(doc.Conflicts) == 0 {
			return err
		}
		var seen []string
		for _, c := range doc.Conflicts[0].Candidates {
			seen = append(seen, c.Op)
		}
		p.act(ref, op.Fields{}, func(o *op.Op) { o.Resolves = seen })
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.syncs(p)
}

// The outbox, held and not; what an archive lacks; when it was restored.
func TestTheBacklogOfMachines(t *testing.T) {
	w := newWorld(t)
	disk := &failing{Archive: w.kept()}
	w.archives = func(string) (book.Archive, error) { return disk, nil }
	w.book = w.open("b")
	_, err := w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "x"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Jobs: []book.Job{
			{ID: "old", Kind: "notice", Due: w.now.Add(-time.Hour)}, {ID: "now", Kind: "notice", Due: w.now},
			{ID: "later", Kind: "notice", Due: w.now.Add(time.Second)},
		}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	counted := func(want book.Backlog) {
		t.Helper()
		got, err := w.book.Backlog(w.ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	due := book.Pile{Count: 2, Since: w.now.Add(-time.Hour)}
	counted(book.Backlog{Due: due, Later: 1})
	disk.broken = true
	_, err = w.book.Do(w.ctx, book.Command{ID: w.id(), Name: "x"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{}, nil
	})
	if err == nil {
		t.Fatal("acknowledged without the archive")
	}
	counted(book.Backlog{Due: due, Later: 1, Behind: 1})
	disk.broken = false
	if err := w.book.Accepts(w.ctx); err != nil {
		t.Fatal(err)
	}
	counted(book.Backlog{Due: due, Later: 1})

	w.restored(w.copied())
	counted(book.Backlog{Held: 3, Restored: w.now})
	if _, err := w.book.Release(w.ctx, book.Command{ID: w.id()}, nil); err != nil {
		t.Fatal(err)
	}
	counted(book.Backlog{Due: due, Later: 1, Restored: w.now})
}
