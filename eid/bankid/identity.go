package bankid

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"

	"software.sslmate.com/src/go-pkcs12"
)

// ReadIdentity reads our certificate and its key from a file: PKCS #12 (.p12) with its password, or PEM with the
// certificate, its chain and the key, unencrypted, in which case the password is empty.
func ReadIdentity(path, password string) (tls.Certificate, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("read our certificate for BankID: %w", err)
	}
	made, err := identity(raw, password)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("read our certificate for BankID, %s: %w", path, err)
	}
	return made, nil
}

func identity(raw []byte, password string) (tls.Certificate, error) {
	if block, _ := pem.Decode(raw); block != nil || bytes.HasPrefix(raw, []byte("-----BEGIN")) {
		return tls.X509KeyPair(raw, raw)
	}
	key, leaf, chain, err := pkcs12.DecodeChain(raw, password)
	if errors.Is(err, pkcs12.ErrIncorrectPassword) {
		return tls.Certificate{}, errors.New("the password does not open it")
	}
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("neither PEM nor PKCS #12: %w", err)
	}
	made := tls.Certificate{PrivateKey: key, Leaf: leaf, Certificate: [][]byte{leaf.Raw}}
	for _, above := range chain {
		made.Certificate = append(made.Certificate, above.Raw)
	}
	return made, nil
}

// ReadRoots reads one root or several from a PEM file: that of BankID's server, or that of people's BankID.
func ReadRoots(path string) (*x509.CertPool, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read a root of BankID's: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, fmt.Errorf("read a root of BankID's: %s holds no certificate in PEM", path)
	}
	return pool, nil
}
