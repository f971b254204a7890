package care

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// errandKind is what the office has said of one thing on its list: who sees to it, and until when it is put off. The thing itself
// follows from other documents, and is named by its key; so the id is the key's, and two who write at once write one document.
// A thing that is put off comes back on the day until, or before that where what is said of it is no longer what print says.
func errandKind() DocKind {
	return DocKind{
		Name: "errand", Open: true, Keyed: true,
		Fields: map[string]func(json.RawMessage) error{
			"key": text(errandKeyLength), "assignee": id(), "until": date(), "print": text(errandKeyLength), "note": text(NoteLength),
			// Whose it concerns and in which month, where it does: it is kept for as long as what that month has.
			"beneficiary": id(), "month": parsed(ParseMonth, BadMonth),
		},
		Check: func(id string, fields map[string]json.RawMessage) error {
			if err := required(fields, "key"); err != nil {
				return err
			}
			if ErrandRef(Text(fields, "key")) != "errand/"+id {
				return problem(BadID, "", "the id is not the key's")
			}
			return nil
		},
		Seals: unsealed,
		Feeds: into([]string{BookFeed}, nil),
		Month: func(_ string, fields map[string]json.RawMessage) string { return Text(fields, "month") },
	}
}

// errandKeyLength is the longest key, in characters: a word, two ids and a month.
const errandKeyLength = 200

// ErrandRef is the document of what the office has said of the thing with this key. Its id has the form of a UUIDv7, as the ids of all
// documents that operations make; what it is made of is the key, and no time.
func ErrandRef(key string) string {
	sum := sha256.Sum256([]byte(key))
	h := hex.EncodeToString(sum[:15])
	return "errand/" + h[:8] + "-" + h[8:12] + "-7" + h[12:15] + "-8" + h[15:18] + "-" + h[18:30]
}
