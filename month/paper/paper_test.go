package paper_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/care"
	"passbok/month/paper"
)

func TestReferencesAsTheyAreTyped(t *testing.T) {
	for _, tt := range [][2]string{
		{"4f2a9c-48213", "4f2a9c-48213"}, {" 4F2A9C - 48213 ", "4f2a9c-48213"}, {"4f2a9c-1099511627777", "4f2a9c-1099511627777"}, {"-2a-9c-1", "-2a-9c-1"},
		{"", ""}, {"4f2a9c", ""}, {"4f2a9c-", ""}, {"-48213", ""}, {"4f2a9c-0", ""}, {"4f2a9c-07", ""}, {"4f2a9c--1", ""}, {"4f2a9c-x", ""}, {"4f2a9-1", ""}, {"4f2a9c0-1", ""},
		{"4f2a9/-1", ""}, {"4f2å9-1", ""}, {"4f2a9c-+1", ""}, {"4f2a9c-9223372036854775808", ""}, {"4f2a9c-1_0", ""},
	} {
		text, want := tt[0], tt[1]
		got, err := paper.ParseReference(text)
		if want == "" {
			if !errors.Is(err, paper.ErrReference) {
				t.Errorf("%q: %v, %v", text, got, err)
			}
			continue
		}
		if err != nil || got.String() != want {
			t.Errorf("%q: %v, %v, want %s", text, got, err, want)
		}
	}
}

func TestHashesAsTheyAreTyped(t *testing.T) {
	hash := strings.Repeat("0123456789abcdef", 4)
	groups := paper.Seal{Hash: hash}.Groups()
	if len(groups) != 16 || strings.Join(groups, "") != hash {
		t.Errorf("%q", groups)
	}
	for _, text := range []string{hash, strings.ToUpper(hash), strings.Join(groups, " "), strings.Join(groups, "-"), " " + hash + "\n"} {
		if got, err := paper.ParseHash(text); got != hash || err != nil {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", hash[1:], hash + "0", "g" + hash[1:], hash[:62] + "å"} {
		if got, err := paper.ParseHash(text); !errors.Is(err, paper.ErrHash) {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestAddressNamesNobody(t *testing.T) {
	s := paper.Seal{Reference: paper.Reference{Book: paper.Tag("b00c0000-0000-7000-8000-0000004f2a9c"), Entry: 7}, Hash: "ab", Server: "https://passbok.example"}
	if got := s.Address(); got != "https://passbok.example/verifiera#4f2a9c-7.ab" {
		t.Error(got)
	}
	s.Server = ""
	if got := s.Address(); got != "" {
		t.Error(got)
	}
}

// However many rows there are, they stand on the sheets once each, in order, no sheet has more than the form's, and the
// sums of the sheets are those of the month.
func TestSheetsHoldEveryRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sheet := care.Timesheet{Month: "2026-10", Version: 1}
		for i := range rapid.IntRange(0, 400).Draw(t, "rows") {
			minutes := rapid.IntRange(1, 59).Draw(t, "minutes")
			kind := rapid.SampledFrom(care.AllKinds()).Draw(t, "kind")
			sheet.Rows = append(sheet.Rows, care.SheetRow{Day: 1 + i%31, From: "08.00", To: fmt.Sprintf("08.%02d", minutes), Kind: kind, Minutes: minutes})
			sheet.Sums = sheet.Sums.Add(kind, minutes)
		}
		p, err := paper.Timesheet(sheet, paper.Seal{At: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for n, s := range p.Sheets {
			if s.Number != n+1 || s.Of != len(p.Sheets) || len(s.Rows) > paper.RowsASheet || n < len(p.Sheets)-1 && len(s.Rows) < paper.RowsASheet || s.Marked {
				t.Fatalf("sheet %+v", s)
			}
			for _, row := range s.Rows {
				if want := sheet.Rows[at]; row.Day != want.Day || row.To != want.To || row.Mark {
					t.Fatalf("row %d is %+v, want %+v", at, row, want)
				}
				at++
			}
			last := s.Sums.Rows[0][len(s.Sums.Rows[0])-1]
			if last != paper.Length(sheet.Sums.Active) {
				t.Fatalf("the month's sum on sheet %d is %s", n+1, last)
			}
		}
		if at != len(sheet.Rows) || len(p.Sheets) == 0 {
			t.Fatalf("%d rows on %d sheets, of %d", at, len(p.Sheets), len(sheet.Rows))
		}
	})
}

func TestBoxesOfAnEmployer(t *testing.T) {
	for employer, want := range map[string]string{
		care.EmployedByProvider: "anordnaren", care.EmployedByBeneficiary: "den som har assistans", care.EmployedByOther: "annan arbetsgivare", care.SelfEmployed: "egen företagare", "": "",
	} {
		p, err := paper.Timesheet(care.Timesheet{Month: "2026-10", Employer: employer, Agreement: employer == ""}, paper.Seal{})
		if err != nil {
			t.Fatal(err)
		}
		var made []string
		for _, s := range p.Sections {
			for _, f := range s.Fields {
				for _, c := range f.Choices {
					if c.Made {
						made = append(made, c.Label)
					}
				}
			}
		}
		agreement := map[bool]string{true: "Ja", false: "Nej"}[employer == ""]
		if got := strings.Join(made, " "); got != strings.TrimSpace(agreement+" "+want) {
			t.Errorf("%s: %q", employer, got)
		}
		if own := strings.Contains(p.Signatures[1].Who, "den som har assistans"); own != (employer == care.EmployedByBeneficiary) {
			t.Errorf("%s signs as %q", employer, p.Signatures[1].Who)
		}
	}
}
