package signing

import (
	"context"

	"passbok/care"
	"passbok/eid/signed"
	"passbok/fk/elt"
)

// paper is what is signed of a version: written when its assistant is asked first, and the same from then on.
func (d *Desk) paper(ctx context.Context, book string, role signed.Role, t care.Timesheet) (signed.Paper, error) {
	ref := care.SheetRef(t.Assistant.ID, t.Beneficiary.ID, t.Month, t.Version)
	laid, ok, err := d.cfg.Signatures.Paper(ctx, book, ref)
	if err != nil || ok {
		return laid, err
	}
	if role != signed.Assistant {
		return signed.Paper{}, ErrNoPaper
	}
	document, err := elt.Document(t)
	if err != nil {
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
