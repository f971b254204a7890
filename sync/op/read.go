package op

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
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

	members map[string]json.RawMessage
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
	if json.Unmarshal(members["id"], &in.Op.ID) != nil || !isHandle(in.Op.ID) {
		return Reading{}, Problemf(CodeMalformed, "id", "no usable id")
	}
	if in.Op.N, err = count(members["n"]); err != nil || in.Op.N == 0 {
		return Reading{}, Problemf(CodeMalformed, "n", "no usable n")
	}
	in.Fault = in.fill(version, members)
	if in.Fault == nil && !in.Newer {
		in.Content = in.Op.content()
	} else {
		in.Content = in.text()
	}
	return in, nil
}

// text is the identity of what cannot be understood: its members as they came, without n.
func (in Reading) text() [sha256.Size]byte {
	sum := sha256.New()
	for _, name := range SortedNames(in.members) {
		if name != "n" {
			_, _ = fmt.Fprintf(sum, "%d:%s%d:%s", len(name), name, len(in.members[name]), in.members[name])
		}
	}
	return [sha256.Size]byte(sum.Sum(nil))
}

// fill reads the rest and answers what is wrong with it.
func (in *Reading) fill(understood int, members map[string]json.RawMessage) *Problem {
	if !IsUUID7(in.Op.ID) {
		return &Problem{Code: CodeBadID, Field: "id"}
	}
	if _, lost := members["lost"]; lost {
		return &Problem{Code: CodeLost}
	}
	if len(in.Raw) > MaxSize {
		return Problemf(CodeTooLarge, "", "%d bytes", len(in.Raw))
	}
	version, err := count(members["v"])
	if err != nil || version == 0 || version > math.MaxInt32 {
		return &Problem{Code: CodeMalformed, Field: "v"}
	}
	in.Op.V = int(version)
	in.Newer = version > uint64(understood)
	for _, name := range SortedNames(members) {
		if err := in.Op.member(name, members[name]); err != nil && !in.Newer {
			return Problemf(CodeMalformed, name, "%v", err)
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
		err = json.Unmarshal(raw, &o.Doc)
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
		err = json.Unmarshal(raw, &o.Why)
	case "at":
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.DisallowUnknownFields()
		err = decoder.Decode(&o.At)
	default:
		return errUnknown
	}
	return err
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
	for _, name := range SortedNames(members) {
		if !fieldName(name) {
			return fmt.Errorf("no field is called %q", name)
		}
		canonical, err := Canonical(members[name])
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := o.put(name, canonical); err != nil {
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
	text, err := o.Encode()
	if err != nil {
		return [sha256.Size]byte{} // values were canonical JSON: cannot happen
	}
	return sha256.Sum256(text)
}

// Encode writes the operation as a client would send it.
func (o Op) Encode() (json.RawMessage, error) {
	text, err := Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("encode operation %s: %w", o.ID, err)
	}
	return text, nil
}

// object reads a JSON object's members by their exact names (encoding/json would also take other cases for a struct).
func object(raw json.RawMessage) (map[string]json.RawMessage, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		return nil, err
	}
	if members == nil {
		return nil, errors.New("no object")
	}
	return members, nil
}

// count reads a whole number from 0 to 2^53, which is as far as every JSON reader counts exactly.
func count(raw json.RawMessage) (uint64, error) {
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
