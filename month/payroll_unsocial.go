package month

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"passbok/care"
)

// PaidCode is time that goes by a code of the payroll system.
type PaidCode struct {
	Code    string `json:"code"`
	Minutes int    `json:"minutes"`
}

// plus adds up what goes by codes; the sum is in order of code.
func plus(a, b []PaidCode) []PaidCode {
	sum := slices.Clone(a)
	for _, one := range b {
		at, there := slices.BinarySearchFunc(sum, one.Code, func(p PaidCode, code string) int { return cmp.Compare(p.Code, code) })
		if !there {
			sum = slices.Insert(sum, at, PaidCode{Code: one.Code})
		}
		sum[at].Minutes += one.Minutes
	}
	return sum
}

// unsocial are the unsocial hours of a month, by the provider's tables.
type unsocial struct {
	tables []care.UnsocialTable // by day of the month, from 0
	some   bool                 // there are rules
	read   map[dayKind][]string
}

type dayKind struct {
	day  int
	kind care.Kind
}

func newUnsocial(provider care.Fields, m care.Month) *unsocial {
	u, all := &unsocial{read: map[dayKind][]string{}}, care.UnsocialOf(provider)
	for _, d := range m.Dates() {
		on := care.UnsocialOn(all, d)
		u.tables, u.some = append(u.tables, on), u.some || len(on.Rules) > 0
	}
	return u
}

// of are the unsocial hours of a customer's month, by assistant and day. Pay rests on them: what is cut out of the pieces of the rows is
// held against the rows themselves, counted minute by minute by what the clock shows. The error says where the two are not the same.
func (u *unsocial) of(p *papers) (map[string]*[31][]PaidCode, error) {
	days := map[string]*[31][]PaidCode{}
	if !u.some {
		return days, nil
	}
	cut, counted := map[string]map[string]int{}, map[string]map[string]int{}
	note := func(in map[string]map[string]int, assistant, code string, minutes int) {
		if in[assistant] == nil {
			in[assistant] = map[string]int{}
		}
		in[assistant][code] += minutes
	}
	for _, one := range p.cut {
		if days[one.Assistant] == nil {
			days[one.Assistant] = &[31][]PaidCode{}
		}
		at := &days[one.Assistant][one.day]
		for _, part := range u.tables[one.day].Cut(one.Kind, one.part) {
			*at = plus(*at, []PaidCode{{part.Code, part.Minutes()}})
			note(cut, one.Assistant, part.Code, part.Minutes())
		}
	}
	for _, e := range p.entries {
		if !e.Counts() {
			continue
		}
		for _, part := range e.Span().Within(p.month).Days() {
			date := care.DateOf(part.Start)
			codes := u.codes(date, e.Kind)
			from := care.Span{Start: date.Start(), End: part.Start}.Minutes()
			for _, code := range codes[from : from+part.Minutes()] {
				if code != "" {
					note(counted, e.Assistant, code, 1)
				}
			}
		}
	}
	for assistant := range days {
		if fmt.Sprint(cut[assistant]) != fmt.Sprint(counted[assistant]) {
			return nil, fmt.Errorf("payroll %s: the unsocial hours of %s at %s are %v by their pieces, and %v by their minutes", p.month, assistant, p.beneficiary.ID, cut[assistant], counted[assistant])
		}
	}
	return days, nil
}

// codes are those of a day's minutes, one after the other.
func (u *unsocial) codes(d care.Date, kind care.Kind) []string {
	key := dayKind{d.Day() - 1, kind}
	if u.read[key] == nil {
		codes := make([]string, d.Length())
		for i := range codes {
			codes[i] = u.tables[key.day].At(kind, d.Start().Add(time.Duration(i)*time.Minute))
		}
		u.read[key] = codes
	}
	return u.read[key]
}
