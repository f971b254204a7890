package main

import (
	"crypto/rand"
	"encoding/base64"
	"os"
	"strings"
	"testing"
	"time"

	bankidsim "passbok/eid/bankid/sim"
	"passbok/fk/elt"
)

// The simulator of ELT takes what both have signed with a BankID of its own roots, and answers in words what is wrong with anything else.
func TestSignaturesAreLookedInto(t *testing.T) {
	document, err := os.ReadFile("fk/elt/testdata/three-kinds.xml")
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := elt.Hidden(document)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := bankidsim.NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := bankidsim.NewAuthority(time.Now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sign := func(by *bankidsim.Authority, number, over string, signIn bool) elt.Signature {
		t.Helper()
		signature, ocsp, err := by.Sign(bankidsim.Signing{
			Person:  bankidsim.Person{Personnummer: number, Given: "Prov", Surname: "Testberg"},
			Visible: base64.StdEncoding.EncodeToString([]byte("text")), Hidden: base64.StdEncoding.EncodeToString([]byte(over)), SignIn: signIn, At: time.Now(),
		})
		if err != nil {
			t.Fatal(err)
		}
		return elt.Signature{XML: signature, OCSP: ocsp}
	}
	const assistant, coordinator = "199003069805", "197809149810" // the assistant's is the document's
	good, office := sign(ours, assistant, hidden, false), sign(ours, coordinator, hidden, false)
	torn := good
	torn.OCSP = office.OCSP
	look := signatures(ours.Roots())
	for name, c := range map[string]struct {
		assistant, provider elt.Signature
		want                string
	}{
		"both hold":             {good, office, ""},
		"the assistant's twice": {good, good, ""}, // an own employer may be both
		"the other way round":   {office, good, "Assistentens underskrift är någon annans."},
		"another document":      {good, sign(ours, coordinator, "another", false), "Anordnarens underskrift gäller en annan tidredovisning."},
		"another BankID":        {sign(theirs, assistant, hidden, false), office, "Assistentens underskrift håller inte"},
		"only signed in":        {good, sign(ours, coordinator, hidden, true), "Anordnarens underskrift håller inte"},
		"another's OCSP":        {torn, office, "Assistentens underskrift håller inte"},
	} {
		err := look(document, c.assistant, c.provider)
		if (err == nil) != (c.want == "") || err != nil && !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if err := look([]byte("<torn"), good, office); err == nil {
		t.Error("what cannot be read is taken")
	}
}
