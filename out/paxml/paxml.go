package paxml

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/big"
	"slices"
	"time"

	"passbok/care"
)

// File is what is to be written.
type File struct {
	Made    time.Time
	Company string // name
	Number  string // organisationsnummer, ten digits; empty where none is known
	Program string // which has made it
	Times   []Time // in the order in which they are written
	Away    []Away
}

// Away is an employee's absence over whole days.
type Away struct {
	Employee     string            // as of Time
	Personnummer care.Personnummer // as of Time
	Code         string            // one of PAXml's own
	From, To     care.Date         // both included
}

// Time is an employee's time of one kind on one day.
type Time struct {
	Employee     string            // number at the payroll system; empty: known by Personnummer
	Personnummer care.Personnummer // only written where there is no number
	Code         string            // one of PAXml's own, or the provider's own kind of pay
	Date         care.Date
	Minutes      int // above zero
}

// Minutes are the sums of the file by employee and code.
func (f File) Minutes() map[[2]string]int {
	sums := map[[2]string]int{}
	for _, t := range f.Times {
		sums[[2]string{t.who(), t.Code}] += t.Minutes
	}
	return sums
}

func (t Time) who() string {
	if t.Employee != "" {
		return t.Employee
	}
	return string(t.Personnummer)
}

func (t Time) whose(post int) whose {
	if t.Employee != "" {
		return whose{Post: post, Employee: t.Employee}
	}
	return whose{Post: post, Personnummer: string(t.Personnummer)}
}

// Write writes the file. Nothing is written where a transaction would not say its minutes, or the sum of an employee's would not:
// the error then says which.
func Write(w io.Writer, f File) error {
	doc := document{
		XSI: "http://www.w3.org/2001/XMLSchema-instance", Schema: "http://www.paxml.se/2.0/paxml.xsd",
		Header: header{Format: format, Version: Version, Made: f.Made.In(care.Stockholm()).Format("2006-01-02T15:04:05"), Number: f.Number, Company: f.Company, Program: f.Program},
	}
	written := map[[2]string]*tally{}
	for i, t := range f.Times {
		if t.who() == "" || t.Code == "" || t.Minutes <= 0 {
			return fmt.Errorf("write PAXml: transaction %d has no employee, code or time", i+1)
		}
		hours := Hours(t.Minutes)
		key := [2]string{t.who(), t.Code}
		if written[key] == nil {
			written[key] = &tally{}
		}
		if err := written[key].add(hours, t.Minutes); err != nil {
			return fmt.Errorf("write PAXml: transaction %d: %w", i+1, err)
		}
		whose := t.whose(i + 1)
		if slices.Contains(TimeCodes(), t.Code) {
			doc.times().All = append(doc.times().All, timeTrans{whose: whose, Code: t.Code, Date: string(t.Date), Hours: hours})
		} else {
			doc.pays().All = append(doc.pays().All, payTrans{whose, t.Code, string(t.Date), hours})
		}
	}
	for i, a := range f.Away {
		who := Time{Employee: a.Employee, Personnummer: a.Personnummer}
		if who.who() == "" || !slices.Contains(TimeCodes(), a.Code) || a.From == "" || a.To < a.From {
			return fmt.Errorf("write PAXml: absence %d has no employee, code or days", i+1)
		}
		doc.times().All = append(doc.times().All, timeTrans{whose: who.whose(len(f.Times) + i + 1), Code: a.Code, From: string(a.From), To: string(a.To), Extent: whole})
	}
	for key, sum := range f.Minutes() {
		if err := written[key].is(sum); err != nil {
			return fmt.Errorf("write PAXml: code %s: %w", key[1], err)
		}
	}
	raw, err := xml.MarshalIndent(doc, "", "\t")
	if err != nil {
		return fmt.Errorf("write PAXml: %w", err)
	}
	if _, err := io.WriteString(w, xml.Header+string(raw)+"\n"); err != nil {
		return fmt.Errorf("write PAXml: %w", err)
	}
	return nil
}

// Hours are minutes as PAXml has them: 361 is 6.0167.
func Hours(minutes int) string { return big.NewRat(int64(minutes), 60).FloatString(decimals) }

// minutesOf reads hours back, to the nearest minute.
func minutesOf(hours *big.Rat) int {
	minutes := new(big.Rat).Mul(hours, big.NewRat(60, 1))
	minutes.Add(minutes, big.NewRat(1, 2))
	return int(new(big.Int).Div(minutes.Num(), minutes.Denom()).Int64())
}

// tally adds up what was written, as whoever reads it does.
type tally struct {
	n     int
	hours big.Rat
}

func (s *tally) add(written string, minutes int) error {
	hours, ok := new(big.Rat).SetString(written)
	if !ok || minutesOf(hours) != minutes {
		return fmt.Errorf("%d minutes are written as %s hours", minutes, written)
	}
	s.n++
	s.hours.Add(&s.hours, hours)
	return nil
}

func (s *tally) is(minutes int) error {
	if got := minutesOf(&s.hours); got != minutes || s.n > mostSummed {
		return fmt.Errorf("%d transactions say %d minutes, and are to say %d", s.n, got, minutes)
	}
	return nil
}

// TimeCodes are PAXml's own codes of time and absence.
func TimeCodes() []string {
	codes := []string{
		"SJK", "SJK_KAR", "SJK_LÖN", "SJK_ERS", "SJK_PEN", "ASK", "HAV", "FPE", "VAB", "SMB", "UTB", "MIL", "SVE", "NÄR", "TJL",
		"SEM", "SEM_BET", "SEM_SPA", "SEM_OBE", "SEM_FÖR", "KOM", "PEM", "PER", "FAC", "ATK", "KON", "PAP", "ATF", "FLX",
		"TID", "ARB", "MER", "HLG", "SKI",
	}
	for _, several := range []struct {
		code string
		n    int
	}{{"FR", 9}, {"TS", 9}, {"ÖT", 5}, {"ÖK", 5}, {"OB", 5}, {"OS", 5}, {"JR", 3}, {"JS", 3}, {"BE", 3}, {"BS", 3}, {"RE", 3}, {"LT", 9}, {"NV", 9}} {
		for i := range several.n {
			codes = append(codes, fmt.Sprint(several.code, i+1))
		}
	}
	return codes
}
