package book

import (
	"encoding/json"

	"passbok/sync/op"
)

// ReadPlain reads a request as clients write nearly all, in one pass; false where encoding/json must be asked. Its operations
// are parts of raw.
func (r *Request) ReadPlain(raw []byte) bool {
	return op.Members(raw, func(name, value []byte) bool {
		switch string(name) {
		case "device":
			return readText(value, &r.Device)
		case "epoch":
			return readText(value, &r.Epoch)
		case "cursor":
			return readText(value, &r.Cursor)
		case "now":
			return readText(value, &r.Now)
		case "feeds":
			return readTexts(value, &r.Feeds)
		case "refetch":
			return readTexts(value, &r.Refetch)
		case "ops":
			r.Ops = nil
			return op.Items(value, func(one []byte) bool {
				r.Ops = append(r.Ops, json.RawMessage(one[:len(one):len(one)]))
				return true
			})
		}
		return false
	})
}

func readText(value []byte, into *string) bool {
	text, ok := op.Text(value)
	*into = string(text)
	return ok
}

func readTexts(value []byte, into *[]string) bool {
	*into = nil
	return op.Items(value, func(one []byte) bool {
		text, ok := op.Text(one)
		*into = append(*into, string(text))
		return ok
	})
}
