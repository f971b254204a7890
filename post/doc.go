// Package post is the other way to tell people: mail and SMS, where a notice on a device does not reach them. Who is told,
// when and why is decided elsewhere; here is what a message may be ([Message]), how it leaves ([Way]), what becomes of it
// ([Fault]), and the queue in which it waits ([Queue]).
//
// A message is words: no health data, no names, no numbers. Its link signs nobody in: it leads to a page that asks for a
// sign-in, and carries nothing that would be worth stealing.
//
// # The queue
//
// Everything is kept in one space of the store: a restart goes on where the process stopped. A message is sent at least once,
// or it is refused, or its time is over; each of these is told (Config.Ended), again and again until whoever is told has it.
// The same id to the same person by the same way is one message, however often it is put there. What ended keeps neither
// address nor words, only what became of it, and is forgotten after some weeks.
//
//	item/<hash>               row; the hash is of way, person and id
//	due/<way>/<ms>/<hash>     when it is to be tried, or its end to be told
//	held/<book>/<hash>        waits since a restore, until somebody says whether it went out before
//	person/<person>/<hash>    so that a person can be forgotten
//	until/<ms>/<hash>         when what became of it may be forgotten
//
// This package may import the store and the standard library. post/mail is the only one that sees go-mail; post/sim plays a
// mail server and an SMS service, at home.
package post
