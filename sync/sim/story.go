package sim

import (
	"encoding/json"
	"fmt"
)

// Story is what happens, step by step. Everything in it is data, drawn before it begins: a part of a story is a story.
type Story []Step

// Step is one thing that somebody does, or that happens to them. What it cannot be done to, it leaves alone.
type Step struct {
	Do    Do                `json:"do"`
	Who   int               `json:"who,omitempty"`   // place in the cast
	Row   int               `json:"row,omitempty"`   // which row; one that is not on the screen gives way to one that is
	Set   map[string]string `json:"set,omitempty"`   // fields and their values; the empty text clears
	Pick  int               `json:"pick,omitempty"`  // which of several: candidates, parked operations, months
	Net   Net               `json:"net,omitempty"`   // what becomes of the request
	Most  int               `json:"most,omitempty"`  // operations in the request; 0: all
	After int               `json:"after,omitempty"` // minutes that pass before it
}

// Do is what is done.
type Do string

// What people do.
const (
	New     Do = "new"     // record a row
	Edit    Do = "edit"    // change fields of a row
	Remove  Do = "remove"  // a row, with a reason
	Recall  Do = "recall"  // take a removal back
	Resolve Do = "resolve" // decide about what is open on a row
	Form    Do = "form"    // open a row's form
	Save    Do = "save"    // save the form that is open, as it was drawn
	Engage  Do = "engage"  // change an engagement
	Sync    Do = "sync"
	Burst   Do = "burst" // several sync at the same moment
	Sign    Do = "sign"  // seal an assistant's month
	Ready   Do = "ready" // seal a beneficiary's month
	Reopen  Do = "reopen"
	Close   Do = "close days" // seal the days of a beneficiary's month up to one
	Unclose Do = "open days"
	Settle  Do = "settle" // decide about a parked operation
	Open    Do = "open"   // the office opens or closes months
)

// What happens to them.
const (
	Deliver   Do = "deliver"   // what was late arrives
	Evict     Do = "evict"     // the phone loses its database
	Fork      Do = "fork"      // a copy of the database comes to life on another phone
	Tear      Do = "tear"      // the text of a waiting operation is cut
	Gap       Do = "gap"       // a waiting operation is lost from the database
	Clock     Do = "clock"     // a phone's clock is set
	Crash     Do = "crash"     // the server dies and is started
	Backup    Do = "backup"    // the database is copied
	Restore   Do = "restore"   // the database is lost, and the copy restored
	Erase     Do = "erase"     // a row goes by law, and the database is made anew without it
	Unread    Do = "unread"    // an operation with a member nobody knows
	Later     Do = "newer"     // an operation of a later version
	Foreigner Do = "foreigner" // somebody writes what they may not
)

// Net is what becomes of a request and its answer.
type Net string

// What can become of them.
const (
	Fine         Net = ""
	Dropped      Net = "dropped"       // the request is lost
	Unanswered   Net = "unanswered"    // the answer is lost
	Twice        Net = "twice"         // the request comes twice
	CutShort     Net = "cut short"     // the phone has one page of the answer, and is away before it asks for the next
	Late         Net = "late"          // the request comes later; nobody waits for the answer
	Skipped      Net = "skipped"       // it leaves out the first operation that waits: what was sent before is on its way
	CrashBefore  Net = "crash-before"  // the server dies before the commit
	CrashAfter   Net = "crash-after"   // the server dies after the commit, before the answer
	CrashBetween Net = "crash-between" // the server dies between commit and archive
)

// Faults counts the steps in which something goes wrong.
func (s Story) Faults() int {
	n := 0
	for _, step := range s {
		switch step.Do {
		case Evict, Fork, Tear, Gap, Clock, Crash, Restore, Unread, Later, Foreigner:
			n++
		default:
			if step.Net != Fine {
				n++
			}
		}
	}
	return n
}

// writes counts the steps in which somebody writes something. Whether there is anybody on a phone that copies come to life
// on, the story does not know.
func (s Story) writes() int {
	n := 0
	for _, step := range s {
		if step.Who >= usable {
			continue
		}
		switch step.Do {
		case New, Edit, Remove, Recall, Save, Engage, Unread, Later, Foreigner:
			n++
		}
	}
	return n
}

// Line writes the story as one line, for the list of regressions.
func (s Story) Line() string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // texts and numbers
	}
	return string(text)
}

// ReadStory reads a line of that list.
func ReadStory(line string) (Story, error) {
	var story Story
	if err := json.Unmarshal([]byte(line), &story); err != nil {
		return nil, fmt.Errorf("read a story: %w", err)
	}
	return story, nil
}
