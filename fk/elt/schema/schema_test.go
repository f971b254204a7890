package schema

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func written(t *testing.T, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.xsd")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Each rule of the table is broken once.
func TestSchemaIsStrict(t *testing.T) {
	raw, err := os.ReadFile("../testdata/three-kinds.xml")
	if err != nil {
		t.Fatal(err)
	}
	good, xsd := string(raw), written(t, XSD())
	if err := Check(t.Context(), raw, xsd); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"an id in capitals":     {"<id>4f6c1b1e", "<id>4F6C1B1E"},
		"no id":                 {"<id>4f6c1b1e-5f0a-4b39-9a53-0d8a8f1c2b10</id>", ""},
		"the 13th month":        {"2026-10<", "2026-13<"},
		"a number of 10 digits": {"198507099805", "8507099805"},
		"a separator":           {"198507099805", "19850709-9805"},
		"no name":               {"<fornamn>Alva</fornamn>", ""},
		"another order":         {"<fornamn>Alva</fornamn><efternamn>Påhittad</efternamn>", "<efternamn>Påhittad</efternamn><fornamn>Alva</fornamn>"},
		"two numbers":           {"<personnummer>199003069805</personnummer>", "<personnummer>199003069800</personnummer><samordningsnummer>197010632391</samordningsnummer>"},
		"no agreement said":     {"<kollektivavtal>true</kollektivavtal>", ""},
		"an agreement in words": {"<kollektivavtal>true", "<kollektivavtal>ja"},
		"a period without end":  {"<tomDag>2026-12-31</tomDag>", ""},
		"a date that is none":   {"2026-12-31", "2026-12-32"},
		"two employers":         {"<assistansanordnare>", "<anstalldAvPersonSomHarAssistans>true</anstalldAvPersonSomHarAssistans><assistansanordnare>"},
		"employed and not":      {"<assistentAnstalldAvAnordnare>true", "<assistentAnstalldAvAnordnare>false"},
		"employed by nobody":    {"<assistentAnstalldAvAnordnare>true</assistentAnstalldAvAnordnare>", ""},
		"an organisation of 11": {"5560000001", "55600000011"},
		"day 0":                 {"<dag>12</dag>", "<dag>0</dag>"},
		"day 32":                {"<dag>12</dag>", "<dag>32</dag>"},
		"a colon":               {"08.00", "08:00"},
		"past midnight":         {"24.00", "24.01"},
		"two kinds":             {"<aktivTid>true</aktivTid>", "<aktivTid>true</aktivTid><vanteTid>true</vanteTid>"},
		"no kind":               {"<aktivTid>true</aktivTid>", ""},
		"a kind that is not":    {"<aktivTid>true</aktivTid>", "<aktivTid>false</aktivTid>"},
		"no report":             {"<tidrapport>", "<rapport>"},
		"no phone":              {"<telefonnummerAnordnare>08-465 004 00</telefonnummerAnordnare>", ""},
		"a phone of 6":          {"<telefonnummerAnordnare>08-465 004 00<", "<telefonnummerAnordnare>123456<"},
		"something more":        {"</Tidredovisning>", "<kommentar>hej</kommentar></Tidredovisning>"},
		"another namespace":     {"tidredovisning/1\"", "tidredovisning/2\""},
		"an attribute":          {"<tidrapport>", `<tidrapport x="y">`},
		"a text between":        {"<tidrapport>", "<tidrapport>hej"},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		if text == good {
			t.Fatalf("%s: %q does not occur", name, change[0])
		}
		var invalid *Invalid
		if err := Check(t.Context(), []byte(text), xsd); !errors.As(err, &invalid) || invalid.Words == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNobodyCouldTell(t *testing.T) {
	var invalid *Invalid
	if err := Check(t.Context(), []byte("<a/>"), filepath.Join(t.TempDir(), "none.xsd")); err == nil || errors.As(err, &invalid) {
		t.Errorf("without a schema: %v", err)
	}
	if err := Check(t.Context(), []byte("<a/>"), written(t, []byte("<a/>"))); err == nil || errors.As(err, &invalid) {
		t.Errorf("with a schema that is none: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := Check(ended, []byte("<a/>"), written(t, XSD())); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if err := Check(t.Context(), []byte("<a/>"), "x.xsd"); err == nil || errors.As(err, &invalid) {
		t.Errorf("without xmllint: %v", err)
	}
}
