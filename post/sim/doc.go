// Package sim is a mail server and an SMS service to run at home: they take what comes, keep the last of it, show it on a page,
// and fail on demand. The mail server speaks SMTP by a library of its own (go-smtp) and reads mail with the standard library, so that it is a second
// opinion on what package mail writes.
//
//	SMTP                 at an address of its own; STARTTLS and a sign-in where it is told to
//	POST /sms            {"to","text","id"}, JSON or a form: 202
//	GET  /               the page
//	GET  /messages       all that is kept, the newest first: [Message]
//	POST /faults [Fault] what is to go wrong next
//
// There is no sign-in to the page: it is for demos and tests, on loopback.
package sim
