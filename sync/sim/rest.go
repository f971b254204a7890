package sim

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
	"passbok/sync/sim/check"
	"passbok/sync/sim/domain"
	"passbok/sync/sim/phone"
)

// rest lets everything come to rest: what is late arrives, all sync until nothing is new; then it is judged.
func (w *world) rest() []check.Violation {
	w.tell("all come online")
	w.deliver()
	w.resting = true
	for range 2 { // what one brings, the others hear of; and what has waited for the end of a restore, too
		for range 2 {
			for round := 0; w.moving(); round++ {
				if round == 40 {
					return append(w.check.Found(), check.Violation{Rule: "I1", What: "they do not come to rest: " + w.restless()})
				}
			}
		}
		w.release()
	}
	if w.broken != nil {
		return nil
	}
	docs, err := w.audit()
	if err != nil {
		w.broken = err
		return nil
	}
	if w.Unjudged {
		w.meanDocuments(docs)
		return nil
	}
	final, err := w.final(docs)
	if err != nil {
		w.broken = err
		return nil
	}
	return w.check.Judge(final)
}

// release is the operator's word that all phones have given back what they have.
func (w *world) release() {
	if w.broken != nil {
		return
	}
	done, err := w.server.book.Release(w.ctx, book.Command{ID: w.id(w.Now())}, nil)
	if err != nil {
		w.broken = fmt.Errorf("end the restore: %w", err)
	}
	if done.Held {
		w.tell("the operator says that the restore is over")
	}
}

// moving lets each phone sync once, and says whether that brought anything.
func (w *world) moving() bool {
	moved := false
	for _, s := range w.slots {
		if s.phone == nil || w.broken != nil {
			continue
		}
		cursor, waiting, device := s.phone.Cursor, len(s.phone.Waiting()), s.phone.Device
		w.sync(s, Step{})
		moved = moved || cursor != s.phone.Cursor || waiting > 0 || device != s.phone.Device
	}
	return moved && w.broken == nil
}

func (w *world) restless() string {
	var list []string
	for _, s := range w.slots {
		if s.phone == nil {
			continue
		}
		for _, kept := range s.phone.Waiting() {
			list = append(list, w.names[kept.ID])
		}
	}
	return fmt.Sprintf("%d operations wait: %s", len(list), strings.Join(list, "; "))
}

// audit pulls everything, as somebody who sees all.
func (w *world) audit() ([]merge.Pulled, error) {
	all := phone.New(domain.Auditor(), "00000000-0000-4000-8000-ffffffffffff")
	for _, b := range domain.Beneficiaries() {
		for _, m := range domain.Months() {
			all.Feeds = append(all.Feeds, b+"@"+m)
		}
	}
	for {
		answer, err := w.server.book.Sync(w.ctx, book.Actor{Person: all.Person}, all.Request(0, 0, ""))
		if err != nil {
			return nil, fmt.Errorf("look at everything: %w", err)
		}
		text, err := answer.AppendJSON(nil)
		if err != nil {
			return nil, err
		}
		heard, err := phone.Read(text)
		if err != nil {
			return nil, err
		}
		all.Take(heard, w.device)
		if !answer.More {
			break
		}
	}
	var docs []merge.Pulled
	for _, ref := range slices.Sorted(maps.Keys(all.Docs)) {
		docs = append(docs, all.Docs[ref])
	}
	return docs, nil
}

// final gathers all that can be seen from outside.
func (w *world) final(docs []merge.Pulled) (out check.Final, err error) {
	out = check.Final{Docs: docs, Histories: map[string][]book.HistoryEntry{}, Mine: map[string][]book.OpRecord{}}
	refs := map[string]bool{}
	for _, doc := range docs {
		refs[doc.Doc] = true
	}
	for _, ref := range w.rows {
		refs[ref] = true
	}
	for ref := range refs {
		if out.Histories[ref], err = w.server.book.History(w.ctx, ref); err != nil {
			return out, err
		}
	}
	people := map[string]bool{}
	for _, p := range cast() {
		if p.person != "" {
			people[p.person] = true
		}
	}
	for person := range people {
		for before, more := uint64(0), true; more; {
			var page []book.OpRecord
			if page, more, err = w.server.book.Mine(w.ctx, book.Actor{Person: person}, before); err != nil {
				return out, err
			}
			if out.Mine[person] = append(out.Mine[person], page...); more {
				before = page[len(page)-1].Seq
			}
		}
	}
	for _, s := range w.slots {
		if s.phone == nil {
			continue
		}
		screen := check.Screen{Name: s.name, Person: s.person, Feeds: s.phone.Feeds, Docs: s.phone.Docs}
		for _, kept := range s.phone.Waiting() {
			screen.Waiting = append(screen.Waiting, kept.ID)
		}
		out.Screens = append(out.Screens, screen)
	}
	report, err := w.server.book.Verify(w.ctx, nil)
	if err != nil {
		return out, err
	}
	for _, fault := range report.Faults {
		out.Faults = append(out.Faults, fmt.Sprintf("%+v", fault))
	}
	w.record("log", report)
	w.meanDocuments(docs)
	return out, nil
}

// meanDocuments adds documents to what the story means, in the order of what the story calls them.
func (w *world) meanDocuments(docs []merge.Pulled) {
	byName := slices.Clone(docs)
	slices.SortFunc(byName, func(a, b merge.Pulled) int { return strings.Compare(w.names[a.Doc], w.names[b.Doc]) })
	for _, doc := range byName {
		w.meanDocument(doc)
	}
}

// meanDocument adds a document to what the story means, without what clocks say.
func (w *world) meanDocument(doc merge.Pulled) {
	w.record("document", doc)
	doc.Clock, doc.Wall = 0, ""
	doc.Parked, doc.Conflicts = timeless(doc.Parked), slices.Clone(doc.Conflicts)
	for i := range doc.Conflicts {
		doc.Conflicts[i].Candidates = timeless(doc.Conflicts[i].Candidates)
	}
	text, err := op.Marshal(doc)
	if err != nil {
		w.broken = err
	}
	w.mean("%s", text)
}

func timeless(parts []merge.PulledPart) []merge.PulledPart {
	parts = slices.Clone(parts)
	for i := range parts {
		parts[i].At = op.At{}
	}
	return parts
}
