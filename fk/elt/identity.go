package elt

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Identity is the client certificate that a system supplier has been given for ELT, with its key.
type Identity struct {
	Certificate tls.Certificate
}

// ReadIdentity reads a certificate with its key: a .p12 file, or PEM with both in one file. The password is for a
// .p12; a key in PEM is not encrypted. An error quotes neither.
func ReadIdentity(raw []byte, password string) (Identity, error) {
	if block, _ := pem.Decode(raw); block != nil {
		return identity(tls.X509KeyPair(raw, raw))
	}
	key, leaf, chain, err := pkcs12.DecodeChain(raw, password)
	if errors.Is(err, pkcs12.ErrIncorrectPassword) {
		return Identity{}, errors.New("read the client certificate of ELT: the password is another")
	}
	if err != nil {
		return Identity{}, fmt.Errorf("read the client certificate of ELT: neither PEM nor a .p12 file: %w", err)
	}
	cert := tls.Certificate{PrivateKey: key, Leaf: leaf, Certificate: [][]byte{leaf.Raw}}
	for _, above := range chain {
		cert.Certificate = append(cert.Certificate, above.Raw)
	}
	return identity(cert, nil)
}

func identity(cert tls.Certificate, err error) (Identity, error) {
	if err != nil {
		return Identity{}, fmt.Errorf("read the client certificate of ELT: %w", err)
	}
	if cert.Leaf == nil {
		if cert.Leaf, err = x509.ParseCertificate(cert.Certificate[0]); err != nil {
			return Identity{}, fmt.Errorf("read the client certificate of ELT: %w", err)
		}
	}
	return Identity{cert}, nil
}

// NotAfter is when the certificate stops being valid: it is renewed every second year, and without it nothing can be sent.
// The zero time where there is none.
func (i Identity) NotAfter() time.Time {
	if i.Certificate.Leaf == nil {
		return time.Time{}
	}
	return i.Certificate.Leaf.NotAfter
}

// Subject names whom the certificate was given to.
func (i Identity) Subject() string {
	if i.Certificate.Leaf == nil {
		return ""
	}
	return i.Certificate.Leaf.Subject.String()
}

// ReadRoots reads the certificates, in PEM, that the server's must come from.
func ReadRoots(raw []byte) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, errors.New("read the roots of ELT: there is no certificate in PEM")
	}
	return pool, nil
}
