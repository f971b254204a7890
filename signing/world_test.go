package signing_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/bankid/sim"
	"passbok/eid/signed"
	"passbok/month"
	"passbok/signing"
	"passbok/store"
	"passbok/store/bolt"
	"passbok/sync/book"
	"passbok/sync/op"
)

const bookID = "b00c0000-0000-7000-8000-000000000001"

var (
	samir = sim.Person{Personnummer: testNumber("19900101", "980"), Given: "Samir", Surname: "Testberg"}
	karin = sim.Person{Personnummer: testNumber("19780914", "981"), Given: "Karin", Surname: "Modell"}
	other = sim.Person{Personnummer: testNumber("19850709", "982"), Given: "Bo", Surname: "Exempel"}
	alva  = testNumber("19850709", "980")
)

// testNumber is a test number: of Skatteverket's series 980 to 989.
func testNumber(born, three string) string {
	return born + three + string(care.CheckDigit((born + three)[2:]))
}

var morning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

var authority = sync.OnceValues(func() (*sim.Authority, error) {
	return sim.NewAuthority(func() time.Time { return morning }, rand.Reader)
})

// bank plays BankID as package bankid needs it: one order after the other, each answered at once by what give makes of it.
type bank struct {
	asks []bankid.Ask
	give func(ask bankid.Ask) (sim.Signing, func(*bankid.Answer))
}

func (b *bank) Sign(_ context.Context, ask bankid.Ask) (bankid.Started, error) {
	b.asks = append(b.asks, ask)
	n := len(b.asks) - 1
	return bankid.Started{OrderRef: fmt.Sprint(n), AutoStartToken: fmt.Sprintf("auto-%d", n), QRStartToken: "t", QRStartSecret: "s"}, nil
}

func (b *bank) Auth(context.Context, bankid.Ask) (bankid.Started, error) {
	return bankid.Started{}, errors.New("nobody signs in here")
}

func (b *bank) Cancel(context.Context, string) error { return nil }

func (b *bank) Collect(_ context.Context, ref string) (got bankid.Collected, err error) {
	a, err := authority()
	if err != nil {
		return got, err
	}
	var n int
	if _, err := fmt.Sscan(ref, &n); err != nil {
		return got, err
	}
	of, change := b.give(b.asks[n])
	got.Status, got.User = bankid.Complete, bankid.User{PersonalNumber: of.Person.Personnummer, Name: of.Person.Name()}
	if got.Answer.Signature, got.Answer.OCSP, err = a.Sign(of); err == nil && change != nil {
		change(&got.Answer)
	}
	return got, err
}

// signs is what somebody's BankID makes of an order.
func signs(who sim.Person, ask bankid.Ask) sim.Signing {
	return sim.Signing{
		Person: who, At: morning,
		Visible: base64.StdEncoding.EncodeToString([]byte(ask.Visible)), Hidden: base64.StdEncoding.EncodeToString(ask.Hidden),
	}
}

// brittle is a store whose updates fail from the next-th on for so many times; failing is none where left is 0.
type brittle struct {
	store.Store
	next, left int
}

var errDisk = errors.New("the disk takes no more")

func (s *brittle) Update(ctx context.Context, space string, fn func(store.Txn) error) error {
	if s.left > 0 {
		if s.next--; s.next < 0 {
			s.left--
			return errDisk
		}
	}
	return s.Store.Update(ctx, space, fn)
}

// world is a book with Samir's October at Alva's, said to be whole, and a desk.
type world struct {
	*testing.T
	disk   *brittle
	book   *book.Book
	bank   *bank
	orders *bankid.Orders
	desk   *signing.Desk
	kept   *signed.Signatures
	due    atomic.Bool // an order is to be collected
	count  int
	fits   error
}

type books struct{ only *book.Book }

func (b books) Book(id string) (*book.Book, bool) { return b.only, id == b.only.ID() }
func (b books) IDs() []string                     { return []string{b.only.ID()} }

type rights struct{}

func (rights) May(docs book.Documents, who book.Actor, ref string, before, after op.Fields) (book.Permission, error) {
	may, err := care.May(month.Records(docs), who.Person, morning, ref, before, after)
	return map[care.Permission]book.Permission{care.Never: book.Never, care.Held: book.Held, care.Allowed: book.Allowed}[may], err
}

func (rights) Feeds(docs book.Documents, person string, now time.Time) ([]string, error) {
	return care.Feeds(month.Records(docs), person, now)
}

func (rights) MayOpen(docs book.Documents, person, feed string) (bool, error) {
	return care.MayOpen(month.Records(docs), person, feed, morning)
}

func newWorld(t *testing.T) *world {
	t.Helper()
	st, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "db"), bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = st.Close() })
	w := &world{T: t, disk: &brittle{Store: st}, bank: &bank{}}
	w.kept = signed.New(w.disk)
	schema := op.Schema{}
	for _, k := range care.Kinds() {
		schema[k.Name] = op.Kind(k)
	}
	clock := func() time.Time { return morning }
	w.book, err = book.Open(t.Context(), w.disk, bookID, book.Config{Schema: schema, Rights: rights{}, Clock: clock, Rand: mathrand.NewChaCha8([32]byte{})})
	must(t, err)
	at := make(chan time.Time)
	close(at)
	var passed atomic.Int64 // of the orders' own time: until each is collected, once
	w.orders, err = bankid.NewOrders(bankid.OrdersConfig{
		Store: w.disk, API: w.bank, Rand: rand.Reader, Clock: func() time.Time { return morning.Add(time.Duration(passed.Load())) },
		After: func(d time.Duration) <-chan time.Time {
			if d > bankid.Pace || !w.due.Swap(false) {
				return nil
			}
			passed.Add(int64(d))
			return at
		},
	})
	must(t, err)
	a, err := authority()
	must(t, err)
	w.desk, err = signing.New(signing.Config{
		Orders: w.orders, Signatures: w.kept, Books: books{w.book}, Roots: a.Roots(), Public: "https://passbok.example", Clock: clock,
		Fits: func(context.Context, []byte) error { return w.fits }, After: func(time.Duration) <-chan time.Time { return at },
	})
	must(t, err)
	const since = "2024-01-01"
	w.set("provider/p", map[string]any{"name": "Provbolaget", "organisationsnummer": "5560000001", "phone": "081234567"})
	for who, role := range map[string]string{"karin": "coordinator", "samir": "assistant", "alva": "beneficiary"} {
		w.set("person/"+who, map[string]any{"name": who + " Testberg", "given": who, "family": "Testberg", "route": "elt"})
		w.set("membership/"+who, map[string]any{"person": who, "role": role, "from": since})
	}
	for who, number := range map[string]string{"karin": karin.Personnummer, "samir": samir.Personnummer, "alva": alva} {
		w.set("identity/"+who, map[string]any{"person": who, "personnummer": number})
	}
	w.set("decision/d", map[string]any{"beneficiary": "alva", "granter": "fk", "from": since, "minutes": 60000, "per": "month"})
	w.set("engagement/e", map[string]any{"assistant": "samir", "beneficiary": "alva", "from": since})
	w.set("employment/m", map[string]any{"assistant": "samir", "employer": "provider", "regime": "agreement", "from": since, "period_from": "2026-09-01", "period_months": 2})
	w.shift("a", 5)
	w.ready()
	return w
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) do(name, person string, decide func(book.Documents) (book.Decision, error)) {
	w.Helper()
	w.count++
	_, err := w.book.Do(w.Context(), book.Command{ID: fmt.Sprintf("c%d", w.count), Name: name, Person: person}, decide)
	must(w.T, err)
}

func (w *world) set(ref string, fields map[string]any) {
	w.Helper()
	w.do("set", "operator", func(book.Documents) (book.Decision, error) {
		f := op.Fields{}
		for name, v := range fields {
			f[name] = care.Value(v)
		}
		return book.Decision{Set: []book.Change{{Doc: ref, Set: f}}}, nil
	})
}

// shift is four hours of Samir's at Alva's on a day of October.
func (w *world) shift(id string, day int) {
	w.Helper()
	w.set("shift/"+id, map[string]any{
		"assistant": "samir", "beneficiary": "alva", "kind": "active",
		"start": fmt.Sprintf("2026-10-%02dT08:00+02:00", day), "end": fmt.Sprintf("2026-10-%02dT12:00+02:00", day),
	})
}

// input is what somebody says of the timesheet that they see now.
func (w *world) input(person string, docs book.Documents) (month.SheetInput, error) {
	ask := month.SheetAsk{Ask: month.Ask{Person: person, Beneficiary: "alva", Month: "2026-10", Now: morning}, Assistant: "samir"}
	v, err := month.LookSheet(docs, ask)
	return month.SheetInput{SheetAsk: ask, ID: fmt.Sprintf("01930000-0000-7000-8000-%012d", w.count), Saw: v.Hash}, err
}

func (w *world) ready() {
	w.Helper()
	w.do("ready", "samir", func(docs book.Documents) (book.Decision, error) {
		in, err := w.input("samir", docs)
		if err != nil {
			return book.Decision{}, err
		}
		return month.SheetReady(docs, in)
	})
}

func (w *world) state() (s month.SheetView) {
	w.Helper()
	must(w.T, w.book.View(w.Context(), func(docs book.Documents) (err error) {
		in, err := w.input("karin", docs)
		if err == nil {
			s, err = month.LookSheet(docs, in.SheetAsk)
		}
		return err
	}))
	return s
}

// ask asks for a signature.
func (w *world) ask(role signed.Role) (id string, err error) {
	w.Helper()
	person := map[signed.Role]string{signed.Assistant: "samir", signed.Provider: "karin"}[role]
	var in month.SheetInput
	must(w.T, w.book.View(w.Context(), func(docs book.Documents) (err error) {
		in, err = w.input(person, docs)
		return err
	}))
	return w.desk.Sign(w.Context(), w.book, in, role, "127.0.0.1")
}

// collected has an order answered, and lets nobody take what came of it.
func (w *world) collected(role signed.Role) (id string) {
	w.Helper()
	id, err := w.ask(role)
	must(w.T, err)
	w.due.Store(true)
	ctx, stop := context.WithCancel(w.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = w.orders.Run(ctx) })
	<-w.orders.Done()
	stop()
	running.Wait()
	return id
}

// result is what came of an order, as its owner sees it.
func (w *world) result(id string) signing.Result {
	w.Helper()
	o, err := w.desk.Look(w.Context(), id)
	must(w.T, err)
	if o.Result == nil {
		return signing.Result{}
	}
	return *o.Result
}

func (w *world) evidence(version int) []signed.Evidence {
	w.Helper()
	all, err := w.kept.All(w.Context(), bookID, care.SheetRef("samir", "alva", "2026-10", version))
	must(w.T, err)
	return all
}
