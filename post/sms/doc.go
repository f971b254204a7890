// Package sms sends messages as SMS, by whichever service an operator has an account with: one POST (or PUT) over https, with
// a body that the operator writes once. Nothing is assumed of the service but that its status says whether it took the message.
package sms
