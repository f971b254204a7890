// Package mail sends messages as mail, over SMTP to the operator's own mail server. It is the only one that sees go-mail.
//
// A mail is plain text and simple HTML, the same words twice, in plain language, and says nothing that a stranger may not read
// over a shoulder. Its Message-ID follows from the message's id and whom it is to, so that one that was sent twice is one. The
// connection is encrypted, and the server's certificate holds, unless the server is on this machine.
package mail
