package erak

// Everything in this file is ASSUMED. Försäkringskassan has published that the browser posts the invoice
// as application/x-www-form-urlencoded and is answered by 302, and that received and signed are
// reported back; no names, no encodings, no shapes. See docs/forsakringskassan.md.

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"passbok/care"
)

// The fields of the form, in its order. Those of the statement have the same names in the report.
const (
	FieldForm                = "formatversion"       // of the form: FormVersion
	FieldSupplier            = "leverantor"          // the system supplier, as agreed with Försäkringskassan
	FieldReference           = "referens"            // ours; comes back in every report
	FieldMonth               = "redovisningsmanad"   // YYYY-MM, as in the published schema of timesheets
	FieldPersonnummer        = "personnummer"        // 12 digits, as in the same schema
	FieldName                = "namn"                // of the beneficiary, one text
	FieldOrganisationsnummer = "organisationsnummer" // 10 digits; empty for an own employer without a provider
	FieldProvider            = "anordnare"           // the provider's name
	FieldActive              = "aktivTid"            // hours and minutes, H.MM
	FieldWaiting             = "vanteTid"            // the same, actual time
	FieldStandby             = "beredskapsTid"       // the same, actual time
	FieldVersion             = "rakningsversion"     // of the month's invoice, from 1
	FieldReturn              = "returadress"         // where the browser is sent afterwards
	FieldTime                = "tidpunkt"            // when the form was made: RFC 3339
	FieldSignature           = "signatur"            // hex of HMAC-SHA256, see SignForm
)

// FormVersion is the value of FieldForm.
const FormVersion = "1"

// FormAge is how long after FieldTime the form may be posted.
const FormAge = 15 * time.Minute

// The report: a POST of JSON, {"id","referens","status","tidpunkt","rakning":{…}}, to our status
// address; rakning holds the statement as it was signed, and is there with StatusSigned.
const (
	HeaderTime      = "X-Erak-Tidpunkt" // when the report was sent: seconds since 1970
	HeaderSignature = "X-Erak-Signatur" // hex of HMAC-SHA256, see SignReport

	KeyID        = "id" // of the report: the same again is the same report
	KeyReference = "referens"
	KeyStatus    = "status"
	KeyTime      = "tidpunkt" // when it happened: RFC 3339
	KeyInvoice   = "rakning"

	StatusReceived = "mottagen"
	StatusSigned   = "signerad"
)

// ReportAge is how far HeaderTime may be from our clock, either way.
const ReportAge = 10 * time.Minute

// The hand-over by the server: the same form, posted by us with Accept: application/json, over TLS and with our certificate
// where we have been given one. The answer is JSON: 200 or 201 with KeyPage where the invoice holds; 422 with KeyFaults where
// it does not. The same invoice posted again is the same.
const (
	KeyPage       = "adress" // where the browser is sent on to, to look through the invoice and sign it
	KeyFaults     = "fel"    // a list of {KeyFaultField, KeyFaultText}
	KeyFaultField = "falt"   // one of the form's fields; may be absent
	KeyFaultText  = "text"   // for people
)

// QueryReference names the invoice in a question: GET, signed by SignQuestion in the headers of a report. It is answered by 200 and a report,
// signed as one, of how far the invoice has come; or by 204 where there is nothing to tell. It is off unless somebody says
// where to ask: nothing is published of any question.
const QueryReference = "referens"

// SignQuestion signs a question: HMAC-SHA256 by the shared secret over the word "fraga", a line feed, the value of HeaderTime, a
// line feed, and the reference.
func SignQuestion(secret []byte, seconds, reference string) string {
	return mac(secret, "fraga\n"+seconds+"\n"+reference)
}

// ReturnPath is where the browser comes back to, below the public address.
func ReturnPath(beneficiary string, month care.Month) string {
	return "/rakning/" + url.PathEscape(beneficiary) + "/" + string(month) + "?tillbaka=1"
}

// SignForm signs a form: HMAC-SHA256, by the secret shared with Försäkringskassan, over the word
// "form", a line feed, and all fields but the signature, sorted by name and written as the browser
// will post them.
func SignForm(secret []byte, fields url.Values) string {
	signed := url.Values{}
	for name, values := range fields {
		if name != FieldSignature {
			signed[name] = values
		}
	}
	return mac(secret, "form\n"+signed.Encode())
}

// SignReport signs a report: HMAC-SHA256 by the same secret over the word "status", a line feed, the
// value of HeaderTime, a line feed, and the body as it is.
func SignReport(secret []byte, seconds string, body []byte) string {
	return mac(secret, "status\n"+seconds+"\n"+string(body))
}

func mac(secret []byte, text string) string {
	h := hmac.New(sha256.New, secret)
	_, _ = h.Write([]byte(text)) // a hash never fails
	return hex.EncodeToString(h.Sum(nil))
}

// HoursText writes minutes as hours and minutes with a dot, 528.10, as timesheets write clock times.
func HoursText(minutes int) string { return fmt.Sprintf("%d.%02d", minutes/60, minutes%60) }

// ParseHours reads what HoursText writes, and nothing else.
func ParseHours(text string) (minutes int, err error) {
	hours, rest, _ := strings.Cut(text, ".")
	h, err := strconv.Atoi(hours)
	if err != nil {
		return 0, fmt.Errorf("read hours and minutes: %w", err)
	}
	m, err := strconv.Atoi(rest)
	if err != nil {
		return 0, fmt.Errorf("read hours and minutes: %w", err)
	}
	if h < 0 || h > 100_000 || m < 0 || m > 59 || HoursText(60*h+m) != text {
		return 0, errors.New("read hours and minutes: not written H.MM")
	}
	return 60*h + m, nil
}

// StatementFields writes a statement as fields, in the form's order.
func StatementFields(s care.Statement) []Field {
	return []Field{
		{FieldMonth, string(s.Month)}, {FieldPersonnummer, string(s.Personnummer)}, {FieldName, s.Name},
		{FieldOrganisationsnummer, s.Organisationsnummer}, {FieldProvider, s.Provider},
		{FieldActive, HoursText(s.Active)}, {FieldWaiting, HoursText(s.Waiting)}, {FieldStandby, HoursText(s.Standby)},
		{FieldVersion, strconv.Itoa(s.Version)},
	}
}

// ReadStatement reads what StatementFields writes. It checks that each field can be read, not that it is
// true. The field at fault is in the Refusal.
func ReadStatement(value func(name string) string) (care.Statement, error) {
	s := care.Statement{
		Personnummer: care.Personnummer(value(FieldPersonnummer)), Name: value(FieldName),
		Organisationsnummer: value(FieldOrganisationsnummer), Provider: value(FieldProvider),
	}
	var err error
	if s.Month, err = care.ParseMonth(value(FieldMonth)); err != nil {
		return care.Statement{}, refuse(CodeMalformed, FieldMonth, err.Error())
	}
	for _, sum := range []struct {
		name string
		into *int
	}{{FieldActive, &s.Active}, {FieldWaiting, &s.Waiting}, {FieldStandby, &s.Standby}} {
		if *sum.into, err = ParseHours(value(sum.name)); err != nil {
			return care.Statement{}, refuse(CodeMalformed, sum.name, err.Error())
		}
	}
	if s.Version, err = strconv.Atoi(value(FieldVersion)); err != nil || s.Version < 1 || strconv.Itoa(s.Version) != value(FieldVersion) {
		return care.Statement{}, refuse(CodeMalformed, FieldVersion, "not a whole number from 1")
	}
	return s, nil
}
