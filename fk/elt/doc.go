// Package elt sends timesheets to ELT, the service of Försäkringskassan's that takes them signed.
//
//	Document     a care.Timesheet → the XML that both sign, or Problems: all that keeps it from being sent
//	VisibleText  what a signer reads, and HiddenData what is signed beneath it
//	Client.Send  the document and both signatures → a Receipt, or a Failure that says what is to be done
//	Pace         one call a second, over all providers; shut where Försäkringskassan has shut us off
//	Entry, Next  what waits to be sent, as values: whose turn it is, when, and what an answer means
//
// What Försäkringskassan has published are facts and stand where they are used; what it has not are assumptions, all of
// them in assumed.go. docs/forsakringskassan.md lists both. fk/sim plays the other side, strictly, and shares
// with this package only the names.
//
// XML is written with etree and never with encoding/xml, which writes namespaces anew for each element. What is
// signed is kept and sent as the bytes that it is: nothing here writes a document a second time.
//
// This package knows care and nothing else of ours. It reads no clock and keeps nothing: whoever keeps
// the queue hands in both.
package elt
