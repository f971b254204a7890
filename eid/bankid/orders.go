package bankid

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"passbok/store"
)

// Space is the store's space for orders. It holds, for as long as an order is kept, what the registry may not: the
// number and name in a finished signature.
const Space = "bankid"

// How long orders are kept.
const (
	// Deadline is when an order is given up that BankID still calls pending, or of which it tells nothing: it ends its
	// own orders after three minutes.
	Deadline = 10 * time.Minute
	// KeepFailed is how long a failed order can still be looked at.
	KeepFailed = time.Hour
	// KeepComplete is how long a signature waits to be taken: it is evidence, so for long. A sign-in waits as long as Deadline:
	// whoever signed in stands before the page.
	KeepComplete = 30 * 24 * time.Hour
	// KeepTaken is how long it can still be looked at what came of an order, once that is taken.
	KeepTaken = time.Hour
	// Pace is how often an order is collected.
	Pace = 2 * time.Second
)

// What can be wrong with an order of ours.
var (
	ErrUnknown  = errors.New("there is no such order")
	ErrRunning  = errors.New("the order is not finished")
	ErrNoAnswer = errors.New("the order ended without an answer")
	ErrTaken    = errors.New("what came of the order is taken")
)

// API is BankID as Orders needs it; a Client is one.
type API interface {
	Auth(ctx context.Context, ask Ask) (Started, error)
	Sign(ctx context.Context, ask Ask) (Started, error)
	Collect(ctx context.Context, orderRef string) (Collected, error)
	Cancel(ctx context.Context, orderRef string) error
}

// What is what an order is to do.
type What struct {
	SignIn bool // who are you; else a signature
	Ask    Ask
	// Note is the caller's own, kept with the order: which document, at which version. At most 4 KiB; no names, no numbers.
	Note []byte
}

const maxNote = 4 << 10 // of a note, and of a result

// Look is an order as a page shows it.
type Look struct {
	ID      string
	Purpose string
	Person  string // ours; empty where nobody has signed in yet
	Note    []byte
	Status  Status
	Hint    Hint
	Words   Words
	QR      string // what the QR code says now; empty once an app has the order
	Link    string // opens the app on the same phone; empty once an app has the order
	Result  []byte // what the taker said came of it; nil as long as it is not taken
	Made    time.Time
	Ended   time.Time
}

// OrdersConfig is what Orders is made of. Store, API, Clock, After and Rand are required.
type OrdersConfig struct {
	Store store.Store
	API   API
	Clock func() time.Time
	After func(time.Duration) <-chan time.Time // as time.After
	Rand  io.Reader                            // of cryptographic strength
	App   string                               // where the app's link leads; empty: App
	Log   *slog.Logger                         // nil: silence. Never sees a person, a token or a signature
}

// Orders keeps the orders of a house. It is safe for concurrent use; one process has one.
type Orders struct {
	cfg  OrdersConfig
	wake chan struct{}
	done chan struct{}  // told when an order is complete
	turn chan struct{}  // held by whoever runs the loop
	same [64]sync.Mutex // by purpose and person: two taps at once make one order
}

// NewOrders gives the orders kept in the store.
func NewOrders(cfg OrdersConfig) (*Orders, error) {
	if cfg.Store == nil || cfg.API == nil || cfg.Clock == nil || cfg.After == nil || cfg.Rand == nil {
		return nil, errors.New("orders of BankID: store, API, clock, after and rand are needed")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Orders{cfg: cfg, wake: make(chan struct{}, 1), done: make(chan struct{}, 1), turn: make(chan struct{}, 1)}, nil
}

// Begin begins an order, and gives its id: 128 random bits, so that whoever knows it may look. Where the same person has
// one running for the same purpose and with the same content, that is the order: a second tab, a page that was lost. One
// running for another content is cancelled first, since BankID would end both. An empty person has nothing running.
//
// Errors: those of Client.Auth and Client.Sign; SayError has words for them.
func (o *Orders) Begin(ctx context.Context, purpose, person string, what What) (id string, err error) {
	if purpose == "" || len(what.Note) > maxNote {
		return "", errors.New("begin an order: a purpose is needed, and a note of at most 4 KiB")
	}
	if person != "" {
		lock := &o.same[hash(purpose, person)[0]%64]
		lock.Lock()
		defer lock.Unlock()
		again, err := o.running(ctx, purpose, person, what)
		if err != nil || again != "" {
			return again, err
		}
	}
	raw := make([]byte, 16)
	if _, err := io.ReadFull(o.cfg.Rand, raw); err != nil {
		return "", fmt.Errorf("draw an order's id: %w", err)
	}
	start := o.cfg.API.Sign
	if what.SignIn {
		start = o.cfg.API.Auth
	}
	started, err := start(ctx, what.Ask)
	if err != nil {
		return "", err
	}
	rec := record{
		V: 1, ID: hex.EncodeToString(raw), Purpose: purpose, Person: person, Note: what.Note, Content: content(what),
		SignIn: what.SignIn, Started: started, Return: what.Ask.Return, Made: o.cfg.Clock().UTC(), Status: Pending, Hint: Outstanding,
	}
	err = o.cfg.Store.Update(ctx, Space, rec.begin)
	if err != nil {
		return "", fmt.Errorf("keep an order: %w", err)
	}
	o.wakeUp()
	return rec.ID, nil
}

// running gives the person's order for the purpose, if it is about the same; another one is cancelled.
func (o *Orders) running(ctx context.Context, purpose, person string, what What) (id string, err error) {
	rec, err := o.newest(ctx, purpose, person)
	if err != nil {
		return "", err
	}
	switch {
	case rec.ID == "" || rec.Status != Pending:
		return "", nil
	case rec.Content == content(what):
		return rec.ID, nil
	}
	return "", o.Cancel(ctx, rec.ID)
}

// newest is the person's newest order for a purpose; a record without an id where there is none.
func (o *Orders) newest(ctx context.Context, purpose, person string) (rec record, err error) {
	err = o.cfg.Store.View(ctx, Space, func(r store.Reader) error {
		at, err := r.Get(ofKey(purpose, person))
		if err != nil || at == nil {
			return err
		}
		rec, err = read(r, string(at))
		return err
	})
	if err != nil && !errors.Is(err, ErrUnknown) {
		return record{}, fmt.Errorf("look for the person's order: %w", err)
	}
	return rec, nil
}

// Newest is the person's newest order for a purpose that is not forgotten: where a page was lost, this is the one to look
// at. Error: ErrUnknown.
func (o *Orders) Newest(ctx context.Context, purpose, person string) (id string, err error) {
	rec, err := o.newest(ctx, purpose, person)
	if err == nil && rec.ID == "" {
		err = ErrUnknown
	}
	return rec.ID, err
}

// content tells one order from another by what is asked, not by from where.
func content(what What) string {
	kind := "sign"
	if what.SignIn {
		kind = "sign in"
	}
	sum := hash(kind, string(what.Ask.Personnummer), what.Ask.Visible, string(what.Ask.Hidden), string(what.Note))
	return hex.EncodeToString(sum[:])
}

// hash is of all parts, each told from the next by its length.
func hash(parts ...string) [sha256.Size]byte {
	var all []byte
	for _, part := range parts {
		all = fmt.Appendf(all, "%d:%s", len(part), part)
	}
	return sha256.Sum256(all)
}

// Look gives an order as it stands. Error: ErrUnknown.
func (o *Orders) Look(ctx context.Context, id string) (Look, error) {
	var rec record
	err := o.cfg.Store.View(ctx, Space, func(r store.Reader) (err error) {
		rec, err = read(r, id)
		return err
	})
	if err != nil {
		return Look{}, fmt.Errorf("look at an order: %w", err)
	}
	l := Look{
		ID: rec.ID, Purpose: rec.Purpose, Person: rec.Person, Note: rec.Note, Status: rec.Status, Hint: rec.Hint,
		Words: Say(rec.Status, rec.Hint), Result: rec.Result, Made: rec.Made, Ended: rec.Ended,
	}
	if rec.Status == Pending && (rec.Hint == Outstanding || rec.Hint == NoClient) {
		l.QR = QRAt(rec.Started, rec.Made, o.cfg.Clock())
		l.Link = Link(o.cfg.App, rec.Started.AutoStartToken, rec.Return)
	}
	return l, nil
}

// Cancel ends an order that is not finished; one that is stays what it is. Errors: ErrUnknown; BankID's, in which case
// the order goes on.
func (o *Orders) Cancel(ctx context.Context, id string) error {
	var rec record
	err := o.cfg.Store.View(ctx, Space, func(r store.Reader) (err error) {
		rec, err = read(r, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("cancel an order: %w", err)
	}
	if rec.Status != Pending {
		return nil
	}
	if err := o.cfg.API.Cancel(ctx, rec.Started.OrderRef); err != nil {
		return err
	}
	return o.settle(ctx, id, Collected{Status: Failed, Hint: Cancelled})
}

func (o *Orders) wakeUp() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}
