package month

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// OnPaper is how an invoice goes on paper: who took which step, and when.
type OnPaper struct {
	At     map[care.PaperStep]string `json:"at"` // RFC 3339, UTC
	By     map[care.PaperStep]string `json:"by"`
	Print  bool                      `json:"print"`            // the office is to print it
	Signer string                    `json:"signer,omitempty"` // who signed it by hand; one of this and the next
	Proxy  string                    `json:"proxy,omitempty"`  // the name of whoever signed it by an authority, written by the office
	How    string                    `json:"how,omitempty"`    // care.PaperPosted or PaperHandedIn
}

// PaperView is OnPaper with people's names.
type PaperView struct {
	At     map[care.PaperStep]string `json:"at"`
	By     map[care.PaperStep]Party  `json:"by"`
	Print  bool                      `json:"print"`
	Signer *Party                    `json:"signer"`
	Proxy  string                    `json:"proxy"`
	How    string                    `json:"how"`
}

// PaperInput is what a command on an invoice's paper says.
type PaperInput struct {
	Input
	Print  bool   // of PaperAsk: the office is to print it
	Signer string // of PaperSign: one of these two
	Proxy  string
	How    string      // of PaperSend
	Scans  []care.Scan // of PaperSign, PaperSend and PaperScanned
}

// PaperAsk notes that an invoice is to be signed by hand: whoever may send it says so, or the office for somebody who has asked
// it. Whoever prints it themselves has printed it. It may be asked again until it is signed. Errors are *Changed, or
// *op.Problem with code forbidden, invoice_unknown or wrong_state.
func PaperAsk(docs book.Documents, in PaperInput) (book.Decision, error) {
	p, err := in.paper(docs, true)
	if err != nil {
		return book.Decision{}, err
	}
	if p.invoice.Paper.did(care.PaperSigned) {
		return book.Decision{}, wrongState(p)
	}
	p.invoice.Paper = &OnPaper{At: map[care.PaperStep]string{}, By: map[care.PaperStep]string{}, Print: in.Print}
	p.take(care.PaperAsked, in)
	if !in.Print {
		p.take(care.PaperPrinted, in)
	}
	return p.kept()
}

// PaperPrint notes that the office has printed it, whether it was asked to or not.
func PaperPrint(docs book.Documents, in PaperInput) (book.Decision, error) {
	p, err := in.paper(docs, false)
	if err != nil {
		return book.Decision{}, err
	}
	if p.invoice.Paper.did(care.PaperSigned) {
		return book.Decision{}, wrongState(p)
	}
	if p.invoice.Paper == nil {
		p.invoice.Paper = &OnPaper{At: map[care.PaperStep]string{}, By: map[care.PaperStep]string{}, Print: true}
		p.take(care.PaperAsked, in)
	}
	p.take(care.PaperPrinted, in)
	return p.kept()
}

// PaperSign notes that it is signed by hand, by somebody who may send it or by whoever has an authority to, and what it looks
// like. Errors are those of PaperAsk, paper_signer, and sheet_scans where there are too many pictures.
func PaperSign(docs book.Documents, in PaperInput) (book.Decision, error) {
	p, err := in.paper(docs, false)
	if err != nil {
		return book.Decision{}, err
	}
	if !p.invoice.Paper.did(care.PaperPrinted) {
		return book.Decision{}, wrongState(p)
	}
	in.Proxy = strings.TrimSpace(in.Proxy)
	signers, err := care.Signers(Records(docs), in.Beneficiary, in.Now)
	if err != nil {
		return book.Decision{}, err
	}
	if (in.Signer == "") == (in.Proxy == "") || in.Signer != "" && !slices.Contains(signers, in.Signer) || utf8.RuneCountInString(in.Proxy) > care.NoteLength {
		return book.Decision{}, op.Problemf(CodePaperSigner, "signer", "somebody who may sign it, or the name of whoever has an authority")
	}
	p.invoice.Paper.Signer, p.invoice.Paper.Proxy = in.Signer, in.Proxy
	p.take(care.PaperSigned, in)
	if err := p.keepPaperScans(in.Scans); err != nil {
		return book.Decision{}, err
	}
	return p.kept()
}

// PaperSend notes that the signed paper was posted or handed in: the invoice is sent and signed, as it is by the other way, and
// whoever may send it is told. What was missing then is noted. Errors are those of PaperSign, and missing where it is not said how.
func PaperSend(docs book.Documents, in PaperInput) (book.Decision, error) {
	p, err := in.paper(docs, false)
	if err != nil {
		return book.Decision{}, err
	}
	if !p.invoice.Paper.did(care.PaperSigned) {
		return book.Decision{}, wrongState(p)
	}
	if in.How != care.PaperPosted && in.How != care.PaperHandedIn {
		return book.Decision{}, op.Problemf(CodePaperHow, "how", "posted or handed in")
	}
	p.invoice.Paper.How = in.How
	p.take(care.PaperSent, in)
	if err := p.keepPaperScans(in.Scans); err != nil {
		return book.Decision{}, err
	}
	lacks, _ := p.lacks(in.Now)
	p.invoice.Lacking, p.invoice.Late = lacking(lacks), nil // the newest holds on both sides
	p.invoice.enter(care.HandedOver, in.Person, in.Now)
	decision, err := p.step(care.Signed, in.Person, in.Now)
	if err != nil {
		return book.Decision{}, err
	}
	tell, err := p.notice(InvoiceSigned, p.invoice.Version, in.Now)
	decision.Jobs = []book.Job{tell}
	return decision, err
}

// PaperScanned keeps more pages of a paper that is signed by hand, or better pictures of it, beside the ones there are, also once
// it is sent: none goes, and the invoice stays where it is. Errors are *Changed, or *op.Problem with code forbidden,
// invoice_unknown, sheet_scans, or wrong_state where it is not signed on paper.
func PaperScanned(docs book.Documents, in PaperInput) (book.Decision, error) {
	p, err := in.open(docs, care.PaperInvoice)
	switch {
	case err != nil:
		return book.Decision{}, err
	case p.invoice.Version == 0:
		return book.Decision{}, op.Problemf(CodeInvoiceUnknown, "", "it was never marked ready")
	case !p.invoice.State.Sealed() || !p.invoice.Paper.did(care.PaperSigned):
		return book.Decision{}, wrongState(p)
	}
	if err := in.sameInvoice(p); err != nil {
		return book.Decision{}, err
	}
	if err := p.keepPaperScans(in.Scans); err != nil {
		return book.Decision{}, err
	}
	return p.kept()
}

// PaperWithdraw notes that it goes no longer on paper: whoever may send it goes by BankID after all, or the paper was lost. What
// it looked like stays.
func PaperWithdraw(docs book.Documents, in PaperInput) (book.Decision, error) {
	p, err := in.paper(docs, true)
	if err != nil {
		return book.Decision{}, err
	}
	if p.invoice.Paper == nil {
		return book.Decision{}, wrongState(p)
	}
	p.invoice.Paper = nil
	return p.kept()
}

// paper opens an invoice for a step of the paper way: the office's, or that of whoever may send it, too.
func (in PaperInput) paper(docs book.Documents, theirs bool) (papers, error) {
	act := care.PaperInvoice
	if theirs {
		may, err := care.MayDo(Records(docs), in.Person, care.HandOver, in.Beneficiary, in.Now)
		if err != nil {
			return papers{}, err
		}
		if may {
			act = care.HandOver
		}
	}
	p, err := in.open(docs, act)
	switch {
	case err != nil:
		return papers{}, err
	case p.invoice.Version == 0:
		return papers{}, op.Problemf(CodeInvoiceUnknown, "", "it was never marked ready")
	case !p.mayPaper():
		return papers{}, wrongState(p)
	}
	return p, in.sameInvoice(p)
}

// mayPaper tells whether the invoice may go on paper: it is sealed, and Försäkringskassan has it not on the other way.
func (p *papers) mayPaper() bool {
	return p.invoice.State.Sealed() && !p.invoice.State.Done() && p.invoice.State != care.Received
}

// did tells whether a step was taken.
func (o *OnPaper) did(step care.PaperStep) bool { return o != nil && o.At[step] != "" }

func (p *papers) take(step care.PaperStep, in PaperInput) {
	p.invoice.Paper.At[step], p.invoice.Paper.By[step] = in.Now.UTC().Format(time.RFC3339), in.Person
}

// kept is the decision that keeps the invoice as it is now.
func (p *papers) kept() (book.Decision, error) {
	change, err := p.invoice.change(p.beneficiary.ID, p.month)
	if err != nil {
		return book.Decision{}, err
	}
	return book.Decision{Set: []book.Change{change}, Answer: p.answer()}, nil
}

// keepPaperScans notes what the paper looks like, beside what is known of it. Nothing of an earlier version goes.
func (p *papers) keepPaperScans(scans []care.Scan) error {
	for _, s := range scans {
		if s.Version = p.invoice.Version; !slices.Contains(p.invoice.Scans, s) {
			p.invoice.Scans = append(p.invoice.Scans, s)
		}
	}
	n := 0
	for _, s := range p.invoice.Scans {
		if s.Version == p.invoice.Version {
			n++
		}
	}
	if n > care.ScanFiles {
		return op.Problemf(CodeSheetScans, "scans", "%d", n)
	}
	return nil
}

// paperView is how it goes on paper, with names; nil where it does not.
func (p *papers) paperView(docs book.Documents) (*PaperView, error) {
	o := p.invoice.Paper
	if o == nil {
		return nil, nil
	}
	v := &PaperView{At: o.At, By: map[care.PaperStep]Party{}, Print: o.Print, Proxy: o.Proxy, How: o.How}
	for step, who := range o.By {
		name, err := p.name(docs, who)
		if err != nil {
			return nil, err
		}
		v.By[step] = Party{who, name}
	}
	if o.Signer != "" {
		name, err := p.name(docs, o.Signer)
		if err != nil {
			return nil, err
		}
		v.Signer = &Party{o.Signer, name}
	}
	return v, nil
}

// MayKeepPaperScan says whether a person may give a picture of an invoice's paper: the office. The error is a *op.Problem with
// code forbidden.
func MayKeepPaperScan(docs book.Documents, ask Ask) error {
	return allowed(docs, ask.Person, care.PaperInvoice, ask.Beneficiary, ask.Now)
}

// PaperScan finds one of an invoice's pictures, for whoever may see the invoice. Errors are *op.Problem with code forbidden, or
// invoice_unknown where the invoice names no such picture.
func PaperScan(docs book.Documents, ask Ask, hash string) (care.Scan, error) {
	if err := allowed(docs, ask.Person, care.See, ask.Beneficiary, ask.Now); err != nil {
		return care.Scan{}, err
	}
	in, err := invoiceOf(docs, ask.Beneficiary, ask.Month)
	if err != nil {
		return care.Scan{}, fmt.Errorf("find a scan: %w", err)
	}
	at := slices.IndexFunc(in.Scans, func(s care.Scan) bool { return s.Hash == hash })
	if at < 0 {
		return care.Scan{}, op.Problemf(CodeInvoiceUnknown, "", "it names no such scan")
	}
	return in.Scans[at], nil
}

// nextOnPaper is what happens next with an invoice that goes on paper.
func (p *papers) nextOnPaper() Next {
	o := p.invoice.Paper
	switch {
	case o.did(care.PaperSigned):
		return Next{"paper_send", "office", Words{"Underskriven på papper. Posta den eller lämna in den.", "Signed on paper. Post it or hand it in."}}
	case o.did(care.PaperPrinted):
		return Next{"paper_sign", "beneficiary", Words{"Utskriven. Väntar på underskriften på papper.", "Printed. Waiting for the signature on paper."}}
	}
	return Next{"paper_print", "office", Words{"Räkningen ska skrivas ut och skrivas under på papper.", "The invoice is to be printed, and signed on paper."}}
}
