// Package queue keeps the timesheets that are on their way to ELT, of all providers in one line: in a space of the store,
// over restarts and kills, with the bytes that are sent.
//
//	Put      a version of a timesheet that both have signed takes its place; the same again changes nothing
//	Run      one call after the other, at elt.Pace, in the order of elt.Next, until its context ends
//	Of       how far one has come; Again, Resume: a person has looked into what was held, or stopped
//
// What a call means is fk/elt's to say; here is written down what follows from it. Before a call its beginning is on the
// disk, after it its end: whoever finds a beginning without an end knows that the document may have been taken, and sends the
// same id and the same bytes again. How it ended is told to the provider's book (Books), again and again until that has it;
// only then the document leaves the line. Both the book and Försäkringskassan take a second telling for the first.
//
// This package knows no book and no domain: a version is the ref of a document in somebody's book.
package queue
