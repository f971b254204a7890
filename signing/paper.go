package signing

import (
	"context"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/fk/elt"
)

// paper is what is signed of a version: written when its assistant is asked first, and the same from then on. Whoever is asked, nobody
// signs bytes that would be turned down.
func (d *Desk) paper(ctx context.Context, book string, role signed.Role, t care.Timesheet) (signed.Paper, error) {
	ref := care.SheetRef(t.Assistant.ID, t.Beneficiary.ID, t.Month, t.Version)
	laid, ok, err := d.cfg.Signatures.Paper(ctx, book, ref)
	if err != nil {
		return laid, err
	}
	if ok {
		return laid, d.fits(ctx, laid.Document)
	}
	if role != signed.Assistant {
		return signed.Paper{}, ErrNoPaper
	}
	document, err := d.cfg.Version.Sheet(t)
	if err != nil {
		return signed.Paper{}, err
	}
	if err := d.fits(ctx, document); err != nil {
		return signed.Paper{}, err
	}
	hidden, err := elt.Hidden(document)
	if err != nil {
		return signed.Paper{}, err
	}
	hash, err := t.Hash()
	if err != nil {
		return signed.Paper{}, err
	}
	return d.cfg.Signatures.Lay(ctx, signed.Paper{
		Book: book, Sheet: ref, Hash: hash, Visible: elt.VisibleText(t), Hidden: hidden, Document: document, Made: d.cfg.Clock().UTC(),
	})
}

func (d *Desk) fits(ctx context.Context, document []byte) error {
	if d.cfg.Fits == nil {
		return nil
	}
	return d.cfg.Fits(ctx, document)
}
