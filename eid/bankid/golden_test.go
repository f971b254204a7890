package bankid_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"passbok/eid/bankid"
)

var update = flag.Bool("update", false, "write the golden answer anew")

// golden is an answer that was made once, and what it must be: signatures that were kept stay good.
func golden(t testing.TB) (bankid.Answer, bankid.Expect) {
	t.Helper()
	read := func(name string) []byte {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	want := expectOf()
	var err error
	if want.Roots, err = bankid.ReadRoots(filepath.Join("testdata", "root.pem")); err != nil {
		t.Fatal(err)
	}
	return bankid.Answer{Signature: read("signature.xml"), OCSP: read("ocsp.der")}, want
}

func TestGolden(t *testing.T) {
	if *update {
		files, err := home().Export(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		root, err := os.ReadFile(files.PeopleRoot)
		if err != nil {
			t.Fatal(err)
		}
		a := answer(t, home(), signing())
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		for name, raw := range map[string][]byte{"signature.xml": a.Signature, "ocsp.der": a.OCSP, "root.pem": root} {
			if err := os.WriteFile(filepath.Join("testdata", name), raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	a, want := golden(t)
	if _, err := bankid.Verify(a, want); err != nil {
		t.Error(err)
	}
}
