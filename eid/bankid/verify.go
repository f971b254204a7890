package bankid

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"passbok/care"
)

// What can be wrong with an answer; compare with errors.Is. Each is one thing that was checked.
var (
	ErrUnreadable = errors.New("the signature is no XML that can be read safely")
	ErrShape      = errors.New("the signature has not the shape of BankID's")
	ErrAlgorithm  = errors.New("the signature names an algorithm that we do not take")
	ErrData       = errors.New("what was signed has another digest than the signature says")
	ErrKeys       = errors.New("the certificates have another digest than the signature says")
	ErrSignature  = errors.New("the signature is not by the key of its certificate")
	ErrChain      = errors.New("the certificate does not lead to BankID's root")
	ErrOCSP       = errors.New("the OCSP answer cannot be read, or is not by the certificate's issuer or its responder")
	ErrOCSPOther  = errors.New("the OCSP answer is about another certificate, or another signature")
	ErrRevoked    = errors.New("the certificate was not good when it signed")
	ErrTime       = errors.New("the signature is from another time")
	ErrFunction   = errors.New("a signature was expected and somebody only signed in, or the other way round")
	ErrPerson     = errors.New("another person has signed")
	ErrVisible    = errors.New("another text was signed than the one that was shown")
	ErrHidden     = errors.New("something else was signed than what was sent along")
)

// Skew is how far BankID's clock may be ahead of ours.
const Skew = 5 * time.Minute

// Expect is what an answer must be. Personnummer, Roots and Now are required: an answer by just anybody proves nothing.
type Expect struct {
	Personnummer care.Personnummer
	VisibleData  string // exactly as it was sent
	HiddenData   []byte // exactly as it was sent; empty: there must be none
	SignIn       bool   // an auth order; else a sign order
	Roots        *x509.CertPool
	// Now is the latest at which it can have been signed: when it came in, for a signature that was kept.
	Now time.Time
	// Since is the earliest, as when the order began; zero: it is not looked at.
	Since time.Time
}

// Evidence is what an answer that holds proves. The signature itself and the OCSP answer are kept beside it, raw.
type Evidence struct {
	Personnummer care.Personnummer
	Name         string // as the bank wrote it into the certificate
	Signed       time.Time
	Serial       string // of the certificate, in hex
	Issuer       string // of the certificate
	Ends         time.Time
}

// Verify checks that an answer is BankID's signature by the expected person over the expected data, and that the
// certificate was good at that moment. A BankID signature states no time of its own: the moment is that of the OCSP
// answer, which is bound to the signature by its nonce. Nothing of a wrong answer is returned.
//
// Errors: the ones above, each with what exactly is wrong.
func Verify(a Answer, want Expect) (Evidence, error) {
	if want.Personnummer == "" || want.Roots == nil || want.Now.IsZero() {
		return Evidence{}, errors.New("verify a signature: the person, the roots and the time are needed")
	}
	doc, signed, err := prove(a, want)
	if err != nil {
		return Evidence{}, err
	}
	if err := doc.says(want); err != nil {
		return Evidence{}, err
	}
	return doc.evidence(signed), nil
}

// Read checks that an answer is somebody's signature over some hidden data, as Verify does, and gives whose and over what: it is for
// whoever receives what was signed elsewhere, and was not there when it was asked for. What it proves alone is that it is BankID's: the
// caller compares. Errors: those of Verify, but for the person and the data.
func Read(a Answer, roots *x509.CertPool, now time.Time) (who Evidence, hidden []byte, err error) {
	doc, signed, err := prove(a, Expect{Roots: roots, Now: now})
	if err != nil {
		return Evidence{}, nil, err
	}
	if doc.function != functionSign {
		return Evidence{}, nil, fmt.Errorf("%w: %q", ErrFunction, doc.function)
	}
	if hidden, err = base64.StdEncoding.DecodeString(doc.hidden); err != nil {
		return Evidence{}, nil, ErrHidden
	}
	return doc.evidence(signed), hidden, nil
}

// prove checks all of an answer but by whom it is, and over what.
func prove(a Answer, want Expect) (doc *document, signed time.Time, err error) {
	if doc, err = parse(a.Signature); err != nil {
		return nil, signed, err
	}
	if err := doc.holds(); err != nil {
		return nil, signed, err
	}
	answer, err := readOCSP(a, doc.chain[0], doc.chain[1])
	if err != nil {
		return nil, signed, err
	}
	signed = answer.ProducedAt.UTC()
	if signed.After(want.Now.Add(Skew)) || (!want.Since.IsZero() && signed.Before(want.Since.Add(-Skew))) {
		return nil, signed, fmt.Errorf("%w: %s", ErrTime, signed.Format(time.RFC3339))
	}
	if err := leads(doc.chain, want.Roots, signed); err != nil {
		return nil, signed, err
	}
	return doc, signed, good(answer, doc.chain[1], signed)
}

// evidence is what the document proves once it is checked.
func (d *document) evidence(signed time.Time) Evidence {
	leaf := d.chain[0]
	return Evidence{
		Personnummer: care.Personnummer(leaf.Subject.SerialNumber), Name: nameOf(leaf), Signed: signed,
		Serial: leaf.SerialNumber.Text(16), Issuer: leaf.Issuer.String(), Ends: leaf.NotAfter.UTC(),
	}
}

const functionSign = "Signing" // in funcId; a sign-in says Identification

// leads wants a path from the first certificate to a root, through the others and nothing else, as of then.
func leads(chain []*x509.Certificate, roots *x509.CertPool, at time.Time) error {
	between := x509.NewCertPool()
	for _, above := range chain[1:] {
		between.AddCert(above)
	}
	paths, err := chain[0].Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrChain, err)
	}
	// The OCSP answer was read as one about a certificate of chain[1]: it must be the issuer on the path, too.
	for _, path := range paths {
		if len(path) > 2 && path[1].Equal(chain[1]) {
			return nil
		}
	}
	return fmt.Errorf("%w: the second certificate is not the first one's issuer", ErrChain)
}

// says compares what was signed, and by whom, with what was to be.
func (d *document) says(want Expect) error {
	function := functionSign
	if want.SignIn {
		function = "Identification"
	}
	if d.function != function {
		return fmt.Errorf("%w: %q", ErrFunction, d.function)
	}
	if got := d.chain[0].Subject.SerialNumber; got != string(want.Personnummer) {
		return ErrPerson // without the number: errors are logged
	}
	visible, err := base64.StdEncoding.DecodeString(d.visible)
	if err != nil || string(visible) != want.VisibleData {
		return ErrVisible
	}
	hidden, err := base64.StdEncoding.DecodeString(d.hidden)
	if err != nil || !bytes.Equal(hidden, want.HiddenData) {
		return ErrHidden
	}
	return nil
}

// nameOf is the person's name: given name and surname, or the common name where one of them is missing.
func nameOf(leaf *x509.Certificate) string {
	var given, surname string
	for _, part := range leaf.Subject.Names {
		text, _ := part.Value.(string)
		switch part.Type.String() {
		case "2.5.4.42":
			given = text
		case "2.5.4.4":
			surname = text
		}
	}
	if given == "" || surname == "" {
		return leaf.Subject.CommonName
	}
	return given + " " + surname
}
