package house

import (
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
	"passbok/sync/op"
)

// schema is what care declares, as the engine takes it. The two types are the same but for their names: the
// conversion compiles only as long as they are.
func schema() op.Schema {
	kinds := op.Schema{}
	for _, kind := range care.Kinds() {
		kinds[kind.Name] = op.Kind(kind)
	}
	return kinds
}

// rights lets the engine ask care.
type rights struct{ clock func() time.Time }

// permissions are the engine's words for care's.
var permissions = map[care.Permission]book.Permission{
	care.Never: book.Never, care.Held: book.Held, care.Allowed: book.Allowed,
}

func (r rights) May(docs book.Documents, who book.Actor, ref string, before, after op.Fields) (book.Permission, error) {
	may, err := care.May(month.Records(docs), who.Person, r.clock(), ref, before, after)
	return permissions[may], err
}

func (r rights) Feeds(docs book.Documents, person string, now time.Time) ([]string, error) {
	return care.Feeds(month.Records(docs), person, now)
}

func (r rights) MayOpen(docs book.Documents, person, feed string) (bool, error) {
	return care.MayOpen(month.Records(docs), person, feed, r.clock())
}
