// Package form fills in Försäkringskassan's own PDF forms, 3057 and 3059, where an operator has installed them: each form is
// a file with fields (an AcroForm), and a mapping beside it says which of our values goes into which of its fields. Nothing
// of Försäkringskassan's is in this house.
//
//	mapping.go  what a mapping file says, read strictly
//	values.go   what there is to fill in, by our own names: of an invoice, and of each sheet of a timesheet
//	fill.go     the form, filled; check.go  what of a mapping does not fit its form
//
// It is the only room that sees pdfcpu. What stands on a paper package paper says: the values here are the same.
package form
