package elt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strings"
	"unicode/utf8"
)

// maxAnswer is the longest answer that is read, in bytes.
const maxAnswer = 256 << 10

// maxWords are the most bytes that are kept of what Försäkringskassan says.
const maxWords = 4 << 10

// answer is what an answer says: one of the two, or neither.
type answer struct {
	TxID  string // of a response: a UUID
	Fault *soapFault
}

type soapFault struct {
	Code   string // without its prefix: Client, Server, VersionMismatch, MustUnderstand
	Kind   string // FaultXML, FaultSignature, or ""
	Words  string // its message, else its faultstring
	Detail string // the name of what stands in its detail
}

// response is the envelope, by the names of its elements: their namespaces differ between what has been published and what
// services answer with, and nothing here hangs on them.
type response struct {
	XMLName xml.Name `xml:"Envelope"`
	Body    struct {
		Response []struct {
			TxID []string `xml:"tx-id"`
		} `xml:"SkickaTidredovisningResponse"`
		Fault []struct {
			Code   string `xml:"faultcode"`
			String string `xml:"faultstring"`
			Detail struct {
				Any []detail `xml:",any"`
			} `xml:"detail"`
		} `xml:"Fault"`
	} `xml:"Body"`
}

type detail struct {
	XMLName xml.Name
	Message []string `xml:"message"`
	Text    string   `xml:",chardata"`
}

// readAnswer reads the envelope of an answer. What is neither a receipt nor a fault is an error.
func readAnswer(raw []byte) (answer, error) {
	if len(raw) > maxAnswer {
		return answer{}, errors.New("the answer is longer than any")
	}
	var r response
	d := xml.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(&r); err != nil {
		return answer{}, errors.New("the answer is not a SOAP envelope")
	}
	if len(bytes.TrimSpace(raw[d.InputOffset():])) > 0 {
		return answer{}, errors.New("more follows after the envelope")
	}
	switch {
	case len(r.Body.Fault) == 1 && len(r.Body.Response) == 0:
		return answer{Fault: readFault(r)}, nil
	case len(r.Body.Response) == 1 && len(r.Body.Fault) == 0 && len(r.Body.Response[0].TxID) == 1:
		id := strings.ToLower(strings.TrimSpace(r.Body.Response[0].TxID[0]))
		if !uuidForm.MatchString(id) {
			return answer{}, errors.New("the receipt's tx-id is no UUID")
		}
		return answer{TxID: id}, nil
	}
	return answer{}, errors.New("the envelope holds neither a receipt nor a fault")
}

func readFault(r response) *soapFault {
	fault := r.Body.Fault[0]
	_, code, prefixed := strings.Cut(strings.TrimSpace(fault.Code), ":")
	if !prefixed {
		code = strings.TrimSpace(fault.Code)
	}
	read := &soapFault{Code: code, Words: words(fault.String)}
	for _, d := range fault.Detail.Any {
		read.Detail = d.XMLName.Local
		if d.XMLName.Local != FaultXML && d.XMLName.Local != FaultSignature {
			continue
		}
		read.Kind = d.XMLName.Local
		said := d.Text
		if len(d.Message) > 0 {
			said = strings.Join(d.Message, "\n")
		}
		if said = words(said); said != "" {
			read.Words = said
		}
		break
	}
	return read
}

// words are what Försäkringskassan says, without the space around it, and not without end.
func words(text string) string {
	text = strings.TrimSpace(text)
	if len(text) <= maxWords {
		return text
	}
	text = text[:maxWords]
	for !utf8.ValidString(text) {
		text = text[:len(text)-1]
	}
	return text + " …"
}
