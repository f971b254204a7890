package house_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"passbok/care"
	"passbok/house"
	"passbok/server"
	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Day notes go by their own time, whoever wrote them, and nothing else with them; a person's erasure takes them by it too.
func TestDayNotesGoByTheirOwnTime(t *testing.T) {
	now := time.Date(2026, 11, 9, 8, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name   string
		days   any
		person string
		left   []string
	}{
		{"kept for thirty days", 30, "", []string{"daynote/10", "daynote/11"}},
		{"kept no more", nil, "", []string{"daynote/11"}},
		{"of one person, the others' stay", 30, samir, []string{"daynote/09", "daynote/10", "daynote/11"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := filled(t, filepath.Join(t.TempDir(), "data"), 0)
			cfg := offline(f.data, filepath.Join(f.data, "archive"))
			cfg.Clock = func() time.Time { return now }
			in := func(do func(*house.House, *book.Book)) {
				t.Helper()
				h := open(t, cfg)
				b, err := h.OpenBook(t.Context(), h.Books()[0])
				if err != nil {
					t.Fatal(err)
				}
				do(h, b)
				if err := h.Close(); err != nil {
					t.Fatal(err)
				}
			}
			in(func(h *house.House, b *book.Book) {
				n := 0
				write := func(ref string, fields map[string]any) {
					n++
					set := op.Fields{}
					for name, v := range fields {
						set[name] = care.Value(v)
					}
					if _, err := b.Do(t.Context(), book.Command{ID: fmt.Sprint("note ", n), Name: "test"}, func(book.Documents) (book.Decision, error) {
						return book.Decision{Set: []book.Change{{Doc: ref, Set: set}}}, nil
					}); err != nil {
						t.Fatal(err)
					}
				}
				write("provider/"+h.Books()[0], map[string]any{"note_days": tt.days})
				for id, of := range map[string][2]string{"08": {samir, "2026-10-09"}, "09": {left, "2026-10-09"}, "10": {left, "2026-10-10"}, "11": {samir, "2026-11-09"}} {
					write("daynote/"+id, map[string]any{
						"author": of[0], "as": "assistant", "beneficiary": alva, "month": of[1][:7], "day": of[1], "said": "2026-11-09T09:00+01:00", "text": "hemligt",
					})
				}
			})
			in(func(h *house.House, b *book.Book) { // the operator's page counts what an erasure of day notes would take
				want := server.NotesState{Overdue: 2, Since: "2026-11-09"}
				if tt.days == nil {
					want = server.NotesState{Overdue: 3, Since: "2026-10-10"}
				}
				is, err := h.Condition(t.Context(), b.ID())
				if err != nil || is.Notes == nil || *is.Notes != want {
					t.Errorf("overdue: %+v (%v), want %+v", is.Notes, err, want)
				}
			})
			before := len(everything(t, cfg, ""))
			done, err := house.Erase(t.Context(), cfg, house.EraseOrder{Person: tt.person, Years: 7}, nil)
			if err != nil || len(done.Wrong) > 0 || done.Whole {
				t.Fatalf("%+v, %v", done, err)
			}
			if got := everything(t, cfg, "daynote"); !slices.Equal(got, tt.left) {
				t.Errorf("left: %v, want %v", got, tt.left)
			}
			if after := len(everything(t, cfg, "")); after != before-done.Documents || int(done.Entries) != done.Documents {
				t.Errorf("%d documents of %d, and %d are said to be gone, with %d entries", after, before, done.Documents, done.Entries)
			}
		})
	}
}

// everything names the documents of a kind, in order; of all, where kind is empty.
func everything(t *testing.T, cfg house.Config, kind string) (refs []string) {
	t.Helper()
	h := open(t, cfg)
	b, err := h.OpenBook(t.Context(), h.Books()[0])
	if err == nil {
		err = b.Everything(t.Context(), kind, func(doc merge.Document) error { refs = append(refs, doc.Ref); return nil })
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(refs)
	return refs
}
