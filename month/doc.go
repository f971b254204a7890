// Package month makes a beneficiary's month of the shifts: sums, days, what is wrong and what it may cost,
// the invoice, and the decisions of the commands that bring the invoice to Försäkringskassan and back.
//
//	papers.go    reads what a month is made of; month.go computes it; view.go and board.go show it
//	finding.go   the findings: one rule a file, finding_*.go, in one table
//	invoice.go   where an invoice stands; snapshot.go what it says
//	print.go     what is printed, for whom; what is on a paper, package paper says, and pdf and page draw it
//	ready.go …   one command a file: each a pure function of the documents, in the command's own transaction
//
// It computes and decides; it stores nothing and knows no clock. Sealing, parked operations and the log are
// the engine's. It may import care and the types of sync/book, sync/op and sync/merge.
package month
