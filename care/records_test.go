package care_test

import (
	"iter"
	"slices"
	"strings"

	"passbok/care"
)

// paper is a book of documents in a test: refs to fields, nothing else. Its feeds come from the schema.
type paper map[string]care.Fields

func (p paper) Get(ref string) (care.Record, bool, error) {
	fields, there := p[ref]
	return care.Record{Ref: ref, Fields: fields}, there, nil
}

func (p paper) Feed(name string) iter.Seq2[care.Record, error] {
	return func(yield func(care.Record, error) bool) {
		refs := make([]string, 0, len(p))
		for ref := range p {
			refs = append(refs, ref)
		}
		slices.Sort(refs)
		for _, ref := range refs {
			if slices.Contains(kind(ref).Feeds(care.ID(ref), p[ref]), name) && !yield(care.Record{Ref: ref, Fields: p[ref]}, nil) {
				return
			}
		}
	}
}

func kind(ref string) care.DocKind {
	for _, k := range care.Kinds() {
		if k.Name == care.KindOf(ref) {
			return k
		}
	}
	panic("no such kind: " + ref)
}

// fields reads "name=value name=value"; values are texts but for true, false and null.
func fields(text string) care.Fields {
	out := care.Fields{}
	for _, pair := range strings.Fields(text) {
		name, value, _ := strings.Cut(pair, "=")
		switch value {
		case "true", "false", "null":
			out[name] = []byte(value)
		default:
			if value[0] == '[' || value[0] == '#' {
				out[name] = []byte(strings.TrimPrefix(value, "#"))
			} else {
				out[name] = care.Value(value)
			}
		}
	}
	return out
}

// aBook has one of each: Karin coordinates, Samir and Tilda assist Alva, Ove assisted Alva until June, Vera
// assists Bo; Gunnar is Alva's god man, Rut was until 2025, Gull looks only after Bo's person; Sol is a child with
// the guardians Pia and Per; Karin is Bo's god man as well; Nils coordinated until June.
func aBook() paper {
	book := paper{}
	role := func(person, role, period string) {
		book["membership/"+person+"-"+role] = fields("person=" + person + " role=" + role + " " + period)
		book["person/"+person] = fields("name=" + person)
		book["identity/"+person] = fields("person=" + person)
	}
	always, ended := "from=2024-01-01", "from=2024-01-01 to=2026-06-30"
	role("karin", "coordinator", always)
	role("nils", "coordinator", ended)
	for _, a := range []string{"samir", "tilda", "vera"} {
		role(a, "assistant", always)
	}
	role("ove", "assistant", ended)
	for _, b := range []string{"alva", "bo", "sol"} {
		role(b, "beneficiary", always)
	}
	for _, r := range []string{"gunnar", "rut", "gull", "pia", "per"} {
		role(r, "representative", always)
	}
	engaged := func(assistant, beneficiary, period string) {
		book["engagement/"+assistant+"-"+beneficiary] = fields("assistant=" + assistant + " beneficiary=" + beneficiary + " " + period)
	}
	engaged("samir", "alva", always)
	engaged("tilda", "alva", always)
	engaged("ove", "alva", ended)
	engaged("vera", "bo", always)
	stands := func(who, beneficiary, rest string) {
		book["representation/"+who+"-"+beneficiary] = fields("representative=" + who + " beneficiary=" + beneficiary + " " + rest)
	}
	stands("gunnar", "alva", `kind=god_man scope=["rights","property"] `+always)
	stands("rut", "alva", `kind=god_man scope=["rights"] from=2024-01-01 to=2025-12-31`)
	stands("gull", "bo", `kind=god_man scope=["person"] `+always)
	stands("karin", "bo", `kind=god_man scope=["rights"] `+always)
	stands("pia", "sol", "kind=guardian "+always)
	stands("per", "sol", "kind=guardian "+always)
	return book
}

// asked is a book in which indexes hold one document more than their own.
type asked struct {
	paper
	more map[string]string // index → ref
}

func (a asked) Feed(name string) iter.Seq2[care.Record, error] {
	return func(yield func(care.Record, error) bool) {
		if ref, there := a.more[name]; there && !yield(care.Record{Ref: ref, Fields: a.paper[ref]}, nil) {
			return
		}
		for record, err := range a.paper.Feed(name) {
			if !yield(record, err) {
				return
			}
		}
	}
}
