package house

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"time"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/fk/elt"
	eltschema "passbok/fk/elt/schema"
	"passbok/fk/queue"
	"passbok/month"
	"passbok/server"
	"passbok/sync/book"
)

// ELT is the connection to Försäkringskassan's service for timesheets. The zero value is "not connected".
type ELT struct {
	URL      string         // https, as Försäkringskassan has sent it by e-mail; empty: not connected
	Identity elt.Identity   // ours, as a system supplier: elt.ReadIdentity
	Roots    *x509.CertPool // that the server's certificate must come from; nil: the system's
	Supplier string         // who holds the agreement with Försäkringskassan
	Schema   string         // file: Försäkringskassan's current schema, which then is the one that counts; xmllint is needed
	Version  elt.Version    // that is spoken; zero value: elt.Version1
}

// sender is the way of signed timesheets: from a book's outbox, by the queue, to ELT, and what came of it back into the book.
type sender struct {
	*queue.Queue
	cfg    ELT
	client *elt.Client
	books  *books
	signed *signed.Signatures
	clock  func() time.Time
}

var (
	_ server.ELT  = (*sender)(nil)
	_ queue.Books = (*sender)(nil)
)

// openELT makes the connection, and opens the queue; no call is made yet.
func (h *House) openELT(ctx context.Context) error {
	cfg := h.cfg.ELT
	if cfg.Schema != "" {
		if _, err := os.Stat(cfg.Schema); err != nil {
			return fmt.Errorf("read the schema of ELT: %w", err)
		}
		if _, err := exec.LookPath("xmllint"); err != nil {
			return fmt.Errorf("a schema of ELT is installed, and xmllint (Debian: libxml2-utils) is needed to hold timesheets against it: %w", err)
		}
	}
	client, err := elt.New(elt.Config{URL: cfg.URL, Identity: cfg.Identity, Roots: cfg.Roots, Version: cfg.Version, Clock: h.cfg.Clock})
	if err != nil {
		return err
	}
	h.elt = &sender{cfg: cfg, client: client, books: h.books, signed: signed.New(h.store), clock: h.cfg.Clock}
	h.elt.Queue, err = queue.Open(ctx, queue.Config{
		Store: h.store, Client: client, Books: h.elt, Clock: h.cfg.Clock, After: time.After, Rand: h.cfg.Rand, Log: h.cfg.Log, Meter: h.panel,
		Mark: cfg.mark(),
	})
	return err
}

// mark names the connection: where it is another one than the one that was stopped, somebody has seen to it.
func (e ELT) mark() string {
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s\n", e.URL)
	for _, certificate := range e.Identity.Certificate.Certificate {
		_, _ = sum.Write(certificate)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Supplier implements server.ELT.
func (s *sender) Supplier() string { return s.cfg.Supplier }

// certificate is a client certificate of ours, as it is shown; zero where there is none.
func certificate(of elt.Identity, now time.Time) server.Certificate {
	until := of.NotAfter()
	if until.IsZero() {
		return server.Certificate{}
	}
	return server.Certificate{Subject: of.Subject(), NotAfter: until, Days: daysUntil(until, now)}
}

// daysUntil is how many whole days are left; negative once it is over.
func daysUntil(until, now time.Time) int { return int(math.Floor(until.Sub(now).Hours() / 24)) }

// Fits implements server.ELT.
func (s *sender) Fits(ctx context.Context, t care.Timesheet) error {
	document, err := s.cfg.Version.Sheet(t)
	if err != nil {
		return err
	}
	return s.cfg.fits(ctx, document)
}

// fits asks the operator's schema, if there is one. It is asked before somebody signs, and once more before it is sent: another
// may have been installed meanwhile.
func (e ELT) fits(ctx context.Context, document []byte) error {
	if e.Schema == "" {
		return nil
	}
	var invalid *eltschema.Invalid
	if err := eltschema.Check(ctx, document, e.Schema); errors.As(err, &invalid) {
		return queue.Refuse(queue.CodeSchema)
	} else if err != nil {
		return err
	}
	return nil
}

// Signed implements server.ELT.
func (s *sender) Signed(ctx context.Context, bookID, ref string) error {
	_, _, err := s.signatures(ctx, bookID, ref)
	return err
}

// Kept implements server.ELT.
func (s *sender) Kept(ctx context.Context, bookID string, refs ...string) (map[string][]signed.Role, error) {
	return s.signed.Roles(ctx, bookID, refs...)
}

// signatures are both over a version, each with the bytes that it is over. The error is a refusal where they are not kept here, as after a
// restore from the archive alone, or are over different bytes.
func (s *sender) signatures(ctx context.Context, bookID, ref string) (assistant, provider signed.Evidence, err error) {
	assistant, provider, both, err := s.signed.Of(ctx, bookID, ref)
	switch {
	case err != nil:
		return assistant, provider, err
	case !both:
		return assistant, provider, queue.Refuse(queue.CodeNoSignatures)
	case !bytes.Equal(assistant.Document, provider.Document):
		return assistant, provider, queue.Refuse(queue.CodeOther)
	}
	return assistant, provider, nil
}

// take does a job of a book's outbox: a version that both have signed goes into the queue, as the bytes that they signed. One that is
// wanted no more goes nowhere.
func (s *sender) take(ctx context.Context, b *book.Book, job book.Job) error {
	var order month.Sending
	if err := json.Unmarshal(job.Payload, &order); err != nil {
		return fmt.Errorf("read what is to be sent: %w", err)
	}
	if wanted, err := s.wanted(ctx, b, order); err != nil || !wanted {
		return err
	}
	assistant, provider, err := s.signatures(ctx, b.ID(), order.Ref())
	if err != nil {
		return err
	}
	return s.Put(ctx, queue.Order{
		Sheet: queue.Sheet{Book: b.ID(), Ref: order.Ref()}, ID: order.ID, Round: order.Round,
		Submission: elt.Submission{Document: assistant.Document, Assistant: signatureOf(assistant), Provider: signatureOf(provider)},
	})
}

func signatureOf(e signed.Evidence) elt.Signature {
	return elt.Signature{XML: e.Signature, OCSP: e.OCSP, At: e.At}
}

// of finds the book of an item, and which version it is. A provider that has moved away has no book here.
func (s *sender) of(i queue.Item) (b *book.Book, order month.Sending, known bool) {
	name, ok := care.ParseSheetRef(i.Ref)
	b, here := s.books.Book(i.Provider)
	return b, month.Sending{
		Assistant: name.Assistant, Beneficiary: name.Beneficiary, Month: name.Month, Version: name.Version, ID: i.ID, Round: i.Round,
	}, ok && here
}

func (s *sender) wanted(ctx context.Context, b *book.Book, order month.Sending) (wanted bool, err error) {
	err = b.View(ctx, func(docs book.Documents) (err error) {
		wanted, err = month.SheetWanted(docs, order)
		return err
	})
	return wanted, err
}

// Wanted implements queue.Books.
func (s *sender) Wanted(ctx context.Context, i queue.Item) (bool, error) {
	b, order, known := s.of(i)
	if !known {
		return false, nil
	}
	return s.wanted(ctx, b, order)
}

// Leaving implements queue.Books: the book notes that the version is on its way, once, and before the first call.
func (s *sender) Leaving(ctx context.Context, i queue.Item) (bool, error) {
	b, order, known := s.of(i)
	if !known {
		return false, nil
	}
	if wanted, err := s.wanted(ctx, b, order); err != nil || !wanted {
		return false, err
	}
	return true, s.note(ctx, b, i, "sent", order.Report(), month.SheetSent)
}

// Ended implements queue.Books.
func (s *sender) Ended(ctx context.Context, i queue.Item) error {
	b, order, known := s.of(i)
	if !known {
		return nil // nobody waits for the word
	}
	r := order.Report()
	if i.State == elt.EntryReceived {
		r.Receipt, r.Now = i.Receipt.TxID, i.Receipt.At
		return s.note(ctx, b, i, "received", r, month.SheetReceived)
	}
	r.Words, r.Now = cmp.Or(i.Words, i.Fault, queue.CodeRejected), i.Ended
	return s.note(ctx, b, i, "rejected", r, month.SheetRejected)
}

// note moves a timesheet on in its book: once a round, however often it is told.
func (s *sender) note(ctx context.Context, b *book.Book, i queue.Item, what string, r month.SheetReport, decide func(book.Documents, month.SheetReport) (book.Decision, error)) error {
	if r.Now.IsZero() {
		r.Now = s.clock()
	}
	cmd := book.Command{ID: "elt:" + i.ID + ":" + i.Round + ":" + what, Name: "sheet." + what, Person: byPassbok}
	_, err := b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) { return decide(docs, r) })
	if err != nil {
		return fmt.Errorf("note that a timesheet is %s: %w", what, err)
	}
	return nil
}

// byPassbok is who a command comes from that follows from what a service has said.
const byPassbok = "passbok"

// erase takes away what was sent of the timesheets that go.
func (s *sender) erase(ctx context.Context, bookID string, what book.Erasing) (gone int, err error) {
	for ref := range what.Docs {
		if _, is := care.ParseSheetRef(ref); !is {
			continue
		}
		known, err := s.Forget(ctx, queue.Sheet{Book: bookID, Ref: ref})
		if err != nil {
			return gone, err
		}
		if known {
			gone++
		}
	}
	return gone, nil
}

// close lets go of the connection.
func (s *sender) close() {
	if s != nil && s.client != nil {
		s.client.Close()
	}
}
