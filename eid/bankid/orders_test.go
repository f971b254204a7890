package bankid_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/bankid/sim"
	"passbok/store"
	"passbok/store/bolt"
)

// at2000 is an authority whose certificates hold when a bubble's clock begins.
var at2000 = sync.OnceValue(func() *sim.Authority {
	return made(func() time.Time { return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) })
})

// straight leads a client into a simulator without a socket: in a bubble, whoever waits for one stops the clock.
type straight struct {
	to   http.Handler
	fail atomic.Bool // the network is gone
}

func (s *straight) RoundTrip(r *http.Request) (*http.Response, error) {
	if s.fail.Load() {
		return nil, errors.New("the network is gone")
	}
	r = r.Clone(r.Context())
	r.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{at2000().Party().Leaf}}
	w := httptest.NewRecorder()
	s.to.ServeHTTP(w, r)
	return w.Result(), nil
}

// said is a log that is read while others write it.
type said struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// office is a house's orders, and a BankID that they go to, inside a bubble.
type office struct {
	*bankid.Orders
	t     *testing.T
	path  string
	store store.Store
	way   *straight
	sim   *sim.Service
	log   said
	stop  func()
}

// inside runs a test in a bubble, in which time passes only while everybody waits.
func inside(t *testing.T, test func(*testing.T, *office), people ...sim.Person) {
	at2000() // keys take long to make: not on the bubble's clock
	for _, who := range append(people, alva, bo) {
		if _, err := at2000().Serial(who); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "store")
	synctest.Test(t, func(t *testing.T) {
		service, err := sim.New(sim.Config{Authority: at2000(), People: append(people, alva, bo), Clock: time.Now, Rand: rand.Reader})
		if err != nil {
			t.Fatal(err)
		}
		o := &office{t: t, path: path, way: &straight{to: service.API}, sim: service}
		o.start()
		test(t, o)
		o.end()
	})
}

func (o *office) start() {
	o.t.Helper()
	st, err := bolt.Open(context.Background(), o.path, bolt.Options{AddressSpace: 1 << 26})
	if err != nil {
		o.t.Fatal(err)
	}
	o.store = st
	c, err := bankid.New(bankid.Config{
		URL: "https://bankid.example/rp/v6.0", Identity: at2000().Party(), Servers: at2000().Servers(), After: time.After,
	})
	if err != nil {
		o.t.Fatal(err)
	}
	c.Over(o.way)
	o.Orders, err = bankid.NewOrders(bankid.OrdersConfig{
		Store: st, API: c, Clock: time.Now, After: time.After, Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(&o.log, nil)),
	})
	if err != nil {
		o.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	orders := o.Orders
	go func() { ended <- orders.Run(ctx) }()
	o.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			o.t.Error(err)
		}
	}
}

func (o *office) end() {
	o.t.Helper()
	o.stop()
	if err := o.store.Close(); err != nil {
		o.t.Error(err)
	}
}

// restart is another process, on the same disk.
func (o *office) restart() {
	o.t.Helper()
	o.end()
	o.start()
}

func timesheet() bankid.What {
	return bankid.What{Ask: ask(), Note: []byte("timesheet-1.3")}
}

func (o *office) begin(person string, what bankid.What) string {
	o.t.Helper()
	id, err := o.Begin(o.t.Context(), "timesheet", person, what)
	if err != nil {
		o.t.Fatal(err)
	}
	return id
}

// after lets so much time pass, and everything that happens in it, and looks.
func (o *office) after(d time.Duration, id string) bankid.Look {
	o.t.Helper()
	time.Sleep(d)
	synctest.Wait()
	l, err := o.Look(o.t.Context(), id)
	if err != nil {
		o.t.Fatal(err)
	}
	return l
}

// An order from a page's point of view: the code changes each second, goes away when an app has the order, and a restart
// in the middle changes nothing.
func TestOrder(t *testing.T) {
	inside(t, func(t *testing.T, o *office) {
		began := time.Now()
		id := o.begin("person-1", timesheet())
		first, second := o.after(0, id), o.after(time.Second, id)
		if first.Status != bankid.Pending || first.Hint != bankid.Outstanding || first.QR == "" || first.QR == second.QR || first.Words != bankid.Say(bankid.Pending, bankid.Outstanding) {
			t.Errorf("%+v\n%+v", first, second)
		}
		if !strings.HasPrefix(first.Link, bankid.App) || !strings.HasSuffix(first.Link, "passbok.example%2Fmanad") || string(first.Note) != "timesheet-1.3" {
			t.Errorf("%+v", first)
		}
		o.restart()
		auto, err := o.sim.Scan(o.after(3*time.Second, id).QR)
		if err != nil {
			t.Fatal(err)
		}
		if l := o.after(3*time.Second, id); l.Hint != bankid.UserSign || l.QR != "" || l.Link != "" {
			t.Errorf("%+v", l)
		}
		if _, err := o.Finished(t.Context(), id); !errors.Is(err, bankid.ErrRunning) {
			t.Error(err)
		}
		if err := o.Taken(t.Context(), id, []byte("noted")); !errors.Is(err, bankid.ErrRunning) {
			t.Error(err)
		}
		o.restart()
		if err := o.sim.Approve(auto, alva.Personnummer); err != nil {
			t.Fatal(err)
		}
		if l := o.after(3*time.Second, id); l.Status != bankid.Complete || l.Ended.IsZero() {
			t.Errorf("%+v", l)
		}
		o.restart()
		done, err := o.Finished(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if done.Person != "person-1" || done.Purpose != "timesheet" || string(done.Note) != "timesheet-1.3" || done.User.Name != "Alva Påhittad" {
			t.Errorf("%+v", done)
		}
		_, err = bankid.Verify(done.Answer, bankid.Expect{
			Personnummer: care.Personnummer(alva.Personnummer), VisibleData: text, HiddenData: []byte(hidden), Roots: at2000().Roots(),
			Since: done.Made, Now: done.Ended,
		})
		if err != nil || !done.Made.Equal(began) {
			t.Error(done.Made, err)
		}
		if ids, err := o.Waiting(t.Context()); err != nil || !slices.Equal(ids, []string{id}) {
			t.Error(ids, err)
		}
		if err := o.Taken(t.Context(), id, []byte("noted")); err != nil {
			t.Error(err)
		}
		if err := o.Taken(t.Context(), id, []byte("other")); !errors.Is(err, bankid.ErrTaken) {
			t.Error("taken twice", err)
		}
		if _, err := o.Finished(t.Context(), id); !errors.Is(err, bankid.ErrTaken) {
			t.Error(err)
		}
		if ids, err := o.Waiting(t.Context()); err != nil || len(ids) > 0 {
			t.Error(ids, err)
		}
		if l := o.after(0, id); l.Status != bankid.Complete || string(l.Result) != "noted" {
			t.Errorf("%+v", l)
		}
		if newest, err := o.Newest(t.Context(), "timesheet", "person-1"); err != nil || newest != id {
			t.Error(newest, err)
		}
		o.holds("Påhittad", false)
		time.Sleep(bankid.KeepTaken + time.Hour)
		synctest.Wait()
		o.empty()
	})
}

// holds says whether any value in the store has a text in it.
func (o *office) holds(text string, want bool) {
	o.t.Helper()
	found := false
	err := o.store.View(o.t.Context(), bankid.Space, func(r store.Reader) error {
		for kv, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			found = found || bytes.Contains(kv.Value, []byte(text))
		}
		return nil
	})
	if err != nil || found != want {
		o.t.Errorf("the store holds %q: %t, %v", text, found, err)
	}
}

// empty wants nothing left in the store.
func (o *office) empty() {
	o.t.Helper()
	err := o.store.View(o.t.Context(), bankid.Space, func(r store.Reader) error {
		for kv, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			o.t.Errorf("left: %s", kv.Key)
		}
		return nil
	})
	if err != nil {
		o.t.Error(err)
	}
}

// Each order is collected every two seconds, not more often, however many begin meanwhile and whatever restarts.
func TestPace(t *testing.T) {
	inside(t, func(t *testing.T, o *office) {
		o.begin("person-1", timesheet())
		for i := range 20 {
			what := timesheet()
			what.Ask.Personnummer = ""
			o.begin("", what)
			if time.Sleep(300 * time.Millisecond); i == 10 {
				o.restart()
			}
		}
		synctest.Wait()
		for i, one := range o.sim.Orders() {
			age := time.Since(one.Made)
			if one.Hurried > 0 || one.Collected > int(age/bankid.Pace) || (i == 0 && one.Collected < 2) {
				t.Errorf("order %d is %s old, was collected %d times, %d of them too soon", i, age, one.Collected, one.Hurried)
			}
		}
	})
}

func TestSecondTab(t *testing.T) {
	inside(t, func(t *testing.T, o *office) {
		first := o.begin("person-1", timesheet())
		var second, third string
		var both sync.WaitGroup
		both.Go(func() { second = o.begin("person-1", timesheet()) })
		both.Go(func() { third = o.begin("person-1", timesheet()) })
		both.Wait()
		if first != second || first != third || len(o.sim.Orders()) != 1 {
			t.Errorf("%s, %s, %s: %d orders", first, second, third, len(o.sim.Orders()))
		}
		o.restart()
		if again := o.begin("person-1", timesheet()); again != first {
			t.Error("after a restart:", again)
		}
		changed := timesheet()
		changed.Ask.Visible += "."
		next := o.begin("person-1", changed)
		if l := o.after(0, first); next == first || l.Status != bankid.Failed || l.Hint != bankid.Cancelled {
			t.Errorf("another content: %+v", l)
		}
		if l := o.after(0, next); l.Status != bankid.Pending {
			t.Errorf("%+v", l)
		}
		if err := o.Cancel(t.Context(), next); err != nil {
			t.Error(err)
		}
		if err := o.Cancel(t.Context(), next); err != nil {
			t.Error("twice:", err)
		}
		if l := o.after(time.Minute, next); l.Hint != bankid.Cancelled {
			t.Errorf("%+v", l)
		}
		if _, err := o.Finished(t.Context(), next); !errors.Is(err, bankid.ErrNoAnswer) {
			t.Error(err)
		}
		if third := o.begin("person-1", changed); third == next {
			t.Error("an order that is over goes on")
		}
	})
}

// Two at once at one BankID, by two of us that know nothing of each other: both end, and the person is told.
func TestAlreadyInProgress(t *testing.T) {
	inside(t, func(t *testing.T, o *office) {
		first := o.begin("person-1", timesheet())
		_, err := o.Begin(t.Context(), "another purpose", "person-1", timesheet())
		if bankid.CodeOf(err) != bankid.AlreadyInProgress {
			t.Error(err)
		}
		if l := o.after(3*time.Second, first); l.Hint != bankid.Cancelled {
			t.Errorf("%+v", l)
		}
	})
}

func TestOrdersEnd(t *testing.T) {
	for name, test := range map[string]struct {
		habit sim.Habit
		spoil func(*office)
		after time.Duration
		want  bankid.Hint
	}{
		"says no":               {sim.Cancels, nil, 7 * time.Second, bankid.UserCancel},
		"has no app":            {sim.NoApp, nil, 33 * time.Second, bankid.StartFailed},
		"goes away":             {sim.Dawdles, nil, 183 * time.Second, bankid.Expired},
		"has another's BankID":  {sim.Wrong, nil, 183 * time.Second, bankid.Expired},
		"BankID never ends it":  {sim.ByHand, func(o *office) { o.sim.Break(sim.Faults{Patient: true}) }, 11 * time.Minute, bankid.Expired},
		"BankID has forgotten":  {sim.ByHand, func(o *office) { o.sim.Break(sim.Faults{Forget: true}) }, 3 * time.Second, bankid.Unheard},
		"the network stays out": {sim.ByHand, func(o *office) { o.way.fail.Store(true) }, 11 * time.Minute, bankid.Unheard},
		"BankID's own error":    {sim.ByHand, func(o *office) { o.sim.Break(sim.Faults{Refuse: "internalError"}) }, 11 * time.Minute, bankid.Unheard},
	} {
		t.Run(name, func(t *testing.T) {
			who := alva
			who.Habit = test.habit
			inside(t, func(t *testing.T, o *office) {
				id := o.begin("person-1", timesheet())
				if test.spoil != nil {
					test.spoil(o)
				}
				l := o.after(test.after, id)
				if l.Status != bankid.Failed || l.Hint != test.want || l.QR != "" || l.Words != bankid.Say(bankid.Failed, test.want) {
					t.Errorf("%+v", l)
				}
				if strings.Contains(o.log.String(), alva.Personnummer) || strings.Contains(o.log.String(), "Alva") {
					t.Error("a person in the log:", o.log.String())
				}
				time.Sleep(bankid.KeepFailed + 3*time.Minute)
				synctest.Wait()
				if _, err := o.Look(t.Context(), id); !errors.Is(err, bankid.ErrUnknown) {
					t.Error("is not forgotten:", err)
				}
				o.empty()
			}, who)
		})
	}
}

// A short outage in the middle is nobody's business.
func TestOutageInTheMiddle(t *testing.T) {
	who := alva
	who.Habit = sim.Approves
	inside(t, func(t *testing.T, o *office) {
		id := o.begin("person-1", timesheet())
		o.way.fail.Store(true)
		if l := o.after(20*time.Second, id); l.Status != bankid.Pending {
			t.Errorf("%+v", l)
		}
		o.way.fail.Store(false)
		if l := o.after(3*time.Second, id); l.Status != bankid.Complete {
			t.Errorf("%+v", l)
		}
		if time.Sleep(bankid.KeepComplete - time.Hour); o.after(0, id).Status != bankid.Complete {
			t.Error("a signature that nobody took is gone")
		}
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		o.empty()
	}, who)
}

// The longest text that BankID takes comes back in a signature that no single value of the store holds.
func TestLongText(t *testing.T) {
	who := alva
	who.Habit = sim.Approves
	inside(t, func(t *testing.T, o *office) {
		what := timesheet()
		what.Ask.Visible, what.Ask.Hidden = strings.Repeat("lång ", 4_900), bytes.Repeat([]byte("h"), 90_000)
		id := o.begin("person-1", what)
		if l := o.after(7*time.Second, id); l.Status != bankid.Complete {
			t.Fatalf("%+v", l)
		}
		done, err := o.Finished(t.Context(), id)
		if err != nil || len(done.Answer.Signature) < store.MaxValue {
			t.Fatal(len(done.Answer.Signature), err)
		}
		_, err = bankid.Verify(done.Answer, bankid.Expect{
			Personnummer: care.Personnummer(alva.Personnummer), VisibleData: what.Ask.Visible, HiddenData: what.Ask.Hidden,
			Roots: at2000().Roots(), Now: done.Ended,
		})
		if err != nil {
			t.Error(err)
		}
		if err := o.Taken(t.Context(), id, []byte("noted")); err != nil {
			t.Error(err)
		}
		if gone, err := bankid.Forget(t.Context(), o.store, "person-1"); gone != 1 || err != nil {
			t.Error(gone, err)
		}
		o.empty()
	}, who)
}

func TestOrdersRefuse(t *testing.T) {
	inside(t, func(t *testing.T, o *office) {
		if _, err := o.Begin(t.Context(), "", "person-1", timesheet()); err == nil {
			t.Error("without a purpose")
		}
		long := timesheet()
		long.Note = make([]byte, 5<<10)
		if _, err := o.Begin(t.Context(), "timesheet", "person-1", long); err == nil {
			t.Error("with a note too long")
		}
		for _, id := range []string{"", "none", strings.Repeat("a", 1000)} {
			_, looked := o.Look(t.Context(), id)
			_, finished := o.Finished(t.Context(), id)
			for _, err := range []error{looked, finished, o.Cancel(t.Context(), id)} {
				if !errors.Is(err, bankid.ErrUnknown) {
					t.Errorf("%.10q: %v", id, err)
				}
			}
		}
		o.sim.Break(sim.Faults{Refuse: "requestTimeout"})
		if _, err := o.Begin(t.Context(), "timesheet", "person-1", timesheet()); bankid.CodeOf(err) != bankid.RequestTimeout {
			t.Error(err)
		}
		o.empty()
	})
	if _, err := bankid.NewOrders(bankid.OrdersConfig{Clock: time.Now, After: time.After, Rand: io.LimitReader(rand.Reader, 0)}); err == nil {
		t.Error("without a store")
	}
}
