// Package record writes all that a house has about a beneficiary as one file, to take along to another provider, or all of a month, to
// keep; and says of such a file whether it is whole and unaltered. docs/record.md describes it.
//
// The file is a zip. manifest.json names every other file in it with its SHA-256, and manifest.sig is the house's signature
// (Ed25519) over the bytes of the manifest. So nothing can be changed, taken away or slipped in unnoticed, and whoever has the house's
// public key knows that it is from there.
package record

import (
	"archive/zip"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Version is that of the file's form.
const Version = 1

// The files that every record has.
const (
	manifestFile  = "manifest.json"
	signatureFile = "manifest.sig"
	// DocumentsFile has the documents and their histories: a JSON array of Document.
	DocumentsFile = "documents.json"
)

// purpose stands before what is signed, so that a signature of this kind can be taken for no other.
const purpose = "passbok record 1\n"

// Manifest says what is in the file, of whom, and by whom it was made.
type Manifest struct {
	Passbok     int       `json:"passbok"` // version of the form
	Made        time.Time `json:"made"`
	Book        string    `json:"book"`
	Provider    string    `json:"provider"`
	Beneficiary Person    `json:"beneficiary"`     // of no id: it is a month of all customers
	Month       string    `json:"month,omitempty"` // of a month's archive; empty: it is a beneficiary's whole record
	Key         string    `json:"key"`             // the house's public key, in hex
	Files       []File    `json:"files"`
}

// Person is somebody by id and name.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// File is a file of the zip.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // in hex
	Bytes  int    `json:"bytes"`
}

// Content is a file that goes in.
type Content struct {
	Name  string
	Bytes []byte
}

// Fingerprint is how people name a key: the first sixteen digits of its hex.
func Fingerprint(key string) string { return key[:min(16, len(key))] }

// Write writes a record: of.Key and of.Files are filled in.
func Write(w io.Writer, of Manifest, contents []Content, key ed25519.PrivateKey) error {
	out, err := NewWriter(w, of, key)
	if err != nil {
		return err
	}
	for _, one := range contents {
		if err := out.Add(one.Name, one.Bytes); err != nil {
			return err
		}
	}
	return out.Close()
}

// Writer writes a record file by file, and keeps none of them: one that is large need not fit into memory.
type Writer struct {
	out *zip.Writer
	of  Manifest
	key ed25519.PrivateKey
}

// NewWriter begins a record: of.Key and of.Files are filled in.
func NewWriter(w io.Writer, of Manifest, key ed25519.PrivateKey) (*Writer, error) {
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return nil, fmt.Errorf("write a record: %T is no key to sign with", key.Public())
	}
	of.Passbok, of.Key, of.Files = Version, hex.EncodeToString(public), []File{}
	return &Writer{zip.NewWriter(w), of, key}, nil
}

// Add puts a file in. Its name must be in it once.
func (w *Writer) Add(name string, content []byte) error {
	sum := sha256.Sum256(content)
	w.of.Files = append(w.of.Files, File{name, hex.EncodeToString(sum[:]), len(content)})
	return w.put(name, content)
}

func (w *Writer) put(name string, content []byte) error {
	f, err := w.out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: w.of.Made.UTC()})
	if err != nil {
		return fmt.Errorf("write %s of a record: %w", name, err)
	}
	if _, err := f.Write(content); err != nil {
		return fmt.Errorf("write %s of a record: %w", name, err)
	}
	return nil
}

// Close ends the record with its manifest and the signature over it.
func (w *Writer) Close() error {
	manifest, err := json.MarshalIndent(w.of, "", " ")
	if err != nil {
		return fmt.Errorf("write the manifest of a record: %w", err)
	}
	if err := w.put(manifestFile, manifest); err != nil {
		return err
	}
	signature := base64.StdEncoding.EncodeToString(ed25519.Sign(w.key, append([]byte(purpose), manifest...)))
	if err := w.put(signatureFile, []byte(signature+"\n")); err != nil {
		return err
	}
	if err := w.out.Close(); err != nil {
		return fmt.Errorf("write a record: %w", err)
	}
	return nil
}
