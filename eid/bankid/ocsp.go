package bankid

import (
	"bytes"
	"crypto/sha1" // BankID's choice for the nonce: readOCSP
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"fmt"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/crypto/ocsp"
)

// nonceSize is what BankID writes: a SHA-1 of the signature in base64, and twelve random bytes.
const nonceSize = sha1.Size + 12

// readOCSP reads an OCSP answer about a certificate, by its issuer or a responder that the issuer has made for it, and
// checks that it was made for this very signature: its nonce begins with the SHA-1 of the signature's base64.
// SHA-1 is BankID's choice; the signature stands by itself, so a second one with the same SHA-1 would win nothing.
func readOCSP(a Answer, leaf, issuer *x509.Certificate) (*ocsp.Response, error) {
	if !strict(a.OCSP) {
		return nil, fmt.Errorf("%w: it is not written as DER has it", ErrOCSP)
	}
	answer, err := ocsp.ParseResponseForCert(a.OCSP, nil, issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOCSP, err)
	}
	if answer.SerialNumber.Cmp(leaf.SerialNumber) != 0 {
		return nil, fmt.Errorf("%w: serial number", ErrOCSPOther)
	}
	switch answer.SignatureAlgorithm {
	case x509.SHA256WithRSA, x509.SHA384WithRSA, x509.SHA512WithRSA, x509.ECDSAWithSHA256, x509.ECDSAWithSHA384, x509.ECDSAWithSHA512:
	default:
		return nil, fmt.Errorf("%w: signed with %s", ErrOCSP, answer.SignatureAlgorithm)
	}
	nonce, err := nonceOf(answer.TBSResponseData)
	if err != nil {
		return nil, fmt.Errorf("%w: its nonce: %w", ErrOCSP, err)
	}
	sum := sha1.Sum([]byte(base64.StdEncoding.EncodeToString(a.Signature)))
	if len(nonce) != nonceSize || !bytes.Equal(nonce[:sha1.Size], sum[:]) {
		return nil, fmt.Errorf("%w: nonce", ErrOCSPOther)
	}
	return answer, nil
}

// strict says that what stands around the signed part of an OCSP answer is written in the one way that DER has, with
// nothing beside it: encoding/asn1, which the library reads with, lets lengths and left-overs of it pass.
func strict(raw []byte) bool {
	var (
		answer, tagged, kind, basic, data, algorithm, signature, chain, certificate cryptobyte.String
		status, certificates                                                        = 0, false
		bytes, oid, null                                                            cryptobyte.String
	)
	in := cryptobyte.String(raw)
	explicit := tag.Tag(0).Constructed().ContextSpecific()
	if !in.ReadASN1(&answer, tag.SEQUENCE) || !in.Empty() || !answer.ReadASN1Enum(&status) ||
		!answer.ReadASN1(&tagged, explicit) || !answer.Empty() || !tagged.ReadASN1(&kind, tag.SEQUENCE) || !tagged.Empty() ||
		!kind.SkipASN1(tag.OBJECT_IDENTIFIER) || !kind.ReadASN1(&bytes, tag.OCTET_STRING) || !kind.Empty() ||
		!bytes.ReadASN1(&basic, tag.SEQUENCE) || !bytes.Empty() ||
		!basic.ReadASN1(&data, tag.SEQUENCE) || !basic.ReadASN1(&algorithm, tag.SEQUENCE) ||
		!basic.ReadASN1(&signature, tag.BIT_STRING) || !basic.ReadOptionalASN1(&chain, &certificates, explicit) || !basic.Empty() {
		return false
	}
	if !algorithm.ReadASN1(&oid, tag.OBJECT_IDENTIFIER) || (!algorithm.Empty() && (!algorithm.ReadASN1(&null, tag.NULL) || !null.Empty() || !algorithm.Empty())) {
		return false
	}
	if certificates && (!chain.ReadASN1(&certificate, tag.SEQUENCE) || !chain.Empty() || certificate.Empty()) {
		return false
	}
	for !certificate.Empty() {
		if !certificate.SkipASN1(tag.SEQUENCE) {
			return false
		}
	}
	return true
}

// nonceOf reads the nonce (RFC 8954) of a ResponseData, whose extensions x/crypto/ocsp does not give.
func nonceOf(raw []byte) ([]byte, error) {
	var data struct {
		Version    int `asn1:"optional,default:0,explicit,tag:0"`
		Responder  asn1.RawValue
		ProducedAt time.Time `asn1:"generalized"`
		Responses  asn1.RawValue
		Extensions []pkix.Extension `asn1:"explicit,tag:1,optional"`
	}
	if rest, err := asn1.Unmarshal(raw, &data); err != nil || len(rest) > 0 {
		return nil, fmt.Errorf("the answer's data: %d bytes too many: %w", len(rest), err)
	}
	at := slices.IndexFunc(data.Extensions, func(e pkix.Extension) bool {
		return e.Id.Equal(asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 2})
	})
	if at < 0 {
		return nil, fmt.Errorf("there is none")
	}
	value := data.Extensions[at].Value
	var inner []byte
	if rest, err := asn1.Unmarshal(value, &inner); err == nil && len(rest) == 0 {
		return inner, nil
	}
	return value, nil // older responders leave out the inner OCTET STRING
}

// good says whether the certificate was good then, by a responder that might say so then.
func good(answer *ocsp.Response, issuer *x509.Certificate, at time.Time) error {
	if by := answer.Certificate; by != nil && !by.Equal(issuer) {
		// The library proves that the issuer has made this certificate: so it has made every customer's.
		if !slices.Contains(by.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) {
			return fmt.Errorf("%w: its signer is no responder", ErrOCSP)
		}
		if at.Before(by.NotBefore) || at.After(by.NotAfter) {
			return fmt.Errorf("%w: its signer's certificate was over", ErrOCSP)
		}
	}
	switch {
	case answer.Status == ocsp.Revoked:
		return fmt.Errorf("%w: revoked %s", ErrRevoked, answer.RevokedAt.UTC().Format(time.RFC3339))
	case answer.Status != ocsp.Good:
		return fmt.Errorf("%w: its issuer does not know it", ErrRevoked)
	case answer.ThisUpdate.After(at.Add(Skew)), !answer.NextUpdate.IsZero() && answer.NextUpdate.Before(at):
		return fmt.Errorf("%w: the OCSP answer was out of date", ErrRevoked)
	}
	return nil
}
