package bankid

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// The names in BankID's signatures. Only SHA-256 is taken: BankID signs with nothing weaker any more.
const (
	nsSignature = "http://www.w3.org/2000/09/xmldsig#"
	nsBankID    = "http://www.bankid.com/signature/v1.0.0/types"
	algC14N     = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
	algRSA      = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
	algSHA      = "http://www.w3.org/2001/04/xmlenc#sha256"
	idData      = "bidSignedData"
	idKeys      = "bidKeyInfo"
)

const (
	maxDocument = 256 << 10 // bytes
	minRSA      = 2048      // bits
	minChain    = 2         // certificates in the signature, the root not among them
	maxChain    = 5
)

// document is a signature taken apart. Every part is found by its place, never by its name or Id alone: what stands
// where BankID puts nothing makes the whole wrong. So what is checked is what is read.
type document struct {
	info, keys, data *etree.Element
	digests          map[string]string // by Id, as SignedInfo says them, in base64
	value            []byte
	chain            []*x509.Certificate // the person's first
	visible, hidden  string              // base64
	function         string
}

func parse(raw []byte) (*document, error) {
	if len(raw) == 0 || len(raw) > maxDocument {
		return nil, fmt.Errorf("%w: %d bytes", ErrUnreadable, len(raw))
	}
	tree := etree.NewDocument()
	tree.ReadSettings.ValidateInput, tree.ReadSettings.PreserveDuplicateAttrs = true, true
	if err := tree.ReadFromBytes(raw); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	if err := plain(&tree.Element, 0); err != nil {
		return nil, err
	}
	r := reader{}
	top := r.all(&tree.Element, nsSignature, "Signature")
	parts := r.all(top[0], nsSignature, "SignedInfo", "SignatureValue", "KeyInfo", "Object")
	d := &document{info: parts[0], keys: parts[2]}
	d.value = r.decode(parts[1])
	d.digests = r.references(d.info)
	r.id(d.keys, idKeys)
	for _, one := range r.many(r.all(d.keys, nsSignature, "X509Data")[0], "X509Certificate") {
		certificate, err := x509.ParseCertificate(r.decode(one))
		if err != nil {
			r.wrong("a certificate cannot be read: %v", err)
			break
		}
		d.chain = append(d.chain, certificate)
	}
	if len(d.chain) < minChain || len(d.chain) > maxChain {
		r.wrong("%d certificates", len(d.chain))
	}
	d.data = r.all(parts[3], nsBankID, "bankIdSignedData")[0]
	r.id(d.data, idData)
	d.visible, d.hidden = r.only(d.data, "usrVisibleData", false), r.only(d.data, "usrNonVisibleData", false)
	if client := r.child(d.data, "clientInfo", true); client != nil {
		d.function = r.only(client, "funcId", true)
	}
	if r.err != nil {
		return nil, r.err
	}
	return d, nil
}

// plain refuses what BankID's signatures never have and what parsers disagree about: declarations, instructions,
// comments, attributes of xml: or twice the same, and depth without end.
func plain(e *etree.Element, depth int) error {
	if depth > 16 {
		return fmt.Errorf("%w: too deep", ErrUnreadable)
	}
	seen := map[string]bool{}
	for _, attr := range e.Attr {
		if attr.Space == "xml" || seen[attr.FullKey()] {
			return fmt.Errorf("%w: an attribute of xml:, or one twice", ErrUnreadable)
		}
		seen[attr.FullKey()] = true
	}
	for i, token := range e.Child {
		switch t := token.(type) {
		case *etree.Element:
			if err := plain(t, depth+1); err != nil {
				return err
			}
		case *etree.CharData:
		case *etree.ProcInst:
			if depth > 0 || i > 0 || t.Target != "xml" {
				return fmt.Errorf("%w: an instruction in it", ErrUnreadable)
			}
		default:
			return fmt.Errorf("%w: a comment or declaration in it", ErrUnreadable)
		}
	}
	return nil
}

// holds checks both digests, and the signature over them.
func (d *document) holds() error {
	for _, part := range []struct {
		element *etree.Element
		id      string
		wrong   error
	}{{d.data, idData, ErrData}, {d.keys, idKeys, ErrKeys}} {
		text, err := canonical(part.element)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		if said, err := base64.StdEncoding.DecodeString(d.digests[part.id]); err != nil || !bytes.Equal(said, sum[:]) {
			return part.wrong
		}
	}
	key, ok := d.chain[0].PublicKey.(*rsa.PublicKey)
	if !ok || key.N.BitLen() < minRSA {
		return fmt.Errorf("%w: the key is not RSA of %d bits", ErrAlgorithm, minRSA)
	}
	text, err := canonical(d.info)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], d.value); err != nil {
		return fmt.Errorf("%w: %w", ErrSignature, err)
	}
	return nil
}

// canonical is an element in Canonical XML 1.0, with the namespaces that it has from above. The library's own way of
// adding those overwrites the element's own namespace, so they are added here; without attributes of xml:, which
// plain refuses, 1.1 is the same as 1.0.
func canonical(e *etree.Element) ([]byte, error) {
	alone := e.Copy()
	for above := e.Parent(); above != nil; above = above.Parent() {
		for _, attr := range above.Attr {
			if (attr.Space == "xmlns" || attr.FullKey() == "xmlns") && alone.SelectAttr(attr.FullKey()) == nil {
				alone.CreateAttr(attr.FullKey(), attr.Value)
			}
		}
	}
	text, err := dsig.MakeC14N11Canonicalizer().Canonicalize(alone)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return text, nil
}

// reader takes elements apart and remembers the first thing that is wrong; after it, what it gives is empty but never nil.
type reader struct{ err error }

func (r *reader) wrong(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: "+format, append([]any{ErrShape}, args...)...)
	}
}

// all gives the children of e, which must be exactly these, in this order, with nothing between but space.
func (r *reader) all(e *etree.Element, namespace string, names ...string) []*etree.Element {
	found := r.children(e)
	ok := len(found) == len(names)
	for i := 0; ok && i < len(names); i++ {
		ok = found[i].Tag == names[i] && found[i].NamespaceURI() == namespace
	}
	if !ok {
		r.wrong("%s does not consist of %s", e.Tag, strings.Join(names, ", "))
		found = nil
		for range names {
			found = append(found, etree.NewElement("none"))
		}
	}
	return found
}

// many gives the children of e, each of which must be one of this name.
func (r *reader) many(e *etree.Element, name string) []*etree.Element {
	found := r.children(e)
	for _, one := range found {
		if one.Tag != name || one.NamespaceURI() != nsSignature {
			r.wrong("%s holds something else than %s", e.Tag, name)
			return nil
		}
	}
	return found
}

func (r *reader) children(e *etree.Element) []*etree.Element {
	for _, token := range e.Child {
		if text, ok := token.(*etree.CharData); ok && strings.TrimSpace(text.Data) != "" {
			r.wrong("text in %s", e.Tag)
		}
	}
	return e.ChildElements()
}

// child gives the one child of e of this name in BankID's namespace; nil where there is none.
func (r *reader) child(e *etree.Element, name string, needed bool) *etree.Element {
	var found *etree.Element
	for _, one := range r.children(e) {
		if one.Tag != name {
			continue
		}
		if found != nil || one.NamespaceURI() != nsBankID {
			r.wrong("%s twice, or another's", name)
		}
		found = one
	}
	if found == nil && needed {
		r.wrong("no %s", name)
	}
	return found
}

// only gives the text of the one child of this name, "" where there is none.
func (r *reader) only(e *etree.Element, name string, needed bool) string {
	found := r.child(e, name, needed)
	if found == nil {
		return ""
	}
	return r.text(found)
}

func (r *reader) text(e *etree.Element) string {
	if len(e.ChildElements()) > 0 {
		r.wrong("elements in %s", e.Tag)
	}
	return strings.TrimSpace(e.Text())
}

func (r *reader) decode(e *etree.Element) []byte {
	raw, err := base64.StdEncoding.DecodeString(r.text(e))
	if err != nil {
		r.wrong("%s is no base64", e.Tag)
	}
	return raw
}

func (r *reader) id(e *etree.Element, id string) {
	if e.SelectAttrValue("Id", "") != id {
		r.wrong("%s is not %s", e.Tag, id)
	}
}

func (r *reader) algorithm(e *etree.Element, name string) {
	if got := e.SelectAttrValue("Algorithm", ""); got != name && r.err == nil {
		r.err = fmt.Errorf("%w: %q in %s", ErrAlgorithm, got, e.Tag)
	}
	if len(r.children(e)) > 0 {
		r.wrong("elements in %s", e.Tag)
	}
}

// references reads SignedInfo: exactly two references, to the data and to the certificates, in whichever order.
func (r *reader) references(info *etree.Element) map[string]string {
	parts := r.all(info, nsSignature, "CanonicalizationMethod", "SignatureMethod", "Reference", "Reference")
	r.algorithm(parts[0], algC14N)
	r.algorithm(parts[1], algRSA)
	digests := map[string]string{}
	for _, one := range parts[2:] {
		inside := r.all(one, nsSignature, "Transforms", "DigestMethod", "DigestValue")
		r.algorithm(r.all(inside[0], nsSignature, "Transform")[0], algC14N)
		r.algorithm(inside[1], algSHA)
		id, here := strings.CutPrefix(one.SelectAttrValue("URI", ""), "#")
		if _, twice := digests[id]; twice || !here || (id != idData && id != idKeys) {
			r.wrong("a reference to %q", one.SelectAttrValue("URI", ""))
		}
		digests[id] = r.text(inside[2])
	}
	return digests
}
