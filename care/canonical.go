package care

import (
	"bytes"
	"encoding/json"
)

// marshal writes compact JSON without the escapes for HTML that encoding/json adds by default: what is
// hashed and compared must have one spelling.
func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
