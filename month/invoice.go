package month

import (
	"encoding/json"
	"fmt"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// invoice is the document that says where a month's invoice stands.
type invoice struct {
	State       care.State            `json:"state"`
	Version     int                   `json:"version"`
	Hash        string                `json:"hash,omitempty"` // of the snapshot
	Sums        *care.Sums            `json:"sums,omitempty"` // of the snapshot
	Rows        int                   `json:"rows,omitempty"`
	At          map[care.State]string `json:"at"` // when each state was entered, RFC 3339, UTC
	By          map[care.State]string `json:"by"` // by whom: a person's id; fk and passbok for their own
	Differences []care.Difference     `json:"differences"`
	Late        []LateSignature       `json:"late,omitempty"`
	Lacking     []Lacking             `json:"lacking,omitempty"`  // what was missing when it was handed over last
	Insisted    []string              `json:"insisted,omitempty"` // ids of the flags that it was handed over in spite of
	Why         string                `json:"why,omitempty"`      // of the last lock or reopening
	Despite     *Despite              `json:"despite,omitempty"`  // what the pre-flight held against the last lock
	Answers     *Answers              `json:"answers,omitempty"`  // to the questions of the form, over all versions
	Paper       *OnPaper              `json:"paper,omitempty"`    // how it goes on paper, where it does
	Scans       []care.Scan           `json:"scans,omitempty"`    // of what was signed by hand, of all versions
}

// LateSignature is an earlier version that is signed at Försäkringskassan, though it holds no longer.
type LateSignature struct {
	Version     int               `json:"version"`
	At          string            `json:"at"`
	Differences []care.Difference `json:"differences,omitempty"` // from what was sent of that version
}

// Who acts when it is no person of the book.
const (
	byFK      = "fk"
	byPassbok = "passbok"
)

// invoiceOf reads where a month's invoice stands. One that was never made is open, at version 0.
func invoiceOf(docs book.Documents, beneficiary string, m care.Month) (invoice, error) {
	ref := care.InvoiceRef(beneficiary, m)
	doc, _, err := docs.Get(ref)
	if err != nil {
		return invoice{}, fmt.Errorf("read %s: %w", ref, err)
	}
	raw, err := json.Marshal(doc.Values())
	if err != nil {
		return invoice{}, fmt.Errorf("read %s: %w", ref, err)
	}
	in := invoice{State: care.Open}
	if err := json.Unmarshal(raw, &in); err != nil {
		return invoice{}, fmt.Errorf("read %s: %w", ref, err)
	}
	if in.At == nil {
		in.At, in.By = map[care.State]string{}, map[care.State]string{}
	}
	return in, nil
}

// enter moves the invoice into a state.
func (in *invoice) enter(state care.State, by string, now time.Time) {
	in.State = state
	in.At[state], in.By[state] = now.UTC().Format(time.RFC3339), by
}

// change writes the whole of it, so that what was cleared is cleared.
func (in invoice) change(beneficiary string, m care.Month) (book.Change, error) {
	raw, err := json.Marshal(in)
	if err != nil {
		return book.Change{}, fmt.Errorf("write invoice: %w", err)
	}
	set := op.Fields{
		"hash": nil, "sums": nil, "rows": nil, "late": nil, "why": nil, "despite": nil, "lacking": nil, "insisted": nil, "answers": nil, "paper": nil, "scans": nil,
		"beneficiary": care.Value(beneficiary), "month": care.Value(string(m)),
	}
	if err := json.Unmarshal(raw, &set); err != nil {
		return book.Change{}, fmt.Errorf("write invoice: %w", err)
	}
	for name, value := range set {
		if value == nil {
			set[name] = json.RawMessage("null")
		}
	}
	return book.Change{Doc: care.InvoiceRef(beneficiary, m), Set: set}, nil
}

func dayOf(stamp string) Words {
	at, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return Words{stamp, stamp}
	}
	return day(care.DateOf(at))
}
