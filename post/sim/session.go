package sim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// session is one connection of a mail client.
type session struct {
	*Service
	conn *smtp.Conn
	in   bool // signed in, or nobody has to
	from string
	to   []string
}

func (s *Service) session(c *smtp.Conn) (smtp.Session, error) {
	return &session{Service: s, conn: c, in: s.cfg.User == ""}, nil
}

// AuthMechanisms implements smtp.AuthSession.
func (s *session) AuthMechanisms() []string {
	if s.cfg.User == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth implements smtp.AuthSession.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.cfg.User || password != s.cfg.Password {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}

// Mail implements smtp.Session.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.in {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "sign in first"}
	}
	s.from = from
	return s.fail("from")
}

// Rcpt implements smtp.Session.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return s.fail("to", to)
}

// Data implements smtp.Session.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.fail("data", s.to...); err != nil {
		return err
	}
	for _, to := range s.to {
		m, err := read(raw)
		if err != nil {
			return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: err.Error()}
		}
		m.From, m.To = s.from, to
		_, m.TLS = s.conn.TLSConnectionState()
		s.keep(m)
	}
	return nil
}

// fail lets a fault happen. What it says names the address, as mail servers do.
func (s *session) fail(at string, to ...string) error {
	fault, found := s.next("mail", at, to...)
	if !found {
		return nil
	}
	s.wait(context.Background(), fault)
	if fault.Cut {
		_ = s.conn.Conn().Close()
	}
	if fault.Code == 0 && !fault.Cut {
		return nil
	}
	code, enhanced := fault.Code, smtp.NoEnhancedCode
	if code == 0 {
		code = 421
	}
	if fault.Enhanced != [3]int{} {
		enhanced = smtp.EnhancedCode(fault.Enhanced)
	}
	return &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: fmt.Sprintf("<%s>: on demand", strings.Join(to, ", "))}
}

// Reset implements smtp.Session.
func (s *session) Reset() { s.from, s.to = "", nil }

// Logout implements smtp.Session.
func (s *session) Logout() error { return nil }

// read takes a mail apart.
func read(raw []byte) (Message, error) {
	m := Message{Kind: "mail", Raw: string(raw)}
	letter, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return m, fmt.Errorf("read a mail: %w", err)
	}
	m.Headers, m.ID = letter.Header, letter.Header.Get("Message-ID")
	if m.Subject, err = new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject")); err != nil {
		return m, fmt.Errorf("read a mail's subject: %w", err)
	}
	kind, of, err := mime.ParseMediaType(letter.Header.Get("Content-Type"))
	if err != nil {
		return m, fmt.Errorf("read a mail's kind: %w", err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		m.Text, err = body(letter.Body, letter.Header.Get("Content-Transfer-Encoding"))
		return m, err
	}
	parts := multipart.NewReader(letter.Body, of["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return m, fmt.Errorf("read a mail's parts: %w", err)
		}
		text, err := body(part, part.Header.Get("Content-Transfer-Encoding"))
		if err != nil {
			return m, err
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			m.HTML = text
		} else {
			m.Text = text
		}
	}
}

func body(r io.Reader, encoding string) (string, error) {
	if strings.EqualFold(encoding, "quoted-printable") {
		r = quotedprintable.NewReader(r)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return "", fmt.Errorf("read a mail's text: %w", err)
	}
	return strings.ReplaceAll(string(raw), "\r\n", "\n"), nil
}
