package house

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"passbok/care"
	"passbok/month"
	"passbok/month/paper"
	"passbok/month/pdf"
	"passbok/sync/book"
	"passbok/sync/op"
)

// ErrNotSealed says that a paper cannot be printed yet: what would stand on it may still change.
var ErrNotSealed = errors.New("it is not marked ready, and so there is nothing to print yet")

// Print draws the paper that holds now: of a month's invoice, or of one assistant's timesheet.
func (h *House) Print(ctx context.Context, order PrintOrder) (Printed, error) {
	m, err := care.ParseMonth(string(order.Month))
	if err != nil {
		return Printed{}, fmt.Errorf("read month %s: %w", order.Month, err)
	}
	b, err := h.whichBook(order.Book)
	if err != nil {
		return Printed{}, err
	}
	var compose func(paper.Seal) (paper.Paper, error)
	var fill func() ([]byte, error)
	var kept month.Kept
	var done Printed
	err = b.View(ctx, func(docs book.Documents) error {
		if order.Assistant != "" {
			sheet, by, err := month.OverseeTimesheet(docs, order.Assistant, order.Beneficiary, m, 0)
			kept, done.Version = by, sheet.Version
			compose = func(s paper.Seal) (paper.Paper, error) { return paper.Timesheet(sheet, s) }
			fill = func() ([]byte, error) { return h.forms.Timesheet(sheet) }
			return err
		}
		inv, by, err := month.OverseeInvoice(docs, order.Beneficiary, m, 0)
		kept, done.Version = by, inv.Version
		compose = func(s paper.Seal) (paper.Paper, error) { return paper.Invoice(inv, s) }
		fill = func() ([]byte, error) { return h.forms.Invoice(inv) }
		return err
	})
	var p *op.Problem
	if errors.As(err, &p) && (p.Code == month.CodeInvoiceUnknown || p.Code == month.CodeSheetUnknown) {
		return Printed{}, ErrNotSealed
	}
	if err != nil {
		return Printed{}, err
	}
	if done.PDF, err = fill(); err != nil || done.PDF != nil {
		return done, err
	}
	done.PDF, err = h.draw(ctx, b, kept, compose)
	return done, err
}

// draw makes a paper, by what it can be checked, and draws it.
func (h *House) draw(ctx context.Context, b *book.Book, kept month.Kept, compose func(paper.Seal) (paper.Paper, error)) ([]byte, error) {
	entry, there, err := b.Entry(ctx, kept.Entry)
	if err == nil && !there {
		err = fmt.Errorf("the log has no entry %d", kept.Entry)
	}
	if err != nil {
		return nil, fmt.Errorf("seal a paper: %w", err)
	}
	seal, err := kept.Seal(b.ID(), entry, strings.TrimSuffix(h.cfg.PublicURL, "/"))
	if err != nil {
		return nil, err
	}
	p, err := compose(seal)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = pdf.Write(&out, p)
	return out.Bytes(), err
}

// CheckPaper says whether a printed paper is what was sealed, in which entry of which book, and what sums it must show.
func (h *House) CheckPaper(ctx context.Context, order PaperOrder) (CheckedPaper, error) {
	ref, err := paper.ParseReference(order.Reference)
	if err != nil {
		return CheckedPaper{}, err
	}
	hash, err := paper.ParseHash(order.Hash)
	if err != nil {
		return CheckedPaper{}, err
	}
	for _, b := range h.books.Tagged(ref.Book) {
		sealed, by, ok, err := month.CheckPaper(ctx, b, ref.Entry, hash)
		if err != nil {
			return CheckedPaper{}, fmt.Errorf("check a paper against book %s: %w", b.ID(), err)
		}
		if ok {
			return CheckedPaper{Matches: true, Book: b.ID(), Entry: &by, Sealed: &sealed}, nil
		}
	}
	return CheckedPaper{}, nil
}
