package post

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The kinds of ways.
const (
	Mail = "mail"
	SMS  = "sms"
)

// Kinds are all of them.
func Kinds() []string { return []string{Mail, SMS} }

// Message is what is sent by mail or SMS: words only, no health data, no names of others.
type Message struct {
	ID      string `json:"id"`   // the same again is sent once
	Lang    string `json:"lang"` // "sv" or "en"
	Subject string `json:"subject"`
	Text    string `json:"text"` // paragraphs, a line each
	Link    string `json:"link"` // a page that asks for a sign-in; empty: none
	// Operator is that it is to whoever runs the server, who chose the address there and not in the app.
	Operator bool `json:"operator,omitempty"`
}

// Way sends a message to an address of its kind ("mail", "sms"). The error is a [Failure].
type Way interface {
	Kind() string
	Send(ctx context.Context, to string, m Message) error
}

// How much a message may say.
const (
	maxID      = 256
	maxSubject = 120
	maxText    = 2000
	maxLink    = 500
)

// numbered is what looks like somebody's number: six or eight digits and four more. It is no proof, but nobody writes one here
// by mistake.
var numbered = regexp.MustCompile(`(?:^|\D)(?:\d{2})?\d{6}[-+ ]?\d{4}(?:\D|$)`)

// Check refuses what must not be sent: it could not be read, or would tell too much. The error is a [Refusal], and quotes nothing.
func (m Message) Check() error {
	switch {
	case m.ID == "" || len(m.ID) > maxID:
		return refuse("id", "an id has 1 to %d bytes", maxID)
	case m.Lang != "sv" && m.Lang != "en":
		return refuse("lang", "neither sv nor en")
	case m.Subject == "" || utf8.RuneCountInString(m.Subject) > maxSubject || !printable(m.Subject, false):
		return refuse("subject", "a subject is one line of at most %d characters", maxSubject)
	case m.Text == "" || utf8.RuneCountInString(m.Text) > maxText || !printable(m.Text, true):
		return refuse("text", "a text is lines of at most %d characters in all", maxText)
	case numbered.MatchString(m.Subject):
		return refuse("subject", "it holds what looks like somebody's number")
	case numbered.MatchString(m.Text):
		return refuse("text", "it holds what looks like somebody's number")
	case m.Link == "":
		return nil
	}
	at, err := url.Parse(m.Link)
	if err != nil || len(m.Link) > maxLink || !printable(m.Link, false) || strings.ContainsAny(m.Link, " <>\"") ||
		at.Scheme != "https" && at.Scheme != "http" || at.Host == "" || at.User != nil {
		return refuse("link", "no absolute address of a page")
	}
	if at.RawQuery != "" || at.ForceQuery || at.Fragment != "" || strings.Contains(m.Link, "#") {
		return refuse("link", "it carries more than where a page is") // a code that signs somebody in goes in one of them
	}
	return nil
}

// printable tells whether a text is of signs that are shown, and with lines, of line breaks between them.
func printable(text string, lines bool) bool {
	if !utf8.ValidString(text) {
		return false
	}
	for _, r := range text {
		if r == '\n' && lines {
			continue
		}
		if r != ' ' && r != '\u00a0' && !unicode.IsPrint(r) {
			return false
		}
	}
	return strings.TrimSpace(text) != ""
}

// Refusal is why a message is not taken.
type Refusal struct{ field, detail string }

func refuse(field, detail string, args ...any) error {
	return &Refusal{field, fmt.Sprintf(detail, args...)}
}

// Error is for logs and programmers.
func (r *Refusal) Error() string { return "message: " + r.field + ": " + r.detail }

// Field is the field that is at fault.
func (r *Refusal) Field() string { return r.field }
