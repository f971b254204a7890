package care

import (
	"encoding/json"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// check is the shape of one field. null clears a field and is let through: what must be there, the
// document's own check asks for.
type check = func(json.RawMessage) error

func checked(fit func(json.RawMessage) error) check {
	return func(raw json.RawMessage) error {
		if absent(raw) {
			return nil
		}
		return fit(raw)
	}
}

// text fits a text of at most so many characters, without control characters but line breaks and tabs.
func text(longest int) check {
	return checked(func(raw json.RawMessage) error {
		s, ok := textOf(raw)
		if !ok || utf8.RuneCountInString(s) > longest {
			return problem(BadText, "", "not a text of at most "+strconv.Itoa(longest)+" characters")
		}
		for _, r := range s {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				return problem(BadText, "", "a control character")
			}
		}
		return nil
	})
}

// choice fits one of the words.
func choice(words ...string) check {
	return checked(func(raw json.RawMessage) error {
		if s, ok := textOf(raw); !ok || !slices.Contains(words, s) {
			return problem(BadChoice, "", "not one of the words allowed")
		}
		return nil
	})
}

// choices fits a list of the words, each at most once.
func choices(words ...string) check {
	return checked(func(raw json.RawMessage) error {
		var list []string
		if json.Unmarshal(raw, &list) != nil {
			return problem(BadChoice, "", "not a list of words")
		}
		seen := map[string]bool{}
		for _, s := range list {
			if seen[s] || !slices.Contains(words, s) {
				return problem(BadChoice, "", "not one of the words allowed, or twice")
			}
			seen[s] = true
		}
		return nil
	})
}

// parsed fits a text that the parser takes.
func parsed[T any](parse func(string) (T, error), code string) check {
	return checked(func(raw json.RawMessage) error {
		s, ok := textOf(raw)
		if !ok {
			return problem(code, "", "not a text")
		}
		_, err := parse(s)
		return err
	})
}

// count fits a whole number within limits, both included.
func count(least, most int) check {
	return checked(func(raw json.RawMessage) error {
		n, err := strconv.Atoi(string(raw))
		if err != nil || n < least || n > most {
			return problem(BadCount, "", "not a whole number within the limits")
		}
		return nil
	})
}

// ids fits a list of ids of documents, at least one and at most so many, each once.
func ids(most int) check {
	return checked(func(raw json.RawMessage) error {
		var list []string
		if json.Unmarshal(raw, &list) != nil || len(list) == 0 || len(list) > most {
			return problem(BadID, "", "not a list of 1 to "+strconv.Itoa(most)+" ids")
		}
		seen := map[string]bool{}
		for _, s := range list {
			if seen[s] || !isID(s) {
				return problem(BadID, "", "not an id, or twice")
			}
			seen[s] = true
		}
		return nil
	})
}

// flag fits true and false.
func flag() check {
	return checked(func(raw json.RawMessage) error {
		if s := string(raw); s != "true" && s != "false" {
			return problem(BadFlag, "", "neither true nor false")
		}
		return nil
	})
}

// id fits the id of a document. No slash and no @: ids are parts of refs and of names of feeds.
func id() check {
	return checked(func(raw json.RawMessage) error {
		if s, ok := textOf(raw); !ok || !isID(s) {
			return problem(BadID, "", "not an id")
		}
		return nil
	})
}

func isID(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

func date() check   { return parsed(ParseDate, BadDate) }
func minute() check { return parsed(ParseMinute, BadTime) }

func textOf(raw json.RawMessage) (string, bool) {
	if len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	if simple := raw[1 : len(raw)-1]; raw[len(raw)-1] == '"' && plain(simple) { // by far the most: spares a parser
		return string(simple), true
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return "", false
	}
	return s, true
}

// plain tells whether a JSON text holds nothing that JSON writes otherwise.
func plain(text []byte) bool {
	for _, c := range text {
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// required says which of the fields is the first that a document lacks.
func required(fields Fields, names ...string) error {
	for _, name := range names {
		if absent(fields[name]) || string(fields[name]) == `""` {
			return problem(Missing, name, "the document cannot be without it")
		}
	}
	return nil
}
