package push

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"passbok/care"
)

func TestPayload(t *testing.T) {
	signed := readyFor("job", alva)
	signed.Code = InvoiceSigned
	office := readyFor("job", alva)
	office.Code, office.Office = InvoiceDiffers, true
	conflict := Notice{ID: "job", Code: ShiftConflict, To: []string{bo}, Month: "2026-05", Beneficiary: alva}
	forgotten := Notice{ID: "job", Code: ShiftForgotten, To: []string{bo}, Month: "2026-05", Beneficiary: alva}
	fallen := Notice{ID: "job", Code: SheetFallen, To: []string{bo}, Month: "2026-05", Beneficiary: alva}
	taken := fallen
	taken.Code, taken.Office = SheetReopened, true
	said := Notice{ID: "job", Code: Message, To: []string{bo}, Month: "2026-05", Beneficiary: alva}
	saidToOffice := said
	saidToOffice.Office = true
	noDeadline := readyFor("job", alva)
	noDeadline.Deadline = ""
	for _, test := range []struct {
		notice            Notice
		lang              string
		title, body, path string
	}{
		{readyFor("job", alva), "sv", "Oktober är klar att titta på", "Det tar ungefär tre minuter. Sista dag är 5 december.", "/rakning/" + alva + "/2026-10"},
		{readyFor("job", alva), "en", "October is ready for you to look at", "It takes about three minutes. The last day is 5 December.", "/rakning/" + alva + "/2026-10"},
		{noDeadline, "fi", "Oktober är klar att titta på", "Det tar ungefär tre minuter.", "/rakning/" + alva + "/2026-10"},
		{signed, "sv", "Oktober är klar", "Allt är mottaget. Du behöver inte göra något mer.", "/rakning/" + alva + "/2026-10"},
		{office, "sv", "Ett svar stämmer inte", "Det signerade skiljer sig från det skickade. Titta nu.", "/office/" + alva + "/2026-10"},
		{conflict, "sv", "En tid behöver dig", "Det finns två olika svar. Du väljer.", "/"},
		{fallen, "sv", "Maj behöver skrivas under igen", "Tiderna har ändrats sedan underskriften. Öppna och se vad som är nytt.", "/month/2026-05"},
		{fallen, "en", "May must be signed again", "The times have changed since the signature. Open and see what is new.", "/month/2026-05"},
		{taken, "sv", "Maj är öppnad igen", "Underskriften gäller inte längre. Titta på tiderna och skriv under på nytt.", "/office/" + alva + "/2026-05"},
		{said, "sv", "Maj: ett nytt meddelande", "Öppna Passbok och läs det.", "/talk/" + alva + "/2026-05"},
		{saidToOffice, "en", "May: a new message", "Open Passbok to read it.", "/office/" + alva + "/2026-05"},
		{forgotten, "sv", "Pågår ett pass fortfarande?", "Öppna Passbok och svara. Inget slutar av sig självt.", "/"},
	} {
		raw, err := test.notice.Payload("https://passbok.example/", test.lang)
		if err != nil {
			t.Fatal(err)
		}
		var p payload
		if err := json.Unmarshal(raw, &p); err != nil {
			t.Fatal(err)
		}
		n := p.Notification
		if n.Title != test.title || n.Body != test.body || n.Navigate != "https://passbok.example"+test.path || n.Silent || p.WebPush != 8030 {
			t.Errorf("%s in %s: %s", test.notice.Code, test.lang, raw)
		}
	}
}

// The shape that the service worker and Safari read, byte for byte.
func TestPayloadShape(t *testing.T) {
	got, err := readyFor("job", alva).Payload("https://passbok.example", "sv")
	want := `{"web_push":8030,"notification":{"title":"Oktober är klar att titta på","body":"Det tar ungefär tre minuter. ` +
		`Sista dag är 5 december.","lang":"sv","tag":"` + readyFor("", "").topic() + `","navigate":"https://passbok.example/rakning/` +
		alva + `/2026-10","silent":false,"actions":[{"action":"open","title":"Öppna",` +
		`"navigate":"https://passbok.example/rakning/` + alva + `/2026-10"},{"action":"later","title":"Påminn mig i morgon",` +
		`"navigate":"https://passbok.example/rakning/` + alva + `/2026-10"}]},"app_badge":1,"app":{"notice":"invoice_ready","month":"2026-10"}}`
	if err != nil || string(got) != want {
		t.Errorf("got\n%s\nwant\n%s (%v)", got, want, err)
	}
}

// Whatever a notice is made of, its payload holds no name, no number of a person, no hours and no
// sum: what is not the table's own words is the month, the last day, and ids in navigate.
func TestPayloadTellsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{alva, bo, "198507099805", "19850709-9805", "Åsa", "a b", "x-1",
			"850709-9805", "../../etc", "anna\nberg"}))
		n := Notice{
			ID: text.Draw(t, "id"), Code: rapid.SampledFrom(append(Codes(), "other")).Draw(t, "code"),
			To: rapid.SliceOfN(text, 0, 3).Draw(t, "to"), Office: rapid.Bool().Draw(t, "office"),
			Month: rapid.OneOf(text, rapid.StringMatching(`20[0-9]{2}-(0[1-9]|1[0-2])`)).Draw(t, "month"), Beneficiary: text.Draw(t, "beneficiary"),
			Devices:  rapid.SampledFrom([]Devices{AllDevices, NewestDevice, OtherDevices, "some"}).Draw(t, "devices"),
			Deadline: rapid.OneOf(text, rapid.Just(""), rapid.StringMatching(`20[0-9]{2}-(0[1-9]|1[0-2])-[0-2][1-8]`)).Draw(t, "deadline"),
		}
		if n.Code == OfficeDigest {
			n.Kinds = rapid.SliceOfN(rapid.SampledFrom(append(Codes(), "other")), 0, 4).Draw(t, "kinds")
		}
		raw, err := n.Payload("https://passbok.example", rapid.SampledFrom([]string{"sv", "en", ""}).Draw(t, "lang"))
		if err != nil {
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Code() != CodeNoticeMalformed {
				t.Fatal(err)
			}
			return
		}
		if len(raw) > MaxPayload || !utf8.Valid(raw) {
			t.Fatalf("%d bytes", len(raw))
		}
		var p payload
		if err := json.Unmarshal(raw, &p); err != nil {
			t.Fatal(err)
		}
		left := p.Notification.Title + " " + p.Notification.Body
		row, _ := RowOf(n.Code)
		known := []words{row.sv, row.en}
		for _, code := range n.Kinds {
			kind, _ := RowOf(code)
			known = append(known, words{title: kind.sv.title}, words{title: kind.en.title})
			left = strings.NewReplacer(kind.sv.title, " ", kind.en.title, " ").Replace(left)
		}
		for _, button := range p.Notification.Actions {
			if row.Way != Climb || !slices.Contains([]string{"Öppna", "Open", "Påminn mig i morgon", "Remind me tomorrow"}, button.Title) || button.Navigate != p.Notification.Navigate {
				t.Fatalf("a button of no table: %+v", button)
			}
		}
		for _, w := range known {
			for _, part := range []string{w.title, w.body, w.last} {
				for word := range strings.FieldsSeq(strings.NewReplacer("{Month}", " ", "{deadline}", " ", "{kinds}", " ").Replace(part)) {
					left = regexp.MustCompile(`(^|\s)`+regexp.QuoteMeta(word)+`(\s|$)`).ReplaceAllString(left, " ")
				}
			}
		}
		for _, lang := range []string{"sv", "en"} {
			for m := 1; m <= 12; m++ {
				left = regexp.MustCompile(`(?i)\b`+care.Month(fmt.Sprintf("2026-%02d", m)).Name(lang)+`\b`).ReplaceAllString(left, " ")
			}
		}
		left = regexp.MustCompile(`^\s*(\d{1,2}\s*)?\.?\s*$`).ReplaceAllString(left, "")
		if left = strings.Trim(left, " .,:"); left != "" {
			t.Fatalf("%q is of no table: %s", left, raw)
		}
		if regexp.MustCompile(`(\D|^)(\d{10}|\d{12}|\d{6,8}-\d{4})(\D|$)`).Match([]byte(strings.ReplaceAll(strings.ReplaceAll(string(raw), alva, ""), bo, ""))) {
			t.Fatalf("a personnummer: %s", raw)
		}
	})
}

func TestTable(t *testing.T) {
	seen := map[Code]bool{}
	for _, row := range Rows() {
		if seen[row.Code] {
			t.Errorf("%s twice", row.Code)
		}
		seen[row.Code] = true
		if row.What == "" || row.Who == "" || row.When == "" || row.Way == "" || row.Until == "" || row.ttl <= 0 || row.ttl > 28*day || row.group == "" || row.path == "" || row.office == "" {
			t.Errorf("%s: %+v", row.Code, row)
		}
		for _, w := range []words{row.sv, row.en} {
			if w.title == "" || w.body == "" || utf8.RuneCountInString(w.title) > 40 || strings.ContainsAny(w.title+w.body, "!0123456789") {
				t.Errorf("%s: %+v", row.Code, w)
			}
		}
	}
}

func FuzzNotice(f *testing.F) {
	f.Add("2026-10", alva, "2026-12-05")
	f.Add("2026-13", "x", "")
	f.Fuzz(func(t *testing.T, month, beneficiary, deadline string) {
		raw, err := Notice{ID: "x", Code: InvoiceReady, Month: month, Beneficiary: beneficiary, Deadline: deadline}.Payload("https://passbok.example", "sv")
		if err == nil && !json.Valid(raw) {
			t.Errorf("%q is no JSON", raw)
		}
	})
}
