package sim

import (
	"crypto"
	"crypto/rand"
	"crypto/sha1" // BankID's choice for the nonce
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"
)

// Signing is what a person's BankID is to sign, and when.
type Signing struct {
	Person  Person
	Visible string // base64, as it came; may be empty for a sign-in
	Hidden  string // base64, as it came
	SignIn  bool
	At      time.Time
	Revoked bool // the certificate was no longer good
	// Unordered has the bank's certificate stand where the issuer's does, which no BankID does.
	Unordered bool
}

const header = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>`

// Sign gives what BankID gives: an enveloping XML-DSig document with the person's certificate and the two above it, and
// an OCSP answer. The text is written in its canonical form from the start, so that nothing here needs to know how
// another text would be made canonical.
func (a *Authority) Sign(s Signing) (signature, answer []byte, err error) {
	leaf, err := a.customer(s.Person)
	if err != nil {
		return nil, nil, fmt.Errorf("sign as a customer: %w", err)
	}
	nonce := make([]byte, 24)
	if _, err := io.ReadFull(a.draw, nonce); err != nil {
		return nil, nil, fmt.Errorf("draw a nonce: %w", err)
	}
	issuer, bank := a.issuer.certificate, a.bank.certificate
	if s.Unordered {
		issuer, bank = bank, issuer
	}
	data, keys := signedData(s, nonce), keyInfo(leaf.certificate, issuer, bank)
	info := signedInfo(data, keys)
	sum := sha256.Sum256([]byte(info))
	value, err := leaf.key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		return nil, nil, fmt.Errorf("sign as a customer: %w", err)
	}
	signature = []byte(header + `<Signature xmlns="` + nsSignature + `">` + info +
		`<SignatureValue>` + base64.StdEncoding.EncodeToString(value) + `</SignatureValue>` + keys +
		`<Object>` + data + `</Object></Signature>`)
	status := StatusGood
	if s.Revoked {
		status = StatusRevoked
	}
	answer, err = a.Answer(Answering{Serial: leaf.certificate.SerialNumber, Status: status, At: s.At, Nonce: a.nonce(signature)})
	return signature, answer, err
}

// nonce is what an OCSP answer is bound to a signature with: SHA-1 of its base64, and twelve random bytes.
func (a *Authority) nonce(signature []byte) []byte {
	sum := sha1.Sum([]byte(base64.StdEncoding.EncodeToString(signature)))
	drawn := make([]byte, 12)
	_, _ = rand.Read(drawn) // it never fails
	return append(sum[:], drawn...)
}

// Serial is the serial number of a person's certificate.
func (a *Authority) Serial(p Person) (*big.Int, error) {
	leaf, err := a.customer(p)
	if err != nil {
		return nil, err
	}
	return leaf.certificate.SerialNumber, nil
}

const (
	nsSignature = "http://www.w3.org/2000/09/xmldsig#"
	nsBankID    = "http://www.bankid.com/signature/v1.0.0/types"
	algC14N     = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
)

func signedData(s Signing, nonce []byte) string {
	to := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	var b strings.Builder
	b.WriteString(`<bankIdSignedData xmlns="` + nsBankID + `" Id="bidSignedData">`)
	if s.Visible != "" {
		b.WriteString(`<usrVisibleData charset="UTF-8" visible="wysiwys">` + s.Visible + `</usrVisibleData>`)
	}
	if s.Hidden != "" {
		b.WriteString(`<usrNonVisibleData>` + s.Hidden + `</usrNonVisibleData>`)
	}
	function := "Signing"
	if s.SignIn {
		function = "Identification"
	}
	b.WriteString(`<srvInfo><name>` + to("cn=Simulator Relying Party,o=Simulator,c=SE") + `</name><nonce>` +
		base64.StdEncoding.EncodeToString(nonce) + `</nonce><displayName>` + to("Passbok") + `</displayName></srvInfo>`)
	b.WriteString(`<clientInfo><funcId>` + function + `</funcId><version>` + to("Simulator=1") + `</version><env><ai><type>` +
		to("SIMULATOR") + `</type><deviceInfo>` + to("1") + `</deviceInfo><uhi>` + to("simulator") + `</uhi><utb>cs1</utb></ai></env></clientInfo>`)
	b.WriteString(`</bankIdSignedData>`)
	return b.String()
}

func keyInfo(chain ...*x509.Certificate) string {
	var b strings.Builder
	b.WriteString(`<KeyInfo xmlns="` + nsSignature + `" Id="bidKeyInfo"><X509Data>`)
	for _, one := range chain {
		b.WriteString(`<X509Certificate>` + base64.StdEncoding.EncodeToString(one.Raw) + `</X509Certificate>`)
	}
	b.WriteString(`</X509Data></KeyInfo>`)
	return b.String()
}

func signedInfo(data, keys string) string {
	reference := func(attributes, of string) string {
		sum := sha256.Sum256([]byte(of))
		return `<Reference ` + attributes + `><Transforms><Transform Algorithm="` + algC14N + `"></Transform></Transforms>` +
			`<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>` +
			base64.StdEncoding.EncodeToString(sum[:]) + `</DigestValue></Reference>`
	}
	return `<SignedInfo xmlns="` + nsSignature + `"><CanonicalizationMethod Algorithm="` + algC14N + `"></CanonicalizationMethod>` +
		`<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>` +
		reference(`Type="`+nsBankID+`" URI="#bidSignedData"`, data) + reference(`URI="#bidKeyInfo"`, keys) + `</SignedInfo>`
}
