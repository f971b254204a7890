package sim

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Authority gives out the simulator's certificates: its own as a server, and those of whoever may call it. It plays the two
// that stand behind the real ones, and guards nothing.
type Authority struct {
	root  *x509.Certificate
	key   crypto.Signer
	clock func() time.Time
	rand  io.Reader
}

const (
	authorityFile  = "ca.pem"
	authorityKey   = "ca.key"
	clientFile     = "client.pem"
	clientP12      = "client.p12"
	authorityYears = 10
)

// ClientPassword opens client.p12.
const ClientPassword = "simulator"

// NewAuthority makes one that is gone with the process.
func NewAuthority(clock func() time.Time, rand io.Reader) (*Authority, error) {
	a := &Authority{clock: clock, rand: rand}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand)
	if err != nil {
		return nil, fmt.Errorf("make the simulator's authority: %w", err)
	}
	a.key = key
	template := a.template("Simulator: not a real authority", clock().AddDate(authorityYears, 0, 0))
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign
	raw, err := x509.CreateCertificate(rand, template, template, key.Public(), key)
	if err == nil {
		a.root, err = x509.ParseCertificate(raw)
	}
	if err != nil {
		return nil, fmt.Errorf("make the simulator's authority: %w", err)
	}
	return a, nil
}

// OpenAuthority is the one that a folder holds; where there is none, or it is no longer valid, it is made. Beside it lie the
// files for whoever calls: ca.pem, and client.pem and client.p12 with a certificate and its key.
func OpenAuthority(folder string, clock func() time.Time, rand io.Reader) (*Authority, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(folder, authorityFile), filepath.Join(folder, authorityKey))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the simulator's authority (remove %s to make another): %w", filepath.Join(folder, authorityFile), err)
	}
	if err == nil && clock().AddDate(1, 0, 0).Before(pair.Leaf.NotAfter) {
		signer, ok := pair.PrivateKey.(crypto.Signer)
		if !ok {
			return nil, errors.New("read the simulator's authority: its key cannot sign")
		}
		a := &Authority{pair.Leaf, signer, clock, rand}
		_, err := os.Stat(filepath.Join(folder, clientP12)) // written last
		if errors.Is(err, fs.ErrNotExist) {
			err = a.writeClient(folder)
		}
		return a, err
	}
	a, err := NewAuthority(clock, rand)
	if err != nil {
		return nil, err
	}
	key, err := keyPEM(a.key)
	if err != nil {
		return nil, err
	}
	if err := write(folder, authorityKey, key); err != nil {
		return nil, err
	}
	if err := write(folder, authorityFile, a.RootPEM()); err != nil {
		return nil, err
	}
	return a, a.writeClient(folder)
}

func (a *Authority) writeClient(folder string) error {
	client, err := a.Client("Passbok (a system supplier at the simulator)", a.clock().AddDate(2, 0, 0))
	if err != nil {
		return err
	}
	key, err := keyPEM(client.PrivateKey)
	if err != nil {
		return err
	}
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: client.Certificate[0]})
	if err := write(folder, clientFile, append(cert, key...)); err != nil {
		return err
	}
	p12, err := pkcs12.Modern.WithRand(a.rand).Encode(client.PrivateKey, client.Leaf, []*x509.Certificate{a.root}, ClientPassword)
	if err != nil {
		return fmt.Errorf("write %s: %w", clientP12, err)
	}
	return write(folder, clientP12, p12)
}

func write(folder, name string, raw []byte) error {
	if err := os.WriteFile(filepath.Join(folder, name), raw, 0o600); err != nil {
		return fmt.Errorf("write the simulator's certificates: %w", err)
	}
	return nil
}

func keyPEM(key crypto.PrivateKey) ([]byte, error) {
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("write a key of the simulator's: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}), nil
}

// RootPEM is the certificate that all the others come from.
func (a *Authority) RootPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw})
}

// Roots are what to trust, of either side.
func (a *Authority) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.root)
	return pool
}

// Server is a certificate for a server on this machine, for a year.
func (a *Authority) Server() (tls.Certificate, error) {
	template := a.template("Simulator of ELT", a.clock().AddDate(1, 0, 0))
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	template.DNSNames, template.IPAddresses = []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	return a.issue(template)
}

// Client is a certificate for a caller.
func (a *Authority) Client(name string, until time.Time) (tls.Certificate, error) {
	template := a.template(name, until)
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	return a.issue(template)
}

func (a *Authority) template(name string, until time.Time) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(a.clock().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: a.clock().Add(-time.Hour), NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature,
	}
}

func (a *Authority) issue(template *x509.Certificate) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), a.rand)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("issue a certificate of the simulator's: %w", err)
	}
	raw, err := x509.CreateCertificate(a.rand, template, a.root, key.Public(), a.key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("issue a certificate of the simulator's: %w", err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("issue a certificate of the simulator's: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key, Leaf: leaf}, nil
}
