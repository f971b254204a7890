package elt

// Everything in this file is ASSUMED: not published by Försäkringskassan, or only seen in how others do it. See
// docs/forsakringskassan.md. That a row ends at 24.00, and that one across the shift back to winter time is divided at 03.00,
// is assumed in care/assumed.go, since the printed form says the same.

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"

	"passbok/care"
)

// HiddenData is what a signer signs beneath the text that they read: the document's id, a comma, and SHA-256
// in hex of its canonical form.
func HiddenData(id string, canonical []byte) string {
	sum := sha256.Sum256(canonical)
	return id + "," + hex.EncodeToString(sum[:])
}

// canonicalizer makes the form that the hash is over: Canonical XML 1.0, inclusive, without comments.
func canonicalizer() dsig.Canonicalizer { return dsig.MakeC14N10RecCanonicalizer() }

// declaration begins a document. There is no white space between its elements.
const declaration = `version="1.0" encoding="UTF-8"`

// providerPhone is telefonnummerAnordnare. An own employer signs as provider, and is reached as themselves where no
// provider's number is known.
func providerPhone(t care.Timesheet) string {
	if t.Provider.Phone == "" && t.Employer == care.EmployedByBeneficiary {
		return t.Beneficiary.Phone
	}
	return t.Provider.Phone
}

// contactPhone is telefonnummer of the provider, beside its contact: we know one number, and say it in both places.
func contactPhone(t care.Timesheet) string { return t.Provider.Phone }

// maySign tells whether this person's signature can be in ELT. Whoever has only a samordningsnummer cannot [FK, undated]: their
// month goes on paper, though the schema has a place for the number.
func maySign(p care.SheetPerson) bool { return p.Personnummer != "" }

// longest are the most characters of a name: the published schema says nothing about it.
const longest = 200

func tooLong(text string) bool { return utf8.RuneCountInString(text) > longest }

// part makes one element of the message. Each is in the message's namespace, as the timesheet's are in theirs.
func part(parent *etree.Element, name string) *etree.Element {
	return parent.CreateElement("m:" + name)
}

// signatureDate is the date of a signature: of the day in Stockholm on which it was made.
func signatureDate(at time.Time) care.Date { return care.DateOf(at) }

// mayRepeat tells whether a document whose answer was lost may be sent again: Försäkringskassan takes the same id and the
// same bytes as the same document.
func mayRepeat(Entry) bool { return true }

// shutsOff tells whether an answer without a SOAP fault says that we, or all that come from us, are not let in.
func shutsOff(status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden
}

// maybeTaken tells whether a document may have reached Försäkringskassan though the answer says neither yes nor no.
func maybeTaken(status int) bool {
	return status != http.StatusServiceUnavailable && status != http.StatusTooManyRequests
}
