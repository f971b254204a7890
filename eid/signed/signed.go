// Package signed keeps what people have signed with BankID, as evidence: the bytes that were signed, each signature and its
// OCSP answer as they came, who, when, and what became of it. It checks no signature and knows no book; what is given to it
// was verified by whoever gives it (package signing).
//
// A version of a timesheet has one paper, which both sign: its bytes are written down before the first signature is asked
// for, and never change. It may have several pieces of evidence of one role, of which at most one is noted in the book: the
// others have fallen, and are kept all the same.
package signed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"passbok/store"
)

// Space is the store's space for signatures. It holds names and numbers.
const Space = "signatures"

// Role is as what somebody has signed.
type Role string

// The roles.
const (
	Assistant Role = "assistant"
	Provider  Role = "provider"
)

// State is what became of a signature.
type State string

// The states. Only what was verified is kept at all.
const (
	Kept   State = "kept"   // the book has not answered yet
	Noted  State = "noted"  // the book says that it is signed
	Fallen State = "fallen" // what was signed was no longer so when the signature came
)

// Paper is what both sign: the bytes, and the text that is read in the app.
type Paper struct {
	V        int       `json:"v"`
	Book     string    `json:"book"`
	Sheet    string    `json:"sheet"` // ref of the version: care.SheetRef
	Hash     string    `json:"hash"`  // of the version as the book has it
	Visible  string    `json:"visible"`
	Hidden   string    `json:"hidden"`
	Made     time.Time `json:"made"`
	Digest   string    `json:"digest"` // SHA-256 of Document, in hex
	Document []byte    `json:"-"`      // XML: exactly the bytes that are signed and sent
}

// Evidence is one signature, with what it is over.
type Evidence struct {
	V         int       `json:"v"`
	Book      string    `json:"book"`
	Sheet     string    `json:"sheet"` // ref of the version: care.SheetRef
	Hash      string    `json:"hash"`  // of the version as the book has it
	Role      Role      `json:"role"`
	Order     string    `json:"order"`  // of BankID's, as we call it
	Person    string    `json:"person"` // whose signature was asked for, by their id in the book
	Name      string    `json:"name"`   // as the bank wrote it into the certificate
	At        time.Time `json:"at"`     // when it was signed
	Serial    string    `json:"serial"` // of the certificate, in hex
	Issuer    string    `json:"issuer"`
	State     State     `json:"state"`
	Code      string    `json:"code,omitempty"` // why it fell
	Digest    string    `json:"digest"`         // of Signature and OCSP: DigestOf
	Signature []byte    `json:"-"`              // BankID's XML-DSig document, decoded from base64
	OCSP      []byte    `json:"-"`              // DER, decoded from base64
	Document  []byte    `json:"-"`              // the bytes that were signed: the paper's
}

// DigestOf names a signature and its OCSP answer: SHA-256 over both, in hex. The book's entry has it, too.
func DigestOf(signature, ocsp []byte) string {
	sum := sha256.New()
	for _, part := range [][]byte{signature, ocsp} {
		_, _ = fmt.Fprintf(sum, "%d:", len(part))
		_, _ = sum.Write(part)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// ErrOther says that what is to be kept has a name under which something else is kept already.
var ErrOther = errors.New("something else is kept there")

// Signatures is the evidence of a house. It is safe for concurrent use.
type Signatures struct{ store store.Store }

// New gives the evidence kept in a store.
func New(st store.Store) *Signatures { return &Signatures{st} }

// Lay lays down a paper to be signed. The first of a version stays, and is what is returned: both sign the same bytes.
func (s *Signatures) Lay(ctx context.Context, p Paper) (Paper, error) {
	p.V, p.Digest = 1, digest(p.Document)
	laid := p
	err := s.store.Update(ctx, Space, func(tx store.Txn) error {
		there, ok, err := readPaper(tx, p.Book, p.Sheet)
		if err != nil {
			return err
		}
		if ok {
			laid = there
			return nil
		}
		raw, err := json.Marshal(p)
		if err != nil {
			return err
		}
		laid = p
		tx.Put([]byte(paperKeys+name(p.Book, p.Sheet)), raw)
		store.PutPieces(tx, documentKeys+name(p.Book, p.Sheet)+"/", p.Document)
		return nil
	})
	if err != nil {
		return Paper{}, fmt.Errorf("lay down what is to be signed: %w", err)
	}
	return laid, nil
}

// Paper is what both sign of a version; ok is false where nobody was asked to yet.
func (s *Signatures) Paper(ctx context.Context, book, sheet string) (p Paper, ok bool, err error) {
	err = s.store.View(ctx, Space, func(r store.Reader) (err error) {
		p, ok, err = readPaper(r, book, sheet)
		return err
	})
	if err != nil {
		return Paper{}, false, fmt.Errorf("read what is signed: %w", err)
	}
	return p, ok, nil
}

// Keep keeps a signature that holds, before the book hears of it. The same order again changes nothing; its paper must have
// been laid down. Error: ErrOther where the order has another signature.
func (s *Signatures) Keep(ctx context.Context, e Evidence) error {
	e.V, e.State, e.Code, e.Digest = 1, Kept, "", DigestOf(e.Signature, e.OCSP)
	key := e.key()
	err := s.store.Update(ctx, Space, func(tx store.Txn) error {
		there, ok, err := readHead(tx, key)
		switch {
		case err != nil:
			return err
		case ok && there.Digest != e.Digest:
			return ErrOther
		case ok:
			return nil
		}
		store.PutPieces(tx, signatureKeys+key+"/", e.Signature)
		store.PutPieces(tx, ocspKeys+key+"/", e.OCSP)
		return e.write(tx)
	})
	if err != nil {
		return fmt.Errorf("keep a signature: %w", err)
	}
	return nil
}

// Enter writes down what became of a signature that is kept. What was noted stays noted.
func (s *Signatures) Enter(ctx context.Context, e Evidence, state State, code string) error {
	err := s.store.Update(ctx, Space, func(tx store.Txn) error {
		there, ok, err := readHead(tx, e.key())
		if err != nil || !ok || there.State == Noted {
			return err
		}
		there.State, there.Code = state, code
		return there.write(tx)
	})
	if err != nil {
		return fmt.Errorf("write down what became of a signature: %w", err)
	}
	return nil
}

// Of gives the two signatures of a version that the book has noted; ok is false where one of them is missing. Both are over
// the same Document. What is returned beside ok being false is whatever there is of them.
func (s *Signatures) Of(ctx context.Context, book, sheet string) (assistant, provider Evidence, ok bool, err error) {
	all, err := s.All(ctx, book, sheet)
	if err != nil {
		return Evidence{}, Evidence{}, false, err
	}
	for _, e := range all {
		switch {
		case e.State != Noted:
		case e.Role == Assistant:
			assistant = e
		case e.Role == Provider:
			provider = e
		}
	}
	return assistant, provider, assistant.State == Noted && provider.State == Noted, nil
}

// Roles are whose signatures over versions are kept and have not fallen, by the versions' refs, without reading the bytes: what a list
// asks of each of its lines. One that the book is about to note counts. A version of which none is kept is not among them.
func (s *Signatures) Roles(ctx context.Context, book string, sheets ...string) (map[string][]Role, error) {
	kept := map[string][]Role{}
	err := s.store.View(ctx, Space, func(r store.Reader) error {
		clear(kept)
		for _, sheet := range sheets {
			for kv, err := range r.Scan(store.Prefix([]byte(evidenceKeys + name(book, sheet) + "/"))) {
				if err != nil {
					return err
				}
				var e Evidence
				if err := json.Unmarshal(kv.Value, &e); err != nil {
					return fmt.Errorf("read a signature: %w", err)
				}
				if e.State != Fallen {
					kept[sheet] = append(kept[sheet], e.Role)
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look which signatures are kept: %w", err)
	}
	return kept, nil
}

// All is every signature over a version, the fallen too, the assistant's first.
func (s *Signatures) All(ctx context.Context, book, sheet string) ([]Evidence, error) {
	var all []Evidence
	err := s.store.View(ctx, Space, func(r store.Reader) error {
		all = nil
		paper, _, err := readPaper(r, book, sheet)
		if err != nil {
			return err
		}
		for kv, err := range r.Scan(store.Prefix([]byte(evidenceKeys + name(book, sheet) + "/"))) {
			if err != nil {
				return err
			}
			e, err := readWhole(r, kv)
			if err != nil {
				return err
			}
			e.Document = paper.Document
			all = append(all, e)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the signatures over %s: %w", sheet, err)
	}
	return all, nil
}
