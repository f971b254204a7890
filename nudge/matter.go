package nudge

import (
	"fmt"
	"strconv"
	"time"

	"passbok/care"
	"passbok/push"
)

// Matter is one thing that somebody is to do, or to know, as it stands now.
type Matter struct {
	// Key names it within its book, whatever the words: an invoice that is ready and one whose last day comes near are one.
	Key         string
	Code        push.Code
	Mark        care.Date // of a reminder: the day it is made on
	Beneficiary string    // or, of what is about no person, the book
	Month       care.Month
	Version     int
	Assistant   string    // whose timesheet or shift it is; empty where it is none
	To          []string  // who is told first
	Then        []string  // who is told where those do not act: representatives
	Office      bool      // they are coordinators
	Since       time.Time // from when on they are told
	Wait        time.Duration
	Last        care.Date // the last day to act; empty where there is none
	Told        bool      // the first time was told by another way
}

// job is what the notice's id says it is about: the invoice's as its command names it.
func (m Matter) job() string { return m.Key + "." + strconv.Itoa(m.Version) }

// left is how long somebody has to act; a week where there is no last day.
func (m Matter) left(now time.Time) time.Duration {
	if m.Last == "" {
		return week
	}
	return m.Last.Next().Start().Sub(now)
}

// pause is how long a rung waits for the next.
func (m Matter) pause(now time.Time) time.Duration {
	return min(max(m.left(now)/6, shortest), longest)
}

// longPeace tells whether peace until a time is longer than the ladder can wait for: more than half of what is left until the last
// day, as a long holiday is, or the last night. What is told once waits, however long.
func (m Matter) longPeace(until, now time.Time) bool {
	left := m.left(now)
	if left <= 0 { // it is late, whatever is done
		left = week
	}
	return m.row().Way == push.Climb && until.Sub(now) > left/2
}

const (
	shortest = 4 * time.Hour
	longest  = 72 * time.Hour
	week     = 7 * 24 * time.Hour
	morning  = "09:00" // when people are reminded of a day
)

// wording names what is told, and when it was to be: another one is told anew.
func (m Matter) wording() string {
	if m.Mark == "" {
		return string(m.Code)
	}
	return string(m.Code) + "@" + string(m.Mark)
}

// notice is what is told.
func (m Matter) notice(book string, to []string) push.Notice {
	return push.Notice{
		Code: m.Code, To: to, Office: m.Office, Month: string(m.Month), Beneficiary: m.Beneficiary, Deadline: string(m.Last),
		ID: fmt.Sprintf("%s/%d/%s", book, m.Version, m.job()),
	}
}

// row is the matter's row of the table.
func (m Matter) row() push.Row {
	row, ok := push.RowOf(m.Code)
	if !ok {
		panic("nudge: a matter that no row of the table tells: " + string(m.Code))
	}
	return row
}
