package sim

import (
	"crypto/hmac"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"passbok/care"
	"passbok/fk/erak"
)

// fault is one thing that is wrong with a form: the field, and a sentence for people.
type fault struct{ Field, Sentence string }

// handed is a form that was found right.
type handed struct {
	reference erak.Reference
	statement care.Statement
	home      string
}

// maxForm is the longest form that is taken, in bytes.
const maxForm = 64 << 10

var known = []string{
	erak.FieldForm, erak.FieldSupplier, erak.FieldReference, erak.FieldMonth, erak.FieldPersonnummer, erak.FieldName,
	erak.FieldOrganisationsnummer, erak.FieldProvider, erak.FieldActive, erak.FieldWaiting, erak.FieldStandby,
	erak.FieldVersion, erak.FieldReturn, erak.FieldTime, erak.FieldSignature,
}

// read checks a form, every field of it, and tells all that is wrong. Where the signature does not hold,
// that alone is told, and nothing in the form is believed.
func (s *Service) read(fields url.Values, now time.Time) (handed, []fault) {
	var wrong []fault
	is := func(right bool, field, sentence string) {
		if !right {
			wrong = append(wrong, fault{field, sentence})
		}
	}
	for _, name := range known {
		is(len(fields[name]) == 1, name, "Uppgiften ska finnas en gång.")
	}
	for name := range fields {
		is(slices.Contains(known, name), "", "Räkningen har en uppgift som inte hör dit.")
	}
	if len(wrong) == 0 {
		is(hmac.Equal([]byte(fields.Get(erak.FieldSignature)), []byte(s.signature(fields))), erak.FieldSignature,
			"Räkningen är inte signerad av ett system som har avtal, eller har ändrats på vägen.")
	}
	if len(wrong) > 0 {
		return handed{}, wrong
	}
	get := fields.Get
	is(get(erak.FieldForm) == erak.FormVersion, erak.FieldForm, "Formulärets version är inte känd.")
	is(get(erak.FieldSupplier) == s.cfg.Supplier, erak.FieldSupplier, "Leverantören har inget avtal.")
	at, err := time.Parse(time.RFC3339, get(erak.FieldTime))
	is(err == nil, erak.FieldTime, "Tidpunkten går inte att läsa.")
	is(err != nil || (now.Sub(at) <= erak.FormAge && at.Sub(now) <= time.Minute), erak.FieldTime,
		"Räkningen skickades för länge sedan. Gå tillbaka och skicka den igen.")
	is(s.home(get(erak.FieldReturn)), erak.FieldReturn, "Adressen att komma tillbaka till är inte anmäld.")
	form := handed{home: get(erak.FieldReturn)}
	form.reference, err = erak.ParseReference(get(erak.FieldReference))
	is(err == nil, erak.FieldReference, "Referensen går inte att läsa.")
	form.statement, err = erak.ReadStatement(get)
	is(err == nil, "", "Månad, tider eller version går inte att läsa: "+fieldOf(err))
	if err == nil {
		wrong = append(wrong, judge(form)...)
	}
	return form, wrong
}

// judge checks what the statement says.
func judge(form handed) []fault {
	var wrong []fault
	is := func(right bool, field, sentence string) {
		if !right {
			wrong = append(wrong, fault{field, sentence})
		}
	}
	st := form.statement
	_, person := care.ParsePersonnummer(string(st.Personnummer))
	_, coordination := care.ParseSamordningsnummer(string(st.Personnummer))
	is(person == nil || coordination == nil, erak.FieldPersonnummer, "Personnumret stämmer inte.")
	if st.Organisationsnummer != "" {
		_, err := care.ParseOrganisationsnummer(st.Organisationsnummer)
		is(err == nil, erak.FieldOrganisationsnummer, "Organisationsnumret stämmer inte.")
		is(plain(st.Provider), erak.FieldProvider, "Anordnarens namn saknas eller går inte att läsa.")
	}
	is(plain(st.Name), erak.FieldName, "Namnet saknas eller går inte att läsa.")
	is(st.Active+st.Waiting+st.Standby > 0, "", "Räkningen har ingen tid.")
	is(st.Month == form.reference.Month && st.Version == form.reference.Version, erak.FieldReference,
		"Referensen gäller en annan räkning.")
	return wrong
}

// plain wants a text of one line, neither empty nor endless.
func plain(text string) bool {
	return text == strings.TrimSpace(text) && text != "" && len(text) <= 400 && utf8.ValidString(text) &&
		!strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f })
}

func fieldOf(err error) string {
	var refusal *erak.Refusal
	if errors.As(err, &refusal) {
		return refusal.Field()
	}
	return ""
}
