package month

import (
	"encoding/json"
	"fmt"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// backNote is what a command that takes an end back notes: of which end, and whether a command follows.
type backNote struct {
	End  string `json:"end"`
	More bool   `json:"more,omitempty"`
}

// LeaveBack takes the end of somebody's work back, as its commands noted it (the first, and those of the rest), if every document still
// is as they left it; id is the command that does. What those of the rest did is left to LeaveBackNext, one by one. The error is a
// *op.Problem with code forbidden, also where the end took a right that whoever asks may not give, or leave_undone where something has
// changed meanwhile, or the command is no end of that person's work, or is erased.
func LeaveBack(docs book.Documents, id string, ask LeaveAsk, ends []book.Did) (book.Decision, error) {
	if err := allowed(docs, ask.By, care.EndWork, "", ask.Now); err != nil {
		return book.Decision{}, err
	}
	if len(ends) == 0 || ends[0].Name != LeaveCommand {
		return book.Decision{}, op.Problemf(CodeLeaveUndone, "", "no command that ended work of theirs")
	}
	var d book.Decision
	for part, end := range ends {
		was, ok := undoOf(end)
		if !ok || was.Person != ask.Person {
			return book.Decision{}, op.Problemf(CodeLeaveUndone, "", "command %s ended no work of theirs", end.ID)
		}
		for _, back := range was.Undo {
			doc, _, err := docs.Get(back.Doc)
			if err != nil {
				return book.Decision{}, fmt.Errorf("read %s: %w", back.Doc, err)
			}
			if doc.Rev != end.Seq {
				return book.Decision{}, op.Problemf(CodeLeaveUndone, "", "%s is not as it was left", back.Doc)
			}
			may, err := care.May(Records(docs), ask.By, ask.Now, back.Doc, doc.Values(), op.Overlay(doc.Values(), back.Set))
			if err != nil {
				return book.Decision{}, fmt.Errorf("may %s take back the end of %s: %w", ask.By, back.Doc, err)
			}
			if may != care.Allowed {
				return book.Decision{}, op.Problemf(CodeForbidden, "", "%s may not bring %s back", ask.By, back.Doc)
			}
			if part == 0 {
				d.Set = append(d.Set, book.Change{Doc: back.Doc, Set: back.Set})
			}
		}
	}
	more := len(ends) > 1
	if more {
		d.Jobs = []book.Job{leaveJob(LeaveOrder{ID: id}, ask.Now)}
	}
	d.Answer = care.Value(backNote{ends[0].ID, more})
	return d, nil
}

// LeaveBackOf is which end a command took back, and whether more of that is to be done after it.
func LeaveBackOf(did book.Did) (end string, more bool) {
	var note backNote
	if did.Name != LeaveBackCommand && did.Name != LeaveBackRest || json.Unmarshal(did.Answer, &note) != nil {
		return "", false
	}
	return note.End, note.More
}

// LeaveBackNext takes back what one command of the rest of an end did. That it may be was decided with the first; what somebody has
// changed since then stays as they have it. More says that there is another one after it.
func LeaveBackNext(docs book.Documents, first string, end book.Did, more bool) (book.Decision, error) {
	d := book.Decision{Answer: care.Value(backNote{first, more})}
	was, _ := undoOf(end) // where it is erased there is nothing to be brought back
	for _, back := range was.Undo {
		doc, _, err := docs.Get(back.Doc)
		if err != nil {
			return book.Decision{}, fmt.Errorf("read %s: %w", back.Doc, err)
		}
		if doc.Rev == end.Seq {
			d.Set = append(d.Set, book.Change{Doc: back.Doc, Set: back.Set})
		}
	}
	return d, nil
}

// undoOf reads what a command that ended somebody's work noted, the plans written out; false where it noted nothing that could be
// taken back.
func undoOf(end book.Did) (leavingNote, bool) {
	var was leavingNote
	if end.Name != LeaveCommand && end.Name != LeaveRestCommand || json.Unmarshal(end.Answer, &was) != nil {
		return leavingNote{}, false
	}
	for _, id := range was.Plans {
		was.Undo = append(was.Undo, LeavingUndo{"plan/" + id, op.Fields{"assistant": care.Value(was.Person)}})
	}
	// A part of the rest may have found nothing left to do.
	return was, len(was.Undo) > 0 || end.Name == LeaveRestCommand
}
