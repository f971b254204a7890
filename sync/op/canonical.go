package op

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"unicode/utf8"
)

// maxDepth is how deep a field's value may nest.
const maxDepth = 8

// Canonical rewrites one JSON value into the only form that the engine keeps, so that equal values are equal bytes:
// compact, object keys sorted (the last of two equal keys counts), shortest escapes as JSON.stringify writes them, whole
// numbers without point or exponent. An alias of raw may be returned where raw is already so.
func Canonical(raw json.RawMessage) (json.RawMessage, error) {
	raw = bytes.Trim(raw, " \t\r\n") // JSON knows no other blanks
	if plain(raw) {
		return raw, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if decoder.InputOffset() != int64(len(raw)) {
		return nil, errors.New("more than one value")
	}
	return appendValue(nil, value, 0)
}

// plain recognises what is canonical already and by far the most common: simple strings, words, small whole numbers.
func plain(raw []byte) bool {
	if len(raw) == 0 {
		return false
	}
	switch c := raw[0]; {
	case c == '"':
		if len(raw) < 2 || raw[len(raw)-1] != '"' {
			return false
		}
		for _, b := range raw[1 : len(raw)-1] {
			if b < ' ' || b == '"' || b == '\\' || b >= utf8.RuneSelf {
				return false
			}
		}
		return true
	case c >= '1' && c <= '9' && len(raw) < 16:
		for _, b := range raw {
			if b < '0' || b > '9' {
				return false
			}
		}
		return true
	}
	word := string(raw)
	return word == "null" || word == "true" || word == "false" || word == "0"
}

// plainText says whether a text is written in JSON as it is, by anybody.
func plainText[T string | []byte](text T) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func appendValue(out []byte, value any, depth int) ([]byte, error) {
	if depth > maxDepth {
		return nil, errors.New("nested too deep")
	}
	switch v := value.(type) {
	case nil:
		return append(out, "null"...), nil
	case bool:
		return strconv.AppendBool(out, v), nil
	case string:
		return AppendString(out, v), nil
	case json.Number:
		return appendNumber(out, v)
	case []any:
		out = append(out, '[')
		for i, item := range v {
			if i > 0 {
				out = append(out, ',')
			}
			var err error
			if out, err = appendValue(out, item, depth+1); err != nil {
				return nil, err
			}
		}
		return append(out, ']'), nil
	case map[string]any:
		out = append(out, '{')
		for i, name := range SortedNames(v) {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(AppendString(out, name), ':')
			var err error
			if out, err = appendValue(out, v[name], depth+1); err != nil {
				return nil, err
			}
		}
		return append(out, '}'), nil
	}
	return nil, errors.New("no JSON value")
}

func appendNumber(out []byte, number json.Number) ([]byte, error) {
	if whole, err := strconv.ParseInt(string(number), 10, 64); err == nil {
		return strconv.AppendInt(out, whole, 10), nil
	}
	float, err := number.Float64()
	if err != nil {
		return nil, err
	}
	if float == math.Trunc(float) && math.Abs(float) < 1<<53 {
		return strconv.AppendInt(out, int64(float), 10), nil
	}
	text, err := json.Marshal(float)
	return append(out, text...), err
}

const hexDigits = "0123456789abcdef"

// AppendString writes a JSON string with the shortest escapes; what is no UTF-8 becomes the replacement character.
func AppendString[T string | []byte](out []byte, text T) []byte {
	out = append(out, '"')
	if plainText(text) { // by far the most
		return append(append(out, text...), '"')
	}
	for _, r := range string(text) { // ranging turns invalid bytes into U+FFFD
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r >= ' ':
			out = utf8.AppendRune(out, r)
		case r == '\n':
			out = append(out, '\\', 'n')
		case r == '\t':
			out = append(out, '\\', 't')
		case r == '\r':
			out = append(out, '\\', 'r')
		case r == '\b':
			out = append(out, '\\', 'b')
		case r == '\f':
			out = append(out, '\\', 'f')
		default:
			out = append(out, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		}
	}
	return append(out, '"')
}

// Marshal is json.Marshal without the escapes that only HTML needs: canonical values pass through it unchanged.
func Marshal(value any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
