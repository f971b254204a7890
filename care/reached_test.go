package care_test

import (
	"slices"
	"strings"
	"testing"

	"passbok/care"
)

func TestAddressesOfMail(t *testing.T) {
	for text, fine := range map[string]bool{
		"alva@example.se": true, "a.b+c_d@mail.example.co": true, "o'brien@example.se": true, "A@EXAMPLE.SE": true, "x@xn--rksmrgs-5wao1o.se": true,
		"": false, "alva": false, "alva@": false, "@example.se": false, "alva@example": false, "alva@@example.se": false, "al va@example.se": false,
		"Alva <alva@example.se>": false, "alva@example.se, bo@example.se": false, "alva@example.se\r\nBcc: x@example.se": false, `"al va"@example.se`: false,
		".alva@example.se": false, "al..va@example.se": false, "alva@-example.se": false, "alva@example.se.": false, "alva@[192.0.2.1]": false,
		"åsa@example.se": false, "alva@exämple.se": false, strings.Repeat("a", 65) + "@example.se": false,
		"a@" + strings.Repeat("b", 64) + ".se": false, "a@" + strings.Repeat("bb.", 90) + "se": false,
	} {
		got, err := care.ParseMail(text)
		if (err == nil) != fine || fine && got != text || !fine && code(err) != care.BadMail {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
}

func TestNumbersOfMobiles(t *testing.T) {
	for text, want := range map[string]string{
		"070-174 06 05": "+46701740605", "0701740605": "+46701740605", "+46 70 174 06 05": "+46701740605", "+46 (0)70-174 06 05": "+46701740605",
		"0046701740605": "+46701740605", "(070) 174 06 05": "+46701740605", "070\u00a0174\u00a006\u00a005": "+46701740605", "+47 900 12 345": "+4790012345",
		"+358 40 123 4567": "+358401234567",
		"":                 "", "070": "", "08-123 45 67": "", "+4681234567": "", "070-174 06 05 1": "", "+46701740": "", "46701740605": "", "+0701740605": "",
		"070-174 06 05, 070-174 06 06": "", "070x1740605": "", "++46701740605": "", "+1234567": "", "+1234567890123456": "", "0٧٠1740605": "",
		strings.Repeat(" ", 41) + "0701740605": "",
	} {
		got, err := care.ReadMobile(text)
		if got != want || (want == "") != (code(err) == care.BadMobile) {
			t.Errorf("%q: %q %v, want %q", text, got, err, want)
		}
	}
}

func FuzzReadMobile(f *testing.F) {
	for _, text := range []string{"070-174 06 05", "+46 (0)70 174 06 05", "0046", "+4", "(((", "+46\u00a070", "0701740605\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := care.ReadMobile(text)
		if err != nil {
			return
		}
		if again, err := care.ParseMobile(number); err != nil || again != number {
			t.Errorf("%q is read as %q, which is none: %v", text, number, err)
		}
		if again, err := care.ReadMobile(number); err != nil || again != number {
			t.Errorf("%q is read as %q, and that as %q: %v", text, number, again, err)
		}
	})
}

func FuzzParseMail(f *testing.F) {
	for _, text := range []string{"alva@example.se", "a@b.c\r\n", "<a@b.c>", `"a"@b.c`, "a@b..c"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := care.ParseMail(text); err == nil && (strings.ContainsAny(text, "\r\n <>,;\"") || strings.Count(text, "@") != 1) {
			t.Errorf("%q is taken", text)
		}
	})
}

// What a person wants is what is used: a way that they have not named is never, nor an address that takes nothing.
func TestHowSomebodyIsReached(t *testing.T) {
	const both = "person=x mail=alva@example.se mobile=+46701740605 "
	for document, want := range map[string]string{
		"person=x":                                     "",
		both:                                           "mail sms",
		both + `ways=["sms","mail"]`:                   "sms mail",
		both + `ways=["sms"]`:                          "sms",
		both + "void=true":                             "",
		both + "ways=[]":                               "",
		both + "mail_refused=alva@example.se":          "sms",
		both + "mail_refused=alba@example.se":          "mail sms",
		both + "mobile_refused=+46701740605":           "mail",
		"person=x mobile=+46701740605":                 "sms",
		`person=x mail=alva@example.se ways=["sms"]`:   "",
		`person=x mobile=+46701740605 ways=["mail"]`:   "",
		both + "mobile_refused=+46701740605 ways=null": "mail",
	} {
		r := care.ReachedOf(fields(document))
		if got := strings.Join(r.Open(), " "); got != want {
			t.Errorf("%s: %q, want %q", document, got, want)
		}
		for _, way := range care.Ways() {
			if (r.Address(way) != "") != slices.Contains(r.Open(), way) {
				t.Errorf("%s: by %s at %q", document, way, r.Address(way))
			}
		}
	}
	if r := care.ReachedOf(nil); r.Lang != care.Swedish || len(r.Open()) > 0 {
		t.Errorf("nobody has said anything: %+v", r)
	}
	book := aBook()
	book["reach/samir"] = fields("person=samir mail=samir@example.se lang=en")
	if r, err := care.ReachedBy(book, "samir"); err != nil || r.Address(care.WayMail) != "samir@example.se" || r.Lang != care.English {
		t.Errorf("%+v %v", r, err)
	}
	if r, err := care.ReachedBy(book, "alva"); err != nil || len(r.Open()) > 0 {
		t.Errorf("%+v %v", r, err)
	}
}
