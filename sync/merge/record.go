package merge

import (
	"encoding/json"
	"strconv"

	"passbok/sync/op"
)

// This file writes outcomes as JSON, and reads back what it has written, without reflection: one is written for each
// operation, and read for each that is folded anew. What there is seldom (conflicts, parked operations) is left to encoding/json.

// AppendJSON is what op.Marshal makes of an outcome.
func (o Outcome) AppendJSON(out []byte) (_ []byte, err error) {
	out = op.AppendText(append(out, `{"doc":`...), o.Doc)
	if out, err = o.Origin.appendJSON(append(out, `,"by":`...)); err != nil {
		return nil, err
	}
	out = op.AppendText(append(out, `,"verdict":`...), string(o.Verdict))
	out = op.AppendMember(out, "code", o.Code)
	out = op.AppendMember(out, "field", o.Field)
	out = op.AppendMember(out, "detail", o.Detail)
	if len(o.Set) > 0 {
		if out, err = op.AppendFields(append(out, `,"set":`...), o.Set); err != nil {
			return nil, err
		}
	}
	if len(o.Credit) == 0 && len(o.Touch) == 0 && o.Park == nil && len(o.Unpark) == 0 {
		return append(out, '}'), nil
	}
	rest, err := op.Marshal(struct {
		Credit []string `json:"credit,omitempty"`
		Touch  []Touch  `json:"touch,omitempty"`
		Park   *Parked  `json:"park,omitempty"`
		Unpark []string `json:"unpark,omitempty"`
	}{o.Credit, o.Touch, o.Park, o.Unpark})
	if err != nil {
		return nil, err
	}
	return append(append(out, ','), rest[1:]...), nil
}

func (o Origin) appendJSON(out []byte) (_ []byte, err error) {
	out = op.AppendText(append(out, `{"op":`...), o.Op)
	out = op.AppendMember(out, "person", o.Person)
	out = op.AppendMember(out, "device", o.Device)
	if o.N != 0 {
		out = strconv.AppendUint(append(out, `,"n":`...), o.N, 10)
	}
	if o.At != (op.At{}) {
		if out, err = o.At.AppendJSON(append(out, `,"at":`...)); err != nil {
			return nil, err
		}
	}
	out = op.AppendMember(out, "why", o.Why)
	if o.Clock != 0 {
		out = strconv.AppendInt(append(out, `,"clock":`...), o.Clock, 10)
	}
	return append(out, '}'), nil
}

// ReadPlain reads an outcome as AppendJSON writes most; false where it has what is left to encoding/json. Its values are parts
// of raw.
func (o *Outcome) ReadPlain(raw []byte) bool {
	return op.Members(raw, func(name, value []byte) bool {
		switch string(name) {
		case "doc":
			return read(value, &o.Doc)
		case "by":
			return o.Origin.readPlain(value)
		case "verdict":
			return read(value, (*string)(&o.Verdict))
		case "code":
			return read(value, &o.Code)
		case "field":
			return read(value, &o.Field)
		case "detail":
			return read(value, &o.Detail)
		case "set":
			o.Set = make(op.Fields, 8)
			return op.Members(value, func(name, value []byte) bool {
				o.Set[string(name)] = json.RawMessage(value[:len(value):len(value)])
				return true
			})
		}
		return false
	})
}

func (o *Origin) readPlain(raw []byte) bool {
	return op.Members(raw, func(name, value []byte) (ok bool) {
		switch string(name) {
		case "op":
			return read(value, &o.Op)
		case "person":
			return read(value, &o.Person)
		case "device":
			return read(value, &o.Device)
		case "n":
			o.N, ok = op.Count(value)
			return ok
		case "at":
			return o.At.ReadPlain(value)
		case "why":
			return read(value, &o.Why)
		}
		return false
	})
}

func read(value []byte, into *string) bool {
	text, ok := op.Text(value)
	*into = string(text)
	return ok
}
