package op

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// maxNames bounds the fields of one operation and the candidates it resolves.
const maxNames = 64

// Reading is what could be made of one operation as it came.
type Reading struct {
	Op      Op
	Raw     json.RawMessage
	Content [sha256.Size]byte // of the operation without n: a device that replaces another queues it again under a new n
	Fault   *Problem          // why it must be refused, whatever else is so; nil if it can be judged
	Newer   bool              // of a version after ours: Op holds what could be read of it

	members []member // sorted by name
}

// member is one of a JSON object, named as it is written.
type member struct {
	name  string
	value json.RawMessage
}

// Same says whether this operation is the one whose content was kept under its id. What was not understood when it came
// was kept by its text, with or without n, and may be understood now.
func (in Reading) Same(kept [sha256.Size]byte) bool {
	return kept == in.Content || kept == in.text() || kept == sha256.Sum256(in.Raw)
}

// Read reads one operation, strictly. What cannot be understood but has an id and an n comes back with a Fault, to be
// consumed and kept. The error, a *Problem with code malformed, means that it has not even these.
func Read(raw json.RawMessage) (Reading, error) { return ReadUpTo(Version, raw) }

// ReadUpTo is Read for an engine that understands operations up to a version.
func ReadUpTo(version int, raw json.RawMessage) (Reading, error) {
	if len(raw) > MaxKept {
		return Reading{}, Problemf(CodeMalformed, "", "%d bytes are more than can be kept", len(raw))
	}
	members, err := object(raw)
	if err != nil {
		return Reading{}, Problemf(CodeMalformed, "", "no JSON object")
	}
	in := Reading{Raw: raw, members: members}
	if readText(in.member("id"), &in.Op.ID) != nil || !isHandle(in.Op.ID) {
		return Reading{}, Problemf(CodeMalformed, "id", "no usable id")
	}
	if in.Op.N, err = count(in.member("n")); err != nil || in.Op.N == 0 {
		return Reading{}, Problemf(CodeMalformed, "n", "no usable n")
	}
	in.Fault = in.fill(version)
	if in.Fault == nil && !in.Newer {
		in.Content = in.Op.content()
	} else {
		in.Content = in.text()
	}
	return in, nil
}

// member is what a member is; nil where there is none.
func (in Reading) member(name string) json.RawMessage {
	for _, m := range in.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// text is the identity of what cannot be understood: its members as they came, without n.
func (in Reading) text() [sha256.Size]byte {
	sum := sha256.New()
	for _, m := range in.members {
		if m.name != "n" {
			_, _ = fmt.Fprintf(sum, "%d:%s%d:%s", len(m.name), m.name, len(m.value), m.value)
		}
	}
	return [sha256.Size]byte(sum.Sum(nil))
}

// fill reads the rest and answers what is wrong with it.
func (in *Reading) fill(understood int) *Problem {
	if !IsUUID7(in.Op.ID) {
		return &Problem{Code: CodeBadID, Field: "id"}
	}
	if in.member("lost") != nil {
		return &Problem{Code: CodeLost}
	}
	if len(in.Raw) > MaxSize {
		return Problemf(CodeTooLarge, "", "%d bytes", len(in.Raw))
	}
	version, err := count(in.member("v"))
	if err != nil || version == 0 || version > math.MaxInt32 {
		return &Problem{Code: CodeMalformed, Field: "v"}
	}
	in.Op.V = int(version)
	in.Newer = version > uint64(understood)
	for _, m := range in.members {
		if err := in.Op.member(m.name, m.value); err != nil && !in.Newer {
			return Problemf(CodeMalformed, m.name, "%v", err)
		}
	}
	if _, _, ok := SplitRef(in.Op.Doc); !ok && !in.Newer {
		return &Problem{Code: CodeMalformed, Field: "doc"}
	}
	return nil
}

var errUnknown = errors.New("unknown field")

// member reads one member of the operation.
func (o *Op) member(name string, raw json.RawMessage) error {
	var err error
	switch name {
	case "id", "n", "v":
	case "doc":
		err = readText(raw, &o.Doc)
	case "base":
		o.Base, err = count(raw)
	case "set":
		if err = o.readSet(raw); err != nil {
			o.Set = nil // of a later version's either all is shown, or nothing
		}
	case Void: // the same as set.void
		value, cerr := Canonical(raw)
		if cerr != nil || (!IsTrue(value) && string(value) != "false") {
			return errors.New("neither true nor false")
		}
		return o.put(Void, value)
	case "resolves":
		if err = json.Unmarshal(raw, &o.Resolves); err == nil {
			err = o.checkResolves()
		}
	case "why":
		err = readText(raw, &o.Why)
	case "at":
		err = o.At.read(raw)
	default:
		return errUnknown
	}
	return err
}

// read reads what the clocks said.
func (a *At) read(raw json.RawMessage) error {
	var read At
	if read.ReadPlain(raw) {
		*a = read
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	return decoder.Decode(a)
}

// ReadPlain reads what the clocks said; false where it is not written plainly, or is something else.
func (a *At) ReadPlain(raw []byte) bool {
	return Members(raw, func(name, value []byte) bool {
		switch string(name) {
		case "wall":
			text, ok := Text(value)
			a.Wall = string(text)
			return ok
		case "mono":
			return readFloat(value, &a.Mono)
		case "offset":
			return readFloat(value, &a.Offset)
		}
		return false
	})
}

// readFloat reads a number; false where there is none.
func readFloat(value []byte, into *float64) bool {
	number, err := strconv.ParseFloat(string(value), 64)
	*into = number
	return err == nil && (value[0] == '-' || value[0] >= '0' && value[0] <= '9')
}

// readText reads a text. As encoding/json has it, null leaves what is there.
func readText(value json.RawMessage, into *string) error {
	if text, ok := Text(value); ok {
		*into = string(text)
		return nil
	}
	return json.Unmarshal(value, into)
}

func (o *Op) checkResolves() error {
	if len(o.Resolves) > maxNames {
		return errors.New("too many")
	}
	for _, id := range o.Resolves {
		if !isHandle(id) {
			return errors.New("not an operation's id")
		}
	}
	slices.Sort(o.Resolves)
	o.Resolves = slices.Compact(o.Resolves)
	return nil
}

func (o *Op) readSet(raw json.RawMessage) error {
	members, err := object(raw)
	if err != nil {
		return err
	}
	if len(members) > maxNames {
		return errors.New("too many fields")
	}
	for _, m := range members {
		if !fieldName(m.name) {
			return fmt.Errorf("no field is called %q", m.name)
		}
		canonical, err := Canonical(m.value)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		if err := o.put(m.name, canonical); err != nil {
			return err
		}
	}
	return nil
}

// put sets a field once; void may be said twice if it says the same.
func (o *Op) put(name string, value json.RawMessage) error {
	if before, twice := o.Set[name]; twice && !Equal(name, before, value) {
		return errors.New("says two things at once")
	}
	if o.Set == nil {
		o.Set = Fields{}
	}
	o.Set[name] = value
	return nil
}

// content is the operation's identity apart from n: the same id with the same content is a resend.
func (o Op) content() [sha256.Size]byte {
	o.N = 0
	var room [768]byte
	text, err := o.append(room[:0])
	if err != nil {
		return [sha256.Size]byte{} // values were canonical JSON: cannot happen
	}
	return sha256.Sum256(text)
}

// Encode writes the operation as a client would send it.
func (o Op) Encode() (json.RawMessage, error) {
	text, err := o.append(make([]byte, 0, 512))
	if err != nil {
		return nil, fmt.Errorf("encode operation %s: %w", o.ID, err)
	}
	return text, nil
}

// append is what Marshal makes of an operation, for less: one is written for each that comes, to know it again.
func (o Op) append(out []byte) (_ []byte, err error) {
	out = strconv.AppendInt(append(out, `{"v":`...), int64(o.V), 10)
	out = AppendText(append(out, `,"id":`...), o.ID)
	out = strconv.AppendUint(append(out, `,"n":`...), o.N, 10)
	out = AppendText(append(out, `,"doc":`...), o.Doc)
	if o.Base != 0 {
		out = strconv.AppendUint(append(out, `,"base":`...), o.Base, 10)
	}
	if len(o.Set) > 0 {
		if out, err = AppendFields(append(out, `,"set":`...), o.Set); err != nil {
			return nil, err
		}
	}
	for i, id := range o.Resolves {
		if i == 0 {
			out = append(out, `,"resolves":[`...)
		} else {
			out[len(out)-1] = ','
		}
		out = append(AppendText(out, id), ']')
	}
	out = AppendMember(out, "why", o.Why)
	if o.At != (At{}) {
		if out, err = o.At.AppendJSON(append(out, `,"at":`...)); err != nil {
			return nil, err
		}
	}
	return append(out, '}'), nil
}

// object reads a JSON object's members by their exact names (encoding/json would also take other cases for a struct),
// sorted; of two that are named alike the last counts.
func object(raw json.RawMessage) ([]member, error) {
	members := make([]member, 0, 10)
	if !Members(raw, func(name, value []byte) bool {
		members = append(members, member{string(name), value[:len(value):len(value)]})
		return true
	}) {
		var read map[string]json.RawMessage
		if err := json.Unmarshal(raw, &read); err != nil {
			return nil, err
		}
		if read == nil {
			return nil, errors.New("no object")
		}
		members = members[:0]
		for name, value := range read {
			members = append(members, member{name, value})
		}
	}
	slices.SortStableFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	kept := members[:0]
	for i, m := range members {
		if i == len(members)-1 || members[i+1].name != m.name {
			kept = append(kept, m)
		}
	}
	return kept, nil
}

// count reads a whole number from 0 to 2^53, which is as far as every JSON reader counts exactly.
func count(raw json.RawMessage) (uint64, error) {
	if number, ok := Count(raw); ok {
		return number, nil
	}
	var number uint64
	if err := json.Unmarshal(raw, &number); err != nil {
		return 0, errors.New("no whole number")
	}
	if bytes.Equal(bytes.TrimSpace(raw), []byte("null")) || number > 1<<53 {
		return 0, errors.New("no whole number in range")
	}
	return number, nil
}

func fieldName(name string) bool {
	if name == "" || len(name) > 64 {
		return false
	}
	for i := range len(name) {
		if c := name[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}
