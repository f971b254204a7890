package paxml_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"
	"pgregory.net/rapid"

	"passbok/care"
	"passbok/out/paxml"
	"passbok/out/paxml/schema"
)

var made = time.Date(2026, 11, 6, 8, 30, 0, 0, time.UTC)

func file(times ...paxml.Time) paxml.File {
	return paxml.File{Made: made, Company: "Provbolaget & Co", Number: "5560000001", Program: "Passbok", Times: times}
}

func lint(t testing.TB, raw []byte) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paxml.xsd")
	if err := os.WriteFile(path, schema.XSD(), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "xmllint", "--nonet", "--noout", "--schema", path, "-")
	cmd.Stdin = bytes.NewReader(raw)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, said)
	}
	return nil
}

func TestWhatIsWritten(t *testing.T) {
	var w bytes.Buffer
	f := file(
		paxml.Time{Employee: "17", Personnummer: "199003069805", Code: "ARB", Date: "2026-10-12", Minutes: 361},
		paxml.Time{Personnummer: "198507099805", Code: "JR1", Date: "2026-10-25", Minutes: 1500},
		paxml.Time{Employee: "17", Code: "310", Date: "2026-10-13", Minutes: 1},
	)
	f.Away = []paxml.Away{{Employee: "17", Code: paxml.Absence("sick"), From: "2026-10-20", To: "2026-10-22"}}
	if err := paxml.Write(&w, f); err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<paxml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.paxml.se/2.0/paxml.xsd">
	<header>
		<format>LÖNIN</format>
		<version>2.0</version>
		<datum>2026-11-06T09:30:00</datum>
		<foretagorgnr>5560000001</foretagorgnr>
		<foretagnamn>Provbolaget &amp; Co</foretagnamn>
		<programnamn>Passbok</programnamn>
	</header>
	<tidtransaktioner>
		<tidtrans postid="1" anstid="17">
			<tidkod>ARB</tidkod>
			<datum>2026-10-12</datum>
			<timmar>6.0167</timmar>
		</tidtrans>
		<tidtrans postid="2" persnr="198507099805">
			<tidkod>JR1</tidkod>
			<datum>2026-10-25</datum>
			<timmar>25.0000</timmar>
		</tidtrans>
		<tidtrans postid="4" anstid="17">
			<tidkod>SJK</tidkod>
			<datumfrom>2026-10-20</datumfrom>
			<datumtom>2026-10-22</datumtom>
			<omfattning>100</omfattning>
		</tidtrans>
	</tidtransaktioner>
	<lonetransaktioner>
		<lonetrans postid="3" anstid="17">
			<lonart>310</lonart>
			<datum>2026-10-13</datum>
			<antal>0.0167</antal>
		</lonetrans>
	</lonetransaktioner>
</paxml>
`
	if w.String() != want {
		t.Errorf("%s", w.String())
	}
	if err := lint(t, w.Bytes()); err != nil {
		t.Error(err)
	}
}

// Each rule of the schema is broken once.
func TestTheSchemaIsStrict(t *testing.T) {
	var w bytes.Buffer
	if err := paxml.Write(&w, file(
		paxml.Time{Employee: "17", Code: "ARB", Date: "2026-10-12", Minutes: 360}, paxml.Time{Personnummer: "198507099805", Code: "ARB", Date: "2026-10-12", Minutes: 60},
	)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"another version": {"<version>2.0", "<version>3.0"}, "no header": {"<format>LÖNIN</format>", ""}, "an unknown code": {">ARB<", ">XYZ<"}, "no date": {"<datum>2026-10-12</datum>", ""},
		"a date that is none": {"2026-10-12", "2026-10-32"}, "a comma": {"6.0000", "6,0000"}, "no time": {"6.0000", "0.0000"}, "a number of ten digits": {"198507099805", "8507099805"},
		"one number twice": {`postid="2"`, `postid="1"`}, "a number with a hyphen": {"5560000001", "556000-0001"}, "something more": {"</header>", "<x/></header>"},
	} {
		broken := strings.Replace(w.String(), change[0], change[1], 1)
		if broken == w.String() {
			t.Fatalf("%s: %q does not occur", name, change[0])
		}
		if lint(t, []byte(broken)) == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	good := paxml.Time{Employee: "17", Code: "ARB", Date: "2026-10-12", Minutes: 60}
	many := make([]paxml.Time, 167)
	for i := range many {
		many[i] = good
	}
	for name, times := range map[string][]paxml.Time{
		"nobody": {{Code: "ARB", Date: "2026-10-12", Minutes: 60}}, "no code": {{Employee: "17", Date: "2026-10-12", Minutes: 60}},
		"no time": {{Employee: "17", Code: "ARB", Date: "2026-10-12"}}, "more than add up": many,
	} {
		var w bytes.Buffer
		if err := paxml.Write(&w, file(times...)); err == nil || w.Len() > 0 {
			t.Errorf("%s is written: %v", name, err)
		}
	}
	for _, away := range []paxml.Away{{Code: "SJK", From: "2026-10-20", To: "2026-10-20"}, {Employee: "17", Code: "x", From: "2026-10-20", To: "2026-10-20"}, {Employee: "17", Code: "SJK", From: "2026-10-20", To: "2026-10-19"}} {
		f := file(good)
		f.Away = []paxml.Away{away}
		if paxml.Write(io.Discard, f) == nil {
			t.Errorf("%+v is written", away)
		}
	}
}

// Whoever reads the file, as numbers of ordinary precision, gets each day's minutes, and each employee's sums, back to the minute.
func TestMinutesComeBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		want, days := map[string]int{}, map[string]int{}
		var times []paxml.Time
		for day := range rapid.IntRange(1, 31).Draw(r, "days") {
			for _, who := range []string{"17", "18"} {
				for _, code := range []string{"ARB", "JR1", "310"} {
					minutes := rapid.IntRange(0, 1500).Draw(r, "minutes")
					if minutes == 0 {
						continue
					}
					date := fmt.Sprintf("2026-10-%02d", day+1)
					times = append(times, paxml.Time{Employee: who, Code: code, Date: care.Date(date), Minutes: minutes})
					want[who+code] += minutes
					days[who+code+date] = minutes
				}
			}
		}
		var w bytes.Buffer
		if err := paxml.Write(&w, file(times...)); err != nil {
			r.Fatal(err)
		}
		doc := etree.NewDocument()
		if err := doc.ReadFromBytes(w.Bytes()); err != nil {
			r.Fatal(err)
		}
		got := map[string]float64{}
		for _, one := range append(doc.FindElements("//tidtrans"), doc.FindElements("//lonetrans")...) {
			children := one.ChildElements()
			hours, err := strconv.ParseFloat(children[2].Text(), 64)
			if err != nil {
				r.Fatal(err)
			}
			key := one.SelectAttrValue("anstid", "") + children[0].Text()
			got[key] += hours
			if minutes := int(math.Round(hours * 60)); minutes != days[key+children[1].Text()] {
				r.Fatalf("%s on %s: %d minutes", key, children[1].Text(), minutes)
			}
		}
		for key, minutes := range want {
			if int(math.Round(got[key]*60)) != minutes {
				r.Fatalf("%s: %f hours, want %d minutes", key, got[key], minutes)
			}
		}
	})
}

// Unsocial hours never go by what other time goes by where a provider says nothing: they would be paid as work, once more.
func TestUnsocialHoursHaveCodesOfTheirOwn(t *testing.T) {
	codes := paxml.Codes()
	taken := []string{codes.Active, codes.Waiting, codes.Standby}
	for _, kind := range care.AbsenceKinds() {
		taken = append(taken, paxml.Absence(kind))
	}
	var fits func(json.RawMessage) error
	for _, kind := range care.Kinds() {
		if kind.Name == "provider" {
			fits = kind.Fields["unsocial"]
		}
	}
	for _, code := range append(taken, "OB1", "OB5", "310") {
		table := fmt.Sprintf(`[{"from":"2026-01-01","rules":[{"begins":"19.00","code":%q,"days":["mon"],"ends":"22.00","kinds":["active"]}]}]`, code)
		if err := fits(json.RawMessage(table)); (err != nil) != slices.Contains(taken, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
}
