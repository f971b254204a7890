package care

import "strconv"

// Statement is what an invoice says to Försäkringskassan, and what Försäkringskassan echoes when it is
// signed. Every field is compared.
type Statement struct {
	Month               Month        `json:"month"`
	Personnummer        Personnummer `json:"personnummer"`
	Name                string       `json:"name"`
	Organisationsnummer string       `json:"organisationsnummer"`
	Provider            string       `json:"provider"`
	Active              int          `json:"active"`  // minutes
	Waiting             int          `json:"waiting"` // minutes, as they were
	Standby             int          `json:"standby"` // minutes, as they were
	Version             int          `json:"version"`
}

// Statement is the part of the snapshot that goes to Försäkringskassan.
func (i Invoice) Statement() Statement {
	return Statement{
		Month: i.Month, Personnummer: i.Beneficiary.Personnummer, Name: i.Beneficiary.Name,
		Organisationsnummer: i.Provider.Organisationsnummer, Provider: i.Provider.Name,
		Active: i.Sums.Active, Waiting: i.Sums.Waiting, Standby: i.Sums.Standby, Version: i.Version,
	}
}

// Difference is one field that was signed otherwise than it was sent. Personnummer are masked: it may be shown
// and kept where the numbers may not.
type Difference struct {
	Field  string `json:"field"`
	Sent   string `json:"sent"`
	Signed string `json:"signed"`
}

// Compare finds every field in which what was signed differs from what was sent, in the order of the form.
func Compare(sent, signed Statement) []Difference {
	a, b := sent.rows(), signed.rows()
	var differences []Difference
	for i := range a {
		if a[i][1] != b[i][1] {
			differences = append(differences, Difference{a[i][0], shown(a[i][0], a[i][1]), shown(a[i][0], b[i][1])})
		}
	}
	return differences
}

// shown masks a personnummer, also where somebody wrote one into another field.
func shown(field, value string) string {
	if field == "personnummer" || digits(value, 12) {
		return Personnummer(value).Masked()
	}
	return value
}

// rows are the fields by name, all of them: statement_test holds them against the type.
func (s Statement) rows() [][2]string {
	return [][2]string{
		{"month", string(s.Month)}, {"personnummer", string(s.Personnummer)}, {"name", s.Name},
		{"organisationsnummer", s.Organisationsnummer}, {"provider", s.Provider},
		{"active", strconv.Itoa(s.Active)}, {"waiting", strconv.Itoa(s.Waiting)},
		{"standby", strconv.Itoa(s.Standby)}, {"version", strconv.Itoa(s.Version)},
	}
}
