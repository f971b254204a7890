package care

import (
	"fmt"
	"net/mail"
	"strings"
)

// The ways by which a person can be reached besides notices on a device.
const (
	WayMail = "mail"
	WaySMS  = "sms"
)

// Ways are all of them, in the order in which they are tried where a person has said nothing.
func Ways() []string { return []string{WayMail, WaySMS} }

// The languages that people are written to in.
const (
	Swedish = "sv"
	English = "en"
)

// ParseMail reads an address of mail: one address and no name, of letters of ASCII but for what mail itself allows none of,
// with a domain that has a dot, else [BadMail]. It says nothing about whether anybody reads there.
func ParseMail(text string) (string, error) {
	local, domain, found := strings.Cut(text, "@")
	if !found || len(text) > 254 || len(local) > 64 || local == "" {
		return "", problem(BadMail, "", "no address of mail")
	}
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),:;<>[\]`, c) >= 0 {
			return "", problem(BadMail, "", "a character that no address has here")
		}
	}
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return "", problem(BadMail, "", "no domain")
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || !isLabel(label) {
			return "", problem(BadMail, "", "no domain")
		}
	}
	if read, err := mail.ParseAddress(text); err != nil || read.Address != text {
		return "", problem(BadMail, "", "no address of mail")
	}
	return text, nil
}

func isLabel(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// ParseMobile reads a number as it is kept: E.164, a plus and 8 to 15 digits; a Swedish one is a mobile's: +467 and eight more.
// Else [BadMobile].
func ParseMobile(text string) (string, error) {
	number, plus := strings.CutPrefix(text, "+")
	if !plus || len(number) < 8 || len(number) > 15 || !digits(number, len(number)) || number[0] == '0' {
		return "", problem(BadMobile, "", "not a plus and 8 to 15 digits")
	}
	if rest, swedish := strings.CutPrefix(number, "46"); swedish && (len(rest) != 9 || rest[0] != '7') {
		return "", problem(BadMobile, "", "no Swedish mobile's")
	}
	return text, nil
}

// ReadMobile reads a number as people write it: 070-174 06 05, +46 (0)70 174 06 05, 0046701740605; with 0 first it is Swedish. Else [BadMobile].
func ReadMobile(text string) (string, error) {
	if len(text) > 40 {
		return "", problem(BadMobile, "", "too long for a number")
	}
	bare := strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "\u2013", "", "/", "", ".", "").Replace(strings.TrimSpace(text))
	bare = strings.Replace(bare, "(0)", "", 1)
	bare = strings.NewReplacer("(", "", ")", "").Replace(bare)
	switch {
	case strings.HasPrefix(bare, "00"):
		bare = "+" + bare[2:]
	case strings.HasPrefix(bare, "0"):
		bare = "+46" + bare[1:]
	}
	return ParseMobile(bare)
}

// Reached is how a person is reached besides notices on a device.
type Reached struct {
	Mail   string   // address; empty: none
	Mobile string   // E.164; empty: none
	Lang   string   // Swedish or English
	Ways   []string // those that they want, in the order they want; what is not here is never used
	// MailRefused and MobileRefused are addresses that took nothing; while one is the same as the address, nothing is sent there.
	MailRefused, MobileRefused string
}

// Address is the address of a way, where the person wants it and it takes something; else empty.
func (r Reached) Address(way string) string {
	for _, wanted := range r.Ways {
		switch {
		case wanted != way:
		case way == WayMail && r.Mail != r.MailRefused:
			return r.Mail
		case way == WaySMS && r.Mobile != r.MobileRefused:
			return r.Mobile
		}
	}
	return ""
}

// Open are the ways by which the person can be reached now, in the order they want.
func (r Reached) Open() []string {
	var open []string
	for _, way := range r.Ways {
		if r.Address(way) != "" {
			open = append(open, way)
		}
	}
	return open
}

// ReachedOf reads the fields of a document of how a person is reached. One that says nothing about ways wants all.
func ReachedOf(fields Fields) Reached {
	if Flag(fields, "void") {
		fields = nil
	}
	r := Reached{
		Mail: Text(fields, "mail"), Mobile: Text(fields, "mobile"), Lang: Text(fields, "lang"),
		MailRefused: Text(fields, "mail_refused"), MobileRefused: Text(fields, "mobile_refused"),
	}
	if r.Lang == "" {
		r.Lang = Swedish
	}
	if r.Ways = Texts(fields, "ways"); absent(fields["ways"]) {
		r.Ways = Ways()
	}
	return r
}

// ReachedBy is how a person is reached. Nobody is reached who has no document.
func ReachedBy(records Records, person string) (Reached, error) {
	record, _, err := records.Get(ReachRef(person))
	if err != nil {
		return Reached{}, fmt.Errorf("read how %s is reached: %w", person, err)
	}
	return ReachedOf(record.Fields), nil
}
