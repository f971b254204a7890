package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"passbok/care"
	"passbok/post"
	"passbok/post/mail"
	postsim "passbok/post/sim"
	"passbok/post/sms"
)

// mailFlags say how mail leaves; no host is "nobody is reached by mail".
type mailFlags struct {
	Host         string `help:"Your mail server; empty: no mail is sent." env:"PASSBOK_MAIL_HOST"`
	Port         int    `help:"Its port: 587 for STARTTLS, 465 for TLS at once." default:"587" env:"PASSBOK_MAIL_PORT"`
	User         string `help:"Who signs in there; empty: it asks for no sign-in." env:"PASSBOK_MAIL_USER"`
	PasswordFile string `help:"File with the password, on its first line." env:"PASSBOK_MAIL_PASSWORD_FILE" type:"path"`
	From         string `help:"Address that mail comes from: Passbok <passbok@example.se>." env:"PASSBOK_MAIL_FROM"`
}

// smsFlags say how SMS leave; no URL is "nobody is reached by SMS".
type smsFlags struct {
	URL         string `name:"url" help:"Address of your SMS service's API, https://…; empty: no SMS is sent." env:"PASSBOK_SMS_URL"`
	Method      string `help:"POST or PUT." enum:"POST,PUT" default:"POST" env:"PASSBOK_SMS_METHOD"`
	HeadersFile string `help:"File with headers of each request, one a line as Authorization: Bearer …; the secret stands here." env:"PASSBOK_SMS_HEADERS_FILE" type:"path"`
	Body        string `help:"Body of each request, JSON or a form, with {to}, {text} and if need be {id}." env:"PASSBOK_SMS_BODY"`
}

// missing says what is not said, where anything is.
func (f mailFlags) missing() []string {
	var missing []string
	if (f.Host == "") != (f.From == "") || f.Host == "" && (f.User != "" || f.PasswordFile != "") {
		missing = append(missing, "both --mail-host and --mail-from, or nothing of mail where none is sent (docs/operator.md)")
	}
	if (f.User == "") != (f.PasswordFile == "") {
		missing = append(missing, "both --mail-user and --mail-password-file, or neither where the mail server asks for no sign-in")
	}
	return missing
}

func (f smsFlags) missing() []string {
	if (f.URL == "") == (f.Body == "") && (f.URL != "" || f.HeadersFile == "") {
		return nil
	}
	return []string{"both --sms-url and --sms-body, or nothing of SMS where none is sent (docs/operator.md)"}
}

// way reads the files; nil where no mail is sent.
func (f mailFlags) way(public string) (post.Way, error) {
	if f.Host == "" {
		return nil, nil
	}
	password := ""
	if f.PasswordFile != "" {
		raw, err := os.ReadFile(f.PasswordFile)
		if err != nil {
			return nil, fmt.Errorf("read the password of mail: %w", err)
		}
		line, _, _ := bytes.Cut(raw, []byte("\n"))
		password = string(bytes.TrimSuffix(line, []byte("\r")))
	}
	return mail.New(mail.Config{
		Host: f.Host, Port: f.Port, User: f.User, Password: password, From: f.From, Plain: mail.Loopback(f.Host), Public: public, Clock: time.Now,
	})
}

// way reads the files; nil where no SMS is sent.
func (f smsFlags) way() (post.Way, error) {
	if f.URL == "" {
		return nil, nil
	}
	heads := http.Header{}
	if f.HeadersFile != "" {
		raw, err := os.ReadFile(f.HeadersFile)
		if err != nil {
			return nil, fmt.Errorf("read the headers of SMS: %w", err)
		}
		if heads, err = sms.ReadHeads(string(raw)); err != nil {
			return nil, fmt.Errorf("--sms-headers-file %s: %w", f.HeadersFile, err)
		}
	}
	body, err := sms.ParseTemplate(f.Body)
	if err != nil {
		return nil, fmt.Errorf("--sms-body: %w", err)
	}
	return sms.New(sms.Config{URL: f.URL, Method: f.Method, Heads: heads, Body: body, Clock: time.Now})
}

// postFlags are both.
type postFlags struct {
	Mail mailFlags `embed:"" prefix:"mail-"`
	SMS  smsFlags  `embed:"" prefix:"sms-"`
}

func (f postFlags) missing() []string { return append(f.Mail.missing(), f.SMS.missing()...) }

// ways are those that are configured.
func (f postFlags) ways(public string) ([]post.Way, error) {
	letters, err := f.Mail.way(public)
	if err != nil {
		return nil, err
	}
	texts, err := f.SMS.way()
	if err != nil {
		return nil, err
	}
	var ways []post.Way
	for _, way := range []post.Way{letters, texts} {
		if way != nil {
			ways = append(ways, way)
		}
	}
	return ways, nil
}

// mailTestCommand is `passbok mail-test`: proves that mail leaves, with the settings that the server has.
type mailTestCommand struct {
	linkFlags
	To   string    `arg:"" help:"Address to send to."`
	JSON bool      `name:"json" help:"Print one JSON object."`
	Mail mailFlags `embed:"" prefix:"mail-"`
}

// smsTestCommand is `passbok sms-test`.
type smsTestCommand struct {
	linkFlags
	To   string   `arg:"" help:"Number to send to, as +46701740605 or 070-174 06 05."`
	JSON bool     `name:"json" help:"Print one JSON object."`
	SMS  smsFlags `embed:"" prefix:"sms-"`
}

func (c *mailTestCommand) Run(ctx context.Context) error {
	if c.Mail.Host == "" {
		return errors.New("say where mail leaves: --mail-host and --mail-from, or PASSBOK_MAIL_HOST and PASSBOK_MAIL_FROM")
	}
	way, err := c.Mail.way(c.PublicURL)
	if err != nil {
		return err
	}
	if _, err := care.ParseMail(c.To); err != nil {
		return errors.New("that is no address of mail: say name@example.se")
	}
	return try(ctx, way, c.To, c.PublicURL, c.JSON)
}

func (c *smsTestCommand) Run(ctx context.Context) error {
	if c.SMS.URL == "" {
		return errors.New("say where SMS leave: --sms-url and --sms-body, or PASSBOK_SMS_URL and PASSBOK_SMS_BODY")
	}
	way, err := c.SMS.way()
	if err != nil {
		return err
	}
	number, err := care.ReadMobile(c.To)
	if err != nil {
		return errors.New("that is no mobile's number: say +46701740605, or 070-174 06 05")
	}
	return try(ctx, way, number, c.PublicURL, c.JSON)
}

// try sends one message, and says what came of it. What keeps it from leaving is the command's error.
func try(ctx context.Context, way post.Way, to, public string, asJSON bool) error {
	m := post.Message{
		ID: "test/" + time.Now().UTC().Format(time.RFC3339Nano), Lang: care.Swedish, Link: public,
		Subject: "Passbok når fram", Text: "Det är ett prov från den som sköter servern. Du behöver inte göra något.",
	}
	err := way.Send(ctx, to, m)
	var f *post.Failure
	if errors.As(err, &f) {
		err = fmt.Errorf("it did not leave (%s): %w", f.Fault, f)
	}
	if err != nil {
		return err
	}
	return tellTried(os.Stdout, way.Kind(), asJSON)
}

func tellTried(w io.Writer, kind string, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{"way": kind, "delivered": true})
	}
	_, err := fmt.Fprintln(w, map[string]string{
		post.Mail: "The mail server has it. Look whether it arrives, and not among unwanted mail: its domain's SPF and DKIM decide that.",
		post.SMS:  "The SMS service has it. Look whether it arrives.",
	}[kind])
	return err
}

// startPost starts a mail server and an SMS service, whose page is at an address, and gives the ways to them. Only the demo itself
// speaks to the mail server, so that is at whatever port is free.
func startPost(ctx context.Context, pages, public string) (at string, ways []post.Way, stopped <-chan struct{}, err error) {
	played, stopped, err := postsim.New(postsim.Config{Clock: time.Now, After: time.After}).Start(ctx, "127.0.0.1:0", pages)
	if err != nil {
		return "", nil, nil, err
	}
	host, port, err := net.SplitHostPort(played.SMTP)
	if err != nil {
		return "", nil, nil, fmt.Errorf("read the mail server's address: %w", err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return "", nil, nil, fmt.Errorf("read the mail server's port: %w", err)
	}
	ways, err = postFlags{
		Mail: mailFlags{Host: host, Port: number, From: "Passbok <passbok@passbok.example>"},
		SMS:  smsFlags{URL: played.SMS, Method: http.MethodPost, Body: `{"to":"{to}","text":"{text}","id":"{id}"}`},
	}.ways(public)
	return played.Pages, ways, stopped, err
}
