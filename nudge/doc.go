// Package nudge knows what people are to be told, and sees to it that they are: until it is done, by one way after the
// other, and not once more than that.
//
//	matter.go   what somebody is to do or to know: a [Matter]; each follows from the book's documents and the time
//	due.go      all matters of a book, and when to look next; due_*.go the rules, by what they are about
//	case.go     how far one person has been told of one matter: a [Case], and its next rung
//	cases.go    the cases of a book, as the store keeps them
//	ladder.go   opens cases and ends them, and has those climbed that are due (climb.go)
//	tell.go     tells of something once, as it happens, with no ladder; and by mail or SMS, in the order that a person wants
//	remind.go   has somebody told at once, because a coordinator asks for it; not again the same day
//	list.go     what the office sees: who was not reached, and what became of the notices about a month
//
// Matters are never stored: whoever looks sees what is so now, and a thing that is done, by whomever and on whatever device, is no
// matter any more. Cases are stored, so that a restart goes on where the process stopped; a rung that was climbed just
// before it may be climbed again, with the same id, which push knows.
//
// # The ladder
//
//	push        to the device that the person used last
//	again       there once more
//	others      to their other devices
//	mail, sms   by each way that the house has and the person has an address for
//	handed      to whoever represents them, who then have a ladder of their own
//	list        on the coordinators' list, with a letter to print
//
// A rung on which there is nobody to tell is passed over, and noted. How long each waits for the next depends on how long is left
// until the last day: a sixth of it, four hours at least and three days at most.
//
//	nudge/case/<book>/<case>       Case
//	nudge/said/<book>/<person>     what somebody was told last of what has no end: their plans, the digest
//
// It may import month, care, push, sync/book and store. It must not import server or house, and knows nothing of how mail is sent.
package nudge
