package month

import (
	"encoding/json"
	"fmt"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// The names of the commands that end somebody's work, and take that back. What one entry of the log does not hold is written by
// commands after the first, each named after it by its number (LeavePart).
const (
	LeaveCommand     = "people.leave"
	LeaveRestCommand = "people.leave_rest"
	LeaveBackCommand = "people.leave_undo"
	LeaveBackRest    = "people.leave_undo_rest"
)

// LeaveJob is the kind of job that writes the rest of an end, or of one taken back, and ends links: its payload is a LeaveOrder. So all of
// it is done wherever the first command is, though the server ends in between.
const LeaveJob = "leave"

// LeaveOrder names the first command, of which the rest is to be written, and whose links end after which day.
type LeaveOrder struct {
	ID      string    `json:"id"`
	LinksOf string    `json:"links_of,omitempty"`
	Last    care.Date `json:"last,omitempty"`
}

// leavePart is how many documents one command changes: each takes about 300 bytes of its entry, and 40 to 100 to be taken back.
const leavePart = 100

// LeavePart is the id of the command that writes a part of an end, or of one taken back; the first command is part 0.
func LeavePart(first string, part int) string {
	if part == 0 {
		return first
	}
	return fmt.Sprintf("%s/%d", first, part)
}

// leavingNote is what a command that ends somebody's work notes of what it did. Of the plans, of which there may be many hundreds in
// all, the ids are enough: they were the person's.
type leavingNote struct {
	Person string        `json:"person"`
	Undo   []LeavingUndo `json:"undo"`
	Plans  []string      `json:"plans"`
	// More says that a command follows, which does the same in the same Roles as of the same Last day.
	More  bool      `json:"more,omitempty"`
	Roles []string  `json:"roles,omitempty"`
	Last  care.Date `json:"last,omitempty"`
}

// LeaveNow ends somebody's work, as it was looked at, by the command id; what it has no room for is left to LeaveRest. The error is that
// of Leave, or changed.
func LeaveNow(docs book.Documents, id string, ask LeaveAsk, saw string) (book.Decision, error) {
	l, err := Leave(docs, ask)
	if err != nil {
		return book.Decision{}, err
	}
	if l.Hash != saw {
		return book.Decision{}, &op.Problem{Code: op.CodeChanged}
	}
	d, more := l.part(ask)
	order := LeaveOrder{ID: id}
	if ask.EndsLinks() {
		order.LinksOf, order.Last = ask.Person, ask.Last
	}
	if more || order.LinksOf != "" {
		d.Jobs = []book.Job{leaveJob(order, ask.Now)}
	}
	return d, nil
}

// LeaveRest goes on with the end of somebody's work after the command before, and may be asked for as often as one likes: it does what is
// still to be done. False where that command was the last, or was no end.
func LeaveRest(before book.Did) (decide func(book.Documents) (book.Decision, error), more bool) {
	var was leavingNote
	if before.Name != LeaveCommand && before.Name != LeaveRestCommand || json.Unmarshal(before.Answer, &was) != nil || !was.More {
		return nil, false
	}
	return func(docs book.Documents) (book.Decision, error) {
		ask := LeaveAsk{Person: was.Person, Roles: was.Roles, Last: was.Last} // whether it may be was decided with the first
		l, err := findLeaving(docs, ask)
		if err != nil {
			return book.Decision{}, err
		}
		d, _ := l.part(ask)
		return d, nil
	}, true
}

// part is what one command writes of it, and whether there is more.
func (l *Leaving) part(ask LeaveAsk) (book.Decision, bool) {
	n := min(len(l.set), leavePart)
	note := leavingNote{Person: l.Person.ID, Undo: []LeavingUndo{}, Plans: []string{}}
	for _, undo := range l.Undo[:n] { // one a change
		if kind, id, _ := op.SplitRef(undo.Doc); kind == "plan" {
			note.Plans = append(note.Plans, id)
		} else {
			note.Undo = append(note.Undo, undo)
		}
	}
	if n < len(l.set) {
		note.More, note.Roles, note.Last = true, ask.Roles, ask.Last
	}
	return book.Decision{Set: l.set[:n], Answer: care.Value(note)}, note.More
}

func leaveJob(order LeaveOrder, now time.Time) book.Job {
	return book.Job{ID: LeaveJob + ":" + order.ID, Kind: LeaveJob, Due: now, Payload: care.Value(order)}
}
