package sim

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/beevik/etree"

	"passbok/care"
	"passbok/fk/elt"
)

// refusal is a fault with words for the supplier.
type refusal struct{ kind, words string }

// headers tells what is wrong with a call's, "" where nothing is.
func (e *ELT) headers(h http.Header) string {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	switch {
	case err != nil || kind != "text/xml":
		return "Content-Type ska vara text/xml (SOAP 1.1)."
	case params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8"):
		return "Meddelandet ska vara i UTF-8."
	case h.Get("SOAPAction") != `"`+e.cfg.Version.Action+`"`:
		return "SOAPAction är en annan än tjänstens."
	}
	return ""
}

// opened is a call that was found right.
type opened struct {
	id, month           string
	document            []byte
	assistant, provider elt.Signature
	dates               [2]string // of the signatures, as they came
}

// open reads a call to the ground: envelope, document, signatures. The first thing that is wrong is told.
func (e *ELT) open(raw []byte) (opened, *refusal) {
	message, err := parse(raw)
	if err == nil {
		err = e.message.holds(message)
	}
	if err != nil {
		return opened{}, &refusal{"", "Meddelandet: " + err.Error() + "."}
	}
	request := message.first("Body").first(elt.ElemRequest)
	var o opened
	if o.document, err = decoded(request.first(elt.ElemSigned).text); err != nil {
		return opened{}, &refusal{elt.FaultXML, "Tidredovisningen är inte base64."}
	}
	sheet, err := parse(o.document)
	if err == nil {
		err = e.sheet.holds(sheet)
	}
	if err != nil {
		return opened{}, &refusal{elt.FaultXML, "Tidredovisningen: " + err.Error() + "."}
	}
	o.id, o.month = sheet.first(elt.ElemID).text, sheet.first(elt.ElemMonth).text
	for i, one := range []struct {
		name string
		into *elt.Signature
	}{{elt.ElemAssistantSigned, &o.assistant}, {elt.ElemProviderSigned, &o.provider}} {
		if *one.into, err = e.signature(request.first(one.name)); err != nil {
			return opened{}, &refusal{elt.FaultSignature, fmt.Sprintf("%s: %s.", one.name, err)}
		}
		o.dates[i] = request.first(one.name).first(elt.ElemSignatureDate).text
	}
	if e.cfg.Verify != nil {
		if err := e.cfg.Verify(o.document, o.assistant, o.provider); err != nil {
			return opened{}, &refusal{elt.FaultSignature, err.Error()}
		}
	}
	return o, nil
}

// signature reads one: XML-DSig, with an OCSP answer, on a day that has come and whose certificates may still be known.
func (e *ELT) signature(n *node) (elt.Signature, error) {
	var s elt.Signature
	var err error
	if s.XML, err = decoded(n.first(elt.ElemSignature).text); err != nil || len(s.XML) == 0 {
		return s, fmt.Errorf("'%s' saknas eller är inte base64", elt.ElemSignature)
	}
	if s.OCSP, err = decoded(n.first(elt.ElemOCSP).text); err != nil || len(s.OCSP) == 0 {
		return s, fmt.Errorf("'%s' saknas eller är inte base64", elt.ElemOCSP)
	}
	if !isSignature(s.XML) {
		return s, fmt.Errorf("'%s' är inte en signatur enligt XML-DSig", elt.ElemSignature)
	}
	day := strings.Trim(n.first(elt.ElemSignatureDate).text, space)
	if today := care.DateOf(e.cfg.Clock()); care.Date(day) > today {
		return s, fmt.Errorf("'%s' har inte varit än", elt.ElemSignatureDate)
	}
	s.At, err = time.Parse("2006-01-02", day)
	return s, err
}

// isSignature tells whether a document's root is one of XML-DSig.
func isSignature(raw []byte) bool {
	doc := etree.NewDocument()
	doc.ReadSettings.ValidateInput = true
	return doc.ReadFromBytes(raw) == nil && doc.Root() != nil && doc.Root().Tag == "Signature" && doc.Root().NamespaceURI() == "http://www.w3.org/2000/09/xmldsig#"
}

// fault answers with a SOAP fault; kind names the one that stands in its detail, "" for none.
func (e *ELT) fault(w http.ResponseWriter, status int, code, kind, words string) {
	doc, body := e.answer()
	fault := body.CreateElement("soap:Fault")
	fault.CreateElement("faultcode").SetText("soap:" + code)
	fault.CreateElement("faultstring").SetText(map[bool]string{true: words, false: kind}[kind == ""])
	if kind != "" {
		said := fault.CreateElement("detail").CreateElement("m:" + kind)
		said.CreateAttr("xmlns:m", e.cfg.Version.Message)
		said.CreateElement("m:" + elt.ElemMessage).SetText(words)
	}
	e.send(w, status, doc)
}

// receipt answers that a document is taken.
func (e *ELT) receipt(w http.ResponseWriter, tx string) {
	doc, body := e.answer()
	response := body.CreateElement("m:" + elt.ElemResponse)
	response.CreateAttr("xmlns:m", e.cfg.Version.Message)
	response.CreateElement("m:" + elt.ElemTxID).SetText(tx)
	e.send(w, http.StatusOK, doc)
}

func (e *ELT) answer() (doc *etree.Document, body *etree.Element) {
	doc = etree.NewDocument()
	doc.CreateProcInst("xml", `version="1.0" encoding="UTF-8"`)
	envelope := doc.CreateElement("soap:Envelope")
	envelope.CreateAttr("xmlns:soap", "http://schemas.xmlsoap.org/soap/envelope/")
	return doc, envelope.CreateElement("soap:Body")
}

func (e *ELT) send(w http.ResponseWriter, status int, doc *etree.Document) {
	var out bytes.Buffer
	if _, err := doc.WriteTo(&out); err != nil {
		http.Error(w, "Svaret gick inte att skriva.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes())
}
