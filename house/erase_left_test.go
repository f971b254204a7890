package house_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passbok/care"
	"passbok/house"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Whoever came with others in one command leaves the book alone; what the log still says of them is told, and nothing is called whole
// that is not.
func TestWhatIsLeftOfWhoIsErased(t *testing.T) {
	f := filled(t, filepath.Join(t.TempDir(), "data"), 0)
	cfg := offline(f.data, filepath.Join(f.data, "archive"))
	h := open(t, cfg)
	b, err := h.OpenBook(t.Context(), h.Books()[0])
	if err != nil {
		t.Fatal(err)
	}
	phone := op.Fields{"phone": care.Value("0701234567")}
	receipt, err := b.Do(t.Context(), book.Command{ID: "both", Name: "people.import"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: "person/" + left, Set: phone}, {Doc: "person/" + samir, Set: phone}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	for _, dry := range []bool{true, false} {
		done, err := house.Erase(t.Context(), cfg, house.EraseOrder{Person: left, Years: 1, Dry: dry}, nil)
		if err != nil || len(done.Wrong) > 0 || len(done.Kept) > 0 {
			t.Fatalf("%+v, %v", done, err)
		}
		if done.Whole || len(done.Shared) != 1 || done.Shared[0].Seq != receipt.Seq || len(done.Left) != 1 || !strings.Contains(done.Left[0], "person/"+left) {
			t.Errorf("dry %v: whole %v, left %q, shared %+v", dry, done.Whole, done.Left, done.Shared)
		}
	}
	people := everything(t, cfg, "person")
	if slices.Contains(people, "person/"+left) || !slices.Contains(people, "person/"+samir) {
		t.Errorf("people: %v", people)
	}
}
