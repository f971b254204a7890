package sms

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
)

// Template is the body of a request, with {to}, {text} and {id} where the number, the words and the message's own id go. They
// are put into the values of JSON or of a form as values, whatever they hold: nothing that is sent can change its shape.
type Template struct {
	kind string // content type
	json any    // as decoded, with numbers as they are written
	form []pair
}

type pair struct{ name, value string }

// The content types.
const (
	typeJSON = "application/json"
	typeForm = "application/x-www-form-urlencoded"
)

// maxTemplate is more than any service asks for, in bytes.
const maxTemplate = 4 << 10

// ParseTemplate reads a body: JSON where it begins with a brace or bracket, else a form, as to={to}&text={text}. It has {to}
// and {text}, each within a value.
func ParseTemplate(text string) (Template, error) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxTemplate {
		return Template{}, fmt.Errorf("the body of an SMS has 1 to %d bytes", maxTemplate)
	}
	var t Template
	var err error
	if text[0] == '{' || text[0] == '[' {
		t.kind = typeJSON
		t.json, err = readJSON(text)
	} else {
		t.kind = typeForm
		t.form, err = readForm(text)
	}
	if err != nil {
		return Template{}, err
	}
	seen := map[string]bool{}
	t.values(func(value string) {
		for _, place := range []string{"{to}", "{text}"} {
			seen[place] = seen[place] || strings.Contains(value, place)
		}
	})
	if !seen["{to}"] || !seen["{text}"] {
		return Template{}, errors.New("the body of an SMS has {to} and {text}, each within a value")
	}
	return t, nil
}

func readJSON(text string) (any, error) {
	in := json.NewDecoder(strings.NewReader(text))
	in.UseNumber()
	var body any
	if err := in.Decode(&body); err != nil {
		return nil, fmt.Errorf("the body of an SMS is no JSON: %w", err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("the body of an SMS is more than one value of JSON")
	}
	return body, nil
}

// readForm keeps the order: some services mind it.
func readForm(text string) ([]pair, error) {
	var form []pair
	for part := range strings.SplitSeq(text, "&") {
		name, value, _ := strings.Cut(part, "=")
		n, err := url.QueryUnescape(name)
		if err == nil {
			value, err = url.QueryUnescape(value)
		}
		if err != nil || n == "" || strings.ContainsAny(n, "{}") {
			return nil, errors.New("the body of an SMS is neither JSON nor a form, as to={to}&text={text}")
		}
		form = append(form, pair{n, value})
	}
	return form, nil
}

// values tells every text that something may be put into.
func (t Template) values(tell func(string)) {
	for _, p := range t.form {
		tell(p.value)
	}
	within(t.json, func(value string) string { tell(value); return value })
}

// within gives JSON with every text in it replaced, but for the names.
func within(body any, with func(string) string) any {
	switch v := body.(type) {
	case string:
		return with(v)
	case []any:
		out := make([]any, len(v))
		for i, one := range v {
			out[i] = within(one, with)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, one := range v {
			out[name] = within(one, with)
		}
		return out
	}
	return body
}

// Fill is the body for one message, and its content type.
func (t Template) Fill(to, text, id string) (body []byte, kind string, err error) {
	put := strings.NewReplacer("{to}", to, "{text}", text, "{id}", id) // one pass: what is put in is not looked into again
	if t.kind == typeForm {
		var out bytes.Buffer
		for i, p := range t.form {
			if i > 0 {
				out.WriteByte('&')
			}
			out.WriteString(url.QueryEscape(p.name) + "=" + url.QueryEscape(put.Replace(p.value)))
		}
		return out.Bytes(), t.kind, nil
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(within(t.json, put.Replace)); err != nil {
		return nil, "", fmt.Errorf("write an SMS: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), t.kind, nil
}
