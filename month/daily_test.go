package month

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/sync/merge"
)

// kept is a book of documents that are all in every feed.
type kept []merge.Document

func (k kept) Get(string) (merge.Document, bool, error) { return merge.Document{}, false, nil }
func (k kept) Sealed(string) (bool, error)              { return false, nil }
func (k kept) Feed(string) iter.Seq2[merge.Document, error] {
	return func(yield func(merge.Document, error) bool) {
		for _, doc := range k {
			if !yield(doc, nil) {
				return
			}
		}
	}
}

// The minutes of a month by day are those of its rows, from whatever day they are asked for.
func TestDailyLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawnMonths.Draw(t, "month")
		var docs kept
		shifts := aMonth(t, m)
		for i, s := range shifts {
			set := map[string]any{"assistant": s.Assistant, "beneficiary": s.Beneficiary, "kind": s.Kind, "start": care.FormatMinute(s.Start), "void": s.Void}
			if !s.Open() {
				set["end"] = care.FormatMinute(s.End)
			}
			doc := merge.Document{Ref: fmt.Sprint("shift/", i), Rev: 1}
			for name, value := range set {
				doc.Fields.Put(merge.Field{Name: name, Value: care.Value(value)})
			}
			docs = append(docs, doc)
		}
		from := m.First().Before(rapid.IntRange(-31, 5).Draw(t, "from"))
		during := care.Span{Start: from.Start(), End: m.Span().End}
		var samir, alva care.Sums
		for _, s := range shifts {
			if !s.Counts() || during.End.Sub(during.Start) < time.Minute {
				continue
			}
			minutes := s.Span().Within(m).And(during).Minutes()
			alva = alva.Add(s.Kind, minutes)
			if s.Assistant == "samir" {
				samir = samir.Add(s.Kind, minutes)
			}
		}
		toiled, err := toiledIn(docs, "samir", m)
		used, err2 := usedIn(docs, "alva", m)
		if err != nil || err2 != nil || toiled.since(m, from) != samir || used.since(m, from) != alva {
			t.Fatalf("from %s: %+v of %+v, %+v of %+v, %v %v", from, toiled.since(m, from), samir, used.since(m, from), alva, err, err2)
		}
	})
}
