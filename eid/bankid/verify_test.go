package bankid_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/eid/bankid/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func noon() time.Time { return time.Date(2026, 11, 3, 11, 0, 0, 0, time.UTC) }

var (
	alva = sim.Person{Personnummer: "198507099805", Given: "Alva", Surname: "Påhittad"}
	bo   = sim.Person{Personnummer: "199001019802", Given: "Bo", Surname: "Exempel"}
)

const (
	text   = "# Oktober 2026\nHos Cilla Test: 120 h aktiv tid, 31 h väntetid.\n<å> & \"ö\""
	hidden = "0191f0e2-0000-7000-8000-000000000001,8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"
)

// Keys take long to make: the tests of this package share two authorities.
var (
	home  = sync.OnceValue(func() *sim.Authority { return made(noon) })
	other = sync.OnceValue(func() *sim.Authority { return made(noon) })
)

func made(clock func() time.Time) *sim.Authority {
	a, err := sim.NewAuthority(clock, rand.Reader)
	if err != nil {
		panic(err)
	}
	return a
}

func signing() sim.Signing {
	return sim.Signing{
		Person: alva, Visible: base64.StdEncoding.EncodeToString([]byte(text)),
		Hidden: base64.StdEncoding.EncodeToString([]byte(hidden)), At: noon(),
	}
}

func expect() bankid.Expect {
	want := expectOf()
	want.Roots = home().Roots()
	return want
}

// expectOf is expect without roots.
func expectOf() bankid.Expect {
	return bankid.Expect{
		Personnummer: care.Personnummer(alva.Personnummer), VisibleData: text, HiddenData: []byte(hidden),
		Now: noon().Add(2 * time.Second), Since: noon().Add(-time.Minute),
	}
}

func answer(t testing.TB, a *sim.Authority, s sim.Signing) bankid.Answer {
	t.Helper()
	signature, ocsp, err := a.Sign(s)
	if err != nil {
		t.Fatal(err)
	}
	return bankid.Answer{Signature: signature, OCSP: ocsp}
}

// ocsp is an OCSP answer that is bound to the signature of a.
func ocsp(t testing.TB, a bankid.Answer, by *sim.Authority, change func(*sim.Answering)) []byte {
	t.Helper()
	serial, err := home().Serial(alva)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha1.Sum([]byte(base64.StdEncoding.EncodeToString(a.Signature)))
	of := sim.Answering{Serial: serial, At: noon(), Nonce: append(sum[:], make([]byte, 12)...)}
	if change != nil {
		change(&of)
	}
	raw, err := by.Answer(of)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestVerify(t *testing.T) {
	got, err := bankid.Verify(answer(t, home(), signing()), expect())
	if err != nil {
		t.Fatal(err)
	}
	if got.Personnummer != "198507099805" || got.Name != "Alva Påhittad" || !got.Signed.Equal(noon()) || got.Serial == "" || !strings.Contains(got.Issuer, "Customer") {
		t.Errorf("%+v", got)
	}
	signIn := signing()
	signIn.SignIn, signIn.Visible, signIn.Hidden = true, "", ""
	want := expect()
	want.SignIn, want.VisibleData, want.HiddenData = true, "", nil
	if _, err := bankid.Verify(answer(t, home(), signIn), want); err != nil {
		t.Error("a sign-in:", err)
	}
	later := expect()
	later.Now, later.Since = noon().AddDate(7, 0, 0), time.Time{} // its certificate ended long ago
	if _, err := bankid.Verify(answer(t, home(), signing()), later); err != nil {
		t.Error("seven years later:", err)
	}
}

// Every thing that can be wrong with an answer, each alone. The OCSP answer is made anew for what was changed, so that
// it is not its nonce that finds it.
func TestVerifyRefuses(t *testing.T) {
	change := func(from, to string) func(*testing.T, *bankid.Answer, *bankid.Expect) {
		return func(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
			was := a.Signature
			if a.Signature = []byte(strings.Replace(string(was), from, to, 1)); bytes.Equal(was, a.Signature) {
				t.Fatalf("%q does not occur", from)
			}
			a.OCSP = ocsp(t, *a, home(), nil)
		}
	}
	flip := func(before string) func(*testing.T, *bankid.Answer, *bankid.Expect) {
		return func(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
			at := bytes.Index(a.Signature, []byte(before)) + len(before) + 40
			a.Signature = bytes.Clone(a.Signature)
			if a.Signature[at] == 'A' {
				a.Signature[at] = 'B'
			} else {
				a.Signature[at] = 'A' // base64 still
			}
			a.OCSP = ocsp(t, *a, home(), nil)
		}
	}
	resign := func(f func(*sim.Signing)) func(*testing.T, *bankid.Answer, *bankid.Expect) {
		return func(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
			s := signing()
			f(&s)
			*a = answer(t, home(), s)
		}
	}
	answered := func(by func() *sim.Authority, f func(*sim.Answering)) func(*testing.T, *bankid.Answer, *bankid.Expect) {
		return func(t *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.OCSP = ocsp(t, *a, by(), f) }
	}
	wanting := func(f func(*bankid.Expect)) func(*testing.T, *bankid.Answer, *bankid.Expect) {
		return func(_ *testing.T, _ *bankid.Answer, e *bankid.Expect) { f(e) }
	}
	object := regexp.MustCompile(`<Object>.*</Object>`)
	wrapped := func(build func(signed, forged string) string) func(*testing.T, *bankid.Answer, *bankid.Expect) {
		return func(t *testing.T, a *bankid.Answer, e *bankid.Expect) {
			signed := object.FindString(string(a.Signature))
			e.VisibleData = "something else"
			forged := regexp.MustCompile(`wysiwys">[^<]*<`).ReplaceAllString(signed, `wysiwys">`+base64.StdEncoding.EncodeToString([]byte(e.VisibleData))+`<`)
			a.Signature = []byte(strings.Replace(string(a.Signature), signed, build(signed, forged), 1))
			a.OCSP = ocsp(t, *a, home(), nil)
		}
	}
	for name, test := range map[string]struct {
		change func(*testing.T, *bankid.Answer, *bankid.Expect)
		want   error
	}{
		"a byte of the visible data":      {flip("usrVisibleData "), bankid.ErrData},
		"a byte of the hidden data":       {flip("<usrNonVisibleData>"), bankid.ErrData},
		"a byte of the server's data":     {flip("<srvInfo>"), bankid.ErrData},
		"a byte of the client's data":     {change("<utb>cs1", "<utb>cs2"), bankid.ErrData},
		"what was done":                   {change("<funcId>Signing", "<funcId>Identification"), bankid.ErrData},
		"a byte of the signature":         {flip("<SignatureValue>"), bankid.ErrSignature},
		"a byte of the first digest":      {change("<DigestValue>", "<DigestValue>AAAA"), bankid.ErrData},
		"the second digest":               {secondDigest, bankid.ErrKeys},
		"swapped references":              {swapReferences, bankid.ErrSignature},
		"swapped digests":                 {swapDigests, bankid.ErrData},
		"one reference twice":             {change("#bidKeyInfo", "#bidSignedData"), bankid.ErrShape},
		"a reference to all":              {change("#bidKeyInfo", ""), bankid.ErrShape},
		"a reference elsewhere":           {change("#bidKeyInfo", "http://a.example/#bidKeyInfo"), bankid.ErrShape},
		"a reference to something else":   {change("#bidKeyInfo", "#else"), bankid.ErrShape},
		"a third reference":               {thirdReference, bankid.ErrShape},
		"a reference less":                {oneReference, bankid.ErrShape},
		"two transforms":                  {change("</Transform></Transforms>", `</Transform><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></Transform></Transforms>`), bankid.ErrShape},
		"another transform":               {change(`<Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"`, `<Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"`), bankid.ErrAlgorithm},
		"another canonical form":          {change("REC-xml-c14n-20010315", "REC-xml-c14n-20010315#WithComments"), bankid.ErrAlgorithm},
		"a signature by SHA-1":            {change("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#rsa-sha1"), bankid.ErrAlgorithm},
		"a digest by SHA-1":               {change("2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1"), bankid.ErrAlgorithm},
		"an HMAC":                         {change("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#hmac-sha1"), bankid.ErrAlgorithm},
		"another's certificate put first": {prependCertificate, bankid.ErrKeys},
		"certificates in another order":   {swapCertificates, bankid.ErrKeys},
		"a certificate less":              {dropCertificate, bankid.ErrKeys},
		"no certificates":                 {noCertificates, bankid.ErrShape},
		"one certificate":                 {oneCertificate, bankid.ErrShape},
		"six certificates":                {sixCertificates, bankid.ErrShape},
		"something else beside them":      {beside, bankid.ErrShape},
		"a key that is too short":         {func(t *testing.T, a *bankid.Answer, e *bankid.Expect) { short(t, a, e) }, bankid.ErrAlgorithm},
		"an element in an algorithm":      {change(`c14n-20010315"></CanonicalizationMethod>`, `c14n-20010315"><a></a></CanonicalizationMethod>`), bankid.ErrShape},
		"an element in a text":            {change("<funcId>Signing", "<funcId>Signing<a></a>"), bankid.ErrShape},
		"the text of another namespace":   {change("<usrVisibleData ", `<usrVisibleData xmlns="http://a.example" `), bankid.ErrShape},
		"longer than any":                 {change("<srvInfo>", "<srvInfo"+strings.Repeat(" ", 256<<10)+">"), bankid.ErrUnreadable},
		"Id of the data":                  {change(`Id="bidSignedData"`, `Id="else"`), bankid.ErrShape},
		"Id of the keys":                  {change(`Id="bidKeyInfo"`, `Id="else"`), bankid.ErrShape},
		"the namespace of the data":       {change(`bankIdSignedData xmlns="http://www.bankid.com/signature/v1.0.0/types"`, `bankIdSignedData xmlns="http://a.example"`), bankid.ErrShape},
		"the namespace of the signature":  {change(`<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"`, `<Signature xmlns="http://a.example"`), bankid.ErrShape},
		"wrapped: a forged object first":  {wrapped(func(s, f string) string { return f + s }), bankid.ErrShape},
		"wrapped: a forged object last":   {wrapped(func(s, f string) string { return s + f }), bankid.ErrShape},
		"wrapped: the signed one inside":  {wrapped(func(s, f string) string { return strings.Replace(f, "</bankIdSignedData>", s+"</bankIdSignedData>", 1) }), bankid.ErrData},
		"wrapped: both in one object": {wrapped(func(s, f string) string {
			return strings.TrimSuffix(f, "</Object>") + strings.TrimPrefix(s, "<Object>")
		}), bankid.ErrShape},
		"wrapped: the whole in another": {wrapSignature, bankid.ErrShape},
		"duplicate Ids":                 {change("<srvInfo>", `<srvInfo Id="bidSignedData">`), bankid.ErrData},
		"an Id twice on one element":    {change(`Id="bidSignedData"`, `Id="bidSignedData" Id="bidSignedData"`), bankid.ErrUnreadable},
		"the visible data twice":        {change("<srvInfo>", `<usrVisibleData>AAAA</usrVisibleData><srvInfo>`), bankid.ErrShape},
		"a comment in the data":         {change("<usrVisibleData", "<!-- --><usrVisibleData"), bankid.ErrUnreadable},
		"a comment that cuts a text":    {change("Signing</funcId>", "<!-- -->Signing</funcId>"), bankid.ErrUnreadable},
		"an entity":                     {change("?><Signature", `?><!DOCTYPE a [<!ENTITY b "c">]><Signature`), bankid.ErrUnreadable},
		"an instruction":                {change("?><Signature", `?><?a b?><Signature`), bankid.ErrUnreadable},
		"xml:space":                     {change("<Object>", `<Object xml:space="preserve">`), bankid.ErrUnreadable},
		"text between":                  {change("<Object>", `text<Object>`), bankid.ErrShape},
		"more after the end":            {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.Signature = append(a.Signature, "<a/>"...) }, bankid.ErrUnreadable},
		"no XML":                        {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.Signature = []byte("{}") }, bankid.ErrUnreadable},
		"nothing":                       {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.Signature = nil }, bankid.ErrUnreadable},
		"cut":                           {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.Signature = a.Signature[:len(a.Signature)-9] }, bankid.ErrUnreadable},
		"without end": {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) {
			a.Signature = bytes.Repeat([]byte("<a>"), 100_000)
		}, bankid.ErrUnreadable},
		"deep": {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) {
			a.Signature = []byte(strings.Repeat("<a>", 99) + strings.Repeat("</a>", 99))
		}, bankid.ErrUnreadable},
		"another chain":                      {func(t *testing.T, a *bankid.Answer, _ *bankid.Expect) { *a = answer(t, other(), signing()) }, bankid.ErrChain},
		"another root is configured":         {wanting(func(e *bankid.Expect) { e.Roots = other().Roots() }), bankid.ErrChain},
		"signed when it had expired":         {func(t *testing.T, a *bankid.Answer, e *bankid.Expect) { late(t, a, e) }, bankid.ErrChain},
		"no OCSP answer":                     {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.OCSP = nil }, bankid.ErrOCSP},
		"an OCSP answer with more after it":  {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.OCSP = append(a.OCSP, 0) }, bankid.ErrOCSP},
		"an OCSP answer of another issuer":   {answered(other, nil), bankid.ErrOCSP},
		"an OCSP answer by a customer":       {answered(home, func(a *sim.Answering) { a.By = &bo }), bankid.ErrOCSP},
		"an OCSP answer by the bank above":   {func(t *testing.T, a *bankid.Answer, _ *bankid.Expect) { above(t, a) }, bankid.ErrChain},
		"by a responder that had ended":      {answered(home, func(a *sim.Answering) { a.Lapsed = true }), bankid.ErrOCSP},
		"an OCSP answer that had ended":      {answered(home, func(a *sim.Answering) { a.Until = noon().Add(-time.Second) }), bankid.ErrRevoked},
		"an OCSP answer that is to come":     {answered(home, func(a *sim.Answering) { a.Since = noon().Add(time.Hour) }), bankid.ErrRevoked},
		"an OCSP answer by themselves":       {answered(home, func(a *sim.Answering) { a.By = &alva }), bankid.ErrOCSP},
		"an OCSP answer without a nonce":     {answered(home, func(a *sim.Answering) { a.Nonce = nil }), bankid.ErrOCSP},
		"a nonce of another length":          {answered(home, func(a *sim.Answering) { a.Nonce = a.Nonce[:20] }), bankid.ErrOCSPOther},
		"OCSP of another certificate":        {answered(home, func(a *sim.Answering) { a.Serial, _ = home().Serial(bo) }), bankid.ErrOCSPOther},
		"OCSP of another signature":          {func(t *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.OCSP = answer(t, home(), signing()).OCSP }, bankid.ErrOCSPOther},
		"an OCSP answer with a wrong length": {func(_ *testing.T, a *bankid.Answer, _ *bankid.Expect) { a.OCSP = bytes.Clone(a.OCSP); a.OCSP[9]++ }, bankid.ErrOCSP},
		"revoked":                            {resign(func(s *sim.Signing) { s.Revoked = true }), bankid.ErrRevoked},
		"unknown to its issuer":              {answered(home, func(a *sim.Answering) { a.Status = sim.StatusUnknown }), bankid.ErrRevoked},
		"signed tomorrow":                    {resign(func(s *sim.Signing) { s.At = noon().Add(time.Hour) }), bankid.ErrTime},
		"signed before it was asked for":     {wanting(func(e *bankid.Expect) { e.Since = noon().Add(time.Hour) }), bankid.ErrTime},
		"a sign-in for a signature":          {resign(func(s *sim.Signing) { s.SignIn = true }), bankid.ErrFunction},
		"a signature for a sign-in":          {wanting(func(e *bankid.Expect) { e.SignIn = true }), bankid.ErrFunction},
		"another person":                     {resign(func(s *sim.Signing) { s.Person = bo }), bankid.ErrPerson},
		"another text":                       {resign(func(s *sim.Signing) { s.Visible = "SGVq" }), bankid.ErrVisible},
		"no text":                            {resign(func(s *sim.Signing) { s.Visible = "" }), bankid.ErrVisible},
		"other hidden data":                  {wanting(func(e *bankid.Expect) { e.HiddenData = []byte("else") }), bankid.ErrHidden},
		"no hidden data":                     {resign(func(s *sim.Signing) { s.Hidden = "" }), bankid.ErrHidden},
		"hidden data that was not sent":      {wanting(func(e *bankid.Expect) { e.HiddenData = nil }), bankid.ErrHidden},
	} {
		t.Run(name, func(t *testing.T) {
			a, want := answer(t, home(), signing()), expect()
			test.change(t, &a, &want)
			got, err := bankid.Verify(a, want)
			if !errors.Is(err, test.want) || got != (bankid.Evidence{}) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

// edit changes the text of a signature by a function, and makes the OCSP answer anew.
func edit(t *testing.T, a *bankid.Answer, f func(string) string) {
	t.Helper()
	was := a.Signature
	if a.Signature = []byte(f(string(was))); bytes.Equal(was, a.Signature) {
		t.Fatal("nothing was changed")
	}
	a.OCSP = ocsp(t, *a, home(), nil)
}

var (
	references   = regexp.MustCompile(`(<Reference .*?</Reference>)(<Reference .*?</Reference>)`)
	digests      = regexp.MustCompile(`(<DigestValue>[^<]*)(.*)(<DigestValue>[^<]*)`)
	certificates = regexp.MustCompile(`(<X509Certificate>[^<]*</X509Certificate>)(<X509Certificate>[^<]*</X509Certificate>)(<X509Certificate>[^<]*</X509Certificate>)`)
)

func secondDigest(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return digests.ReplaceAllString(s, "${1}${2}<DigestValue>AAAA") })
}

func swapReferences(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return references.ReplaceAllString(s, "$2$1") })
}

func swapDigests(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return digests.ReplaceAllString(s, "$3$2$1") })
}

func thirdReference(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return references.ReplaceAllString(s, "$1$2$1") })
}

func oneReference(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return references.ReplaceAllString(s, "$1") })
}

func swapCertificates(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return certificates.ReplaceAllString(s, "$2$1$3") })
}

func dropCertificate(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return certificates.ReplaceAllString(s, "$1$2") })
}

func noCertificates(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return certificates.ReplaceAllString(s, "") })
}

func oneCertificate(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return certificates.ReplaceAllString(s, "$1") })
}

func sixCertificates(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string { return certificates.ReplaceAllString(s, "$1$2$3$3$3$3") })
}

// beside is another element among the certificates, which holds one.
func beside(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string {
		return strings.Replace(strings.Replace(s, "<X509Certificate>", "<X509CRL>", 1), "</X509Certificate>", "</X509CRL>", 1)
	})
}

// short is signed by a BankID whose key is too short.
func short(t *testing.T, a *bankid.Answer, e *bankid.Expect) {
	weak := sim.Person{Personnummer: "197503129806", Given: "Cilla", Surname: "Test"}
	if err := home().Weaken(weak); err != nil {
		t.Fatal(err)
	}
	s := signing()
	s.Person = weak
	*a, e.Personnummer = answer(t, home(), s), care.Personnummer(weak.Personnummer)
}

// above has the bank above the customers' issuer answer, and stand where the issuer stands: both have made certificates on the path.
func above(t *testing.T, a *bankid.Answer) {
	s := signing()
	s.Unordered = true
	*a = answer(t, home(), s)
	a.OCSP = ocsp(t, *a, home(), func(of *sim.Answering) { of.Bank = true })
}

func prependCertificate(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	s := signing()
	s.Person = bo
	another := certificates.FindStringSubmatch(string(answer(t, home(), s).Signature))[1]
	edit(t, a, func(s string) string { return certificates.ReplaceAllString(s, another+"$1$2$3") })
}

func wrapSignature(t *testing.T, a *bankid.Answer, _ *bankid.Expect) {
	edit(t, a, func(s string) string {
		_, inner, _ := strings.Cut(s, "?>")
		return "<Signature>" + inner + "</Signature>"
	})
}

// late is signed by a certificate that had ended: its maker's clock stood still.
func late(t *testing.T, a *bankid.Answer, e *bankid.Expect) {
	s := signing()
	s.At = noon().AddDate(3, 0, 0)
	*a = answer(t, home(), s)
	e.Now, e.Since = s.At, time.Time{}
}

// Whatever byte of the signature or the OCSP answer is changed, in whatever way, it no longer holds.
func TestVerifyEachByte(t *testing.T) {
	good, want := answer(t, home(), signing()), expect()
	rapid.Check(t, func(r *rapid.T) {
		a := bankid.Answer{Signature: bytes.Clone(good.Signature), OCSP: bytes.Clone(good.OCSP)}
		of := a.Signature
		if rapid.Bool().Draw(r, "the OCSP answer") {
			of = a.OCSP
			// Behind what is signed stand the responder's certificate, whose signature is proven too, and nothing else.
		}
		at, by := rapid.IntRange(0, len(of)-1).Draw(r, "at"), rapid.ByteRange(1, 255).Draw(r, "by")
		of[at] ^= by
		if _, err := bankid.Verify(a, want); err == nil {
			r.Fatalf("byte %d of %d, changed by %#x, was not seen: …%q…", at, len(of), by, of[max(0, at-20):min(len(of), at+20)])
		}
	})
}

// Whoever was not there when it was asked for learns whose it is and over what, and of nothing else that it is a signature.
func TestRead(t *testing.T) {
	read := func(change func(*sim.Signing)) (bankid.Evidence, []byte, error) {
		s := signing()
		change(&s)
		return bankid.Read(answer(t, home(), s), home().Roots(), noon())
	}
	who, what, err := read(func(*sim.Signing) {})
	if err != nil || who.Personnummer != care.Personnummer(alva.Personnummer) || string(what) != hidden {
		t.Errorf("%+v %q %v", who, what, err)
	}
	for name, test := range map[string]struct {
		change func(*sim.Signing)
		want   error
	}{
		"only signed in":                {func(s *sim.Signing) { s.SignIn = true }, bankid.ErrFunction},
		"what was signed is not base64": {func(s *sim.Signing) { s.Hidden = "%" }, bankid.ErrHidden},
		"revoked":                       {func(s *sim.Signing) { s.Revoked = true }, bankid.ErrRevoked},
		"signed tomorrow":               {func(s *sim.Signing) { s.At = noon().Add(time.Hour) }, bankid.ErrTime},
	} {
		if who, what, err := read(test.change); !errors.Is(err, test.want) || who != (bankid.Evidence{}) || what != nil {
			t.Errorf("%s: %+v %q %v", name, who, what, err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	good, want := golden(f)
	f.Add(good.Signature, good.OCSP)
	f.Add([]byte(`<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/><SignatureValue/><KeyInfo/><Object/></Signature>`), []byte{0x30, 3, 0x0a, 1, 0})
	f.Fuzz(func(t *testing.T, signature, ocsp []byte) {
		got, err := bankid.Verify(bankid.Answer{Signature: signature, OCSP: ocsp}, want)
		if err == nil && (!bytes.Equal(signature, good.Signature) || !bytes.Equal(ocsp, good.OCSP)) {
			t.Errorf("%q was taken: %+v", signature, got)
		}
	})
}

// xmlsec1 reads the same signatures, and says the same of them. scripts/testtools installs it.
func TestXMLSec(t *testing.T) {
	tool, err := exec.LookPath("xmlsec1")
	if err != nil {
		t.Fatal("xmlsec1 is not installed: scripts/testtools does it")
	}
	dir := t.TempDir()
	files, err := home().Export(dir)
	if err != nil {
		t.Fatal(err)
	}
	good := string(answer(t, home(), signing()).Signature)
	for name, test := range map[string]struct {
		text string
		want bool
	}{
		"good":                    {good, true},
		"another text":            {strings.Replace(good, "<utb>cs1", "<utb>cs2", 1), false},
		"swapped references":      {references.ReplaceAllString(good, "$2$1"), false},
		"swapped digests":         {digests.ReplaceAllString(good, "$3$2$1"), false},
		"other certificates":      {certificates.ReplaceAllString(good, "$1$2"), false},
		"another signature":       {strings.Replace(good, "<SignatureValue>", "<SignatureValue>AAAA", 1), false},
		"another chain":           {string(answer(t, other(), signing()).Signature), false},
		"spaces in a tag":         {strings.Replace(good, "<srvInfo>", "<srvInfo  >", 1), true},
		"spaces in SignedInfo":    {strings.Replace(good, "<SignatureMethod", "\n <SignatureMethod", 1), false},
		"other quotes":            {strings.Replace(good, `Id="bidSignedData"`, `Id='bidSignedData'`, 1), true},
		"a reference of a letter": {strings.Replace(good, "<utb>cs1", "<utb>c&#115;1", 1), true},
		"namespaces from above":   {strings.NewReplacer(`<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#"`, "<SignedInfo", `<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"`, "<KeyInfo").Replace(good), true},
		"a namespace from above":  {strings.Replace(good, "<Signature ", `<Signature xmlns:a="http://a.example" `, 1), false},
		"CDATA":                   {strings.Replace(good, "<utb>cs1", "<utb><![CDATA[cs1]]>", 1), true},
		"an empty tag":            {strings.Replace(good, "#sha256\"></DigestMethod>", "#sha256\"/>", 1), true},
		"carriage return":         {strings.Replace(good, "<SignatureMethod", "\r\n<SignatureMethod", 1), false},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, "signature.xml")
			if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(tool, "--verify", "--trusted-pem", files.PeopleRoot, "--verification-time", "2026-11-03 11:00:00",
				"--id-attr:Id", "http://www.bankid.com/signature/v1.0.0/types:bankIdSignedData",
				"--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:KeyInfo", path).CombinedOutput()
			if (err == nil) != test.want {
				t.Errorf("xmlsec1 says %v: %s", err, out)
			}
			a := bankid.Answer{Signature: []byte(test.text)}
			a.OCSP = ocsp(t, a, home(), nil)
			if _, err := bankid.Verify(a, expect()); (err == nil) != test.want {
				t.Errorf("we say %v", err)
			}
		})
	}
}

func ExampleVerify() {
	authority, err := sim.NewAuthority(noon, rand.Reader)
	if err != nil {
		panic(err)
	}
	signature, ocsp, err := authority.Sign(sim.Signing{Person: alva, Visible: base64.StdEncoding.EncodeToString([]byte("October")), At: noon()})
	if err != nil {
		panic(err)
	}
	got, err := bankid.Verify(bankid.Answer{Signature: signature, OCSP: ocsp}, bankid.Expect{
		Personnummer: "198507099805", VisibleData: "October", Roots: authority.Roots(), Now: noon(),
	})
	fmt.Println(got.Name, got.Signed.Format(time.DateOnly), err)
	// Output: Alva Påhittad 2026-11-03 <nil>
}
