package sim

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"

	"software.sslmate.com/src/go-pkcs12"
)

// Password opens Files.PKCS12. It guards nothing: the key is of use on this machine alone.
const Password = "simulator"

// Files is where a relying party finds what it needs.
type Files struct {
	ServerRoot string `json:"serverRoot"` // PEM: what the API's certificate leads to
	PeopleRoot string `json:"peopleRoot"` // PEM: what people's certificates lead to
	PEM        string `json:"pem"`        // the relying party's certificate and key
	PKCS12     string `json:"pkcs12"`     // the same, opened by Password
}

// Export writes the files of a relying party into a folder, readable by its owner alone.
func (a *Authority) Export(folder string) (Files, error) {
	f := Files{
		filepath.Join(folder, "bankid-server-root.pem"), filepath.Join(folder, "bankid-people-root.pem"),
		filepath.Join(folder, "bankid-client.pem"), filepath.Join(folder, "bankid-client.p12"),
	}
	key, err := x509.MarshalPKCS8PrivateKey(a.party.key)
	if err != nil {
		return Files{}, fmt.Errorf("write the relying party's key: %w", err)
	}
	both := bytes.Join([][]byte{a.party.pem(), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})}, nil)
	p12, err := pkcs12.Modern.Encode(a.party.key, a.party.certificate, []*x509.Certificate{a.members.certificate}, Password)
	if err != nil {
		return Files{}, fmt.Errorf("write the relying party's PKCS #12: %w", err)
	}
	for path, raw := range map[string][]byte{
		f.ServerRoot: a.serverRoot.pem(), f.PeopleRoot: a.root.pem(), f.PEM: both, f.PKCS12: p12,
	} {
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			return Files{}, fmt.Errorf("write the relying party's files: %w", err)
		}
	}
	return f, nil
}

func (p pair) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.certificate.Raw})
}
