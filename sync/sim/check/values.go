package check

import (
	"encoding/json"
	"slices"
	"strings"

	"passbok/sync/op"
)

func null(value json.RawMessage) bool { return len(value) == 0 || string(value) == "null" }

func yes(value json.RawMessage) bool { return string(value) == "true" }

// same says whether two values of a field mean the same: a row that is not removed says so by false, null or silence.
func same(field string, a, b json.RawMessage) bool {
	if field == "void" {
		return yes(a) == yes(b)
	}
	if null(a) || null(b) {
		return null(a) && null(b)
	}
	return string(a) == string(b)
}

// over lays a set over fields.
func over(fields, set op.Fields) op.Fields {
	out := op.Fields{}
	for _, layer := range []op.Fields{fields, set} {
		for name, value := range layer {
			if null(value) {
				delete(out, name)
			} else {
				out[name] = value
			}
		}
	}
	return out
}

func split(ref string) (kind, id string) {
	kind, id, _ = strings.Cut(ref, "/")
	return kind, id
}

func coupled(ref, field string) bool {
	return strings.HasPrefix(ref, "shift/") && slices.Contains([]string{"assistant", "beneficiary", "kind", "start", "end"}, field)
}
