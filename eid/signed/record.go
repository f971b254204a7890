package signed

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"passbok/store"
)

// The keys, in Space. A version of a timesheet is named by its book and its ref.
//
//	paper/<book>/<sheet>                           what is signed
//	document/<book>/<sheet>/<nn>                   its bytes, in pieces: a value holds 64 KiB
//	evidence/<book>/<sheet>/<role>/<order>         a signature
//	signature/<book>/<sheet>/<role>/<order>/<nn>   its bytes; ocsp/… those of the OCSP answer
const (
	paperKeys     = "paper/"
	documentKeys  = "document/"
	evidenceKeys  = "evidence/"
	signatureKeys = "signature/"
	ocspKeys      = "ocsp/"
)

func name(book, sheet string) string { return book + "/" + sheet }

func (e Evidence) key() string {
	return name(e.Book, e.Sheet) + "/" + string(e.Role) + "/" + e.Order
}

func (e Evidence) write(tx store.Txn) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return err
	}
	tx.Put([]byte(evidenceKeys+e.key()), raw)
	return nil
}

func readHead(r store.Reader, key string) (e Evidence, ok bool, err error) {
	raw, err := r.Get([]byte(evidenceKeys + key))
	if err != nil || raw == nil {
		return Evidence{}, false, err
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		return Evidence{}, false, fmt.Errorf("read a signature: %w", err)
	}
	return e, true, nil
}

func readWhole(r store.Reader, kv store.KV) (e Evidence, err error) {
	if err := json.Unmarshal(kv.Value, &e); err != nil {
		return Evidence{}, fmt.Errorf("read a signature: %w", err)
	}
	if e.Signature, err = store.GetPieces(r, signatureKeys+e.key()+"/"); err != nil {
		return Evidence{}, err
	}
	e.OCSP, err = store.GetPieces(r, ocspKeys+e.key()+"/")
	return e, err
}

func readPaper(r store.Reader, book, sheet string) (p Paper, ok bool, err error) {
	raw, err := r.Get([]byte(paperKeys + name(book, sheet)))
	if err != nil || raw == nil {
		return Paper{}, false, err
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return Paper{}, false, fmt.Errorf("read what is signed: %w", err)
	}
	p.Document, err = store.GetPieces(r, documentKeys+name(book, sheet)+"/")
	return p, err == nil, err
}

func digest(document []byte) string {
	sum := sha256.Sum256(document)
	return hex.EncodeToString(sum[:])
}
