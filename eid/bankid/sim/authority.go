package sim

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"sync"
	"time"

	"passbok/store/file"
)

// pair is a certificate and its key.
type pair struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

// Authority is every certificate of a BankID at home: a root, a bank and its customers' issuer below it, that issuer's
// OCSP responder, the customers themselves; and, apart from those, what the API's server and the relying party show
// each other. It is safe for concurrent use.
type Authority struct {
	clock                              func() time.Time
	draw                               io.Reader
	root, bank, issuer, responder      pair
	serverRoot, server, members, party pair

	mu        sync.Mutex
	path      string
	customers map[string]pair // by personnummer
}

const years = 365 * 24 * time.Hour

// NewAuthority makes one that is forgotten with the process. rand is for serial numbers; keys come from the machine.
func NewAuthority(clock func() time.Time, rand io.Reader) (*Authority, error) {
	a := &Authority{clock: clock, draw: rand, customers: map[string]pair{}}
	var err error
	issue := func(into *pair, by *pair, bits int, t x509.Certificate) {
		if err == nil {
			*into, err = a.issue(by, bits, t)
		}
	}
	ca := func(name string) x509.Certificate {
		return x509.Certificate{
			Subject: pkix.Name{Country: []string{"SE"}, Organization: []string{"Simulator"}, CommonName: name},
			IsCA:    true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		}
	}
	end := func(name string, usage ...x509.ExtKeyUsage) x509.Certificate {
		return x509.Certificate{
			Subject:  pkix.Name{Country: []string{"SE"}, Organization: []string{"Simulator"}, CommonName: name},
			KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: usage,
		}
	}
	issue(&a.root, nil, strong, ca("Simulator Root CA"))
	issue(&a.bank, &a.root, strong, ca("Simulator Bank CA"))
	issue(&a.issuer, &a.bank, strong, ca("Simulator Customer CA"))
	issue(&a.responder, &a.issuer, strong, end("Simulator OCSP", x509.ExtKeyUsageOCSPSigning))
	issue(&a.serverRoot, nil, curve, ca("Simulator Server CA"))
	server := end("localhost", x509.ExtKeyUsageServerAuth)
	server.DNSNames, server.IPAddresses = []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	issue(&a.server, &a.serverRoot, curve, server)
	issue(&a.members, nil, curve, ca("Simulator Relying Party CA"))
	issue(&a.party, &a.members, strong, end("Simulator Relying Party", x509.ExtKeyUsageClientAuth))
	if err != nil {
		return nil, fmt.Errorf("make the simulator's certificates: %w", err)
	}
	return a, nil
}

// The keys of certificates: people's are RSA, of so many bits.
const (
	curve  = 0 // ECDSA
	strong = 2048
)

// issue makes a certificate by another, or by itself. One that does not say when it holds does from now on for two years.
func (a *Authority) issue(by *pair, bits int, t x509.Certificate) (made pair, err error) {
	if bits != curve {
		made.key, err = rsa.GenerateKey(rand.Reader, bits)
	} else {
		made.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	if err != nil {
		return pair{}, fmt.Errorf("make a key: %w", err)
	}
	serial := make([]byte, 16)
	if _, err := io.ReadFull(a.draw, serial); err != nil {
		return pair{}, fmt.Errorf("draw a serial number: %w", err)
	}
	serial[0] = serial[0]&0x7f | 0x40
	t.SerialNumber = new(big.Int).SetBytes(serial)
	if t.NotAfter.IsZero() {
		t.NotBefore, t.NotAfter = a.clock().Add(-time.Hour), a.clock().Add(2*years)
	}
	above := pair{certificate: &t, key: made.key}
	if by != nil {
		above = *by
	}
	der, err := x509.CreateCertificate(rand.Reader, &t, above.certificate, made.key.Public(), above.key)
	if err != nil {
		return pair{}, fmt.Errorf("issue %s: %w", t.Subject.CommonName, err)
	}
	if made.certificate, err = x509.ParseCertificate(der); err != nil {
		return pair{}, fmt.Errorf("read %s: %w", t.Subject.CommonName, err)
	}
	return made, nil
}

// customer is the BankID of a person, issued the first time it is asked for.
func (a *Authority) customer(p Person) (pair, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if has, ok := a.customers[p.Personnummer]; ok {
		return has, nil
	}
	return a.give(p, strong)
}

// Weaken gives a person another BankID, whose key is shorter than anybody is to believe.
func (a *Authority) Weaken(p Person) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, err := a.give(p, 1024)
	return err
}

// give issues a person's BankID; a.mu is held.
func (a *Authority) give(p Person, bits int) (pair, error) {
	text := func(oid asn1.ObjectIdentifier, value string) pkix.AttributeTypeAndValue {
		return pkix.AttributeTypeAndValue{Type: oid, Value: value}
	}
	made, err := a.issue(&a.issuer, bits, x509.Certificate{
		Subject: pkix.Name{
			Country: []string{"SE"}, Organization: []string{"Simulator"}, CommonName: p.Name(), SerialNumber: p.Personnummer,
			ExtraNames: []pkix.AttributeTypeAndValue{
				text(asn1.ObjectIdentifier{2, 5, 4, 42}, p.Given), text(asn1.ObjectIdentifier{2, 5, 4, 4}, p.Surname),
				text(asn1.ObjectIdentifier{2, 5, 4, 41}, p.Name()+" - BankID på fil"),
			},
		},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
	})
	if err != nil {
		return pair{}, err
	}
	before, had := a.customers[p.Personnummer]
	a.customers[p.Personnummer] = made
	if err := a.save(); err != nil {
		if delete(a.customers, p.Personnummer); had {
			a.customers[p.Personnummer] = before
		}
		return pair{}, err
	}
	return made, nil
}

// Roots is what people's certificates lead to.
func (a *Authority) Roots() *x509.CertPool { return pool(a.root) }

// Servers is what the API's own certificate leads to.
func (a *Authority) Servers() *x509.CertPool { return pool(a.serverRoot) }

func pool(of pair) *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(of.certificate)
	return p
}

// Party is the relying party's certificate, which the API lets in.
func (a *Authority) Party() tls.Certificate { return a.party.tls() }

func (p pair) tls() tls.Certificate {
	return tls.Certificate{Certificate: [][]byte{p.certificate.Raw}, PrivateKey: p.key, Leaf: p.certificate}
}

// kept is a pair in the file.
type kept struct {
	Certificate []byte `json:"certificate"` // DER
	Key         []byte `json:"key"`         // PKCS #8
}

type keptAuthority struct {
	V         int             `json:"v"`
	Own       map[string]kept `json:"own"`
	Customers map[string]kept `json:"customers"`
}

func (a *Authority) own() map[string]*pair {
	return map[string]*pair{
		"root": &a.root, "bank": &a.bank, "issuer": &a.issuer, "responder": &a.responder,
		"serverRoot": &a.serverRoot, "server": &a.server, "members": &a.members, "party": &a.party,
	}
}

// OpenAuthority gives the one that is kept in a file, and makes it where there is none: after a restart, signatures and
// certificates from before it are still good.
func OpenAuthority(path string, clock func() time.Time, rand io.Reader) (*Authority, error) {
	var was keptAuthority
	found, err := file.Read(path, &was)
	if err == nil && found && was.V != 1 {
		err = fmt.Errorf("%s is of version %d, this simulator reads version 1", path, was.V)
	}
	if err != nil {
		return nil, fmt.Errorf("the simulator's certificates (remove the file to begin anew): %w", err)
	}
	if !found {
		a, err := NewAuthority(clock, rand)
		if err != nil {
			return nil, err
		}
		a.path = path
		return a, a.save()
	}
	a := &Authority{clock: clock, draw: rand, path: path, customers: map[string]pair{}}
	for name, into := range a.own() {
		if *into, err = was.Own[name].pair(); err != nil {
			return nil, fmt.Errorf("the simulator's certificates (remove the file to begin anew): %s: %s: %w", path, name, err)
		}
	}
	for number, one := range was.Customers {
		if a.customers[number], err = one.pair(); err != nil {
			return nil, fmt.Errorf("the simulator's certificates (remove the file to begin anew): %s: a customer: %w", path, err)
		}
	}
	return a, nil
}

func (k kept) pair() (pair, error) {
	certificate, err := x509.ParseCertificate(k.Certificate)
	if err != nil {
		return pair{}, err
	}
	key, err := x509.ParsePKCS8PrivateKey(k.Key)
	if err != nil {
		return pair{}, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return pair{}, errors.New("the key cannot sign")
	}
	return pair{certificate, signer}, nil
}

// save writes all down, where there is a file; a.mu is held, or nobody else knows of a yet.
func (a *Authority) save() error {
	if a.path == "" {
		return nil
	}
	now := keptAuthority{V: 1, Own: map[string]kept{}, Customers: map[string]kept{}}
	put := func(into map[string]kept, name string, p pair) error {
		key, err := x509.MarshalPKCS8PrivateKey(p.key)
		if err != nil {
			return fmt.Errorf("keep the simulator's certificates: %w", err)
		}
		into[name] = kept{p.certificate.Raw, key}
		return nil
	}
	for name, p := range a.own() {
		if err := put(now.Own, name, *p); err != nil {
			return err
		}
	}
	for number, p := range a.customers {
		if err := put(now.Customers, number, p); err != nil {
			return err
		}
	}
	if err := file.Write(a.path, now); err != nil {
		return fmt.Errorf("keep the simulator's certificates: %w", err)
	}
	return nil
}
