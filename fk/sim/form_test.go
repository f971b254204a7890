package sim

import (
	"crypto/rand"
	"net/url"
	"strings"
	"testing"
	"time"

	"passbok/fk/erak"
)

// Each field is checked; a form with one thing wrong is refused, with that thing named, and nothing is taken.
func TestStrict(t *testing.T) {
	w := newWorld(t)
	sign := func(f url.Values) { f.Set("signatur", erak.SignForm(secret, f)) }
	set := func(name, value string) func(url.Values) {
		return func(f url.Values) { f.Set(name, value); sign(f) }
	}
	for name, test := range map[string]struct {
		change   func(url.Values)
		sentence string
	}{
		"changed on the way":      {func(f url.Values) { f.Set("aktivTid", "900.00") }, "har ändrats på vägen"},
		"another secret":          {func(f url.Values) { f.Set("signatur", erak.SignForm([]byte("another"), f)) }, "avtal"},
		"no signature":            {func(f url.Values) { f.Del("signatur") }, "finnas en gång"},
		"a field twice":           {func(f url.Values) { f.Add("namn", "Bo"); sign(f) }, "finnas en gång"},
		"a field too many":        {set("kommentar", "hej"), "inte hör dit"},
		"another form":            {set("formatversion", "2"), "version"},
		"another supplier":        {set("leverantor", "okand"), "avtal"},
		"an old form":             {set("tidpunkt", time.Now().Add(-time.Hour).Format(time.RFC3339)), "länge sedan"},
		"a form of tomorrow":      {set("tidpunkt", time.Now().Add(time.Hour).Format(time.RFC3339)), "länge sedan"},
		"no time":                 {set("tidpunkt", "nu"), "Tidpunkten"},
		"home elsewhere":          {set("returadress", "https://elsewhere.example/"), "inte anmäld"},
		"home in disguise":        {set("returadress", w.public+"@elsewhere.example/"), "inte anmäld"},
		"no reference":            {set("referens", "x"), "Referensen"},
		"another month's":         {set("referens", "book-1/alva@2026-09.1"), "annan räkning"},
		"another version's":       {set("rakningsversion", "3"), "annan räkning"},
		"no month":                {set("redovisningsmanad", "2026-13"), "redovisningsmanad"},
		"a false check digit":     {set("personnummer", "198507099806"), "Personnumret"},
		"10 digits":               {set("personnummer", "8507099805"), "Personnumret"},
		"no name":                 {set("namn", ""), "Namnet"},
		"a name of two lines":     {set("namn", "a\nb"), "Namnet"},
		"a false organisation":    {set("organisationsnummer", "5560000002"), "Organisationsnumret"},
		"no provider's name":      {set("anordnare", ""), "Anordnarens"},
		"a sum with a comma":      {set("aktivTid", "528,10"), "aktivTid"},
		"a sum below zero":        {set("vanteTid", "-1.00"), "vanteTid"},
		"minutes beyond the hour": {set("beredskapsTid", "64.75"), "beredskapsTid"},
		"no time at all": {func(f url.Values) {
			f.Set("aktivTid", "0.00")
			f.Set("vanteTid", "0.00")
			f.Set("beredskapsTid", "0.00")
			sign(f)
		}, "ingen tid"},
	} {
		fields := w.form(october())
		test.change(fields)
		got := w.post(w.base+"/rakning", fields)
		if got.status != 422 || !strings.Contains(got.body, test.sentence) || !strings.Contains(got.body, "Simulator") {
			t.Errorf("%s: %d, and not %q in\n%s", name, got.status, test.sentence, got.body)
		}
	}
	if all := w.seen(); len(all) != 0 {
		t.Errorf("%d were taken", len(all))
	}
	if got := w.post(w.base+"/rakning", url.Values{"x": {strings.Repeat("x", maxForm)}}); got.status != 413 {
		t.Errorf("a form without end: %d", got.status)
	}
	if got := w.postAs(w.base+"/rakning", "application/json", "{}"); got.status != 415 {
		t.Errorf("no form: %d", got.status)
	}
	if got := w.postAs(w.base+"/rakning", "application/x-www-form-urlencoded", "a=%zz"); got.status != 400 {
		t.Errorf("a form that cannot be read: %d", got.status)
	}
}

// Whatever comes, it is read without a panic; and what is taken can be written again as it came.
func FuzzForm(f *testing.F) {
	s, err := New(Config{Secret: secret, Status: "https://passbok.example/status", Clock: time.Now, After: time.After, Rand: rand.Reader})
	if err != nil {
		f.Fatal(err)
	}
	service, err := erak.New(erak.Config{URL: "https://erak.example", Secret: secret, Public: "https://passbok.example", Clock: time.Now})
	if err != nil {
		f.Fatal(err)
	}
	form, err := service.Form("book-1", october())
	if err != nil {
		f.Fatal(err)
	}
	fields := url.Values{}
	for _, field := range form.Fields {
		fields.Set(field.Name, field.Value)
	}
	f.Add(fields.Encode(), true)
	f.Add("namn=a&namn=b", false)
	f.Fuzz(func(t *testing.T, body string, resign bool) {
		fields, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		if resign {
			fields.Set(erak.FieldSignature, erak.SignForm(secret, fields))
		}
		form, wrong := s.read(fields, time.Now())
		if len(wrong) > 0 {
			for _, w := range wrong {
				if w.Sentence == "" {
					t.Error("a fault without a sentence")
				}
			}
			return
		}
		for _, field := range erak.StatementFields(form.statement) {
			if fields.Get(field.Name) != field.Value {
				t.Errorf("%s came as %q and was read as %q", field.Name, fields.Get(field.Name), field.Value)
			}
		}
	})
}
