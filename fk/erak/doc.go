// Package erak hands a month's invoice over to E-RÄK, Försäkringskassan's e-service in which it is
// signed, and reads what is reported back. Passbok is not part of E-RÄK: the person's own browser
// posts the invoice there (the hand-over "by the browser"), and they sign there, not here.
//
//	Service.Form    invoice → what the browser posts, and where to
//	Service.Read    a request from outside → a Report, or a Refusal: forged, too old, malformed
//
// What a report means, beside what was sent, is care's to say: care.Judge.
//
// Names, encodings and shapes are not published. Ours are assumptions, all of them in assumed.go, which
// is read by this package and by fk/sim, the simulator, and by nobody else; docs/forsakringskassan.md
// lists them. Whoever gets the real specification changes that one file.
//
// This package stands on care and the standard library. It opens no connection and keeps nothing.
package erak
