package care

import (
	"slices"
	"time"
)

// Message is something that one person says about a row, a plan, a day or a month of a beneficiary.
type Message struct {
	Ref         string
	Author      string
	As          string // the role in which they say it
	Beneficiary string
	Month       Month
	Day         Date   // empty: it is about the whole month
	Shift       string // id of the row that it is about; empty where it is about none
	Plan        string // id of the plan
	Assistant   string // whose row or plan it is, who reads it then
	Text        string
	Flag        string   // what is wrong, one of [FlagKinds]; empty where nothing is said to be
	Settles     []string // ids of the messages that are settled by it
	Takes       string   // id of the author's own message that it takes back
	Said        time.Time
}

// MessageOf reads a message's fields. What is absent or cannot be read is left zero: the engine has let nothing else through.
func MessageOf(ref string, fields Fields) Message {
	text := func(name string) string { return Text(fields, name) }
	m := Message{
		Ref: ref, Author: text("author"), As: text("as"), Beneficiary: text("beneficiary"), Month: Month(text("month")),
		Day: Date(text("day")), Shift: text("shift"), Plan: text("plan"), Assistant: text("assistant"),
		Text: text("text"), Flag: text("flag"), Settles: Texts(fields, "settles"), Takes: text("takes"),
	}
	if said := text("said"); said != "" {
		m.Said, _ = ParseMinute(said)
	}
	return m
}

// Topic is what the message is about, within its month: shift/<id>, plan/<id>, a date, or nothing for the whole month.
func (m Message) Topic() string {
	switch {
	case m.Shift != "":
		return "shift/" + m.Shift
	case m.Plan != "":
		return "plan/" + m.Plan
	}
	return string(m.Day)
}

// Talk is what was said about one thing in one month. The phone makes it by the same rule (pwa/src/core/talk.ts); the
// examples in testdata/vectors/talk.json bind both.
type Talk struct {
	Topic    string
	Messages []Message // all of them, in their order
	Flags    []Message // what is said to be wrong, and is not settled: these hold the invoice
	// Waits is the first message that the office has not answered, and nobody has settled; its Ref is empty where none waits.
	Waits Message
}

// TalksOf are the talks of a beneficiary's month, in the order in which they began. The messages come in the order in which
// the book has them: no clock is asked. A flag is settled by a message that names it, of the office or of those whom the month
// concerns; anything else of theirs or of an assistant's waits until the office has said something after it.
func TalksOf(messages []Message) []Talk {
	gone := map[string]bool{} // taken back, or settled
	for _, m := range messages {
		if m.Takes != "" {
			gone["message/"+m.Takes] = true
		}
	}
	for _, m := range messages {
		if !gone[m.Ref] {
			for _, id := range m.Settles {
				gone["message/"+id] = true
			}
		}
	}
	var talks []Talk
	for _, m := range messages {
		at := slices.IndexFunc(talks, func(t Talk) bool { return t.Topic == m.Topic() })
		if at < 0 {
			at = len(talks)
			talks = append(talks, Talk{Topic: m.Topic()})
		}
		talks[at].add(m, gone[m.Ref])
	}
	return talks
}

// add takes in the next message; gone says that it was taken back or settled.
func (t *Talk) add(m Message, gone bool) {
	t.Messages = append(t.Messages, m)
	switch {
	case gone || m.Takes != "":
	case m.Flag != "":
		t.Flags = append(t.Flags, m)
		if t.Waits.Ref == "" || t.Waits.Flag == "" {
			t.Waits = m
		}
	case m.As == RoleCoordinator:
		if t.Waits.Flag == "" {
			t.Waits = Message{}
		}
	case t.Waits.Ref == "" && len(m.Settles) == 0:
		t.Waits = m
	}
}
