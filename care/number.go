package care

import "time"

// Personnummer is a personnummer or samordningsnummer of 12 digits without separator: birth date of 8,
// then 4, the last of them a check digit. A samordningsnummer has 60 added to the day.
type Personnummer string

// ParsePersonnummer reads one that is no samordningsnummer: its date must exist and its check digit hold,
// else [BadNumber].
func ParsePersonnummer(text string) (Personnummer, error) { return parsePerson(text, 0) }

// ParseSamordningsnummer reads one whose day has 60 added, else [BadNumber].
func ParseSamordningsnummer(text string) (Personnummer, error) { return parsePerson(text, 60) }

func parsePerson(text string, added int) (Personnummer, error) {
	if !digits(text, 12) {
		return "", problem(BadNumber, "", "not 12 digits")
	}
	if !checkDigitHolds(text[2:]) {
		return "", problem(BadNumber, "", "the check digit does not hold")
	}
	day := number(text[6:8]) - added
	if day < 1 || day > 31 {
		return "", problem(BadNumber, "", "the day is none")
	}
	year, month := number(text[:4]), time.Month(number(text[4:6]))
	born := time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
	if year < 1880 || year >= endYear || born.Month() != month || born.Day() != day {
		return "", problem(BadNumber, "", "the date is none")
	}
	return Personnummer(text), nil
}

// Masked is the number as screens show it: 850709-••••. What has not its length shows nothing of itself.
func (p Personnummer) Masked() string {
	switch len(p) {
	case 0:
		return ""
	case 12:
		return string(p[2:8]) + "-••••"
	}
	return "••••"
}

// ParseOrganisationsnummer reads an organisationsnummer of 10 digits, else [BadNumber].
func ParseOrganisationsnummer(text string) (string, error) {
	if !digits(text, 10) {
		return "", problem(BadNumber, "", "not 10 digits")
	}
	if !checkDigitHolds(text) {
		return "", problem(BadNumber, "", "the check digit does not hold")
	}
	return text, nil
}

// CheckDigit is the last digit for nine others: weights 2, 1, 2, 1 …, digits of the products added, up to
// the next ten. It panics on anything but nine digits.
func CheckDigit(nine string) byte {
	if !digits(nine, 9) {
		panic("care: CheckDigit wants nine digits")
	}
	return byte('0' + (10-weighted(nine)%10)%10)
}

func checkDigitHolds(ten string) bool { return weighted(ten)%10 == 0 }

func weighted(text string) int {
	sum := 0
	for i := range len(text) {
		product := int(text[i]-'0') * (2 - i%2)
		sum += product/10 + product%10
	}
	return sum
}

func digits(text string, n int) bool {
	if len(text) != n {
		return false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

func number(text string) int {
	n := 0
	for i := range len(text) {
		n = n*10 + int(text[i]-'0')
	}
	return n
}
