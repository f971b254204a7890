package month

import (
	"fmt"
	"slices"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Reach is how a person is reached besides notices on their devices, as they see it themselves.
type Reach struct {
	Rev    uint64   `json:"rev"` // of the document; 0 where nobody has written it
	Mail   string   `json:"mail"`
	Mobile string   `json:"mobile"` // E.164
	Lang   string   `json:"lang"`
	Ways   []string `json:"ways"` // those that they want, in the order they want; a way that is not here is never used
	// Refused are the ways whose address took nothing when something was sent there.
	Refused []string `json:"refused"`
}

// ReachOf is how a person is reached.
func ReachOf(docs book.Documents, person string) (Reach, error) {
	doc, _, err := docs.Get(care.ReachRef(person))
	if err != nil {
		return Reach{}, fmt.Errorf("read how %s is reached: %w", person, err)
	}
	r := care.ReachedOf(doc.Values())
	out := Reach{Rev: doc.Rev, Mail: r.Mail, Mobile: r.Mobile, Lang: r.Lang, Ways: append([]string{}, r.Ways...), Refused: []string{}}
	if r.Mail != "" && r.Mail == r.MailRefused {
		out.Refused = append(out.Refused, care.WayMail)
	}
	if r.Mobile != "" && r.Mobile == r.MobileRefused {
		out.Refused = append(out.Refused, care.WaySMS)
	}
	return out, nil
}

// SayReach is a person saying how they want to be reached. said.Rev is that of what they were looking at, and Mobile as they write
// it. An address that took nothing is tried again: they have looked at it. Whoever says what stands already, having looked at something
// older, has said it before, and lost the answer: nothing is written then, and nothing is wrong. The error is a *op.Problem with code changed, bad_mail, bad_mobile or bad_choice.
func SayReach(docs book.Documents, person string, said Reach) (book.Decision, error) {
	doc, _, err := docs.Get(care.ReachRef(person))
	if err != nil {
		return book.Decision{}, fmt.Errorf("read how %s is reached: %w", person, err)
	}
	set := op.Fields{"person": care.Value(person), "mail": care.Value(nil), "mobile": care.Value(nil), "mail_refused": care.Value(nil), "mobile_refused": care.Value(nil), "void": care.Value(nil)}
	if said.Mail != "" {
		if _, err := care.ParseMail(said.Mail); err != nil {
			return book.Decision{}, op.Problemf(care.BadMail, "mail", "no address of mail")
		}
		set["mail"] = care.Value(said.Mail)
	}
	if said.Mobile != "" {
		number, err := care.ReadMobile(said.Mobile)
		if err != nil {
			return book.Decision{}, op.Problemf(care.BadMobile, "mobile", "no mobile's number")
		}
		set["mobile"], said.Mobile = care.Value(number), number
	}
	if said.Lang != care.Swedish && said.Lang != care.English {
		return book.Decision{}, op.Problemf(care.BadChoice, "lang", "neither Swedish nor English")
	}
	set["lang"] = care.Value(said.Lang)
	for i, way := range said.Ways {
		if !slices.Contains(care.Ways(), way) || slices.Contains(said.Ways[:i], way) {
			return book.Decision{}, op.Problemf(care.BadChoice, "ways", "no way, or twice")
		}
	}
	set["ways"] = care.Value(append([]string{}, said.Ways...))
	if doc.Rev != said.Rev {
		if r := care.ReachedOf(doc.Values()); r.Mail == said.Mail && r.Mobile == said.Mobile && r.Lang == said.Lang && slices.Equal(r.Ways, said.Ways) {
			return book.Decision{}, nil
		}
		return book.Decision{}, &op.Problem{Code: op.CodeChanged}
	}
	return book.Decision{Set: []book.Change{{Doc: care.ReachRef(person), Set: set}}}, nil
}

// ReachRefused notes that an address took nothing; one that is no longer the person's is left alone.
func ReachRefused(docs book.Documents, person, way, address string) (book.Decision, error) {
	doc, there, err := docs.Get(care.ReachRef(person))
	if err != nil || !there {
		return book.Decision{}, err
	}
	field := map[string]string{care.WayMail: "mail", care.WaySMS: "mobile"}[way]
	if field == "" || doc.Text(field) != address || doc.Text(field+"_refused") == address {
		return book.Decision{}, nil
	}
	return book.Decision{Set: []book.Change{{Doc: doc.Ref, Set: op.Fields{field + "_refused": care.Value(address)}}}}, nil
}
