// Package care is the domain: people, shifts, kinds of time, months, sums, rates, numbers, invoices, and
// the data that tells the engine which documents there are and who may read and write them.
//
// It is the ground that the other rooms stand on, and stands itself on nothing but the standard library.
// It does no I/O, knows no clock and keeps no state: instants, dates and records come in as values. What
// Försäkringskassan is only assumed to want is named in assumed.go, so that it can be changed in one line.
//
// Where to begin: [ParseMinute] and [Span] for time, [Kinds] for the documents, [May] and [Feeds] for the
// rights, [Invoice] for what a month becomes.
package care
