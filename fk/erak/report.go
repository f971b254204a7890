package erak

import (
	"crypto/hmac"
	"encoding/json"
	"strconv"
	"time"

	"passbok/care"
)

// maxReport is the longest report that is read, in bytes.
const maxReport = 64 << 10

// Report is what Försäkringskassan says about one invoice. It is authentic, and nothing else is known of it:
// it may have come before, late, or be about an invoice that nobody has sent. [care.Judge] says what it means.
type Report struct {
	ID        string // the same again is the same report: fit for a command's id
	Reference Reference
	Status    care.State // care.Received or care.Signed
	At        time.Time  // when it happened there
	// Signed is the statement as it was signed; the zero value where Status is care.Received.
	Signed care.Statement
}

// Said is what it comes to once it is known which invoice it is about.
func (r Report) Said() care.Report {
	said := care.Report{Version: r.Reference.Version}
	if r.Status == care.Signed {
		said.Signed = &r.Signed
	}
	return said
}

// Read reads a report as it came: the values of HeaderTime and HeaderSignature by header (which returns ""
// for one that is not there), and the body. The error is a [Refusal]: CodeNotConnected, CodeForged,
// CodeReportExpired or CodeMalformed. The signature is checked before anything in the body is looked at.
func (s *Service) Read(header func(name string) string, body []byte) (Report, error) {
	if !s.Connected() {
		return Report{}, refuse(CodeNotConnected, "", "E-RÄK is not connected")
	}
	if len(body) > maxReport {
		return Report{}, refuse(CodeMalformed, "", "longer than any report")
	}
	seconds := header(HeaderTime)
	if !hmac.Equal([]byte(header(HeaderSignature)), []byte(SignReport(s.cfg.Secret, seconds, body))) {
		return Report{}, refuse(CodeForged, "", "the signature does not hold")
	}
	sent, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return Report{}, refuse(CodeMalformed, HeaderTime, "not whole seconds")
	}
	if age := s.cfg.Clock().Sub(time.Unix(sent, 0)); age > ReportAge || age < -ReportAge {
		return Report{}, refuse(CodeReportExpired, HeaderTime, "signed too far from now")
	}
	return readReport(body)
}

func readReport(body []byte) (Report, error) {
	// Keys that we do not know are let through: what Försäkringskassan adds must not stop what it says.
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(body, &raw); err != nil || raw == nil {
		return Report{}, refuse(CodeMalformed, "", "not a JSON object")
	}
	var r Report
	var err error
	if r.ID = text(raw[KeyID]); !isID(r.ID) {
		return Report{}, refuse(CodeMalformed, KeyID, "1 to 64 of letters, digits, hyphen and underscore")
	}
	if r.Reference, err = ParseReference(text(raw[KeyReference])); err != nil {
		return Report{}, err
	}
	if r.At, err = time.Parse(time.RFC3339, text(raw[KeyTime])); err != nil {
		return Report{}, refuse(CodeMalformed, KeyTime, "not a time of RFC 3339")
	}
	switch text(raw[KeyStatus]) {
	case StatusReceived:
		r.Status = care.Received
		return r, nil
	case StatusSigned:
		r.Status = care.Signed
	default:
		return Report{}, refuse(CodeMalformed, KeyStatus, "neither received nor signed")
	}
	var echo map[string]json.RawMessage
	if err := json.Unmarshal(raw[KeyInvoice], &echo); err != nil || echo == nil {
		return Report{}, refuse(CodeMalformed, KeyInvoice, "what was signed is not said")
	}
	r.Signed, err = ReadStatement(func(name string) string { return text(echo[name]) })
	return r, err
}

// text is a JSON text's value; "" for anything else.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}
