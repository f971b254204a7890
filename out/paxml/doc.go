// Package paxml writes a month's time as a PAXml file, the form in which Swedish payroll systems take time from others. What is
// known of the form is its published description, version 2.0 (docs/payroll.md); what we assume stands in assumed.go, and
// schema/paxml-2.0.xsd is the part of the form that we write, for xmllint.
//
// A kind of time goes as a time transaction where its code is one of PAXml's own, and as a pay transaction with the provider's
// own kind of pay where it is not. No name and nothing of a customer is in the file.
//
// The package is pure. It imports package care alone.
package paxml
