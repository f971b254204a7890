package elt

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/fk/elt/schema"
)

var update = flag.Bool("update", false, "write testdata anew")

// october is a month as it mostly is; the tests change what they are about.
func october() care.Timesheet {
	return care.Timesheet{
		V: 1, ID: "4f6c1b1e-5f0a-4b39-9a53-0d8a8f1c2b10", Month: "2026-10", Version: 1,
		Beneficiary: care.SheetPerson{ID: "alva", Given: "Alva", Family: "Påhittad", Personnummer: "198507099805"},
		Assistant: care.SheetPerson{ID: "bo", Given: "Bo", Family: "Modell & Söner", Personnummer: "199003069805",
			Phone: "070-174 06 05"},
		Provider: care.InvoiceParty{Name: "Exempel Assistans AB", Organisationsnummer: "5560000001", Contact: "Karin Modell", Phone: "08-465 004 00"},
		Employer: care.EmployedByProvider, Agreement: true,
		Periods: []care.SheetPeriod{{From: "2026-09-01", To: "2026-12-31"}},
		Rows: []care.SheetRow{
			{Day: 3, From: "08.00", To: "16.30", Kind: care.Active, Minutes: 510},
			{Day: 3, From: "22.00", To: care.EndOfDay, Kind: care.Waiting, Minutes: 120},
			{Day: 4, From: "00.00", To: "06.00", Kind: care.Waiting, Minutes: 360},
			{Day: 12, From: "17.00", To: "23.15", Kind: care.Standby, Minutes: 375},
		},
		Sums: care.Sums{Active: 510, Waiting: 480, Standby: 375},
	}
}

func rowsOf(t care.Timesheet, rows ...care.SheetRow) care.Timesheet {
	t.Rows, t.Sums = rows, care.Sums{}
	for _, r := range rows {
		t.Sums = t.Sums.Add(r.Kind, r.Minutes)
	}
	return t
}

// clockRows are rows as a timesheet has them, of a span between two instants.
func clockRows(start, end time.Time, kind care.Kind) []care.SheetRow {
	var rows []care.SheetRow
	for _, r := range care.ClockRows(care.Span{Start: start, End: end}) {
		rows = append(rows, care.SheetRow{Day: r.Date.Day(), From: r.From, To: r.To, Kind: kind, Minutes: r.Minutes})
	}
	return rows
}

func golden() map[string]care.Timesheet {
	at := func(text string) time.Time {
		t, err := time.Parse(time.RFC3339, text)
		if err != nil {
			panic(err)
		}
		return t
	}
	with := func(change func(*care.Timesheet)) care.Timesheet {
		t := october()
		change(&t)
		return t
	}
	return map[string]care.Timesheet{
		"three-kinds": october(),
		"whole-days":  rowsOf(october(), clockRows(at("2026-10-09T18:00:00+02:00"), at("2026-10-12T00:00:00+02:00"), care.Active)...),
		"clocks-back": rowsOf(october(), clockRows(at("2026-10-25T02:45:00+02:00"), at("2026-10-25T02:15:00+01:00"), care.Active)...),
		"clocks-on": rowsOf(with(func(t *care.Timesheet) { t.Month = "2026-03"; t.Periods = nil }),
			clockRows(at("2026-03-29T00:00:00+01:00"), at("2026-03-29T04:00:00+02:00"), care.Waiting)...),
		"other-employer": with(func(t *care.Timesheet) {
			t.Employer, t.Other = care.EmployedByOther, care.SheetEmployer{Name: "Bemanning <Nord>", Organisationsnummer: "9900000002"}
		}),
		"other-employer-unnamed": with(func(t *care.Timesheet) {
			t.Employer, t.Other = care.EmployedByOther, care.SheetEmployer{Organisationsnummer: "9900000002"}
			t.Provider.Name, t.Provider.Contact = "", ""
		}),
		"own-employer": with(func(t *care.Timesheet) {
			t.Employer, t.Provider, t.Agreement = care.EmployedByBeneficiary, care.InvoiceParty{}, false
			t.Beneficiary.Phone = "0701740606"
		}),
		"self-employed":     with(func(t *care.Timesheet) { t.Employer, t.Assistant.Phone = care.SelfEmployed, "" }),
		"samordningsnummer": with(func(t *care.Timesheet) { t.Assistant.Personnummer, t.Assistant.Samordningsnummer = "", "197010632391" }),
		"two-periods": with(func(t *care.Timesheet) {
			t.Periods = []care.SheetPeriod{{From: "2026-09-26", To: "2026-10-23"}, {From: "2026-10-24", To: "2026-11-20"}}
		}),
		"no-rows": rowsOf(october()),
	}
}

// schemaFile is our schema, on disk where xmllint finds it.
func schemaFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tidredovisning.xsd")
	if err := os.WriteFile(path, schema.XSD(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What we write stays what it was, byte for byte, and is valid by the schema.
func TestGolden(t *testing.T) {
	xsd := schemaFile(t)
	for name, sheet := range golden() {
		t.Run(name, func(t *testing.T) {
			got, err := Version1().write(sheet)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name+".xml")
			if *update {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%v, wrote\n%s\nnot\n%s", err, got, want)
			}
			if err := schema.Check(t.Context(), got, xsd); err != nil {
				var invalid *schema.Invalid
				_ = errors.As(err, &invalid)
				t.Errorf("%v: %+v", err, invalid)
			}
			sent, err := Document(sheet)
			if name == "samordningsnummer" {
				if want := (Problems{{CodeCoordination, "assistent/samordningsnummer", 0}}); !slices.Equal(problems(err), want) {
					t.Errorf("a month that goes on paper: %v", err)
				}
				return
			}
			if err != nil || !bytes.Equal(sent, got) {
				t.Errorf("cannot be sent: %v", err)
			}
		})
	}
}

func problems(err error) Problems {
	var p Problems
	_ = errors.As(err, &p)
	return p
}

func TestWhatCannotBeSent(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*care.Timesheet)
		want   Problems
	}{
		"nothing wrong":         {func(*care.Timesheet) {}, nil},
		"an id in capitals":     {func(t *care.Timesheet) { t.ID = strings.ToUpper(t.ID) }, Problems{{CodeBadID, "id", 0}}},
		"no month":              {func(t *care.Timesheet) { t.Month = "2026-13" }, Problems{{CodeBadMonth, "redovisningsmanad", 0}}},
		"a beneficiary without": {func(t *care.Timesheet) { t.Beneficiary.Personnummer = "" }, Problems{{CodeNoNumber, "personSomHarAssistans/personnummer", 0}}},
		"a beneficiary's other": {func(t *care.Timesheet) {
			t.Beneficiary.Personnummer, t.Beneficiary.Samordningsnummer = "", "197010632391"
		}, Problems{{CodeNoNumber, "personSomHarAssistans/personnummer", 0}}},
		"a false check digit":         {func(t *care.Timesheet) { t.Assistant.Personnummer = "199003069806" }, Problems{{CodeBadNumber, "assistent/personnummer", 0}}},
		"two numbers":                 {func(t *care.Timesheet) { t.Assistant.Samordningsnummer = "197010632391" }, Problems{{CodeBadNumber, "assistent/personnummer", 0}}},
		"an assistant without":        {func(t *care.Timesheet) { t.Assistant.Personnummer = "" }, Problems{{CodeNoNumber, "assistent/personnummer", 0}}},
		"no family name":              {func(t *care.Timesheet) { t.Assistant.Family = "" }, Problems{{CodeNoName, "assistent/efternamn", 0}}},
		"a name of two lines":         {func(t *care.Timesheet) { t.Beneficiary.Given = "Al\nva" }, Problems{{CodeBadText, "personSomHarAssistans/fornamn", 0}}},
		"a name that is no text":      {func(t *care.Timesheet) { t.Beneficiary.Given = "Al\xffva" }, Problems{{CodeBadText, "personSomHarAssistans/fornamn", 0}}},
		"a name without end":          {func(t *care.Timesheet) { t.Provider.Name = strings.Repeat("å", 201) }, Problems{{CodeBadText, "assistansanordnare/anordnareNamn", 0}}},
		"no organisation":             {func(t *care.Timesheet) { t.Provider.Organisationsnummer = "" }, Problems{{CodeNoOrganisation, "assistansanordnare/organisationsnummer", 0}}},
		"a false organisation":        {func(t *care.Timesheet) { t.Provider.Organisationsnummer = "5560000002" }, Problems{{CodeBadOrganisation, "assistansanordnare/organisationsnummer", 0}}},
		"another without number":      {func(t *care.Timesheet) { t.Employer = care.EmployedByOther }, Problems{{CodeNoOrganisation, "assistansanordnare/annanArbetsgivare/organisationsnummer", 0}}},
		"nobody's":                    {func(t *care.Timesheet) { t.Employer = "" }, Problems{{CodeBadEmployer, "assistansanordnare", 0}}},
		"no phone":                    {func(t *care.Timesheet) { t.Provider.Phone = "" }, Problems{{CodeNoPhone, "telefonnummerAnordnare", 0}}},
		"a phone of 6":                {func(t *care.Timesheet) { t.Provider.Phone = "123456" }, Problems{{CodeShortPhone, "telefonnummerAnordnare", 0}}},
		"an assistant's of 6":         {func(t *care.Timesheet) { t.Assistant.Phone = "123456" }, Problems{{CodeShortPhone, "telefonnummerAssistent", 0}}},
		"a phone of 7":                {func(t *care.Timesheet) { t.Provider.Phone = "1234567" }, nil},
		"an own employer's phone":     {func(t *care.Timesheet) { t.Employer, t.Provider = care.EmployedByBeneficiary, care.InvoiceParty{} }, Problems{{CodeNoPhone, "telefonnummerAnordnare", 0}}},
		"a period backwards":          {func(t *care.Timesheet) { t.Periods[0].To = "2026-08-31" }, Problems{{CodeBadPeriod, "berakningsperiod", 0}}},
		"the 32nd":                    {func(t *care.Timesheet) { t.Rows[1].Day = 32 }, Problems{{CodeBadRow, "tidrapport/rapportRad/dag", 2}}},
		"the 31st of a shorter month": {func(t *care.Timesheet) { t.Month, t.Rows[0].Day = "2026-11", 31 }, Problems{{CodeBadRow, "tidrapport/rapportRad/dag", 1}}},
		"a time with a colon":         {func(t *care.Timesheet) { t.Rows[0].From = "08:00" }, Problems{{CodeBadRow, "tidrapport/rapportRad/fromTid", 1}}},
		"a row that starts at 24":     {func(t *care.Timesheet) { t.Rows[0].From = "24.00" }, Problems{{CodeBadRow, "tidrapport/rapportRad/fromTid", 1}, {CodeBadRow, "tidrapport/rapportRad/tomTid", 1}}},
		"a row of nothing":            {func(t *care.Timesheet) { t.Rows[0].To = "08.00" }, Problems{{CodeBadRow, "tidrapport/rapportRad/tomTid", 1}}},
		"an unknown kind":             {func(t *care.Timesheet) { t.Rows[0].Kind = "sick"; t.Sums.Active = 0 }, Problems{{CodeBadRow, "tidrapport/rapportRad/*", 1}}},
		"sums of another":             {func(t *care.Timesheet) { t.Sums.Active++ }, Problems{{CodeSums, "tidrapport", 0}}},
		"all that is wrong": {func(t *care.Timesheet) { t.ID, t.Provider.Phone, t.Rows[3].Day = "", "", 0 },
			Problems{{CodeBadID, "id", 0}, {CodeBadRow, "tidrapport/rapportRad/dag", 4}, {CodeNoPhone, "telefonnummerAnordnare", 0}}},
	} {
		sheet := october()
		test.change(&sheet)
		_, err := Document(sheet)
		if got := problems(err); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
		for _, p := range problems(err) {
			if !slices.Contains(ProblemCodes(), p.Code) {
				t.Errorf("%s: %s is not among the codes", name, p.Code)
			}
		}
		if err != nil && (strings.Contains(err.Error(), "9805") || strings.Contains(err.Error(), "Alva")) {
			t.Errorf("%s: quotes a person: %v", name, err)
		}
	}
}

// Whatever can be sent is valid by the schema, and its canonical form is the one that libxml2 makes.
func TestCanonicalAgreesWithLibxml(t *testing.T) {
	// Written by another, with all that a canonical form evens out.
	odd := filepath.Join(t.TempDir(), "odd.xml")
	if err := os.WriteFile(odd, []byte(`<?xml version='1.0'?><Tidredovisning xmlns:d="urn:unused" xmlns:b="urn:b" xmlns="urn:a" b:z='1' a="&quot;&#9;" ><id
 xmlns="urn:a" xmlns:c="urn:c" c:x=""/><![CDATA[<å>]]> &gt;<b:dag/><?p i?></Tidredovisning>`), 0o600); err != nil {
		t.Fatal(err)
	}
	paths := []string{odd}
	for name := range golden() {
		paths = append(paths, filepath.Join("testdata", name+".xml"))
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Canonical(raw)
		if err != nil {
			t.Fatal(err)
		}
		want, err := exec.CommandContext(t.Context(), "xmllint", "--nonet", "--c14n", path).Output()
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v\n%s\nnot\n%s", path, err, got, want)
		}
	}
}

func TestWhatIsSignedIsWhatWasSaid(t *testing.T) {
	lint := []string{"--nonet", "--noout", "--schema", schemaFile(t)}
	folder := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		sheet := october()
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aÅé 'µ\"&<>]-|*😀")), 1, 20, -1)
		sheet.Beneficiary.Given, sheet.Assistant.Family, sheet.Provider.Name = text.Draw(r, "given"), text.Draw(r, "family"), text.Draw(r, "provider")
		sheet = rowsOf(sheet, rapid.SliceOfN(rapid.Custom(func(r *rapid.T) care.SheetRow {
			from := rapid.IntRange(0, 1439).Draw(r, "from")
			to := rapid.IntRange(from+1, 1440).Draw(r, "to")
			clock := func(m int) string { return fmt.Sprintf("%02d.%02d", m/60, m%60) }
			return care.SheetRow{Day: rapid.IntRange(1, 31).Draw(r, "day"), From: clock(from), To: clock(to),
				Kind: rapid.SampledFrom([]care.Kind{care.Active, care.Waiting, care.Standby}).Draw(r, "kind"), Minutes: to - from}
		}), 0, 5).Draw(r, "rows")...)
		raw, err := Document(sheet)
		if err != nil {
			r.Fatal(err)
		}
		path := filepath.Join(folder, fmt.Sprint(len(lint), ".xml"))
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			r.Fatal(err)
		}
		lint = append(lint, path)
		root, err := rootOf(raw)
		if err != nil {
			r.Fatal(err)
		}
		if got := root.FindElement("personSomHarAssistans/fornamn").Text(); got != sheet.Beneficiary.Given {
			r.Fatalf("%q was written as %q", sheet.Beneficiary.Given, got)
		}
		// The declaration apart, what we write is canonical already.
		canonical, err := Canonical(raw)
		if _, after, found := bytes.Cut(raw, []byte("?>")); err != nil || !found || !bytes.Equal(after, canonical) {
			r.Fatalf("%v\n%s\n%s", err, raw, canonical)
		}
	})
	if said, err := exec.CommandContext(t.Context(), "xmllint", lint...).CombinedOutput(); err != nil {
		t.Errorf("not all valid: %v\n%s", err, said)
	}
}

func TestHidden(t *testing.T) {
	raw, err := Document(october())
	if err != nil {
		t.Fatal(err)
	}
	canonical, err := Canonical(raw)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(canonical)
	if got, err := Hidden(raw); err != nil || got != october().ID+","+hex.EncodeToString(sum[:]) {
		t.Errorf("%s, %v", got, err)
	}
	// Another way to write the same is the same; another time is not.
	spaced := bytes.Replace(raw, []byte("<Tidredovisning xmlns"), []byte("<!-- x --><Tidredovisning  xmlns"), 1)
	spaced = bytes.Replace(spaced, []byte("<tidrapport>"), []byte("<tidrapport><!-- x -->"), 1)
	changed := bytes.Replace(raw, []byte("16.30"), []byte("16.31"), 1)
	same, err := Hidden(spaced)
	other, otherErr := Hidden(changed)
	if want, _ := Hidden(raw); err != nil || otherErr != nil || same != want || other == want || bytes.Equal(spaced, raw) {
		t.Errorf("%s, %s, %v %v", same, other, err, otherErr)
	}
	for name, bad := range map[string]string{
		"nothing": "", "no XML": "<Tidredovisning>", "another's": "<a/>", "no id": "<Tidredovisning/>", "text": "hej",
		"an entity": `<!DOCTYPE x [<!ENTITY e "x">]><Tidredovisning><id>4f6c1b1e-5f0a-4b39-9a53-0d8a8f1c2b10</id></Tidredovisning>`,
		"too deep":  "<Tidredovisning>" + strings.Repeat("<a>", 40) + strings.Repeat("</a>", 40) + "</Tidredovisning>",
	} {
		if got, err := Hidden([]byte(bad)); err == nil {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestVisibleText(t *testing.T) {
	want := `Tidsredovisning för oktober 2026 till Försäkringskassan

Assistans för: Alva Påhittad
Utförd av: Bo Modell & Söner
Assistansanordnare: Exempel Assistans AB

Aktiv tid: 8 h 30 min
Väntetid: 8 h 00 min
Beredskap: 6 h 15 min
4 rader
`
	if got := VisibleText(october()); got != want {
		t.Errorf("got\n%s", got)
	}
	empty := VisibleText(rowsOf(golden()["own-employer"]))
	if !strings.Contains(empty, "Ingen tid under månaden\n0 rader\n") || strings.Contains(empty, "anordnare") {
		t.Errorf("got\n%s", empty)
	}
	if got := VisibleText(rowsOf(october(), october().Rows[0])); !strings.HasSuffix(got, "Aktiv tid: 8 h 30 min\n1 rad\n") {
		t.Errorf("got\n%s", got)
	}
}
