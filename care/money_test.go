package care_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"passbok/care"
)

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		text                 string
		person, coordination bool
	}{
		{"198507099805", true, false},
		{"197010632391", false, true},  // samordningsnummer, day 3
		{"197502310241", false, false}, // the check digit holds, 31 February does not
		{"198507099806", false, false},
		{"850709-9805", false, false},
		{"19850709-980", false, false},
		{"", false, false},
		{"19850709980x", false, false},
	} {
		_, err := care.ParsePersonnummer(tt.text)
		_, other := care.ParseSamordningsnummer(tt.text)
		if (err == nil) != tt.person || (other == nil) != tt.coordination {
			t.Errorf("%q: %v, %v", tt.text, err, other)
		}
		if err != nil && (code(err) != care.BadNumber || tt.text != "" && strings.Contains(err.Error(), tt.text)) {
			t.Errorf("%q: %v", tt.text, err)
		}
	}
	for nine, want := range map[string]byte{"850709980": '5', "750231024": '1', "701063239": '1', "556000000": '1', "000000000": '0'} {
		if got := care.CheckDigit(nine); got != want {
			t.Errorf("check digit of %s: %c, want %c", nine, got, want)
		}
	}
	if _, err := care.ParseOrganisationsnummer("5560000001"); err != nil {
		t.Error(err)
	}
	if got := care.Personnummer("198507099805").Masked(); got != "850709-••••" {
		t.Error(got)
	}
}

func FuzzPersonnummer(f *testing.F) {
	f.Add("198507099805")
	f.Add("197010632391")
	f.Fuzz(func(t *testing.T, text string) {
		_, a := care.ParsePersonnummer(text)
		_, b := care.ParseSamordningsnummer(text)
		if a == nil && b == nil {
			t.Errorf("%q is both", text)
		}
	})
}

// What rates_cases.json says must come out of rates.json.
func TestRates(t *testing.T) {
	var cases struct {
		Rates []struct {
			Day         care.Date
			Ore, Higher int
			Known       bool
		}
	}
	readCases(t, "rates_cases.json", &cases)
	if len(cases.Rates) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range cases.Rates {
		rate, known := care.RateOn(c.Day)
		if rate.Hour(false) != c.Ore || rate.Hour(true) != c.Higher || known != c.Known {
			t.Errorf("%s: %d %d %v", c.Day, rate.Hour(false), rate.Hour(true), known)
		}
	}
}

func TestOre(t *testing.T) {
	for _, tt := range []struct {
		sums care.Sums
		want int
	}{
		{care.Sums{Active: 41*60 + 30}, 1442955},                                           // 14 429.55 kr
		{care.Sums{Active: 528*60 + 10, Waiting: 153 * 60, Standby: 64*60 + 20}, 20013860}, // 200 138.60 kr
		{care.Sums{Standby: 1}, 83},
		{care.Sums{}, 0},
	} {
		if got := tt.sums.Counted().Ore(34770); got != tt.want {
			t.Errorf("%+v: %d öre, want %d", tt.sums, got, tt.want)
		}
	}
}

func anInvoice() care.Invoice {
	return care.Invoice{
		V: 1, Month: "2026-10", Version: 2, Beneficiary: care.InvoicePerson{ID: "alva", Name: "Alva <Påhittsson>", Personnummer: "198507099805"},
		Provider: care.InvoiceParty{Name: "Provbolaget", Organisationsnummer: "5560000001"}, Granter: "fk", Employer: "provider",
		Sums: care.Sums{Active: 600, Waiting: 480, Standby: 420}, Rows: 3, RowsHash: "00",
		Days:       []care.InvoiceDay{{Day: 5, Length: 1440, Sums: care.Sums{Active: 600}}},
		Assistants: []care.InvoiceShare{{ID: "samir", Name: "Samir", Sums: care.Sums{Active: 600}}},
	}
}

func TestInvoiceHash(t *testing.T) {
	const want = `{"v":1,"month":"2026-10","version":2,"beneficiary":{"id":"alva","name":"Alva <Påhittsson>","personnummer":"198507099805"},` +
		`"provider":{"name":"Provbolaget","organisationsnummer":"5560000001","contact":"","phone":""},"granter":"fk","employer":"provider",` +
		`"sums":{"active":600,"waiting":480,"standby":420},"days":[{"day":5,"length":1440,"active":600,"waiting":0,"standby":0}],` +
		`"assistants":[{"id":"samir","name":"Samir","active":600,"waiting":0,"standby":0}],"rows":3,"rowsHash":"00"}`
	raw, err := anInvoice().Canonical()
	if err != nil || string(raw) != want {
		t.Fatalf("%s\n%v", raw, err)
	}
	var back care.Invoice
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	first, _ := anInvoice().Hash()
	second, _ := back.Hash()
	back.Sums.Active++
	third, _ := back.Hash()
	if first != second || first == third || len(first) != 64 {
		t.Errorf("hashes %s %s %s", first, second, third)
	}
	if ref := anInvoice().Reference(); ref != "alva@2026-10.2" {
		t.Error(ref)
	}
}

// Every field of a statement is compared: change each, and see it found.
func TestCompareSeesEveryField(t *testing.T) {
	sent := anInvoice().Statement()
	if d := care.Compare(sent, sent); len(d) != 0 {
		t.Fatalf("the same differs: %v", d)
	}
	for i := range reflect.TypeFor[care.Statement]().NumField() {
		field := reflect.TypeFor[care.Statement]().Field(i)
		signed := sent
		switch v := reflect.ValueOf(&signed).Elem().Field(i); v.Kind() {
		case reflect.String:
			v.SetString("other")
		default:
			v.SetInt(4711)
		}
		d := care.Compare(sent, signed)
		if len(d) != 1 || d[0].Field != field.Tag.Get("json") || d[0].Signed == d[0].Sent {
			t.Errorf("%s changed: %v", field.Name, d)
		}
	}
}

// No personnummer comes out of a comparison, in whichever field it was written.
func TestCompareMasks(t *testing.T) {
	sent := anInvoice().Statement()
	for name, change := range map[string]func(*care.Statement){
		"another's":       func(s *care.Statement) { s.Personnummer = "199001019802" },
		"as the name":     func(s *care.Statement) { s.Name = "199001019802" },
		"with a hyphen":   func(s *care.Statement) { s.Personnummer = "900101-9802" },
		"as the provider": func(s *care.Statement) { s.Provider, s.Personnummer = "199001019802", "" },
	} {
		signed := sent
		change(&signed)
		text := fmt.Sprint(care.Compare(sent, signed))
		if strings.Contains(text, "9802") || strings.Contains(text, "9805") || !strings.Contains(text, "••••") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestStates(t *testing.T) {
	may := map[string]bool{}
	for _, pair := range strings.Fields(`open>ready ready>notified ready>opened notified>opened
		ready>handed_over notified>handed_over opened>handed_over handed_over>handed_over
		ready>received notified>received opened>received handed_over>received
		ready>signed notified>signed opened>signed handed_over>signed received>signed
		ready>differs notified>differs opened>differs handed_over>differs received>differs signed>differs differs>differs
		ready>open notified>open opened>open handed_over>open received>open signed>open differs>open`) {
		may[pair] = true
	}
	for _, from := range care.States() {
		for _, to := range care.States() {
			if got := from.May(to); got != may[string(from)+">"+string(to)] {
				t.Errorf("%s>%s: %v", from, to, got)
			}
		}
		if from.Sealed() != (from != care.Open) {
			t.Errorf("%s sealed: %v", from, from.Sealed())
		}
	}
	if none := care.State(""); !none.May(care.Ready) || none.Sealed() || none.Reached(care.Ready) || !care.Differs.Reached(care.Signed) {
		t.Error("no state is open")
	}
}
