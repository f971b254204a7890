package month

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// snapshot is the invoice as it would be, were it marked ready now.
func (p *papers) snapshot(docs book.Documents, version int, now time.Time) (care.Invoice, error) {
	c, err := p.compute()
	if err != nil {
		return care.Invoice{}, err
	}
	if err := p.sheetsAgree(c); err != nil {
		return care.Invoice{}, err
	}
	number, err := identityOf(docs, p.beneficiary.ID)
	if err != nil {
		return care.Invoice{}, err
	}
	provider, err := providerOf(docs)
	if err != nil {
		return care.Invoice{}, err
	}
	person, _, err := docs.Get("person/" + p.beneficiary.ID)
	if err != nil {
		return care.Invoice{}, fmt.Errorf("read person %s: %w", p.beneficiary.ID, err)
	}
	declared, err := p.frozenDeclaration(docs, now)
	if err != nil {
		return care.Invoice{}, err
	}
	inv := care.Invoice{
		V: 2, Month: p.month, Version: version,
		Beneficiary: care.InvoicePerson{ID: p.beneficiary.ID, Name: p.beneficiary.Name, Personnummer: number},
		Provider:    partyOf(provider), Granter: p.granter(), Employer: person.Text("employer"), Sums: c.sums,
		Days: []care.InvoiceDay{}, Assistants: []care.InvoiceShare{}, RowsHash: p.rowsHash(), Declaration: declared,
	}
	for _, d := range c.days {
		inv.Days = append(inv.Days, care.InvoiceDay(d))
	}
	for _, a := range c.assistants {
		if a.Sums != (care.Sums{}) {
			inv.Assistants = append(inv.Assistants, care.InvoiceShare(a))
		}
	}
	for _, e := range p.entries {
		if e.Counts() {
			inv.Rows++
		}
	}
	return inv, nil
}

// rowsHash is SHA-256 in hex over what the rows state, all of them, in their order.
func (p *papers) rowsHash() string {
	sum := sha256.New()
	var line []byte
	for _, e := range p.entries {
		line = line[:0]
		for _, text := range []string{e.Ref, e.Assistant, e.Beneficiary, string(e.Kind)} {
			line = append(append(line, text...), ' ')
		}
		line = append(care.AppendMinute(line, e.Start), ' ')
		if !e.Open() {
			line = care.AppendMinute(line, e.End)
		}
		for _, is := range []bool{e.Void, e.conflict, e.parked} {
			line = strconv.AppendBool(append(line, ' '), is)
		}
		_, _ = sum.Write(append(line, '\n')) // a hash takes every write
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// look names what somebody sees who looks at the month: a hash of rows, findings, what is declared, what waits, and which
// version (see lookOf). A command says which look it acts upon. Notes and names are left out, and so is how
// far the invoice has come: the state is judged by itself.
func (p *papers) look(found []Finding) string {
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s %s %d %t %s\n", p.beneficiary.ID, p.month, p.invoice.Version, p.invoice.State.Sealed(), p.rowsHash())
	for _, f := range found {
		_, _ = fmt.Fprintf(sum, "%s %s %q\n", f.Code, f.Severity, f.Rows)
	}
	for _, name := range slices.Sorted(maps.Keys(p.declared)) {
		_, _ = fmt.Fprintf(sum, "%s %s\n", name, p.declared[name])
	}
	for _, doc := range p.parked {
		for _, wait := range doc.Parked {
			_, _ = fmt.Fprintf(sum, "%s %s\n", doc.Ref, wait.Op)
		}
	}
	return lookOf(hex.EncodeToString(sum.Sum(nil)), p.newest())
}

// keep is the change that keeps a snapshot, and its hash.
func keep(inv care.Invoice) (book.Change, string, error) {
	raw, err := inv.Canonical()
	if err != nil {
		return book.Change{}, "", err
	}
	hash, err := inv.Hash()
	if err != nil {
		return book.Change{}, "", err
	}
	ref := care.SnapshotRef(inv.Beneficiary.ID, inv.Month, inv.Version)
	return book.Change{Doc: ref, Set: op.Fields{"invoice": raw, "hash": care.Value(hash)}}, hash, nil
}

// Snapshot is one version of a month's invoice as it was marked ready. It holds the beneficiary's number: it
// is for Försäkringskassan, and no screen. The error is a *op.Problem with code invoice_unknown where there is
// no such version.
func Snapshot(docs book.Documents, beneficiary string, m care.Month, version int) (care.Invoice, error) {
	ref := care.SnapshotRef(beneficiary, m, version)
	doc, there, err := docs.Get(ref)
	if err != nil {
		return care.Invoice{}, fmt.Errorf("read %s: %w", ref, err)
	}
	if !there {
		return care.Invoice{}, op.Problemf(CodeInvoiceUnknown, "", "no version %d of it", version)
	}
	var inv care.Invoice
	if err := json.Unmarshal(doc.Fields.Value("invoice"), &inv); err != nil {
		return care.Invoice{}, fmt.Errorf("read %s: %w", ref, err)
	}
	hash, err := inv.Hash()
	if err != nil {
		return care.Invoice{}, err
	}
	if hash != doc.Text("hash") {
		return care.Invoice{}, fmt.Errorf("read %s: its content is not what its hash says", ref)
	}
	return inv, nil
}
