package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"strings"

	"github.com/wneessen/go-mail"

	"passbok/post"
)

// words stand in every mail, around what it says.
type words struct{ open, asks, automatic, otherwise, operator string }

func wordsIn(lang string) words {
	if lang == "en" {
		return words{
			"Open Passbok", "The link signs nobody in. Passbok asks who you are before it shows anything.",
			"This mail is sent by a machine, and nobody reads answers to it.", "Choose how you want to be reached:",
			"It comes to the address that the server's settings have for alarms.",
		}
	}
	return words{
		"Öppna Passbok", "Länken loggar inte in någon. Passbok frågar vem du är innan något visas.",
		"Mejlet skickas automatiskt och ingen läser svar på det.", "Välj hur du vill bli nådd:",
		"Det kommer till den adress som serverns inställningar har för larm.",
	}
}

// letter is the mail that a message becomes.
func (w *Way) letter(to string, m post.Message) (*mail.Msg, error) {
	letter := mail.NewMsg(mail.WithCharset(mail.CharsetUTF8), mail.WithEncoding(mail.EncodingQP), mail.WithNoDefaultUserAgent())
	letter.FromMailAddress(w.from)
	if err := letter.To(to); err != nil {
		return nil, err
	}
	letter.Subject(m.Subject)
	letter.SetDateWithValue(w.cfg.Clock())
	letter.SetMessageIDWithValue(w.messageID(to, m.ID))
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no machine answers it
	letter.SetGenHeader("X-Auto-Response-Suppress", "All")
	letter.SetGenHeader(mail.HeaderContentLang, m.Lang)
	if !m.Operator {
		letter.SetGenHeaderPreformatted(mail.HeaderListUnsubscribe, "<"+w.settings+">")
	}
	letter.SetBodyString(mail.TypeTextPlain, w.plain(m))
	page, err := w.page(m)
	if err != nil {
		return nil, err
	}
	letter.AddAlternativeString(mail.TypeTextHTML, page)
	return letter, nil
}

// messageID is the same whenever the same message goes to the same address.
func (w *Way) messageID(to, id string) string {
	sum := sha256.Sum256([]byte(to + "\n" + id))
	_, domain, _ := strings.Cut(w.from.Address, "@")
	return hex.EncodeToString(sum[:20]) + "@" + domain
}

// plain is the mail as text.
func (w *Way) plain(m post.Message) string {
	said := wordsIn(m.Lang)
	var out strings.Builder
	out.WriteString(m.Subject + "\n\n")
	for _, line := range lines(m.Text) {
		out.WriteString(line + "\n\n")
	}
	if m.Link != "" {
		out.WriteString(said.open + ": " + m.Link + "\n" + said.asks + "\n\n")
	}
	out.WriteString("--\n" + said.automatic + "\n")
	if m.Operator {
		out.WriteString(said.operator + "\n")
	} else {
		out.WriteString(said.otherwise + " " + w.settings + "\n")
	}
	return out.String()
}

func lines(text string) []string {
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// looks is a page without pictures, scripts and anything that would be fetched.
const looks = `<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Subject}}</title></head>
<body style="font-family:sans-serif;font-size:18px;line-height:1.5;max-width:34em;margin:0 auto;padding:16px">
<h1 style="font-size:24px;line-height:1.25">{{.Subject}}</h1>
{{range .Lines}}<p>{{.}}</p>
{{end}}{{if .Link}}<p><a href="{{.Link}}">{{.Said.Open}}</a></p>
<p>{{.Said.Asks}}</p>
{{end}}<hr>
<p>{{.Said.Automatic}}<br>{{if .Operator}}{{.Said.Operator}}{{else}}{{.Said.Otherwise}} <a href="{{.Settings}}">{{.Settings}}</a>{{end}}</p>
</body></html>
`

// page is the mail as HTML.
func (w *Way) page(m post.Message) (string, error) {
	form, err := template.New("mail").Parse(looks)
	if err != nil {
		return "", fmt.Errorf("read the looks of mail: %w", err)
	}
	said := wordsIn(m.Lang)
	var out bytes.Buffer
	err = form.Execute(&out, map[string]any{
		"Lang": m.Lang, "Subject": m.Subject, "Lines": lines(m.Text), "Link": m.Link, "Settings": w.settings, "Operator": m.Operator,
		"Said": map[string]string{"Open": said.open, "Asks": said.asks, "Automatic": said.automatic, "Otherwise": said.otherwise, "Operator": said.operator},
	})
	if err != nil {
		return "", fmt.Errorf("write a mail: %w", err)
	}
	return out.String(), nil
}
