// Package erak hands a month's invoice over to E-RÄK, Försäkringskassan's e-service in which it is
// signed, and reads what is reported back. Passbok is not part of E-RÄK: the person signs there, not here.
// Two hand-overs are published, and the configuration chooses between them: by the browser, which posts the invoice
// there itself; or by the server, where we post it, are told what is wrong with it, if anything, and send the browser on.
//
//	Service.HandOver  invoice → what the browser does next, or a Refusal: not sent, turned down, no answer
//	Service.Read      a request from outside → a Report, or a Refusal: forged, too old, malformed
//	Service.Ask       how an invoice stands, where there is anybody to ask
//
// What a report means, beside what was sent, is care's to say: care.Judge.
//
// Names, encodings and shapes are not published. Ours are assumptions, all of them in assumed.go, which
// is read by this package and by fk/sim, the simulator, and by nobody else; docs/forsakringskassan.md
// lists them. Whoever gets the real specification changes that one file.
//
// This package stands on care and the standard library. It keeps nothing, and opens a connection only to post an invoice
// by the server, and to ask.
package erak
