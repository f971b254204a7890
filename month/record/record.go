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
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return fmt.Errorf("write a record: %T is no key to sign with", key.Public())
	}
	of.Passbok, of.Key, of.Files = Version, hex.EncodeToString(public), []File{}
	for _, one := range contents {
		sum := sha256.Sum256(one.Bytes)
		of.Files = append(of.Files, File{one.Name, hex.EncodeToString(sum[:]), len(one.Bytes)})
	}
	manifest, err := json.MarshalIndent(of, "", " ")
	if err != nil {
		return fmt.Errorf("write the manifest of a record: %w", err)
	}
	signature := base64.StdEncoding.EncodeToString(ed25519.Sign(key, append([]byte(purpose), manifest...)))
	contents = append([]Content{{manifestFile, manifest}, {signatureFile, []byte(signature + "\n")}}, contents...)
	out := zip.NewWriter(w)
	for _, one := range contents {
		f, err := out.CreateHeader(&zip.FileHeader{Name: one.Name, Method: zip.Deflate, Modified: of.Made.UTC()})
		if err != nil {
			return fmt.Errorf("write %s of a record: %w", one.Name, err)
		}
		if _, err := f.Write(one.Bytes); err != nil {
			return fmt.Errorf("write %s of a record: %w", one.Name, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write a record: %w", err)
	}
	return nil
}
