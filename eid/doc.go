// Package eid is who a person is: how they join (a code, once), how they come back (a
// passkey), and how they stay signed in (a family of refresh
// tokens a device). It knows no HTTP and no tokens of the access kind: those are the server's.
//
// Its rooms: key keeps the secrets that a house makes for itself at its first start; invitation keeps the codes;
// session keeps the families and the devices; passkey keeps the keys that a person comes back with; bankid asks BankID
// who somebody is and what they have signed, in a space of its own. Join and SignIn, here,
// are the two acts that touch two of them, each in one transaction: no code and no answer of a key is ever used up without
// a session to show for it.
//
// Everything else lives in the registry space, which holds neither names nor numbers of persons.
package eid
