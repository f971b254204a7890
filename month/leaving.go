package month

import (
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// What is in the way of ending somebody's work.
const (
	CodeNothingEnds     = "nothing_ends"     // they hold none of the roles, or it has ended by then
	CodeLastCoordinator = "last_coordinator" // nobody would be left in the office who may sign, or see how the server is
	CodeLeaveUndone     = "leave_undone"     // what is to be taken back is not as it was left
)

// LeaveAsk is whose work for the provider is to end, in which of the roles assistant, coordinator and auditor, and on which last day.
type LeaveAsk struct {
	By     string // the coordinator who asks
	Person string
	Roles  []string
	Last   care.Date
	Now    time.Time
}

// EndsLinks tells whether the links that they have made for others end with it: a coordinator's do.
func (a LeaveAsk) EndsLinks() bool { return slices.Contains(a.Roles, care.RoleCoordinator) }

// Leaving is all that follows from it that somebody's work ends: what is written, and what is left for people to do.
type Leaving struct {
	Person Party     `json:"person"`
	Last   care.Date `json:"last"`
	Hash   string    `json:"hash"` // of what is written; the command names it as saw
	// Ends are the papers that get a last day; Never those that were to begin after it, and are removed.
	Ends  []LeavingPaper `json:"ends"`
	Never []LeavingPaper `json:"never"`
	// Vacant are the plans after the last day: nobody is planned for them any more.
	Vacant []LeavingPlan `json:"vacant"`
	// After is how many rows of time the person has after the last day: they stay, and want a look.
	After int `json:"after"`
	// Tell are the customers of whose registration (3066) Försäkringskassan is to be told that it has ended.
	Tell []Party `json:"tell"`
	// Undo is what takes it back: the fields as they were, by document. The commands that ended the work note it in their answers, for
	// LeaveBack; nobody else's word for it is taken.
	Undo []LeavingUndo `json:"undo"`

	set []book.Change
}

// LeavingPaper is a paper that ends: of which kind, and which other person it is about.
type LeavingPaper struct {
	Kind  string    `json:"kind"`
	Role  string    `json:"role,omitempty"` // of a membership
	About Party     `json:"about"`          // the customer; empty of a membership, and of an employment by the provider
	From  care.Date `json:"from"`
	To    care.Date `json:"to"` // as it was; empty: it had no end
}

// LeavingPlan is a plan that becomes vacant.
type LeavingPlan struct {
	Beneficiary Party     `json:"beneficiary"`
	Start       time.Time `json:"start"`
	End         time.Time `json:"end"`
}

// LeavingUndo is what a document's fields were.
type LeavingUndo struct {
	Doc string    `json:"doc"`
	Set op.Fields `json:"set"`
}

// Leave works out what follows from it that somebody's work ends. It writes nothing. The error is a *op.Problem with code forbidden,
// person_unknown, nothing_ends or last_coordinator.
func Leave(docs book.Documents, ask LeaveAsk) (Leaving, error) {
	if err := allowed(docs, ask.By, care.EndWork, "", ask.Now); err != nil {
		return Leaving{}, err
	}
	l, err := findLeaving(docs, ask)
	if err != nil {
		return Leaving{}, err
	}
	if len(l.set) == 0 {
		return Leaving{}, op.Problemf(CodeNothingEnds, "", "nothing of %v goes on after %s", ask.Roles, ask.Last)
	}
	if slices.Contains(ask.Roles, care.RoleCoordinator) {
		if err := l.othersIn(docs, ask); err != nil {
			return Leaving{}, err
		}
	}
	l.Hash = l.print()
	return l, nil
}

// findLeaving finds all that is left to be ended, whoever asks.
func findLeaving(docs book.Documents, ask LeaveAsk) (Leaving, error) {
	doc, there, err := docs.Get("person/" + ask.Person)
	if err != nil {
		return Leaving{}, fmt.Errorf("read who leaves: %w", err)
	}
	if !there {
		return Leaving{}, &op.Problem{Code: CodePersonUnknown, Field: "person"}
	}
	l := Leaving{
		Person: Party{ask.Person, doc.Text("name")}, Last: ask.Last,
		Ends: []LeavingPaper{}, Never: []LeavingPaper{}, Vacant: []LeavingPlan{}, Tell: []Party{}, Undo: []LeavingUndo{},
	}
	return l, l.papers(docs, ask)
}

// print is a short name for what is written: another one where any of it is another.
func (l *Leaving) print() string {
	texts := []string{l.Person.ID, string(l.Last)}
	for _, change := range l.set {
		for field, to := range change.Set { // one
			texts = append(texts, change.Doc, field, string(to))
		}
	}
	for _, undo := range l.Undo {
		for _, was := range undo.Set {
			texts = append(texts, string(was))
		}
	}
	return care.Print(texts)
}

// othersIn makes sure that somebody is left in the office who may sign for the provider, and that nobody takes such a right from its
// last holder who has not that right.
func (l *Leaving) othersIn(docs book.Documents, ask LeaveAsk) error {
	records, after := Records(docs), max(ask.Last, care.DateOf(ask.Now)).Next()
	left, err := care.Holders(records, care.RoleCoordinator, after)
	if err != nil {
		return err
	}
	others := false
	for _, id := range left {
		signs, err := care.Signs(records, id, after)
		if err != nil {
			return err
		}
		others = others || signs && id != ask.Person
	}
	if !others {
		return op.Problemf(CodeLastCoordinator, "", "nobody who may sign would be left in the office")
	}
	ended := map[string]care.Fields{}
	for _, change := range l.set {
		if care.KindOf(change.Doc) != "membership" {
			continue
		}
		doc, _, err := docs.Get(change.Doc)
		if err != nil {
			return fmt.Errorf("read %s: %w", change.Doc, err)
		}
		ended[change.Doc] = op.Overlay(doc.Values(), change.Set)
	}
	may, err := care.MayEnd(records, ask.By, ask.Now, ended)
	if err == nil && !may {
		err = op.Problemf(CodeLastCoordinator, "", "the last who has a right that %s has not", ask.By)
	}
	return err
}
