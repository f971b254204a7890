package server_test

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"passbok/care"
	"passbok/month"
	"passbok/server"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

// The other provider of the server, and the two whom it knows: one of them is Aras, under an id of its own.
const (
	otherBook = "b00c0000-0000-7000-8000-000000000002"
	otherSelf = "a1000000-0000-7000-8000-000000000001"
	otherOne  = "a1000000-0000-7000-8000-000000000002"
	arasNow   = "identity/1d000000-0000-7000-8000-000000000001"
)

// providers are two on one server.
type providers struct {
	books
	other *book.Book
}

func (p providers) Book(id string) (*book.Book, bool) {
	if id == otherBook {
		return p.other, true
	}
	return p.books.Book(id)
}

func (p providers) IDs() []string { return []string{bookID, otherBook} }

// newTwoProviders is a world with a second provider, at whom Aras and Bo work in the morning of 12 October.
func newTwoProviders(t *testing.T) (w *eidWorld, other func(set ...book.Change)) {
	t.Helper()
	st, err := bolt.Open(t.Context(), t.TempDir()+"/other.db", bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	schema := op.Schema{}
	for _, k := range care.Kinds() {
		schema[k.Name] = op.Kind(k)
	}
	w = newEidWorld(t, func(cfg *server.Config) {
		b, err := book.Open(t.Context(), st, otherBook, book.Config{Schema: schema, Rights: rights{cfg.Clock}, Clock: cfg.Clock, Rand: rand.Reader})
		must(t, err)
		cfg.Books = providers{cfg.Books.(books), b}
	})
	b, _ := w.config.Books.Book(otherBook)
	other = func(set ...book.Change) {
		t.Helper()
		_, err := b.Do(context.Background(), book.Command{ID: w.id(), Name: "test.write", Person: "operator"},
			func(book.Documents) (book.Decision, error) { return book.Decision{Set: set}, nil })
		must(t, err)
	}
	shift := func(who string) map[string]any {
		return map[string]any{"assistant": who, "beneficiary": stranger, "kind": "active", "start": "2026-10-12T11:30+02:00", "end": "2026-10-12T15:00+02:00"}
	}
	other(
		change("provider/"+w.id(), map[string]any{"name": "Månsken Assistans"}),
		change("identity/1d000000-0000-7000-8000-00000000000a", map[string]any{"person": otherSelf, "personnummer": arasNumber, "checked": "2026-01-01"}),
		change("identity/1d000000-0000-7000-8000-00000000000b", map[string]any{"person": otherOne, "personnummer": boNumber, "checked": "2026-01-01"}),
		change("shift/5f000000-0000-7000-8000-00000000000a", shift(otherSelf)), change("shift/5f000000-0000-7000-8000-00000000000b", shift(otherOne)),
	)
	return w, other
}

// byBankID is a device that its person has signed in on with BankID.
func (w *eidWorld) byBankID() *client {
	w.Helper()
	b := &visitor{client: w.anonymous()}
	order := b.begin()
	w.answer(arasNumber)
	w.ended(b.look, order)
	c := &client{world: w.world, person: assistant, device: w.id()}
	c.keep(b.enter(order, c.device, "").want(201))
	return c
}

// paired is another device of somebody's, which has got the sign-in from this one.
func (c *client) paired() *client {
	c.Helper()
	var code struct{ Code string }
	c.post("/api/v1/session/pairing", nil).want(201).into(&code)
	next := &client{world: c.world, person: c.person, device: c.id()}
	next.keep(next.post("/api/v1/session", map[string]any{"invitation": code.Code, "device": map[string]any{"id": next.device, "name": "App"}}).want(201))
	return next
}

// across is what a device is told of time at two providers.
func (c *client) across() (found []month.Finding) {
	c.Helper()
	var all struct{ Months []month.OwnMonth }
	c.get("/api/v1/me/months/2026-10").want(200).into(&all)
	for _, m := range all.Months {
		for _, f := range m.Findings {
			if f.Code == month.OverlapAcross {
				found = append(found, f)
			}
		}
	}
	return found
}

// Who has proved who they are is told of their own time at two providers; by a code, which the provider may have used itself,
// nobody is; and neither provider learns anything.
func TestTimeAtTwoProvidersIsToldToItsAssistantAlone(t *testing.T) {
	w, other := newTwoProviders(t)
	mine, byCode, office := w.byBankID(), w.joined(assistant), w.joined(coordinator)
	row := mine.shift(assistant, "2026-10-12T08:00+02:00", "2026-10-12T12:00+02:00")
	mine.sync(row, mine.shift(assistant, "2026-10-12T15:00+02:00", "2026-10-12T16:00+02:00")) // back to back

	told := mine.across()
	if len(told) != 1 || !slices.Equal(told[0].Rows, []string{row["doc"].(string)}) || told[0].Ore != 0 ||
		!strings.Contains(told[0].Message.SV, "Månsken Assistans, 12 oktober 11.30–15.00. Här: 12 oktober 08.00–12.00") || told[0].Source == "" {
		t.Fatalf("%+v", told)
	}
	key := w.authenticator()
	mine.added(key)
	keyed := &client{world: w.world, person: assistant, device: w.id()}
	keyed.keep(w.by(key.use(w.anonymous().post("/api/v1/session/passkey/options", nil)), keyed.device).want(201))
	if len(mine.paired().across()) != 1 || len(keyed.across()) != 1 {
		t.Error("what was proved is lost where the sign-in is carried on, or comes back by a passkey that was made on it")
	}
	if got := append(byCode.across(), byCode.paired().across()...); len(got) > 0 {
		t.Errorf("a code proves to another provider who one is: %+v", got)
	}

	for _, path := range []string{
		"/api/v1/months/" + beneficiary + "/2026-10", "/api/v1/board?month=2026-10", "/api/v1/people",
		"/api/v1/months/" + beneficiary + "/2026-10/timesheets", "/api/v1/office/inbox", "/api/v1/docs/" + row["doc"].(string) + "/history",
	} {
		body := string(office.get(path).want(200).body)
		for _, theirs := range []string{"Månsken", otherBook, otherSelf, month.OverlapAcross, "11:30", "11.30"} {
			if strings.Contains(body, theirs) {
				t.Errorf("%s tells the office %q", path, theirs)
			}
		}
	}
	if line := w.log.String(); strings.Contains(line, otherBook) || strings.Contains(line, otherSelf) {
		t.Error("the log names the other provider, or who works there")
	}

	// A provider that writes another's number beside somebody's name learns nothing by it: what was proved is another.
	w.write(change(arasNow, map[string]any{"personnummer": boNumber}))
	if got := mine.across(); len(got) > 0 {
		t.Errorf("a number that was only written down opens another provider's book: %+v", got)
	}
	w.write(change(arasNow, map[string]any{"personnummer": arasNumber}))
	for _, set := range []map[string]any{{"checked": nil}, {"checked": "2026-01-01", "void": true}} {
		other(change("identity/1d000000-0000-7000-8000-00000000000a", set))
		if got := mine.across(); len(got) > 0 {
			t.Errorf("by %v at the other provider, with whom one could not sign in: %+v", set, got)
		}
	}
}
