package sim

import (
	"crypto"
	"crypto/rand"
	"crypto/sha1" // what OCSP names a certificate's issuer by
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"time"
)

// Status is what an OCSP answer says of a certificate.
type Status int

// The statuses of OCSP, by their tags.
const (
	StatusGood Status = iota
	StatusRevoked
	StatusUnknown
)

// Answering is an OCSP answer to be made.
type Answering struct {
	Serial *big.Int // of the certificate it is about
	Status Status
	At     time.Time
	Until  time.Time // zero: an hour later
	Since  time.Time // zero: At
	Nonce  []byte    // empty: none
	// Who signs, where it is not the responder: nobody is to believe any of them.
	By     *Person // a customer
	Bank   bool    // the bank above the customers' issuer
	Lapsed bool    // a responder whose certificate had ended
}

var (
	oidSHA1      = asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}
	oidSHA256RSA = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	oidBasic     = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 1}
	oidNonce     = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 2}
)

// The parts of an OCSP answer (RFC 6960, section 4.2.1). x/crypto/ocsp makes none with a nonce, nor by our clock.
type (
	basicAnswer struct {
		Data         asn1.RawValue
		Algorithm    pkix.AlgorithmIdentifier
		Signature    asn1.BitString
		Certificates []asn1.RawValue `asn1:"explicit,tag:0,optional"`
	}
	answerData struct {
		Responder  asn1.RawValue
		ProducedAt time.Time `asn1:"generalized"`
		Responses  []single
		Extensions []pkix.Extension `asn1:"explicit,tag:1,optional,omitempty"`
	}
	single struct {
		ID         certificateID
		Status     asn1.RawValue
		ThisUpdate time.Time `asn1:"generalized"`
		NextUpdate time.Time `asn1:"generalized,explicit,tag:0"`
	}
	certificateID struct {
		Algorithm       pkix.AlgorithmIdentifier
		NameHash, Keyed []byte
		Serial          *big.Int
	}
)

// Answer makes an OCSP answer about one certificate of the customers' issuer.
func (a *Authority) Answer(of Answering) ([]byte, error) {
	by, err := a.answerer(of)
	if err != nil {
		return nil, err
	}
	raw, err := a.answer(of, by)
	if err != nil {
		return nil, fmt.Errorf("make an OCSP answer: %w", err)
	}
	return raw, nil
}

// answerer is who signs an answer.
func (a *Authority) answerer(of Answering) (pair, error) {
	switch {
	case of.By != nil:
		return a.customer(*of.By)
	case of.Bank:
		return a.bank, nil
	case of.Lapsed:
		return a.issue(&a.issuer, 2048, x509.Certificate{
			Subject: pkix.Name{CommonName: "Simulator OCSP of before"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning},
			NotBefore: of.At.Add(-years), NotAfter: of.At.Add(-time.Second),
		})
	}
	return a.responder, nil
}

func (a *Authority) answer(of Answering, by pair) ([]byte, error) {
	var key struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	if _, err := asn1.Unmarshal(a.issuer.certificate.RawSubjectPublicKeyInfo, &key); err != nil {
		return nil, err
	}
	names, keyed := sha1.Sum(a.issuer.certificate.RawSubject), sha1.Sum(key.Key.RightAlign())
	at := of.At.UTC().Truncate(time.Second)
	since, until := at, at.Add(time.Hour)
	if !of.Since.IsZero() {
		since = of.Since.UTC()
	}
	if !of.Until.IsZero() {
		until = of.Until.UTC()
	}
	data := answerData{
		Responder:  asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 1, IsCompound: true, Bytes: by.certificate.RawSubject},
		ProducedAt: at,
		Responses: []single{{
			ID:     certificateID{pkix.AlgorithmIdentifier{Algorithm: oidSHA1, Parameters: asn1.NullRawValue}, names[:], keyed[:], of.Serial},
			Status: asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: int(of.Status)}, ThisUpdate: since, NextUpdate: until,
		}},
	}
	if of.Status == StatusRevoked {
		when, err := asn1.MarshalWithParams(at, "generalized")
		if err != nil {
			return nil, err
		}
		data.Responses[0].Status.IsCompound, data.Responses[0].Status.Bytes = true, when
	}
	if len(of.Nonce) > 0 {
		nonce, err := asn1.Marshal(of.Nonce)
		if err != nil {
			return nil, err
		}
		data.Extensions = []pkix.Extension{{Id: oidNonce, Value: nonce}}
	}
	signed, err := asn1.Marshal(data)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(signed)
	value, err := by.key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	chain := []asn1.RawValue{{FullBytes: by.certificate.Raw}}
	if of.Bank { // whoever reads it takes the certificate from the signature
		chain = nil
	}
	basic, err := asn1.Marshal(basicAnswer{
		Data: asn1.RawValue{FullBytes: signed}, Algorithm: pkix.AlgorithmIdentifier{Algorithm: oidSHA256RSA, Parameters: asn1.NullRawValue},
		Signature: asn1.BitString{Bytes: value, BitLength: 8 * len(value)}, Certificates: chain,
	})
	if err != nil {
		return nil, err
	}
	type whole struct {
		Kind   asn1.ObjectIdentifier
		Answer []byte
	}
	return asn1.Marshal(struct {
		Status asn1.Enumerated
		Bytes  whole `asn1:"explicit,tag:0"`
	}{0, whole{oidBasic, basic}})
}
