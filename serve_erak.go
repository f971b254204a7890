package main

import (
	"fmt"
	"os"

	"passbok/fk/elt"
	"passbok/fk/erak"
	"passbok/house"
)

// erakFlags are the connection to E-RÄK.
type erakFlags struct {
	ErakURL      string `name:"erak-url" help:"Address of E-RÄK that the invoice is posted to; empty is 'not connected'." env:"PASSBOK_ERAK_URL"`
	ErakSecret   string `name:"erak-secret" help:"Shared secret of the invoices handed over to E-RÄK, and of its reports back." env:"PASSBOK_ERAK_SECRET"`
	ErakBy       string `name:"erak-by" help:"Who posts the invoice: the person's browser, or this server, which then sends the browser on." enum:"browser,server" default:"browser" env:"PASSBOK_ERAK_BY"`
	ErakPages    string `name:"erak-pages" help:"Address of E-RÄK's pages, where they are on another host than --erak-url; with --erak-by server." env:"PASSBOK_ERAK_PAGES"`
	ErakQuestion string `name:"erak-question" help:"Address to ask how an invoice stands when E-RÄK says nothing; empty: nobody is asked." env:"PASSBOK_ERAK_QUESTION"`
	ErakCert     string `name:"erak-cert" help:"This server's certificate at E-RÄK, with its key: a .p12 file, or PEM." env:"PASSBOK_ERAK_CERT" type:"path"`
	ErakPassword string `name:"erak-password" help:"Password of the .p12 file." env:"PASSBOK_ERAK_PASSWORD"`
	ErakCA       string `name:"erak-ca" help:"Certificates (PEM) that E-RÄK's own must come from; empty: those of the system." env:"PASSBOK_ERAK_CA" type:"path"`
}

// connection reads the files that the flags name.
func (f erakFlags) connection() (house.Erak, error) {
	to := house.Erak{URL: f.ErakURL, Secret: f.ErakSecret, By: erak.By(f.ErakBy), Pages: f.ErakPages, Question: f.ErakQuestion}
	if f.ErakCert != "" {
		raw, err := os.ReadFile(f.ErakCert)
		if err != nil {
			return house.Erak{}, fmt.Errorf("read --erak-cert: %w", err)
		}
		identity, err := elt.ReadIdentity(raw, f.ErakPassword)
		if err != nil {
			return house.Erak{}, fmt.Errorf("--erak-cert %s: %w", f.ErakCert, err)
		}
		to.Identity = &identity.Certificate
	}
	if f.ErakCA != "" {
		raw, err := os.ReadFile(f.ErakCA)
		if err != nil {
			return house.Erak{}, fmt.Errorf("read --erak-ca: %w", err)
		}
		if to.Roots, err = elt.ReadRoots(raw); err != nil {
			return house.Erak{}, fmt.Errorf("--erak-ca %s: %w", f.ErakCA, err)
		}
	}
	return to, nil
}
