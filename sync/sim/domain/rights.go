package domain

import (
	"strings"
	"time"

	"passbok/sync/book"
	"passbok/sync/internal/fault"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Engagement is what a document of that kind says about a right.
type Engagement struct {
	Assistant, From, To string
	Void                bool
}

// EngagementOf reads one.
func EngagementOf(f op.Fields) Engagement {
	return Engagement{
		Assistant: Text(f, "assistant"), From: Text(f, "from"), To: Text(f, "to"), Void: op.IsTrue(f[op.Void]),
	}
}

// Covers says whether it gives the right to a shift that begins then.
func (e Engagement) Covers(start string) bool {
	if e.Void || len(start) < 10 {
		return false
	}
	day := start[:10]
	return e.From <= day && (e.To == "" || day <= e.To)
}

// Judge says what a person may do to a shift or an engagement, given that person's engagements: offices do all, and
// assistants write their own shifts, within an engagement at the shift's own time.
func Judge(person, ref string, before, after op.Fields, engagements []Engagement) merge.Permission {
	switch RoleOf(person) {
	case Office:
		return merge.Allowed
	case Beneficiary:
		return merge.Never
	}
	own := Text(after, "assistant") == person && (len(before) == 0 || Text(before, "assistant") == person)
	if !strings.HasPrefix(ref, "shift/") || !own || len(Text(after, "start")) < 10 {
		return merge.Never
	}
	may := merge.Never
	for _, e := range engagements {
		if e.Assistant != person {
			continue
		}
		may = max(may, merge.Held)
		if e.Covers(Text(after, "start")) {
			may = merge.Allowed
		}
	}
	return may
}

// ByRight are the feeds that a person has without asking.
func ByRight(person string, engagements []Engagement) []string {
	switch RoleOf(person) {
	case Office:
		if person == auditor { // what is parked on a row that does not say at whom, no beneficiary's feed has
			return append(Assistants(), "book")
		}
		return []string{"book"}
	case Beneficiary:
		var feeds []string
		for _, m := range Months() {
			feeds = append(feeds, person+"@"+m)
		}
		return feeds
	}
	for _, e := range engagements {
		if e.Assistant == person && !e.Void {
			return []string{person}
		}
	}
	return nil
}

// Rights are these rules as the engine asks for them.
type Rights struct {
	Now func() time.Time // asked by fault.RightAtSync only: a right has to do with a shift's time, and not with this
}

var _ book.Rights = Rights{}

// May implements book.Rights.
func (r Rights) May(docs book.Documents, who book.Actor, ref string, before, after op.Fields) (merge.Permission, error) {
	held, err := engagements(docs, who.Person)
	if fault.On(fault.RightAtSync) && len(Text(after, "start")) >= 10 {
		after = op.Overlay(after, op.Fields{"start": Val(Stockholm(r.Now()))})
	}
	return Judge(who.Person, ref, before, after, held), err
}

// Feeds implements book.Rights.
func (Rights) Feeds(docs book.Documents, person string, _ time.Time) ([]string, error) {
	held, err := engagements(docs, person)
	return ByRight(person, held), err
}

// MayOpen implements book.Rights.
func (Rights) MayOpen(_ book.Documents, person, feed string) (bool, error) {
	return RoleOf(person) == Office && strings.Contains(feed, "@"), nil
}

func engagements(docs book.Documents, person string) ([]Engagement, error) {
	var held []Engagement
	for doc, err := range docs.Feed("engagements/" + person) {
		if err != nil {
			return nil, err
		}
		held = append(held, EngagementOf(doc.Values()))
	}
	return held, nil
}
