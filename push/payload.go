package push

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"passbok/care"
)

// MaxPayload is the most that fits in one encrypted record, in bytes: 4096 less the header of RFC
// 8188 with a key of 65 bytes (86), the delimiter (1) and the tag (16).
const MaxPayload = 3993

// Notice is one thing that happened, and whom to tell. It has room for ids, a month and a day, and
// for nothing that a lock screen must not show.
type Notice struct {
	ID          string   `json:"id"`                 // of the job: the same again is told once
	Code        Code     `json:"code"`               // a row of the table
	To          []string `json:"to"`                 // ids of persons
	Office      bool     `json:"office,omitempty"`   // they are coordinators: a tap opens the office's page
	Month       string   `json:"month"`              // YYYY-MM
	Beneficiary string   `json:"beneficiary"`        // id of the person whose month it is: opaque, never a personnummer
	Deadline    string   `json:"deadline,omitempty"` // YYYY-MM-DD, the last day to act, where there is one
}

// check refuses what must not be queued: it would either never be readable or tell too much.
func (n Notice) check() error {
	if _, ok := noticeOf(n.Code); !ok {
		return refuse(CodeNoticeMalformed, "code", fmt.Sprintf("no notice is called %q", n.Code))
	}
	if n.ID == "" || len(n.ID) > 256 {
		return refuse(CodeNoticeMalformed, "id", "an id has 1 to 256 bytes")
	}
	if _, err := time.Parse("2006-01", n.Month); err != nil {
		return refuse(CodeNoticeMalformed, "month", "a month is written YYYY-MM")
	}
	if n.Deadline != "" {
		if _, err := time.Parse(time.DateOnly, n.Deadline); err != nil {
			return refuse(CodeNoticeMalformed, "deadline", "a day is written YYYY-MM-DD")
		}
	}
	if !opaque(n.Beneficiary) {
		return refuse(CodeNoticeMalformed, "beneficiary", "an id of letters, digits and hyphens that is no one's number")
	}
	for _, person := range n.To {
		if !opaque(person) {
			return refuse(CodeNoticeMalformed, "to", "an id of letters, digits and hyphens that is no one's number")
		}
	}
	return nil
}

// opaque reports whether id can stand in a payload and a key: a UUID, or a short name of letters,
// digits and hyphens in which no six digits follow each other, as they do in a date of birth.
func opaque(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	digits := 0
	for i := range len(id) {
		c := id[i]
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-':
			digits = 0
		default:
			return false
		}
		if digits >= 6 && !isUUID(id) {
			return false
		}
	}
	return true
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

// topic is the Topic header and the tag: 32 characters of the base64url alphabet, which is all that
// RFC 8030 allows. It is a hash, since push services and screens see it.
func (n Notice) topic() string {
	row, _ := noticeOf(n.Code)
	sum := sha256.Sum256([]byte(row.group + "\n" + n.Beneficiary + "\n" + n.Month))
	return base64.RawURLEncoding.EncodeToString(sum[:24])
}

type payload struct {
	WebPush      int          `json:"web_push"`
	Notification notification `json:"notification"`
	App          app          `json:"app"`
}

type notification struct {
	Title    string `json:"title"`
	Body     string `json:"body"`
	Lang     string `json:"lang"`
	Tag      string `json:"tag"`
	Navigate string `json:"navigate"`
	Silent   bool   `json:"silent"`
}

type app struct {
	Notice Code   `json:"notice"`
	Month  string `json:"month"`
}

// Payload is what one subscription in lang ("sv", or "en" for everything else that is known) gets:
// the JSON of the package's comment. public is the absolute URL at which Passbok is reached.
func (n Notice) Payload(public, lang string) ([]byte, error) {
	if err := n.check(); err != nil {
		return nil, err
	}
	row, _ := noticeOf(n.Code)
	text, path := row.sv, row.path
	if lang != "en" {
		lang = "sv"
	} else {
		text = row.en
	}
	if n.Office {
		path = row.office
	}
	path = strings.NewReplacer("{beneficiary}", url.PathEscape(n.Beneficiary), "{month}", n.Month).Replace(path)
	out, err := json.Marshal(payload{
		WebPush: 8030,
		Notification: notification{
			Title: n.title(text, lang), Body: n.body(text, lang), Lang: lang,
			Tag: n.topic(), Navigate: strings.TrimSuffix(public, "/") + path,
		},
		App: app{Notice: n.Code, Month: n.Month},
	})
	if err != nil {
		return nil, fmt.Errorf("write the payload of %s: %w", n.Code, err)
	}
	if len(out) > MaxPayload {
		return nil, refuse(CodeNoticeMalformed, "", fmt.Sprintf("a payload of %d bytes, at most %d fit", len(out), MaxPayload))
	}
	return out, nil
}

// title and body are the text in lang, with the month and the day put in.
func (n Notice) title(text words, lang string) string {
	month := care.Month(n.Month).Name(lang)
	first, size := utf8.DecodeRuneInString(month)
	return strings.ReplaceAll(text.title, "{Month}", string(unicode.ToUpper(first))+month[size:])
}

func (n Notice) body(text words, lang string) string {
	at, err := time.Parse(time.DateOnly, n.Deadline)
	if err != nil || text.last == "" {
		return text.body
	}
	deadline := strconv.Itoa(at.Day()) + " " + care.Month(n.Deadline[:7]).Name(lang)
	return text.body + " " + strings.ReplaceAll(text.last, "{deadline}", deadline)
}
