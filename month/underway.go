package month

import (
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
)

// Sent is an invoice that was handed over and is not signed, as far as we know.
type Sent struct {
	Beneficiary string
	Month       care.Month
	Version     int
	State       care.State // care.HandedOver or care.Received
	Since       time.Time  // when it was handed over last
}

// Underway are the invoices of a book that were handed over since a time and are not signed, in order of beneficiary and month.
func Underway(docs book.Documents, since time.Time) ([]Sent, error) {
	beneficiaries := map[string]bool{}
	for doc, err := range docs.Feed(care.RoleIndex(care.RoleBeneficiary)) {
		if err != nil {
			return nil, fmt.Errorf("read beneficiaries: %w", err)
		}
		beneficiaries[doc.Text("person")] = true
	}
	var all []Sent
	for id := range beneficiaries {
		for doc, err := range docs.Feed(care.InvoiceIndex(id)) {
			if err != nil {
				return nil, fmt.Errorf("read invoices of %s: %w", id, err)
			}
			if state := care.State(doc.Text("state")); state != care.HandedOver && state != care.Received {
				continue
			}
			m := care.Month(doc.Text("month"))
			in, err := invoiceOf(docs, id, m)
			if err != nil {
				return nil, err
			}
			at, err := time.Parse(time.RFC3339, in.At[care.HandedOver])
			if err == nil && !at.Before(since) { // one that came back without having been handed over here has no time
				all = append(all, Sent{id, m, in.Version, in.State, at})
			}
		}
	}
	slices.SortFunc(all, func(a, b Sent) int {
		return slices.Compare([]string{a.Beneficiary, string(a.Month)}, []string{b.Beneficiary, string(b.Month)})
	})
	return all, nil
}
