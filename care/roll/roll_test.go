package roll_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"passbok/care"
	"passbok/care/roll"
)

const today = care.Date("2026-11-28")

// number is one of Skatteverket's test series, born on a day of 1985.
func number(i int) string {
	nine := fmt.Sprintf("85%02d%02d98%d", 1+i/28%12, 1+i%28, i/336%10)
	return "19" + nine + string(care.CheckDigit(nine))
}

func TestReads(t *testing.T) {
	whole := []roll.Line{
		{Number: 2, Role: "beneficiary", Given: "Åsa", Family: "Påhitt", Personnummer: "198507099805", From: "2026-12-01"},
		{
			Number: 3, Role: "assistant", Given: "Bo", Family: "Prov", Phone: "070-123 45 67", Personnummer: care.Personnummer(number(3)), From: "2026-12-01",
			Customer: "198507099805", Regime: "agreement", Sent: "2026-11-20", Received: "2026-11-25",
		},
	}
	swedish := "roll;förnamn;efternamn;personnummer;telefon;från;kund;arbetstid;anmäld;mottagen\n" +
		"Kund;Åsa;Påhitt;19850709-9805;;2026-12-01\n" +
		"assistent;Bo;Prov;" + number(3) + ";070-123 45 67;2026-12-01;850709-9805;Kollektivavtal;2026-11-20;2026-11-25\n;;;\n"
	english := "Role,First name,Last name,Personal number,Phone,Start date,Customer,Working time,Registered,Received\r\n" +
		"customer,Åsa,Påhitt,198507099805,,2026-12-01,,,,\r\n" +
		"assistant,\"Bo\",Prov," + number(3) + ",070-123 45 67,2026-12-01,19850709-9805,agreement,2026-11-20,2026-11-25\r\n"
	latin := []byte(strings.NewReplacer("Å", "\xc5", "å", "\xe5", "ö", "\xf6", "ä", "\xe4").Replace(swedish))
	for name, raw := range map[string][]byte{
		"Swedish, semicolons": []byte(swedish), "with a mark": []byte("\ufeff" + swedish), "Windows-1252": latin,
		"English, commas": []byte(english), "tabs": []byte(strings.ReplaceAll(swedish, ";", "\t")),
	} {
		t.Run(name, func(t *testing.T) {
			lines, problems := roll.Read(raw, today)
			if diff := cmp.Diff(whole, lines); diff != "" || len(problems) > 0 {
				t.Errorf("%s %v", diff, problems)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	const head = "roll;förnamn;efternamn;personnummer;telefon;från;kund;arbetstid;anmäld;mottagen\n"
	const good = "assistent;Bo;Prov;850709-9805;;2026-12-01"
	for raw, want := range map[string]roll.Problem{
		"":                             {Code: roll.Empty},
		head:                           {Code: roll.Empty},
		"PK\x00\x03":                   {Code: roll.NotText},
		head + "assistent;\"Bo;Prov\n": {Line: 2, Code: roll.NotCSV},
		"roll;förnamn;efternamn;personnummer;från;hund\n" + good:                     {Line: 1, Column: "hund", Code: roll.ColumnOther},
		"roll;roll;förnamn;efternamn;personnummer;från\n":                            {Line: 1, Column: "roll", Code: roll.ColumnTwice},
		"roll;förnamn;efternamn;personnummer\n":                                      {Line: 1, Column: "från", Code: roll.ColumnNone},
		head + "direktör;Bo;Prov;850709-9805;;2026-12-01":                            {Line: 2, Column: "roll", Code: roll.BadRole},
		head + "assistent;;Prov;850709-9805;;2026-12-01":                             {Line: 2, Column: "förnamn", Code: roll.Missing},
		head + "assistent;" + strings.Repeat("a", 61) + ";P;850709-9805;;2026-12-01": {Line: 2, Column: "förnamn", Code: roll.BadText},
		head + "\nassistent;Bo;Prov;850709-9806;;2026-12-01":                         {Line: 3, Column: "personnummer", Code: roll.BadNumber},
		head + "assistent;Bo;Prov;850709-9805;;1/12":                                 {Line: 2, Column: "från", Code: roll.BadDate},
		head + good + ";;ackord":                                                     {Line: 2, Column: "arbetstid", Code: roll.BadRegime},
		head + good + ";;husligt arbete":                                             {Line: 2, Column: "kund", Code: roll.NoCustomer},
		head + good + ";;;2026-11-20":                                                {Line: 2, Column: "kund", Code: roll.NoCustomer},
		head + good + ";850709-9805":                                                 {Line: 2, Column: "kund", Code: roll.Self},
		head + good + ";" + number(1) + ";;;2026-11-20":                              {Line: 2, Column: "anmäld", Code: roll.SentMissing},
		head + good + ";" + number(1) + ";;2026-11-20;2026-11-19":                    {Line: 2, Column: "mottagen", Code: roll.SentAfter},
		head + good + ";;;;;mer":                                                     {Line: 2, Code: roll.ColumnsBeyond},
		head + "kund;Bo;Prov;850709-9805;;2026-12-01;" + number(1):                   {Line: 2, Column: "kund", Code: roll.NotTheirs},
	} {
		if _, problems := roll.Read([]byte(raw), today); !slices.Equal(problems, []roll.Problem{want}) {
			t.Errorf("%q: %v, want %v", raw, problems, want)
		}
	}
	if _, problems := roll.Read([]byte(head+strings.Repeat(good+"\n", roll.MostLines+1)), today); !slices.Equal(problems, []roll.Problem{{Code: roll.TooLong}}) {
		t.Errorf("a long file: %v", problems)
	}
}

// Where somebody is written to is read as care has it, and becomes a document of its own.
func TestHowTheyAreReached(t *testing.T) {
	const head = "roll;förnamn;efternamn;personnummer;från;e-post;sms;språk\n"
	lines, problems := roll.Read([]byte(head+"kund;Bo;Prov;850709-9805;2026-12-01;bo@example.se;070-174 06 05;engelska\nassistent;Åsa;Prov;"+number(3)+";2026-12-01;;;\n"), today)
	if len(problems) > 0 || lines[0].Mail != "bo@example.se" || lines[0].Mobile != "+46701740605" || lines[0].Lang != "en" || lines[1].Mail != "" {
		t.Fatalf("%+v %v", lines, problems)
	}
	rows, _ := roll.Settle(lines, nil)
	var found []string
	for _, doc := range roll.Documents(rows, nil, func(name string) string { return strings.ReplaceAll(name, " ", "-") }) {
		if kind, id, _ := strings.Cut(doc.Ref, "/"); kind == "reach" {
			found = append(found, fmt.Sprint(id, " ", care.Text(doc.Fields, "person"), " ", care.ReachedOf(doc.Fields)))
		}
	}
	if want := []string{"person-2 person-2 {bo@example.se +46701740605 en [mail sms]  }"}; !slices.Equal(found, want) {
		t.Errorf("%q", found)
	}
	for cells, want := range map[string]roll.Problem{
		"bo@example;;": {Line: 2, Column: "e-post", Code: roll.BadMail}, ";08-123 45 67;": {Line: 2, Column: "sms", Code: roll.BadMobile}, ";;tyska": {Line: 2, Column: "språk", Code: roll.BadLang},
	} {
		if _, problems := roll.Read([]byte(head+"kund;Bo;Prov;850709-9805;2026-12-01;"+cells), today); !slices.Equal(problems, []roll.Problem{want}) {
			t.Errorf("%s: %v", cells, problems)
		}
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"19850709-9805": "198507099805", "850709-9805": "198507099805", "850709+9805": "188507099805", "8507099805": "198507099805",
		"198507099805": "198507099805", "850709-9806": "", "": "", "hej": "", "850732-9805": "",
	} {
		n, _, err := roll.ParseNumber(text, today)
		if string(n) != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q %v", text, n, err)
		}
	}
	if n, coordination, err := roll.ParseNumber("701063-2391", today); err != nil || !coordination || n != "197010632391" {
		t.Errorf("%s %t %v", n, coordination, err)
	}
}

func settled(t *testing.T, known roll.Known, lines ...string) ([]roll.Row, []roll.Problem) {
	t.Helper()
	read, problems := roll.Read([]byte("roll;förnamn;efternamn;personnummer;från;kund;arbetstid;anmäld\n"+strings.Join(lines, "\n")), today)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return roll.Settle(read, known)
}

func TestSettles(t *testing.T) {
	a, b, c, d := number(1), number(2), number(3), number(4)
	known := roll.Known{care.Personnummer(c): {ID: "c", Customer: true}, care.Personnummer(d): {ID: "d"}}
	rows, problems := settled(t, known, "kund;A;A;"+a+";2026-12-01", "assistent;B;B;"+b+";2026-12-01;"+a, "assistent;B;B;"+b+";2026-12-01;"+c, "assistent;D;D;"+d+";2026-12-01;"+c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var states []roll.State
	for _, r := range rows {
		states = append(states, r.State)
	}
	if want := []roll.State{roll.New, roll.New, roll.More, roll.There}; !slices.Equal(states, want) {
		t.Errorf("%v", states)
	}
	for name, try := range map[string]struct {
		lines []string
		want  roll.Problem
	}{
		"unknown customer":     {[]string{"assistent;B;B;" + b + ";2026-12-01;" + a}, roll.Problem{Line: 2, Column: "kund", Code: roll.Unknown}},
		"no customer":          {[]string{"assistent;B;B;" + b + ";2026-12-01;" + d}, roll.Problem{Line: 2, Column: "kund", Code: roll.NotCustomer}},
		"an assistant instead": {[]string{"assistent;A;A;" + a + ";2026-12-01", "assistent;B;B;" + b + ";2026-12-01;" + a}, roll.Problem{Line: 3, Column: "kund", Code: roll.NotCustomer}},
		"another name":         {[]string{"kund;A;A;" + a + ";2026-12-01", "assistent;X;A;" + a + ";2026-12-01"}, roll.Problem{Line: 3, Code: roll.NamedOther}},
		"twice":                {[]string{"kund;A;A;" + a + ";2026-12-01", "kund;A;A;" + a + ";2026-12-02"}, roll.Problem{Line: 3, Code: roll.SaidTwice}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, problems := settled(t, known, try.lines...); !slices.Equal(problems, []roll.Problem{try.want}) {
				t.Errorf("%v", problems)
			}
		})
	}
}

func TestDocuments(t *testing.T) {
	a, b := number(1), number(2)
	rows, problems := settled(t, nil, "kund;A;A;"+a+";2026-12-01", "assistent;B;B;"+b+";2026-12-01;"+a+";hushåll;2026-11-20", "assistent;C;C;701063-2391;2026-12-01")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, d := range roll.Documents(rows, nil, func(name string) string { return strings.ReplaceAll(name, " ", "-") }) {
		got = append(got, fmt.Sprintf("%s %s", d.Ref, care.Value(d.Fields)))
	}
	want := []string{
		`person/person-2 {"family":"A","given":"A","name":"A A"}`,
		`identity/person-2 {"person":"person-2","personnummer":"` + a + `"}`,
		`person/person-3 {"family":"B","given":"B","name":"B B"}`,
		`identity/person-3 {"person":"person-3","personnummer":"` + b + `"}`,
		`person/person-4 {"family":"C","given":"C","name":"C C"}`,
		`identity/person-4 {"person":"person-4","samordningsnummer":"197010632391"}`,
		`membership/membership-2 {"from":"2026-12-01","person":"person-2","role":"beneficiary"}`,
		`membership/membership-3 {"from":"2026-12-01","person":"person-3","role":"assistant"}`,
		`engagement/engagement-3 {"assistant":"person-3","beneficiary":"person-2","from":"2026-12-01"}`,
		`employment/employment-3 {"assistant":"person-3","beneficiary":"person-2","employer":"beneficiary","from":"2026-12-01","regime":"household"}`,
		`registration/registration-3 {"assistant":"person-3","beneficiary":"person-2","from":"2026-12-01","sent":"2026-11-20"}`,
		`membership/membership-4 {"from":"2026-12-01","person":"person-4","role":"assistant"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []roll.Line
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 40), 0, 120).Draw(t, "numbers") {
			role := rapid.SampledFrom([]string{"assistant", "beneficiary"}).Draw(t, "role")
			lines = append(lines, roll.Line{Number: i + 2, Role: role, Personnummer: care.Personnummer(number(n))})
		}
		where, all, assistants := map[care.Personnummer]int{}, 0, false
		leads := map[care.Personnummer]bool{}
		for _, l := range lines {
			leads[l.Personnummer] = leads[l.Personnummer] || l.Role == "beneficiary"
		}
		for i, piece := range roll.Pieces(lines) {
			for _, l := range piece {
				if l.Personnummer != piece[0].Personnummer {
					t.Fatalf("two persons in one piece")
				}
				if before, seen := where[l.Personnummer]; seen && before != i {
					t.Fatalf("one person in two pieces")
				}
				where[l.Personnummer] = i
				assistants = assistants || !leads[l.Personnummer]
				if assistants && leads[l.Personnummer] {
					t.Fatalf("a customer after those who work for them")
				}
			}
			all += len(piece)
		}
		if all != len(lines) {
			t.Fatalf("%d of %d lines", all, len(lines))
		}
	})
}

// FuzzRead: whatever the bytes, nothing panics, a problem has a known code, and what is taken the schema takes.
func FuzzRead(f *testing.F) {
	f.Add([]byte("roll;förnamn;efternamn;personnummer;telefon;från;kund;arbetstid;anmäld;mottagen\nkund;Åsa;P;850709-9805;;2026-12-01\nassistent;Bo;P;" + number(3) + ";1234567;2026-12-01;850709-9805;hushåll;2026-11-20;2026-11-25\n"))
	f.Add([]byte("role,given,family,number,from\nassistant,\"A\nB\",C,701063-2391,2026-12-01"))
	f.Add([]byte("\xef\xbb\xbf\xe5;\"\n"))
	kinds := map[string]care.DocKind{}
	for _, k := range care.Kinds() {
		kinds[k.Name] = k
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		lines, problems := roll.Read(raw, today)
		rows, more := roll.Settle(lines, nil)
		for _, p := range append(problems, more...) {
			if !slices.Contains(roll.Codes(), p.Code) {
				t.Fatalf("no such code: %v", p)
			}
		}
		if len(problems) > 0 || len(more) > 0 {
			return
		}
		there := map[string]bool{}
		for _, d := range roll.Documents(rows, nil, func(name string) string { return strings.ReplaceAll(name, " ", "-") }) {
			kind := kinds[care.KindOf(d.Ref)]
			for name, value := range d.Fields {
				if check, known := kind.Fields[name]; !known || check(value) != nil {
					t.Fatalf("%s: %s %s: %v", d.Ref, name, value, check(value))
				}
			}
			if err := kind.Check(care.ID(d.Ref), d.Fields); err != nil {
				t.Fatalf("%s: %v", d.Ref, err)
			}
			if there[d.Ref] {
				t.Fatalf("%s twice", d.Ref)
			}
			there[d.Ref] = true
		}
	})
}

const wide = "roll;förnamn;efternamn;personnummer;från;kund;företräder som;omfattning;beviljade timmar;per;beslutat av;beslut från;beslut till\n"

// Coordinators, representatives and decisions become what they are.
func TestOtherRolesAndDecisions(t *testing.T) {
	a, b, c := number(1), number(2), number(3)
	lines, problems := roll.Read([]byte(wide+"kund;A;A;"+a+";2026-12-01;;;;110.30;vecka;;2026-01-01;\nställföreträdare;B;B;"+b+";2026-12-01;"+a+";God man;rätt, egendom\nArbetsledare;C;C;"+c+";2026-12-01\n"+
		"ställföreträdare;D;D;"+number(4)+";2026-12-01;"+a+";vårdnadshavare"), today)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	rows, problems := roll.Settle(lines, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, d := range roll.Documents(rows, nil, func(name string) string { return strings.ReplaceAll(name, " ", "-") }) {
		if kind := care.KindOf(d.Ref); kind != "person" && kind != "identity" {
			got = append(got, fmt.Sprintf("%s %s", d.Ref, care.Value(d.Fields)))
		}
	}
	want := []string{
		`membership/membership-2 {"from":"2026-12-01","person":"person-2","role":"beneficiary"}`,
		`decision/decision-2 {"beneficiary":"person-2","from":"2026-01-01","granter":"fk","minutes":6630,"per":"week","state":"granted"}`,
		`membership/membership-3 {"from":"2026-12-01","person":"person-3","role":"representative"}`,
		`representation/representation-3 {"beneficiary":"person-2","from":"2026-12-01","kind":"god_man","representative":"person-3","scope":["rights","property"]}`,
		`membership/membership-4 {"from":"2026-12-01","person":"person-4","role":"coordinator"}`,
		`membership/membership-5 {"from":"2026-12-01","person":"person-5","role":"representative"}`,
		`representation/representation-5 {"beneficiary":"person-2","from":"2026-12-01","kind":"guardian","representative":"person-5"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, doc := range roll.Documents(rows, nil, func(name string) string { return strings.ReplaceAll(name, " ", "-") }) { // each as care takes it
		for _, kind := range care.Kinds() {
			if kind.Name != care.KindOf(doc.Ref) {
				continue
			}
			for field, value := range doc.Fields {
				if err := kind.Fields[field](value); err != nil {
					t.Errorf("%s: %v", doc.Ref, err)
				}
			}
			if err := kind.Check(care.ID(doc.Ref), doc.Fields); err != nil {
				t.Errorf("%s: %v", doc.Ref, err)
			}
		}
	}
}

func TestWhatIsWrongWithOtherRoles(t *testing.T) {
	n := number(1)
	for raw, want := range map[string]roll.Problem{
		"ställföreträdare;B;B;850709-9805;2026-12-01;;god man":                         {Line: 2, Column: "kund", Code: roll.NoCustomer},
		"ställföreträdare;B;B;850709-9805;2026-12-01;850709-9805;god man":              {Line: 2, Column: "kund", Code: roll.Self},
		"ställföreträdare;B;B;850709-9805;2026-12-01;" + n:                             {Line: 2, Column: "företräder som", Code: roll.Missing},
		"ställföreträdare;B;B;850709-9805;2026-12-01;" + n + ";vän":                    {Line: 2, Column: "företräder som", Code: roll.BadTask},
		"ställföreträdare;B;B;850709-9805;2026-12-01;" + n + ";god man;allt":           {Line: 2, Column: "omfattning", Code: roll.BadScope},
		"ställföreträdare;B;B;850709-9805;2026-12-01;" + n + ";vårdnadshavare;rätt":    {Line: 2, Column: "omfattning", Code: roll.NotTheirs},
		"arbetsledare;B;B;850709-9805;2026-12-01;" + n:                                 {Line: 2, Column: "kund", Code: roll.NotTheirs},
		"assistent;B;B;850709-9805;2026-12-01;;god man":                                {Line: 2, Column: "företräder som", Code: roll.NotTheirs},
		"kund;B;B;850709-9805;2026-12-01;;;;;vecka;;2026-01-01":                        {Line: 2, Column: "beviljade timmar", Code: roll.Missing},
		"kund;B;B;850709-9805;2026-12-01;;;;110.60;vecka;;2026-01-01":                  {Line: 2, Column: "beviljade timmar", Code: roll.BadHours},
		"kund;B;B;850709-9805;2026-12-01;;;;110;dag;;2026-01-01":                       {Line: 2, Column: "per", Code: roll.BadPer},
		"kund;B;B;850709-9805;2026-12-01;;;;110;vecka;staten;2026-01-01":               {Line: 2, Column: "beslutat av", Code: roll.BadGranter},
		"kund;B;B;850709-9805;2026-12-01;;;;110;vecka":                                 {Line: 2, Column: "beslut från", Code: roll.Missing},
		"kund;B;B;850709-9805;2026-12-01;;;;110;vecka;fk;2026-01-01;2025-01-01":        {Line: 2, Column: "beslut till", Code: roll.PeriodWrong},
		"kund;B;B;850709-9805;2026-12-01;;;;110;period;fk;2026-01-01":                  {Line: 2, Column: "beslut till", Code: roll.PeriodWrong},
		"kund;B;B;850709-9805;2026-12-01;;;;110;period;kommunen;2026-01-01;2026-12-31": {Line: 2, Column: "beslut till", Code: roll.PeriodWrong},
	} {
		if _, problems := roll.Read([]byte(wide+raw), today); !slices.Equal(problems, []roll.Problem{want}) {
			t.Errorf("%q: %v, want %v", raw, problems, want)
		}
	}
}
