package month_test

import (
	"fmt"
	"strings"
	"testing"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// onPaper is a person's command on the paper of Alva's October.
func (w *world) onPaperDo(command func(book.Documents, month.PaperInput) (book.Decision, error), person string, in month.PaperInput) error {
	w.t.Helper()
	return w.act(func(docs book.Documents, is month.Input) (book.Decision, error) {
		in.Input = is
		return command(docs, in)
	}, person, w.invoice("karin").Hash, "")
}

// By hand the invoice goes the same way as by BankID: asked for, printed, signed, sent; then it is signed, and people are told.
func TestAnInvoiceGoesOnPaper(t *testing.T) {
	w := newWorld(t)
	w.shift(october12)
	w.ready()
	scan := care.Scan{Hash: strings.Repeat("a", 64), Media: care.MediaPDF, Bytes: 3}
	other := care.Scan{Hash: strings.Repeat("b", 64), Media: care.MediaPNG, Bytes: 4}
	many := make([]care.Scan, care.ScanFiles+1)
	for i := range many {
		many[i] = care.Scan{Hash: fmt.Sprintf("%064d", i), Media: care.MediaPNG, Bytes: 4}
	}
	next := func() string { return w.alva().Next.Code }
	for _, step := range []struct {
		name    string
		command func(book.Documents, month.PaperInput) (book.Decision, error)
		person  string
		in      month.PaperInput
		want    string // the problem
		next    string
	}{
		{"signed before it is printed", month.PaperSign, "karin", month.PaperInput{Signer: "alva"}, month.CodeWrongState, "send"},
		{"withdrawn before it is asked for", month.PaperWithdraw, "alva", month.PaperInput{}, month.CodeWrongState, "send"},
		{"an assistant asks", month.PaperAsk, "samir", month.PaperInput{}, month.CodeForbidden, "send"},
		{"Alva asks to have it printed", month.PaperAsk, "alva", month.PaperInput{Print: true}, "", "paper_print"},
		{"Alva says that it is printed", month.PaperPrint, "alva", month.PaperInput{}, month.CodeForbidden, "paper_print"},
		{"printed", month.PaperPrint, "karin", month.PaperInput{}, "", "paper_sign"},
		{"signed by nobody", month.PaperSign, "karin", month.PaperInput{}, month.CodePaperSigner, "paper_sign"},
		{"signed by whoever may not", month.PaperSign, "karin", month.PaperInput{Signer: "samir"}, month.CodePaperSigner, "paper_sign"},
		{"signed by two", month.PaperSign, "karin", month.PaperInput{Signer: "alva", Proxy: "Pia"}, month.CodePaperSigner, "paper_sign"},
		{"pictures before it is signed", month.PaperScanned, "karin", month.PaperInput{Scans: []care.Scan{scan}}, month.CodeWrongState, "paper_sign"},
		{"sent before it is signed", month.PaperSend, "karin", month.PaperInput{How: care.PaperPosted}, month.CodeWrongState, "paper_sign"},
		{"signed with an authority", month.PaperSign, "karin", month.PaperInput{Proxy: " Pia ", Scans: []care.Scan{scan}}, "", "paper_send"},
		{"sent nowhere", month.PaperSend, "karin", month.PaperInput{}, month.CodePaperHow, "paper_send"},
		{"asked for once more", month.PaperAsk, "alva", month.PaperInput{}, month.CodeWrongState, "paper_send"},
		{"sent", month.PaperSend, "karin", month.PaperInput{How: care.PaperHandedIn, Scans: []care.Scan{scan}}, "", "sheets"},
		{"a picture more, though it is sent", month.PaperScanned, "karin", month.PaperInput{Scans: []care.Scan{scan, other}}, "", "sheets"},
		{"a picture by whoever may not", month.PaperScanned, "alva", month.PaperInput{Scans: []care.Scan{scan}}, month.CodeForbidden, "sheets"},
		{"too many pictures", month.PaperScanned, "karin", month.PaperInput{Scans: many}, month.CodeSheetScans, "sheets"},
		{"withdrawn though it is sent", month.PaperWithdraw, "karin", month.PaperInput{}, month.CodeWrongState, "sheets"},
	} {
		if got := code(w.onPaperDo(step.command, step.person, step.in)); got != step.want || next() != step.next {
			t.Errorf("%s: %q, next %s, want %q and %s", step.name, got, next(), step.want, step.next)
		}
	}
	v := w.invoice("alva")
	p := v.Standing.Paper
	if v.State != care.Signed || p == nil || p.Proxy != "Pia" || p.How != care.PaperHandedIn || len(p.At) != 4 || p.By[care.PaperAsked].Name != "Alva" || v.MayPaper || v.MayHandOver {
		t.Errorf("%+v %+v", v.Standing, p)
	}
	if s := v.Standing.Scans; len(s) != 2 || s[0].Version != 1 || s[1].Hash != other.Hash || len(v.Standing.Lacking) != 1 {
		t.Errorf("scans %+v, lacking %+v", s, v.Standing.Lacking)
	}
	if jobs := w.jobs(); !strings.Contains(jobs, month.InvoiceSigned) {
		t.Errorf("jobs %s", jobs)
	}
	if stages := w.alva().Stages; stages.Signed != month.Done || stages.HandedOver != month.Done {
		t.Errorf("stages %+v", stages)
	}
	// What was signed by hand stays known when the invoice is opened again; the next version begins anew.
	if err := w.act(month.Reopen, "karin", w.look("karin").Hash, "a row was wrong"); err != nil {
		t.Fatal(err)
	}
	w.ready()
	if v = w.invoice("alva"); v.Standing.Paper != nil || len(v.Standing.Scans) != 2 || !v.MayPaper || len(v.Standing.Late) != 1 {
		t.Errorf("the next version: %+v", v.Standing)
	}
}

// Whoever prints it themselves has printed it; by BankID after all it goes no longer on paper, unless it is signed there.
func TestFromPaperBackToBankID(t *testing.T) {
	w := newWorld(t)
	w.shift(october12)
	w.ready()
	ask := func() {
		if err := w.onPaperDo(month.PaperAsk, "gunnar", month.PaperInput{}); err != nil {
			t.Fatal(err)
		}
	}
	ask()
	if v := w.invoice("alva"); w.alva().Next.Code != "paper_sign" || !v.MayHandOver || v.Standing.Paper.By[care.PaperPrinted].ID != "gunnar" || len(v.Signers) != 2 {
		t.Errorf("%+v", v)
	}
	if err := w.onPaperDo(month.PaperWithdraw, "alva", month.PaperInput{}); err != nil || w.invoice("alva").Standing.Paper != nil {
		t.Errorf("withdrawn: %v", err)
	}
	ask()
	if err := w.onPaperDo(month.PaperSign, "karin", month.PaperInput{Signer: "alva"}); err != nil {
		t.Fatal(err)
	}
	hash := w.invoice("alva").Hash
	if got := code(w.act(month.HandOver, "alva", hash, "")); got != month.CodeWrongState || w.invoice("alva").MayHandOver {
		t.Errorf("sent though the paper is signed: %q", got)
	}
	if err := w.onPaperDo(month.PaperWithdraw, "karin", month.PaperInput{}); err != nil {
		t.Fatal(err)
	}
	ask()
	if err := w.act(month.HandOver, "alva", hash, ""); err != nil || w.invoice("alva").Standing.Paper != nil {
		t.Errorf("sent by BankID: %v, %+v", err, w.invoice("alva").Standing.Paper)
	}
}
