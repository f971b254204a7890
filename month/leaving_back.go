package month

import (
	"encoding/json"
	"fmt"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// LeaveCommand is the name of the command that ends somebody's work.
const LeaveCommand = "people.leave"

// leavingNote is what the command that ended somebody's work notes of it. Of the plans, of which there may be some hundreds, the ids
// are enough: they were the person's.
type leavingNote struct {
	Person string        `json:"person"`
	Undo   []LeavingUndo `json:"undo"`
	Plans  []string      `json:"plans"`
}

func (l *Leaving) note() leavingNote {
	note := leavingNote{Person: l.Person.ID, Undo: []LeavingUndo{}, Plans: []string{}}
	for _, undo := range l.Undo {
		if kind, id, _ := op.SplitRef(undo.Doc); kind == "plan" {
			note.Plans = append(note.Plans, id)
		} else {
			note.Undo = append(note.Undo, undo)
		}
	}
	return note
}

// LeaveBack takes the end of somebody's work back, as its command noted it, if every document still is as that left it. The error is a
// *op.Problem with code forbidden, also where the end took a right that whoever asks may not give, or leave_undone where something has
// changed meanwhile, or the command is no end of that person's work, or is erased.
func LeaveBack(docs book.Documents, by, person string, end book.Did, now time.Time) (book.Decision, error) {
	if err := allowed(docs, by, care.EndWork, "", now); err != nil {
		return book.Decision{}, err
	}
	var was leavingNote
	if end.Name != LeaveCommand || json.Unmarshal(end.Answer, &was) != nil || was.Person != person || len(was.Undo) == 0 {
		return book.Decision{}, op.Problemf(CodeLeaveUndone, "", "command %s ended no work of theirs", end.ID)
	}
	for _, id := range was.Plans {
		was.Undo = append(was.Undo, LeavingUndo{"plan/" + id, op.Fields{"assistant": care.Value(person)}})
	}
	var d book.Decision
	for _, back := range was.Undo {
		doc, _, err := docs.Get(back.Doc)
		if err != nil {
			return book.Decision{}, fmt.Errorf("read %s: %w", back.Doc, err)
		}
		if doc.Rev != end.Seq {
			return book.Decision{}, op.Problemf(CodeLeaveUndone, "", "%s is not as it was left", back.Doc)
		}
		may, err := care.May(Records(docs), by, now, back.Doc, doc.Values(), op.Overlay(doc.Values(), back.Set))
		if err != nil {
			return book.Decision{}, fmt.Errorf("may %s take back the end of %s: %w", by, back.Doc, err)
		}
		if may != care.Allowed {
			return book.Decision{}, op.Problemf(CodeForbidden, "", "%s may not bring %s back", by, back.Doc)
		}
		d.Set = append(d.Set, book.Change{Doc: back.Doc, Set: back.Set})
	}
	return d, nil
}
