package op

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"
)

// Nearly all JSON that comes or is stored is written as programs write it: names without escapes, short texts, whole numbers.
// What is here reads that, and only that, in one pass without asking encoding/json; where a text is anything else it says so
// (ok is false), and the caller asks encoding/json, which has the last word on what is JSON.

// maxPlain is how deep a value is looked into.
const maxPlain = 32

// Members calls do with each member of a JSON object, in their order, until it answers false. ok says that raw is an object
// written plainly, and that do wanted all of it. Names and values are parts of raw.
func Members(raw []byte, do func(name, value []byte) bool) (ok bool) {
	at := blanks(raw, 0)
	if at >= len(raw) || raw[at] != '{' {
		return false
	}
	if at = blanks(raw, at+1); at < len(raw) && raw[at] == '}' {
		return blanks(raw, at+1) == len(raw)
	}
	for {
		from := at
		end, escaped := quoted(raw, from)
		if end < 0 || escaped || !ascii(raw[from:end]) {
			return false
		}
		if at = blanks(raw, end); at >= len(raw) || raw[at] != ':' {
			return false
		}
		at = blanks(raw, at+1)
		value := at
		if at = past(raw, at, maxPlain); at < 0 || !do(raw[from+1:end-1], raw[value:at]) {
			return false
		}
		if at = blanks(raw, at); at >= len(raw) {
			return false
		}
		switch raw[at] {
		case ',':
			at = blanks(raw, at+1)
		case '}':
			return blanks(raw, at+1) == len(raw)
		default:
			return false
		}
	}
}

// Items is Members for an array.
func Items(raw []byte, do func(value []byte) bool) (ok bool) {
	at := blanks(raw, 0)
	if at >= len(raw) || raw[at] != '[' {
		return false
	}
	if at = blanks(raw, at+1); at < len(raw) && raw[at] == ']' {
		return blanks(raw, at+1) == len(raw)
	}
	for {
		value := at
		if at = past(raw, at, maxPlain); at < 0 || !do(raw[value:at]) {
			return false
		}
		if at = blanks(raw, at); at >= len(raw) {
			return false
		}
		switch raw[at] {
		case ',':
			at = blanks(raw, at+1)
		case ']':
			return blanks(raw, at+1) == len(raw)
		default:
			return false
		}
	}
}

// Text reads a JSON text that has no escapes and nothing beyond ASCII. It is a part of value.
func Text(value []byte) (text []byte, ok bool) {
	if end, escaped := quoted(value, 0); end != len(value) || escaped || !ascii(value) {
		return nil, false
	}
	return value[1 : len(value)-1], true
}

// Count reads a whole number from 0 on of at most 15 digits, written as programs write it.
func Count(value []byte) (n uint64, ok bool) {
	if len(value) == 0 || len(value) > 15 || value[0] == '0' && len(value) > 1 {
		return 0, false
	}
	for _, c := range value {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	return n, true
}

func blanks(raw []byte, at int) int {
	for at < len(raw) && (raw[at] == ' ' || raw[at] == '\n' || raw[at] == '\t' || raw[at] == '\r') {
		at++
	}
	return at
}

func ascii(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// quoted tells where a text ends that begins at from, and whether it has escapes; -1 where there is none.
func quoted(raw []byte, from int) (end int, escaped bool) {
	if from >= len(raw) || raw[from] != '"' {
		return -1, false
	}
	for at := from + 1; at < len(raw); at++ {
		switch c := raw[at]; {
		case c == '"':
			return at + 1, escaped
		case c < ' ':
			return -1, false
		case c == '\\':
			escaped = true
			if at++; at >= len(raw) {
				return -1, false
			}
			if raw[at] == 'u' {
				for range 4 {
					if at++; at >= len(raw) || !isHex(raw[at]) {
						return -1, false
					}
				}
			} else if bytes.IndexByte([]byte(`"\/bfnrt`), raw[at]) < 0 {
				return -1, false
			}
		}
	}
	return -1, false
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// past tells where a value ends that begins at from; -1 where there is none, or one that is nested deeper.
func past(raw []byte, from, deep int) int {
	if from >= len(raw) || deep == 0 {
		return -1
	}
	switch raw[from] {
	case '"':
		end, _ := quoted(raw, from)
		return end
	case '{', '[':
		return pastAll(raw, from, deep)
	case 't':
		return word(raw, from, "true")
	case 'f':
		return word(raw, from, "false")
	case 'n':
		return word(raw, from, "null")
	}
	return numeral(raw, from)
}

// pastAll is past for objects and arrays.
func pastAll(raw []byte, from, deep int) int {
	closing := raw[from] + 2 // '}' is two beyond '{', and ']' two beyond '['
	at := blanks(raw, from+1)
	if at < len(raw) && raw[at] == closing {
		return at + 1
	}
	for {
		if closing == '}' {
			if at, _ = quoted(raw, at); at < 0 {
				return -1
			}
			if at = blanks(raw, at); at >= len(raw) || raw[at] != ':' {
				return -1
			}
			at = blanks(raw, at+1)
		}
		if at = past(raw, at, deep-1); at < 0 {
			return -1
		}
		if at = blanks(raw, at); at >= len(raw) {
			return -1
		}
		if raw[at] == closing {
			return at + 1
		}
		if raw[at] != ',' {
			return -1
		}
		at = blanks(raw, at+1)
	}
}

func word(raw []byte, from int, say string) int {
	if !bytes.HasPrefix(raw[from:], []byte(say)) {
		return -1
	}
	return from + len(say)
}

// numeral is past for numbers, by the grammar of RFC 8259.
func numeral(raw []byte, from int) int {
	at := from
	digits := func() bool {
		first := at
		for at < len(raw) && raw[at] >= '0' && raw[at] <= '9' {
			at++
		}
		return at > first
	}
	if at < len(raw) && raw[at] == '-' {
		at++
	}
	whole := at
	if !digits() || raw[whole] == '0' && at > whole+1 {
		return -1
	}
	if at < len(raw) && raw[at] == '.' {
		if at++; !digits() {
			return -1
		}
	}
	if at < len(raw) && (raw[at] == 'e' || raw[at] == 'E') {
		if at++; at < len(raw) && (raw[at] == '+' || raw[at] == '-') {
			at++
		}
		if !digits() {
			return -1
		}
	}
	return at
}

// What follows writes as Marshal does, byte for byte.

// AppendText writes a text.
func AppendText(out []byte, text string) []byte {
	if plainText(text) {
		return append(append(append(out, '"'), text...), '"')
	}
	quoted, err := Marshal(text)
	if err != nil {
		quoted = []byte(`""`) // a text can always be written: cannot happen
	}
	return append(out, quoted...)
}

// AppendMember writes a member with a comma before it, where text is not empty.
func AppendMember(out []byte, name, text string) []byte {
	if text == "" {
		return out
	}
	return AppendText(append(append(append(out, ',', '"'), name...), '"', ':'), text)
}

func appendFloat(out []byte, number float64) ([]byte, error) {
	if size := math.Abs(number); size == 0 || size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(out, number, 'f', -1, 64), nil
	}
	text, err := json.Marshal(number)
	return append(out, text...), err
}

// AppendFields writes fields as a JSON object, sorted by name. Values are JSON; compact ones, as canonical ones are, pass
// unchanged.
func AppendFields(out []byte, fields Fields) ([]byte, error) {
	out = append(out, '{')
	for i, name := range SortedNames(fields) {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(AppendText(out, name), ':')
		value := fields[name]
		if !plain(value) {
			compact, err := Marshal(value)
			if err != nil {
				return nil, err
			}
			value = compact
		}
		out = append(out, value...)
	}
	return append(out, '}'), nil
}

// AppendJSON writes what the clocks said.
func (a At) AppendJSON(out []byte) (_ []byte, err error) {
	out = append(out, '{')
	from := len(out)
	out = AppendMember(out, "wall", a.Wall)
	for _, part := range []struct {
		name  string
		value float64
	}{{`,"mono":`, a.Mono}, {`,"offset":`, a.Offset}} {
		if part.value != 0 {
			if out, err = appendFloat(append(out, part.name...), part.value); err != nil {
				return nil, err
			}
		}
	}
	if len(out) > from {
		out = append(out[:from], out[from+1:]...) // the first comma
	}
	return append(out, '}'), nil
}
