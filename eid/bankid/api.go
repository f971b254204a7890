package bankid

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/netip"
	"unicode/utf8"

	"passbok/care"
)

// What BankID takes at most, in characters of base64.
const (
	maxVisible = 40_000
	maxHidden  = 200_000
)

// Ask is what an order is to be about.
type Ask struct {
	// IP is the address of the person's device as we see it. Required.
	IP string
	// Personnummer is whose BankID alone may answer; empty: anybody's.
	Personnummer care.Personnummer
	// Visible is the text that the person reads in the app, in simpleMarkdownV1. A signature needs one.
	Visible string
	// Hidden is signed too, and shown to nobody.
	Hidden []byte
	// Return is where the app sends the person afterwards, on the phone that it was started on; empty: nowhere.
	Return string
}

// Started is an order that BankID has taken.
type Started struct {
	OrderRef       string `json:"orderRef"`
	AutoStartToken string `json:"autoStartToken"`
	QRStartToken   string `json:"qrStartToken"`
	QRStartSecret  string `json:"qrStartSecret"`
}

// Status is how far an order has come.
type Status string

// The statuses of BankID. What is none of these counts as pending.
const (
	Pending  Status = "pending"
	Failed   Status = "failed"
	Complete Status = "complete"
)

// Hint is why an order is where it is. Others than these may come, and are shown as none.
type Hint string

// The hints of a pending order.
const (
	Outstanding Hint = "outstandingTransaction" // no app has taken it yet
	NoClient    Hint = "noClient"               // the same, and the person's own app is not running
	AppStarted  Hint = "started"                // an app has been started, and holds no BankID that fits yet
	IDCheck     Hint = "userMrtd"               // the person is to show an identity document
	CallConfirm Hint = "userCallConfirm"        // the person is to say whether they are on the phone with somebody
	UserSign    Hint = "userSign"               // the app has it: the person reads, and writes their code
)

// The hints of a failed order.
const (
	Expired     Hint = "expiredTransaction"
	BadIdentity Hint = "certificateErr" // the person's BankID is blocked, or no longer good
	UserCancel  Hint = "userCancel"
	Cancelled   Hint = "cancelled" // by us, or by a newer order for the same person
	StartFailed Hint = "startFailed"
)

// User is who answered, in BankID's words.
type User struct {
	PersonalNumber string `json:"personalNumber"`
	Name           string `json:"name"`
	GivenName      string `json:"givenName"`
	Surname        string `json:"surname"`
}

// Answer is what proves a finished order, both raw: they are what ELT is sent, in base64 as they came.
type Answer struct {
	Signature []byte // XML-DSig
	OCSP      []byte // DER
}

// Collected is what is known of an order. User and Answer are there when it is complete.
type Collected struct {
	Status Status
	Hint   Hint
	User   User
	Answer Answer
}

// Auth asks who somebody is. Errors: *Failure, and what the network says.
func (c *Client) Auth(ctx context.Context, ask Ask) (Started, error) {
	return c.start(ctx, "auth", ask)
}

// Sign asks for a signature over ask.Visible and ask.Hidden. Errors: as Auth.
func (c *Client) Sign(ctx context.Context, ask Ask) (Started, error) {
	if ask.Visible == "" {
		return Started{}, &Failure{Code: InvalidParameters, Details: "a signature without a text to read"}
	}
	return c.start(ctx, "sign", ask)
}

// startBody is what auth and sign are sent. Whatever is empty is not sent: BankID takes no empty fields.
type startBody struct {
	EndUserIP   string       `json:"endUserIp"`
	Requirement *requirement `json:"requirement,omitempty"`
	Visible     string       `json:"userVisibleData,omitempty"`
	Hidden      string       `json:"userNonVisibleData,omitempty"`
	Format      string       `json:"userVisibleDataFormat,omitempty"`
	ReturnURL   string       `json:"returnUrl,omitempty"`
}

type requirement struct {
	PersonalNumber string `json:"personalNumber"`
}

func (c *Client) start(ctx context.Context, method string, ask Ask) (Started, error) {
	body := startBody{EndUserIP: ask.IP, ReturnURL: ask.Return, Hidden: base64.StdEncoding.EncodeToString(ask.Hidden)}
	if ask.Visible != "" {
		body.Visible, body.Format = base64.StdEncoding.EncodeToString([]byte(ask.Visible)), "simpleMarkdownV1"
	}
	if ask.Personnummer != "" {
		body.Requirement = &requirement{string(ask.Personnummer)}
	}
	_, err := netip.ParseAddr(ask.IP)
	switch {
	case err != nil:
		return Started{}, &Failure{Code: InvalidParameters, Details: "the address of the person's device is none"}
	case !utf8.ValidString(ask.Visible):
		return Started{}, &Failure{Code: InvalidParameters, Details: "the text to read is not UTF-8"}
	case len(body.Visible) > maxVisible || len(body.Hidden) > maxHidden:
		return Started{}, &Failure{Code: InvalidParameters, Details: "the text to read, or what is signed with it, is too long"}
	}
	var started Started
	if err := c.call(ctx, method, body, &started); err != nil {
		return Started{}, fmt.Errorf("begin an order at BankID: %w", err)
	}
	if started.OrderRef == "" || started.AutoStartToken == "" || started.QRStartToken == "" || started.QRStartSecret == "" {
		return Started{}, fmt.Errorf("begin an order at BankID: %w: a token is missing", ErrAnswer)
	}
	return started, nil
}

type orderBody struct {
	OrderRef string `json:"orderRef"`
}

// Collect asks how an order stands: every two seconds, not more often. Errors: as Auth.
func (c *Client) Collect(ctx context.Context, orderRef string) (Collected, error) {
	var got struct {
		OrderRef   string `json:"orderRef"`
		Status     Status `json:"status"`
		Hint       Hint   `json:"hintCode"`
		Completion struct {
			User      User   `json:"user"`
			Signature string `json:"signature"`
			OCSP      string `json:"ocspResponse"`
		} `json:"completionData"`
	}
	if err := c.call(ctx, "collect", orderBody{orderRef}, &got); err != nil {
		return Collected{}, fmt.Errorf("collect an order: %w", err)
	}
	if got.OrderRef != orderRef {
		return Collected{}, fmt.Errorf("collect an order: %w: it is about another order", ErrAnswer)
	}
	switch got.Status {
	case Failed:
		return Collected{Status: Failed, Hint: got.Hint}, nil
	case Complete:
	default:
		return Collected{Status: Pending, Hint: got.Hint}, nil
	}
	done := Collected{Status: Complete, User: got.Completion.User}
	var err error
	if done.Answer.Signature, err = exact(got.Completion.Signature); err != nil {
		return Collected{}, fmt.Errorf("collect an order: %w: the signature: %w", ErrAnswer, err)
	}
	if done.Answer.OCSP, err = exact(got.Completion.OCSP); err != nil {
		return Collected{}, fmt.Errorf("collect an order: %w: the OCSP answer: %w", ErrAnswer, err)
	}
	return done, nil
}

// exact reads base64 that writing it again gives back to the letter: what BankID signed of it is over those letters.
func exact(text string) ([]byte, error) {
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil {
		return nil, err
	}
	if len(raw) == 0 || base64.StdEncoding.EncodedLen(len(raw)) != len(text) {
		return nil, fmt.Errorf("base64 that is empty or has breaks in it")
	}
	return raw, nil
}

// Cancel takes an order back. One that is over already, or was never there, is no error. Errors: as Auth.
func (c *Client) Cancel(ctx context.Context, orderRef string) error {
	err := c.call(ctx, "cancel", orderBody{orderRef}, nil)
	if err != nil && !Gone(err) {
		return fmt.Errorf("cancel an order: %w", err)
	}
	return nil
}
