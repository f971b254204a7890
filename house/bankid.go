package house

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"strings"
	"time"

	"passbok/care"
	"passbok/eid"
	"passbok/eid/bankid"
	"passbok/eid/signed"
	"passbok/fk/queue"
	"passbok/post"
	"passbok/server"
	"passbok/signing"
	"passbok/store"
	"passbok/sync/book"
)

// BankID is the connection to BankID. The zero value is "not connected".
type BankID struct {
	URL      string          // of the API with its version; empty: not connected
	Identity tls.Certificate // ours, as a relying party: bankid.ReadIdentity
	Servers  *x509.CertPool  // roots of BankID's server: bankid.ReadRoots
	People   *x509.CertPool  // roots of people's BankID
	App      string          // where the app's link leads; empty: bankid.App. A simulator has another
}

// desk is the house's connection to BankID, and what it does with it. Its zero value is none.
type desk struct {
	client *bankid.Client
	orders *bankid.Orders
	desk   *signing.Desk
}

// openDesk makes the connection; nothing is asked yet.
func (h *House) openDesk() (d desk, err error) {
	cfg := h.cfg.BankID
	if cfg.URL == "" {
		return desk{}, nil
	}
	d.client, err = bankid.New(bankid.Config{URL: cfg.URL, Identity: cfg.Identity, Servers: cfg.Servers, After: time.After})
	if err != nil {
		return desk{}, err
	}
	d.orders, err = bankid.NewOrders(bankid.OrdersConfig{
		Store: h.store, API: d.client, Clock: h.cfg.Clock, After: time.After, Rand: h.cfg.Rand, App: cfg.App, Log: h.cfg.Log,
	})
	if err != nil {
		return desk{}, err
	}
	d.desk, err = signing.New(signing.Config{
		Orders: d.orders, Signatures: signed.New(h.store), Books: h.books, Roots: cfg.People, Public: h.cfg.PublicURL,
		Fits: h.cfg.ELT.fits, Version: h.cfg.ELT.Version, Mark: h.sessions.Mark, Clock: h.cfg.Clock, After: time.After, Log: h.cfg.Log,
	})
	return d, err
}

// run collects orders and takes what came of them, until ctx ends.
func (d desk) run(ctx context.Context, start func(what string, run func() error)) {
	if d.desk == nil {
		return
	}
	start("orders of BankID", func() error { return d.orders.Run(ctx) })
	start("signatures", func() error { return d.desk.Run(ctx) })
}

// front is the desk as the server has it; nil where there is no connection.
func (d desk) front() server.Signing {
	if d.desk == nil {
		return nil
	}
	return d.desk
}

func (d desk) close() {
	if d.client != nil {
		d.client.Close()
	}
}

// IDs are the ids of the books, in order.
func (b *books) IDs() []string {
	ids, _ := b.ids()
	return ids
}

// eraseSigned takes away the signatures over the timesheets that go, and the orders of the person where they go whole.
func (h *House) eraseSigned(ctx context.Context, bookID, person string, what book.Erasing, whole bool) (gone int, err error) {
	var sheets []string
	for ref := range what.Docs {
		if strings.HasPrefix(ref, "sheet/") {
			sheets = append(sheets, ref)
		}
	}
	if gone, err = signed.New(h.store).Forget(ctx, bookID, sheets); err != nil || !whole {
		return gone, err
	}
	if _, err := bankid.Forget(ctx, h.store, signing.Owner(bookID, person)); err != nil {
		return gone, err
	}
	return gone, nil
}

// keptSigned notes what of a person's own signatures is kept, since the timesheets are: a coordinator's over others' time.
func (h *House) keptSigned(ctx context.Context, bookID string, order EraseOrder, keep keeping, what book.Erasing, kept map[string]Kept) error {
	today := care.DateOf(h.cfg.Clock())
	return signed.New(h.store).Walk(ctx, bookID, func(e signed.Evidence) error {
		_, id, _ := strings.Cut(e.Sheet, "/")
		until := keep.through(care.AboutOf("sheet", id, nil))
		if e.Person != order.Person || what.Docs[e.Sheet] || until < today {
			return nil
		}
		row := kept[signatureKind]
		kept[signatureKind] = Kept{Kind: signatureKind, Count: row.Count + 1, Until: max(row.Until, until)}
		return nil
	})
}

// signatureKind is what a certificate calls signatures.
const signatureKind = "signature"

// besides are the spaces that are no book: whoever makes the database anew carries them over as they are.
func besides() []string {
	return []string{eid.Registry, bankid.Space, signed.Space, queue.Space, post.Space}
}

// copyBesides copies them.
func copyBesides(ctx context.Context, from, to store.Store) error {
	for _, space := range besides() {
		if err := copySpace(ctx, from, to, space); err != nil {
			return fmt.Errorf("copy the space %s: %w", space, err)
		}
	}
	return nil
}
