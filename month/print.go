package month

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"passbok/care"
	"passbok/month/paper"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Kept is a snapshot as its document keeps it: what a paper is printed from.
type Kept struct {
	Entry    uint64 // of the log, that sealed it
	Hash     string
	Replaced bool // another version holds now, or none
}

// Seal is by what the paper of it can be checked: in is the book's id, by the entry that sealed it, server the public address.
func (k Kept) Seal(in string, by book.Entry, server string) (paper.Seal, error) {
	at, err := time.Parse(time.RFC3339, by.At)
	if err != nil {
		return paper.Seal{}, fmt.Errorf("read when entry %d was written: %w", by.Seq, err)
	}
	return paper.Seal{
		Reference: paper.Reference{Book: paper.Tag(in), Entry: k.Entry}, Hash: k.Hash, At: at, Server: server, Replaced: k.Replaced,
	}, nil
}

// PrintInvoice gives one version of a month's invoice to be printed, with the beneficiary's number; version 0 is the one
// that holds. Errors are *op.Problem with code forbidden or invoice_unknown.
func PrintInvoice(docs book.Documents, ask Ask, version int) (care.Invoice, Kept, error) {
	if err := allowed(docs, ask.Person, care.See, ask.Beneficiary, ask.Now); err != nil {
		return care.Invoice{}, Kept{}, err
	}
	return OverseeInvoice(docs, ask.Beneficiary, ask.Month, version)
}

// OverseeInvoice is PrintInvoice for the operator, who is asked for no rights.
func OverseeInvoice(docs book.Documents, beneficiary string, m care.Month, version int) (care.Invoice, Kept, error) {
	now, err := invoiceOf(docs, beneficiary, m)
	if err != nil {
		return care.Invoice{}, Kept{}, err
	}
	if version == 0 && !now.State.Sealed() {
		return care.Invoice{}, Kept{}, op.Problemf(CodeInvoiceUnknown, "", "it is not marked ready")
	}
	if version == 0 {
		version = now.Version
	}
	inv, err := Snapshot(docs, beneficiary, m, version)
	if err != nil {
		return care.Invoice{}, Kept{}, err
	}
	kept, err := keptOf(docs, care.SnapshotRef(beneficiary, m, version))
	kept.Replaced = version != now.Version || !now.State.Sealed()
	return inv, kept, err
}

// PrintTimesheet gives one version of an assistant's timesheet to be printed, to whoever may see it; version 0 is the one
// that holds. The assistant's own copy has the beneficiary's number masked: it is theirs to read and to keep, and numbers
// stay with the office. Errors are *op.Problem with code forbidden or sheet_unknown.
func PrintTimesheet(docs book.Documents, ask Ask, assistant string, version int) (care.Timesheet, Kept, error) {
	may, err := care.MayDoSheet(Records(docs), ask.Person, care.SeeSheet, assistant, ask.Beneficiary, ask.Now)
	if err != nil {
		return care.Timesheet{}, Kept{}, err
	}
	if !may {
		return care.Timesheet{}, Kept{}, op.Problemf(CodeForbidden, "", "somebody else's timesheet")
	}
	office, err := care.MayDo(Records(docs), ask.Person, care.Board, "", ask.Now)
	if err != nil {
		return care.Timesheet{}, Kept{}, err
	}
	sheet, kept, err := OverseeTimesheet(docs, assistant, ask.Beneficiary, ask.Month, version)
	if !office {
		sheet.Beneficiary.Personnummer = care.Personnummer(sheet.Beneficiary.Personnummer.Masked())
		sheet.Beneficiary.Samordningsnummer = care.Personnummer(sheet.Beneficiary.Samordningsnummer.Masked())
	}
	return sheet, kept, err
}

// OverseeTimesheet is PrintTimesheet for the operator, who is asked for no rights.
func OverseeTimesheet(docs book.Documents, assistant, beneficiary string, m care.Month, version int) (care.Timesheet, Kept, error) {
	p, err := readAlone(docs, beneficiary, m)
	if err != nil {
		return care.Timesheet{}, Kept{}, err
	}
	now := p.held[assistant] // a version whose rows have changed holds no longer
	open := now.State == "" || now.State == care.SheetOpen
	if version == 0 && !open {
		version = now.Version
	}
	sheet, err := Sheet(docs, assistant, beneficiary, m, version)
	if err != nil {
		return care.Timesheet{}, Kept{}, err
	}
	kept, err := keptOf(docs, care.SheetRef(assistant, beneficiary, m, version))
	kept.Replaced = version != now.Version || open
	return sheet, kept, err
}

func keptOf(docs book.Documents, ref string) (Kept, error) {
	doc, _, err := docs.Get(ref)
	if err != nil {
		return Kept{}, fmt.Errorf("read %s: %w", ref, err)
	}
	hash, _ := doc.Fields.Get("hash")
	return Kept{Entry: hash.Seq, Hash: doc.Text("hash")}, nil
}

// Sealed is what was sealed, as far as a paper can be compared with it: nobody is named.
type Sealed struct {
	Doc     string     `json:"doc"`  // ref of the snapshot
	Form    string     `json:"form"` // invoice or timesheet
	Month   care.Month `json:"month"`
	Version int        `json:"version"`
	Sums    care.Sums  `json:"sums"`
}

// Log is the log that a paper is checked against: a book.
type Log interface {
	Entry(ctx context.Context, seq uint64) (book.Entry, bool, error)
	View(ctx context.Context, fn func(docs book.Documents) error) error
}

// CheckPaper says whether an entry of a log sealed a paper with this hash, and what that was. ok is false where it did not,
// for whatever reason: no such entry, another hash, or content that was erased by law.
func CheckPaper(ctx context.Context, log Log, entry uint64, hash string) (sealed Sealed, by book.Entry, ok bool, err error) {
	by, there, err := log.Entry(ctx, entry)
	if err != nil || !there {
		return Sealed{}, book.Entry{}, false, err
	}
	err = log.View(ctx, func(docs book.Documents) error {
		sealed, ok, err = findSealed(docs, by.Docs, entry, hash)
		return err
	})
	return sealed, by, ok, err
}

// findSealed looks among the documents that an entry changed for the snapshot with a hash, as it was sealed by that entry.
// What it finds has been held against its content. A hash that is another's is not found.
func findSealed(docs book.Documents, changed []string, entry uint64, hash string) (Sealed, bool, error) {
	for _, ref := range changed {
		kind := care.KindOf(ref)
		if kind != "snapshot" && kind != "sheet" {
			continue
		}
		doc, there, err := docs.Get(ref)
		if err != nil {
			return Sealed{}, false, fmt.Errorf("read %s: %w", ref, err)
		}
		if said, _ := doc.Fields.Get("hash"); !there || said.Seq != entry || doc.Text("hash") != hash {
			continue
		}
		if kind == "sheet" {
			sheet, err := sheetBy(docs, ref)
			return Sealed{ref, "timesheet", sheet.Month, sheet.Version, sheet.Sums}, err == nil, err
		}
		var inv care.Invoice
		if err := json.Unmarshal(doc.Fields.Value("invoice"), &inv); err != nil {
			return Sealed{}, false, fmt.Errorf("read %s: %w", ref, err)
		}
		inv, err = Snapshot(docs, inv.Beneficiary.ID, inv.Month, inv.Version)
		return Sealed{ref, "invoice", inv.Month, inv.Version, inv.Sums}, err == nil, err
	}
	return Sealed{}, false, nil
}
