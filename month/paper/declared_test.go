package paper_test

import (
	"strings"
	"testing"

	"passbok/care"
	"passbok/month/paper"
)

// What was said is on the paper, box by box; what was not said is an empty box and never a "no".
func TestDeclared(t *testing.T) {
	yes, no := true, false
	full := &care.InvoiceDeclaration{
		Activities: []string{care.ActivitySchool}, OutsideEEA: &no, AllUsed: &no, LeftOre: 120050,
		Hospital:        []care.InvoiceStay{{From: "2026-10-19T18:30+02:00", To: "2026-10-20T07:05+02:00"}},
		Representatives: []care.InvoiceRepresentative{{ID: "g", Kind: care.GodMan, Name: "Gunnar Fiktivsson", Personnummer: "198507099805"}},
		Costs:           []care.InvoiceCost{{Cost: "pay", Hour: 21050, Period: 1000000}}, CostOre: 1000000, CostMinutes: 7230,
		Advance: &care.InvoiceAdvance{From: "2026-10-01", To: "2026-10-31", LeftOre: 5, Settled: "dras av"},
	}
	for name, tt := range map[string]struct {
		said  *care.InvoiceDeclaration
		made  string // the boxes that are ticked
		words []string
		none  []string
	}{
		"nothing said": {nil, "", nil, []string{"Kostnader", "2026-10-19"}},
		"all said": {full, "skola, Nej, Nej, god man", []string{
			"2026-10-19 18.30", "2026-10-20 07.05", "1200,50", "Gunnar Fiktivsson", "19850709-9805", "210,50", "10000", "120 tim 30 min", "2026-10-01 – 2026-10-31", "0,05", "dras av",
		}, nil},
		"none of the activities, all used": {&care.InvoiceDeclaration{NoActivities: true, AllUsed: &yes, OutsideEEA: &yes}, "inget av dem, Ja, Ja", nil, []string{"120050"}},
		"two who may sign are named by neither": {&care.InvoiceDeclaration{Representatives: []care.InvoiceRepresentative{{Name: "En Vårdnadshavare", Kind: care.Guardian}, {Name: "Två Vårdnadshavare", Kind: care.Guardian}}},
			"", nil, []string{"En Vårdnadshavare", "Två Vårdnadshavare"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := paper.Invoice(care.Invoice{V: 2, Month: "2026-10", Version: 1, Declaration: tt.said}, paper.Seal{})
			if err != nil {
				t.Fatal(err)
			}
			var made, all []string
			for _, s := range p.Sections {
				all = append(all, s.Title, s.Note)
				for _, f := range s.Fields {
					all = append(all, f.Value)
					for _, c := range f.Choices {
						if c.Made {
							made = append(made, c.Label)
						}
					}
				}
				if s.Table != nil {
					for _, row := range s.Table.Rows {
						all = append(all, row...)
					}
				}
			}
			if got := strings.Join(made, ", "); got != tt.made {
				t.Errorf("ticked %q, want %q", got, tt.made)
			}
			text := "\n" + strings.Join(all, "\n") + "\n"
			for _, word := range tt.words {
				if !strings.Contains(text, "\n"+word+"\n") {
					t.Errorf("%q is not on it", word)
				}
			}
			for _, word := range tt.none {
				if strings.Contains(text, word) {
					t.Errorf("%q is on it", word)
				}
			}
		})
	}
}
