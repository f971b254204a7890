package care

import "encoding/json"

// reachKind is how a person is reached besides notices on a device: for themselves and the office, and for nobody else. Its id is
// the person's, so that two who begin it at once write one document.
func reachKind() DocKind {
	fields := map[string]func(json.RawMessage) error{
		"person": id(), "mail": parsed(ParseMail, BadMail), "mobile": parsed(ParseMobile, BadMobile),
		"lang": choice(Swedish, English), "void": flag(),
		// The ways that they want, in the order they want; a way that is not in the list is never used. Absent: nothing is said, and
		// each is used that has an address.
		"ways": choices(Ways()...),
		// An address that took nothing when something was sent there; it is asked for anew by another address.
		"mail_refused": parsed(ParseMail, BadMail), "mobile_refused": parsed(ParseMobile, BadMobile),
	}
	return DocKind{
		Name: "reach", Open: true, Keyed: true, Fields: fields,
		Check: func(id string, fields map[string]json.RawMessage) error {
			if err := required(fields, "person"); err != nil {
				return err
			}
			if id != Text(fields, "person") {
				return problem(BadID, "", "the id is not the person's")
			}
			return nil
		},
		Seals: unsealed, Month: ageless,
		Feeds: into(nil, map[string][]func(string) string{"person": {ReachFeed}}),
	}
}

// ReachRef is the document of how a person is reached.
func ReachRef(person string) string { return "reach/" + person }
