package push

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
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
	Kinds       []Code   `json:"kinds,omitempty"`    // of a digest: the rows that it tells of
	Devices     Devices  `json:"devices,omitempty"`  // which of a person's devices are told
}

// Devices is which of a person's devices are told.
type Devices string

// The choices. A device is used when it last said that it is told here, which the app does each day that it is opened.
const (
	AllDevices   Devices = ""
	NewestDevice Devices = "newest" // the one that was used last
	OtherDevices Devices = "others" // all but that one
)

// check refuses what must not be queued: it would either never be readable or tell too much.
func (n Notice) check() error {
	row, ok := RowOf(n.Code)
	if !ok {
		return refuse(CodeNoticeMalformed, "code", fmt.Sprintf("no notice is called %q", n.Code))
	}
	if row.Way == Digest {
		return refuse(CodeNoticeMalformed, "code", fmt.Sprintf("%q is told with the digest alone", n.Code))
	}
	for _, kind := range n.Kinds {
		if of, ok := RowOf(kind); !ok || of.Way != Digest || n.Code != OfficeDigest {
			return refuse(CodeNoticeMalformed, "kinds", fmt.Sprintf("%q is nothing that this tells of", kind))
		}
	}
	if (n.Code == OfficeDigest) != (len(n.Kinds) > 0) {
		return refuse(CodeNoticeMalformed, "kinds", "a digest tells of something, and nothing else does")
	}
	if !slices.Contains([]Devices{AllDevices, NewestDevice, OtherDevices}, n.Devices) {
		return refuse(CodeNoticeMalformed, "devices", "no such choice of devices")
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
	row, _ := RowOf(n.Code)
	sum := sha256.Sum256([]byte(row.group + "\n" + n.Beneficiary + "\n" + n.Month))
	return base64.RawURLEncoding.EncodeToString(sum[:24])
}

type payload struct {
	WebPush      int          `json:"web_push"`
	Notification notification `json:"notification"`
	Badge        int          `json:"app_badge"`
	App          app          `json:"app"`
}

type notification struct {
	Title    string   `json:"title"`
	Body     string   `json:"body"`
	Lang     string   `json:"lang"`
	Tag      string   `json:"tag"`
	Navigate string   `json:"navigate"`
	Silent   bool     `json:"silent"`
	Actions  []action `json:"actions,omitempty"`
}

// action is a button on a notice, on phones that have them. What opens is what a tap on the notice opens; on a phone
// without buttons, leaving it be asks to be reminded.
type action struct {
	Action   string `json:"action"`
	Title    string `json:"title"`
	Navigate string `json:"navigate"` // for browsers that show it without our service worker
}

// The actions of what is on the ladder.
const (
	actionOpen  = "open"
	actionLater = "later"
)

type app struct {
	Notice Code   `json:"notice"`
	Month  string `json:"month"`
	// Mark is what the device tells us by that the notice was shown, or opened: a number without meaning to anybody else.
	Mark string `json:"mark,omitempty"`
}

// Payload is what one subscription in lang ("sv", or "en" for everything else that is known) gets:
// the JSON of the package's comment. public is the absolute URL at which Passbok is reached.
func (n Notice) Payload(public, lang string) ([]byte, error) { return n.write(public, lang, "") }

func (n Notice) write(public, lang, mark string) ([]byte, error) {
	if err := n.check(); err != nil {
		return nil, err
	}
	row, _ := RowOf(n.Code)
	if lang != "en" {
		lang = "sv"
	}
	text, path := row.in(lang), row.path
	if n.Office {
		path = row.office
	}
	path = strings.NewReplacer("{beneficiary}", url.PathEscape(n.Beneficiary), "{month}", n.Month).Replace(path)
	to := strings.TrimSuffix(public, "/") + path
	var actions []action
	if row.Way == Climb {
		open, later := "Öppna", "Påminn mig i morgon"
		if lang == "en" {
			open, later = "Open", "Remind me tomorrow"
		}
		actions = []action{{actionOpen, open, to}, {actionLater, later, to}}
	}
	out, err := json.Marshal(payload{
		WebPush: 8030, Badge: 1,
		Notification: notification{
			Title: n.title(text, lang), Body: n.body(text, lang), Lang: lang,
			Tag: n.topic(), Navigate: to, Actions: actions,
		},
		App: app{Notice: n.Code, Month: n.Month, Mark: mark},
	})
	if err != nil {
		return nil, fmt.Errorf("write the payload of %s: %w", n.Code, err)
	}
	if len(out) > MaxPayload {
		return nil, refuse(CodeNoticeMalformed, "", fmt.Sprintf("a payload of %d bytes, at most %d fit", len(out), MaxPayload))
	}
	return out, nil
}

// in are the row's words in a language.
func (r Row) in(lang string) words {
	if lang == "en" {
		return r.en
	}
	return r.sv
}

// Holds is how long it is worth being told.
func (n Notice) Holds() time.Duration {
	row, _ := RowOf(n.Code)
	return row.ttl
}

// Words are a notice's title and body as a device shows them, and the path that a tap leads to: for whoever tells it by
// another way.
func (n Notice) Words(lang string) (title, body, path string, err error) {
	raw, err := n.Payload("", lang)
	if err != nil {
		return "", "", "", err
	}
	var p payload
	if err := json.Unmarshal(raw, &p); err != nil {
		return "", "", "", fmt.Errorf("read the payload of %s: %w", n.Code, err)
	}
	return p.Notification.Title, p.Notification.Body, p.Notification.Navigate, nil
}

// title and body are the text in lang, with the month and the day put in.
func (n Notice) title(text words, lang string) string {
	month := care.Month(n.Month).Name(lang)
	if !strings.HasPrefix(text.title, "{Month}") && lang != "en" { // within a sentence
		return strings.ReplaceAll(text.title, "{Month}", month)
	}
	first, size := utf8.DecodeRuneInString(month)
	return strings.ReplaceAll(text.title, "{Month}", string(unicode.ToUpper(first))+month[size:])
}

func (n Notice) body(text words, lang string) string {
	at, err := time.Parse(time.DateOnly, n.Deadline)
	if len(n.Kinds) > 0 {
		var kinds []string
		for _, row := range Rows() {
			if slices.Contains(n.Kinds, row.Code) {
				kinds = append(kinds, row.in(lang).title)
			}
		}
		return strings.ReplaceAll(text.body, "{kinds}", strings.Join(kinds, ", "))
	}
	if err != nil || text.last == "" {
		return text.body
	}
	deadline := strconv.Itoa(at.Day()) + " " + care.Month(n.Deadline[:7]).Name(lang)
	return text.body + " " + strings.ReplaceAll(text.last, "{deadline}", deadline)
}
