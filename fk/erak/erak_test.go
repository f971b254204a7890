package erak

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"passbok/care"
)

var secret = []byte("a secret for tests only")

func now() time.Time { return time.Date(2026, 11, 11, 10, 20, 0, 0, time.UTC) }

func service(t testing.TB) *Service {
	t.Helper()
	s, err := New(Config{URL: "https://erak.example/rakning", Secret: secret, Public: "https://passbok.example", Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func october() care.Invoice {
	return care.Invoice{
		V: 1, Month: "2026-10", Version: 2, Granter: "fk", Employer: "provider",
		Beneficiary: care.InvoicePerson{ID: "alva", Name: "Alva Påhittad", Personnummer: "198507099805"},
		Provider:    care.InvoiceParty{Name: "Exempel Assistans", Organisationsnummer: "5560000001"},
		Sums:        care.Sums{Active: 528*60 + 10, Waiting: 153 * 60, Standby: 64*60 + 20},
	}
}

func TestForm(t *testing.T) {
	form, err := service(t).Form("book-1", october())
	if err != nil {
		t.Fatal(err)
	}
	got := url.Values{}
	for _, f := range form.Fields {
		got.Set(f.Name, f.Value)
	}
	want := url.Values{
		"formatversion": {"1"}, "leverantor": {"passbok"}, "referens": {"book-1/alva@2026-10.2"},
		"redovisningsmanad": {"2026-10"}, "personnummer": {"198507099805"}, "namn": {"Alva Påhittad"},
		"organisationsnummer": {"5560000001"}, "anordnare": {"Exempel Assistans"},
		"aktivTid": {"528.10"}, "vanteTid": {"153.00"}, "beredskapsTid": {"64.20"}, "rakningsversion": {"2"},
		"returadress": {"https://passbok.example/rakning/alva/2026-10?tillbaka=1"}, "tidpunkt": {"2026-11-11T10:20:00Z"},
		"signatur": {SignForm(secret, got)},
	}
	if !reflect.DeepEqual(got, want) || form.Action != "https://erak.example/rakning" {
		t.Errorf("got %v\nwant %v", got, want)
	}
	read, err := ReadStatement(got.Get)
	if err != nil || read != october().Statement() {
		t.Errorf("read back %+v, %v", read, err)
	}
}

func TestFormRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*care.Invoice)
		code   string
	}{
		"a municipality's":        {func(i *care.Invoice) { i.Granter = "municipality" }, CodeNotForErak},
		"no personnummer":         {func(i *care.Invoice) { i.Beneficiary.Personnummer = "" }, CodeNoNumber},
		"no provider":             {func(i *care.Invoice) { i.Provider.Organisationsnummer = "" }, CodeNoProvider},
		"no provider, none to be": {func(i *care.Invoice) { i.Provider.Organisationsnummer = ""; i.Employer = "own" }, ""},
		"no decision yet":         {func(i *care.Invoice) { i.Granter = "" }, ""},
		"an id with a slash":      {func(i *care.Invoice) { i.Beneficiary.ID = "a/b" }, CodeBadReference},
		"no version":              {func(i *care.Invoice) { i.Version = 0 }, CodeBadReference},
	} {
		invoice := october()
		test.change(&invoice)
		_, err := service(t).Form("book-1", invoice)
		var refusal *Refusal
		if test.code == "" && err != nil || test.code != "" && (!errors.As(err, &refusal) || refusal.Code() != test.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	off, err := New(Config{Clock: now})
	if err != nil || off.Connected() || off.Origin() != "" {
		t.Fatal("a service with no address is connected")
	}
	if _, err := off.Form("book-1", october()); err == nil {
		t.Error("handed over to nowhere")
	}
	if _, err := off.Read(func(string) string { return "" }, nil); err == nil {
		t.Error("a report from nowhere was read")
	}
}

func TestNewRefuses(t *testing.T) {
	for _, cfg := range []Config{
		{URL: "erak.example", Secret: secret, Public: "https://passbok.example", Clock: now},
		{URL: "ftp://erak.example", Secret: secret, Public: "https://passbok.example", Clock: now},
		{URL: "https://erak.example", Secret: secret[:8], Public: "https://passbok.example", Clock: now},
		{URL: "https://erak.example", Secret: secret, Clock: now},
		{URL: "https://erak.example", Secret: secret, Public: "https://passbok.example"},
	} {
		if _, err := New(cfg); err == nil {
			t.Errorf("taken: %+v", cfg)
		}
	}
}

const signed = `{"id":"report-1","referens":"book-1/alva@2026-10.2","status":"signerad","tidpunkt":"2026-11-11T11:19:58+01:00","nytt":1,
	"rakning":{"redovisningsmanad":"2026-10","personnummer":"198507099805","namn":"Alva Påhittad","organisationsnummer":"5560000001",
	"anordnare":"Exempel Assistans","aktivTid":"528.10","vanteTid":"153.00","beredskapsTid":"64.20","rakningsversion":"2"}}`

func header(seconds, signature string) func(string) string {
	return func(name string) string {
		return map[string]string{HeaderTime: seconds, HeaderSignature: signature}[name]
	}
}

func read(t testing.TB, body string) (Report, error) {
	seconds := strconv.FormatInt(now().Unix(), 10)
	return service(t).Read(header(seconds, SignReport(secret, seconds, []byte(body))), []byte(body))
}

func TestRead(t *testing.T) {
	got, err := read(t, signed)
	want := Report{ID: "report-1", Reference: Reference{"book-1", "alva", "2026-10", 2}, Status: care.Signed, At: got.At, Signed: october().Statement()}
	if err != nil || got != want || !got.At.Equal(time.Date(2026, 11, 11, 10, 19, 58, 0, time.UTC)) {
		t.Errorf("got %+v, %v", got, err)
	}
	for name, test := range map[string]struct{ from, to, field string }{
		"no JSON":               {signed, "{", ""},
		"a list":                {signed, "[]", ""},
		"null":                  {signed, "null", ""},
		"no id":                 {`"report-1"`, `""`, KeyID},
		"an id with a slash":    {`"report-1"`, `"a/b"`, KeyID},
		"a number for an id":    {`"report-1"`, `1`, KeyID},
		"another's reference":   {`"book-1/alva@2026-10.2"`, `"4711"`, KeyReference},
		"a month that is none":  {`2026-10.2`, `2026-13.2`, KeyReference},
		"an unknown status":     {`signerad`, `makulerad`, KeyStatus},
		"a time that is none":   {`2026-11-11T11:19:58+01:00`, `i går`, KeyTime},
		"nothing that is told":  {`"rakning"`, `"annat"`, KeyInvoice},
		"clock times with :":    {`528.10`, `528:10`, FieldActive},
		"minutes past the hour": {`528.10`, `528.60`, FieldActive},
		"hours below zero":      {`528.10`, `-528.10`, FieldActive},
		"a version of nothing":  {`"rakningsversion":"2"`, `"rakningsversion":"0"`, FieldVersion},
		"an echo of no month":   {`"redovisningsmanad":"2026-10"`, `"redovisningsmanad":""`, FieldMonth},
	} {
		_, err := read(t, strings.Replace(signed, test.from, test.to, 1))
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Code() != CodeMalformed || refusal.Field() != test.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestForgedAndOld(t *testing.T) {
	s := service(t)
	at := func(d time.Duration) string { return strconv.FormatInt(now().Add(d).Unix(), 10) }
	for name, test := range map[string]struct {
		seconds, signature, code string
	}{
		"right":              {at(0), SignReport(secret, at(0), []byte(signed)), ""},
		"no signature":       {at(0), "", CodeForged},
		"another secret":     {at(0), SignReport([]byte("another secret of ours"), at(0), []byte(signed)), CodeForged},
		"another body":       {at(0), SignReport(secret, at(0), []byte(signed+" ")), CodeForged},
		"another time":       {at(time.Second), SignReport(secret, at(0), []byte(signed)), CodeForged},
		"a form's signature": {at(0), SignForm(secret, url.Values{"a": {"b"}}), CodeForged},
		"an hour ago":        {at(-time.Hour), SignReport(secret, at(-time.Hour), []byte(signed)), CodeReportExpired},
		"in an hour":         {at(time.Hour), SignReport(secret, at(time.Hour), []byte(signed)), CodeReportExpired},
		"no time":            {"", SignReport(secret, "", []byte(signed)), CodeMalformed},
	} {
		_, err := s.Read(header(test.seconds, test.signature), []byte(signed))
		var refusal *Refusal
		if test.code == "" && err != nil || test.code != "" && (!errors.As(err, &refusal) || refusal.Code() != test.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	long := strings.Repeat(" ", maxReport+1)
	if _, err := s.Read(header(at(0), SignReport(secret, at(0), []byte(long))), []byte(long)); err == nil {
		t.Error("a report without end was read")
	}
}

func TestHoursBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.IntRange(0, 6_000_000).Draw(t, "minutes")
		if back, err := ParseHours(HoursText(minutes)); err != nil || back != minutes {
			t.Fatalf("%d became %q became %d, %v", minutes, HoursText(minutes), back, err)
		}
	})
}

func FuzzReport(f *testing.F) {
	f.Add([]byte(signed))
	f.Add([]byte(`{"id":"x","referens":"b/a@2026-10.1","status":"mottagen","tidpunkt":"2026-11-11T11:19:58+01:00"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := readReport(body)
		var refusal *Refusal
		if err != nil {
			if !errors.As(err, &refusal) {
				t.Fatalf("an error nobody can act on: %v", err)
			}
			return
		}
		if again, err := ParseReference(r.Reference.String()); err != nil || again != r.Reference || r.ID == "" || r.At.IsZero() && r.Status == "" {
			t.Fatalf("%+v, %v", r, err)
		}
	})
}

func FuzzStatement(f *testing.F) {
	f.Add("2026-10", "528.10", "2")
	f.Add("2026-10", "00.00", "+2")
	f.Fuzz(func(t *testing.T, month, hours, version string) {
		given := map[string]string{FieldMonth: month, FieldActive: hours, FieldWaiting: "0.00", FieldStandby: "0.00", FieldVersion: version}
		s, err := ReadStatement(func(name string) string { return given[name] })
		if err != nil {
			return
		}
		for _, f := range StatementFields(s) {
			if f.Value != given[f.Name] {
				t.Errorf("%s: %q was read as %q", f.Name, given[f.Name], f.Value)
			}
		}
	})
}

// What E-RÄK says is wrong is said on to people: about a field of ours or none, in text that can be shown, and not without end.
func FuzzFaults(f *testing.F) {
	f.Add([]byte(`[{"falt":"namn","text":"Namnet saknas."},{"text":" "},{"falt":"annat","text":"å"}]`))
	f.Add([]byte(`[{"text":"` + strings.Repeat("å", 400) + `"}]`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		faults := faultsOf(raw)
		if len(faults) > mostFaults {
			t.Fatalf("%d of them", len(faults))
		}
		for _, one := range faults {
			if one.Text == "" || len(one.Text) > longestText || !utf8.ValidString(one.Text) || one.Field != "" && !slices.Contains(formFields, one.Field) {
				t.Fatalf("%+v", one)
			}
		}
	})
}

// say answers every call with the same.
type say struct {
	status int
	header http.Header
	body   []byte
}

func (s say) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: s.status, Header: s.header, Body: io.NopCloser(bytes.NewReader(s.body))}, nil
}

// Whatever E-RÄK answers to an invoice, or to a question, the browser goes to a page of E-RÄK's, a report is a signed one about the
// invoice that was asked about, or whoever asked can act on the error.
func FuzzAnswer(f *testing.F) {
	s, err := New(Config{
		URL: "https://erak.example/rakning", By: ByServer, Pages: "https://pages.example", Question: "https://erak.example/fraga", Secret: secret,
		Public: "https://passbok.example", Clock: now,
	})
	if err != nil {
		f.Fatal(err)
	}
	about := Reference{"book-1", "alva", "2026-10", 2}
	f.Add(200, []byte(`{"adress":"https://pages.example/granska/1"}`), false)
	f.Add(200, []byte(`{"adress":"https://pages.example@a.example/"}`), false)
	f.Add(422, []byte(`{"fel":[{"falt":"namn","text":"Namnet saknas."}]}`), false)
	f.Add(200, []byte(signed), true)
	f.Add(503, []byte(`<html>`), true)
	f.Fuzz(func(t *testing.T, status int, body []byte, signs bool) {
		header := http.Header{}
		if signs {
			seconds := strconv.FormatInt(now().Unix(), 10)
			header.Set(HeaderTime, seconds)
			header.Set(HeaderSignature, SignReport(secret, seconds, body))
		}
		s.http.Transport = say{status, header, body}
		var refusal *Refusal
		onward, err := s.HandOver(t.Context(), "book-1", october())
		if err != nil && !errors.As(err, &refusal) || err == nil && !strings.HasPrefix(onward.Action, "https://pages.example") {
			t.Fatalf("%d %q: %+v, %v", status, body, onward, err)
		}
		if at, err := url.Parse(onward.Action); err != nil || onward.Action != "" && at.Host != "pages.example" {
			t.Fatalf("%q leads to %q, %v", body, onward.Action, err)
		}
		report, _, told, err := s.Ask(t.Context(), about)
		if err != nil && !errors.As(err, &refusal) || told && (!signs || report.Reference != about) {
			t.Fatalf("%d %q: %+v, %v", status, body, report, err)
		}
	})
}
