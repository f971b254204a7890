package signing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/signed"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// again is how long to wait with a signature that could not be taken, as where the disk takes no more.
const again = 10 * time.Second

// Run takes the signatures that are complete, those of before a restart too, until ctx ends. It returns nil then.
func (d *Desk) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		var later <-chan time.Time
		ids, err := d.cfg.Orders.Waiting(ctx)
		for _, id := range ids {
			if failed := d.Take(ctx, id); failed != nil {
				err = failed
			}
		}
		if err != nil && ctx.Err() == nil {
			d.cfg.Log.Error("a signature could not be taken; it is kept, and tried again", "err", err)
			later = d.cfg.After(again)
		}
		select {
		case <-ctx.Done():
		case <-d.cfg.Orders.Done():
		case <-later:
		}
	}
	return nil
}

// Take checks a complete signature, keeps it as evidence, and tells the book. It may be done again at any time.
func (d *Desk) Take(ctx context.Context, id string) error {
	done, err := d.cfg.Orders.Finished(ctx, id)
	if errors.Is(err, bankid.ErrUnknown) || errors.Is(err, bankid.ErrTaken) || errors.Is(err, bankid.ErrNoAnswer) {
		return nil
	}
	if err != nil {
		return err
	}
	result, err := d.settle(ctx, id, done)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(result)
	if err != nil {
		return fmt.Errorf("write what came of an order: %w", err)
	}
	if err := d.cfg.Orders.Taken(ctx, id, raw); err != nil && !errors.Is(err, bankid.ErrTaken) {
		return err
	}
	return nil
}

// settle is what comes of a signature. An error is ours, or the disk's: then it is tried again.
func (d *Desk) settle(ctx context.Context, id string, done bankid.Finished) (Result, error) {
	n, err := readNote(done.Note)
	if err != nil {
		return Result{}, err
	}
	b, there := d.cfg.Books.Book(n.Book)
	if !there { // the provider has moved away; nobody waits for the word
		return Result{Refused, CodeSignature}, nil
	}
	paper, laid, err := d.cfg.Signatures.Paper(ctx, n.Book, n.sheet())
	if err != nil {
		return Result{}, err
	}
	number, err := d.expected(ctx, b, n)
	if err != nil {
		return Result{}, err
	}
	if !laid || number == "" || paper.Hash != n.Hash {
		d.cfg.Log.Error("a signature was refused: what was to be signed, or by whom, is not known any more", "order", id)
		return Result{Refused, CodeSignature}, nil
	}
	proof, err := bankid.Verify(done.Answer, bankid.Expect{
		Personnummer: number, VisibleData: paper.Visible, HiddenData: []byte(paper.Hidden), Roots: d.cfg.Roots, Since: done.Made, Now: done.Ended,
	})
	if err != nil {
		d.cfg.Log.Error("a signature was refused", "order", id, "err", err)
		if errors.Is(err, bankid.ErrPerson) {
			return Result{Refused, CodePerson}, nil
		}
		return Result{Refused, CodeSignature}, nil
	}
	evidence := signed.Evidence{
		Book: n.Book, Sheet: n.sheet(), Hash: n.Hash, Role: n.Role, Order: id, Person: n.Person,
		Name: proof.Name, At: proof.Signed, Serial: proof.Serial, Issuer: proof.Issuer,
		Signature: done.Answer.Signature, OCSP: done.Answer.OCSP,
	}
	if err := d.cfg.Signatures.Keep(ctx, evidence); err != nil {
		return Result{}, err
	}
	result, err := d.tell(ctx, b, id, n, evidence)
	if err != nil {
		return Result{}, err
	}
	state := signed.Noted
	if result.State == Fallen {
		state = signed.Fallen
	}
	return result, d.cfg.Signatures.Enter(ctx, evidence, state, result.Code)
}

// expected is the number of whoever must have signed.
func (d *Desk) expected(ctx context.Context, b *book.Book, n note) (number care.Personnummer, err error) {
	err = b.View(ctx, func(docs book.Documents) error {
		frozen, err := month.Sheet(docs, n.Assistant, n.Beneficiary, n.Month, n.Version)
		var gone *op.Problem
		if errors.As(err, &gone) { // erased meanwhile
			return nil
		}
		if err == nil {
			number, err = signer(docs, n.Role, frozen, n.Person)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("look up who was to sign: %w", err)
	}
	return number, nil
}

// tell has the book note the signature, once: the command's id is the order's. Where the book says no, as when a row has
// changed meanwhile, the signature has fallen.
func (d *Desk) tell(ctx context.Context, b *book.Book, id string, n note, e signed.Evidence) (Result, error) {
	decide, result := month.SheetSigned, Result{State: Signed}
	if n.Role == signed.Provider {
		decide, result = month.SheetApproved, Result{State: Approved}
	}
	body, err := json.Marshal(struct {
		About     string `json:"about"`
		Saw       string `json:"saw"`
		Signature string `json:"signature"` // digest of the evidence
	}{n.Assistant + "." + n.Beneficiary + "@" + string(n.Month), n.Hash, signed.DigestOf(e.Signature, e.OCSP)})
	if err != nil {
		return Result{}, fmt.Errorf("write command: %w", err)
	}
	in := month.SheetInput{
		SheetAsk: month.SheetAsk{
			Ask:       month.Ask{Person: n.Person, Beneficiary: n.Beneficiary, Month: n.Month, Now: d.cfg.Clock()},
			Assistant: n.Assistant,
		},
		ID: id, Saw: n.Hash,
	}
	cmd := book.Command{ID: "bankid:" + id, Name: "sheet." + string(n.next()), Person: n.Person, Body: body}
	_, err = b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) { return decide(docs, in) })
	var no *op.Problem
	if errors.As(err, &no) {
		return Result{Fallen, no.Code}, nil
	}
	return result, err
}
