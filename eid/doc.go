// Package eid is who a person is: how they join (a code, once), and how they stay signed in (a family of refresh
// tokens a device). It knows no HTTP and no tokens of the access kind: those are the server's.
//
// Its rooms: key keeps the secrets that a house makes for itself at its first start; invitation keeps the codes;
// session keeps the families and the devices. Join, here, is the one act that touches two of them, and it does so in
// one transaction: no code is ever used up without a session to show for it.
//
// Everything lives in the registry space, which holds neither names nor numbers of persons.
package eid
