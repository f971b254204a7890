package elt

import (
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/beevik/etree"
)

// Signature is one person's, as BankID gave it.
type Signature struct {
	XML  []byte    // the XML-DSig document: BankID's "signature", decoded from base64
	OCSP []byte    // the OCSP answer: BankID's "ocspResponse", decoded from base64
	At   time.Time // when the order was complete
}

// Submission is what is sent: a document, and who has signed exactly its bytes.
type Submission struct {
	Document  []byte // as it was signed
	Assistant Signature
	Provider  Signature
}

// envelope writes the SOAP 1.1 message, its elements in the published order.
func (v Version) envelope(s Submission) ([]byte, error) {
	if len(s.Document) == 0 {
		return nil, errors.New("there is no document")
	}
	doc := newDocument()
	envelope := doc.CreateElement("soap:Envelope")
	envelope.CreateAttr("xmlns:soap", soapNamespace)
	request := part(envelope.CreateElement("soap:Body"), ElemRequest)
	request.CreateAttr("xmlns:m", v.Message)
	encode(request, ElemSigned, s.Document)
	for _, one := range []struct {
		name string
		Signature
	}{{ElemAssistantSigned, s.Assistant}, {ElemProviderSigned, s.Provider}} {
		if len(one.XML) == 0 || len(one.OCSP) == 0 || one.At.IsZero() {
			return nil, fmt.Errorf("%s is not whole: a signature, its OCSP answer and its time are needed", one.name)
		}
		signature := part(request, one.name)
		encode(signature, ElemSignature, one.XML)
		encode(signature, ElemOCSP, one.OCSP)
		part(signature, ElemSignatureDate).SetText(string(signatureDate(one.At)))
	}
	return doc.WriteToBytes()
}

func encode(parent *etree.Element, name string, bytes []byte) {
	part(parent, name).SetText(base64.StdEncoding.EncodeToString(bytes))
}
