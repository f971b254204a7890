package care

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Invoice is the snapshot of a beneficiary's month as it was when it was marked ready: what is handed to
// Försäkringskassan (FK 3057), and what the person who sends it is shown. It never changes; a month that is
// reopened gets a new one, with the next version.
type Invoice struct {
	V           int            `json:"v"` // of this shape: 2; one of shape 1 has no declaration
	Month       Month          `json:"month"`
	Version     int            `json:"version"` // of the month's invoice, from 1
	Beneficiary InvoicePerson  `json:"beneficiary"`
	Provider    InvoiceParty   `json:"provider"`
	Granter     string         `json:"granter"` // fk or municipality; empty where there is no decision
	Employer    string         `json:"employer"`
	Sums        Sums           `json:"sums"` // real minutes over all assistants; not converted, FK converts
	Days        []InvoiceDay   `json:"days"`
	Assistants  []InvoiceShare `json:"assistants"`
	Rows        int            `json:"rows"`     // how many rows of time it stands on
	RowsHash    string         `json:"rowsHash"` // SHA-256 in hex over those rows

	Declaration *InvoiceDeclaration `json:"declaration,omitempty"`
}

// InvoicePerson is whom the invoice is about. The number is empty where it is not known yet.
type InvoicePerson struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Personnummer Personnummer `json:"personnummer"`
}

// InvoiceParty is the provider.
type InvoiceParty struct {
	Name                string `json:"name"`
	Organisationsnummer string `json:"organisationsnummer"`
	Contact             string `json:"contact"`
	Phone               string `json:"phone"`
}

// InvoiceDay is one day's minutes.
type InvoiceDay struct {
	Day    int `json:"day"`    // of the month, from 1
	Length int `json:"length"` // 1440, or 1500 and 1380 on the days when clocks change
	Sums
}

// InvoiceShare is one assistant's minutes.
type InvoiceShare struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Sums
}

// Canonical are the bytes that the hash is over: compact JSON in the order of the fields above.
func (i Invoice) Canonical() ([]byte, error) {
	raw, err := marshal(i)
	if err != nil {
		return nil, fmt.Errorf("write invoice %s@%s: %w", i.Beneficiary.ID, i.Month, err)
	}
	return raw, nil
}

// Hash is SHA-256 over the canonical bytes, in hex.
func (i Invoice) Hash() (string, error) {
	raw, err := i.Canonical()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// Reference names one version of one month's invoice to the outside: <beneficiary>@<month>.<version>.
func (i Invoice) Reference() string {
	return fmt.Sprintf("%s@%s.%d", i.Beneficiary.ID, i.Month, i.Version)
}

// SnapshotRef is the document that keeps one version's snapshot.
func SnapshotRef(beneficiary string, m Month, version int) string {
	return fmt.Sprintf("snapshot/%s@%s.%d", beneficiary, m, version)
}
