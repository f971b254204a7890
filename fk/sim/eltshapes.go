package sim

import (
	"encoding/base64"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"passbok/fk/elt"
)

func matches(pattern string) func(string) bool {
	return regexp.MustCompile("^(" + pattern + ")$").MatchString
}

func atLeast(n int) func(string) bool {
	return func(text string) bool { return utf8.RuneCountInString(text) >= n }
}

func isTrue(text string) bool { return strings.Trim(text, space) == "true" }

func isBoolean(text string) bool {
	switch strings.Trim(text, space) {
	case "true", "false", "1", "0":
		return true
	}
	return false
}

func isDate(text string) bool {
	_, err := time.Parse("2006-01-02", strings.Trim(text, space))
	return err == nil
}

func isBase64(text string) bool {
	raw, err := decoded(text)
	return err == nil && len(raw) > 0
}

// decoded reads base64 as XML may carry it, in lines too.
func decoded(text string) ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "").Replace(text))
}

// sheetShape is a timesheet, row by row as the published table has it.
func sheetShape(v elt.Version) shape {
	twelve, ten, clock := matches(`[0-9]{12}`), matches(`[0-9]{10}`), matches(`([01][0-9]|2[0-3])\.[0-5][0-9]|24\.00`)
	leaf := func(name string, text func(string) bool) shape { return shape{name: name, text: text} }
	maybe := func(s shape) shape { s.min, s.max = 0, 1; return s }
	many := func(s shape) shape { s.min, s.max = 0, -1; return s }
	oneOf := func(parts ...shape) shape { return shape{parts: parts} }
	has := func(name string, parts ...shape) shape { return shape{name: name, parts: parts} }
	sheet := has(elt.ElemDocument,
		leaf(elt.ElemID, matches(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)),
		leaf(elt.ElemMonth, matches(`[0-9]{4}-(0[1-9]|1[0-2])`)),
		has(elt.ElemBeneficiary, leaf(elt.ElemPersonnummer, twelve), leaf(elt.ElemGiven, atLeast(1)), leaf(elt.ElemFamily, atLeast(1))),
		has(elt.ElemAssistant,
			oneOf(leaf(elt.ElemPersonnummer, twelve), leaf(elt.ElemSamordning, twelve)),
			leaf(elt.ElemGiven, atLeast(1)), leaf(elt.ElemFamily, atLeast(1)), leaf(elt.ElemAgreement, isBoolean)),
		many(has(elt.ElemPeriod, leaf(elt.ElemFromDay, isDate), leaf(elt.ElemToDay, isDate))),
		oneOf(leaf(elt.ElemByPerson, isTrue), has(elt.ElemProvider,
			maybe(leaf(elt.ElemProviderName, atLeast(0))), leaf(elt.ElemOrgNumber, ten),
			maybe(leaf(elt.ElemContact, atLeast(0))), maybe(leaf(elt.ElemPhone, atLeast(0))),
			oneOf(leaf(elt.ElemByProvider, isTrue),
				has(elt.ElemByOther, maybe(leaf(elt.ElemOtherName, atLeast(0))), leaf(elt.ElemOrgNumber, ten)),
				leaf(elt.ElemSelfEmployed, isTrue)))),
		has(elt.ElemReport, many(has(elt.ElemRow,
			leaf(elt.ElemDay, matches(`[1-9]|[12][0-9]|3[01]`)), leaf(elt.ElemFrom, clock), leaf(elt.ElemTo, clock),
			oneOf(leaf(elt.ElemActive, isTrue), leaf(elt.ElemWaiting, isTrue), leaf(elt.ElemStandby, isTrue))))),
		leaf(elt.ElemPhoneOffice, atLeast(7)),
		maybe(leaf(elt.ElemPhoneWorker, atLeast(7))))
	sheet.space = v.Document
	return sheet
}

// messageShape is the SOAP 1.1 envelope around it.
func messageShape(v elt.Version) shape {
	const soap = "http://schemas.xmlsoap.org/soap/envelope/"
	signature := func(name string) shape {
		return shape{name: name, parts: []shape{
			{name: elt.ElemSignature, text: atLeast(0)}, {name: elt.ElemOCSP, text: atLeast(0)}, {name: elt.ElemSignatureDate, text: isDate},
		}}
	}
	return shape{name: "Envelope", space: soap, parts: []shape{
		{name: "Header", max: 1, any: true},
		{name: "Body", parts: []shape{{name: elt.ElemRequest, space: v.Message, parts: []shape{
			{name: elt.ElemSigned, text: isBase64}, signature(elt.ElemAssistantSigned), signature(elt.ElemProviderSigned),
		}}}},
	}}
}
