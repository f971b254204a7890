package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"

	"github.com/wneessen/go-mail"

	"passbok/post"
)

// What a mail server says may hold the address that it is about, so its words go nowhere: codes do.

// dialling reads why there is no connection on which a mail could be sent.
func dialling(err error) error {
	var said *textproto.Error
	switch {
	case errors.As(err, &said) && said.Code < 500:
		return &post.Failure{Fault: post.Away, Words: fmt.Sprintf("the mail server takes nothing now (%d)", said.Code)}
	case errors.As(err, &said):
		return &post.Failure{Fault: post.Ours, Words: fmt.Sprintf("the mail server does not let us in (%d): look at user, password, and who may send there", said.Code)}
	case nobody(err):
		return &post.Failure{Fault: post.Ours, Words: "the mail server's name is not known: look at the host"}
	case untrusted(err):
		return &post.Failure{Fault: post.Ours, Words: "the mail server's certificate does not hold, or it speaks no TLS at that port: look at host and port"}
	case unreached(err):
		return &post.Failure{Fault: post.Away, Words: "the mail server does not answer"}
	}
	// go-mail's own: no STARTTLS, no way to sign in that both know.
	return &post.Failure{Fault: post.Ours, Words: "the mail server offers no TLS at that port, or no sign-in that is safe: look at port, user and password"}
}

func untrusted(err error) bool {
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &certificate) || errors.As(err, &authority) || errors.As(err, &name) || errors.As(err, &invalid) || errors.As(err, &record) || errors.As(err, &alert)
}

func unreached(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// sending reads why a mail server has not taken a mail.
func sending(err error) error {
	var said *mail.SendError
	if !errors.As(err, &said) || said.ErrorCode() == 0 {
		// Nothing was said: the connection is gone. Where that was after the last byte, the server may have the mail; the next has
		// the same Message-ID.
		return &post.Failure{Fault: post.Away, Words: "the connection to the mail server broke off"}
	}
	code, enhanced := said.ErrorCode(), said.EnhancedStatusCode()
	fault := faultOf(said.Reason, code, enhanced)
	words := "the mail server said " + strings.TrimSpace(fmt.Sprintf("%d %s", code, enhanced))
	if fault == post.Ours {
		words += ": look at the address that mail comes from, and at who may send there"
	}
	return &post.Failure{Fault: fault, Words: words}
}

// faultOf reads a reply of SMTP (RFC 5321, section 4.2; RFC 3463 for what is between the dots), by what it is a reply to.
func faultOf(at mail.SendErrReason, code int, enhanced string) post.Fault {
	class, subject, _ := strings.Cut(enhanced, ".")
	switch {
	case code == 421: // closes the connection
		return post.Away
	case code == 530 || code == 535 || code == 538: // wants a sign-in, or TLS
		return post.Ours
	case at == mail.ErrSMTPMailFrom && code >= 500: // our own address
		return post.Ours
	case at == mail.ErrSMTPMailFrom: // so many at a time
		return post.Away
	case code < 500:
		return post.Later
	case at != mail.ErrSMTPRcptTo: // the mail itself
		return post.Declined
	case class == "5" && (subject == "2.2" || strings.HasPrefix(subject, "3.") || strings.HasPrefix(subject, "4.")): // full; a system or a network on the way
		return post.Later
	case class == "5" && strings.HasPrefix(subject, "7."): // it does not relay for us
		return post.Ours
	case class == "5" && (strings.HasPrefix(subject, "1.") || strings.HasPrefix(subject, "2.")):
		return post.Never
	case class == "5":
		return post.Declined
	case code == 550 || code == 551 || code == 553:
		return post.Never
	case code == 552: // full
		return post.Later
	}
	return post.Declined
}
