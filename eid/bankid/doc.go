// Package bankid is BankID's Relying Party API v6.0 from our side: who somebody is, and what they have signed.
//
//	Client    auth, sign, collect, cancel over mutual TLS. It decides nothing.
//	Orders    an order's state, kept on the server, so that a lost page, a second tab or a restart goes on where it was.
//	Verify    a finished order's signature and OCSP answer, checked by our own code. Read verify.go first.
//	Say       what a person reads at each step, Swedish and English.
//
// Nobody types a personnummer: an order is started by the animated QR code (QR), or on the same phone by Link.
//
// An order holds what its person's BankID says of them once it is finished: a name and a number. So orders are not in the
// registry, which holds neither, but in a space of their own, and only until they are taken or their time is over.
//
// The package stands on care and the store. eid/bankid/sim plays BankID, over real sockets with real TLS. What is kept,
// how it is checked, and what is only assumed: docs/bankid.md.
package bankid
