package sim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How long things last, from when an order was made.
const (
	startWithin = 30 * time.Second // it must be opened, or it fails
	signWithin  = 3 * time.Minute  // it must be finished, or it fails
	forgotten   = 5 * time.Minute  // after it ended nobody knows it any more
	freshFor    = 5 * time.Second  // a QR code is taken for so long after it was shown
	opensAfter  = 2 * time.Second  // habits
	acts        = 5 * time.Second
)

// order is one, as BankID knows it.
type order struct {
	ref, auto, qr, secret string
	signIn                bool
	ask                   askBody
	made, asked, ended    time.Time
	status, hint          string
	opened                bool
	by                    Person
	signature, answer     []byte
	collected, hurried    int // how often it was collected, and how often sooner than two seconds after the last time
	redirect              string
	strangers             bool // whoever signs, signs: the required person or not
}

// What an order can be, as the API says it.
const (
	pending  = "pending"
	failed   = "failed"
	complete = "complete"
)

func (o *order) over() bool { return o.status != pending }

func (o *order) fail(hint string, now time.Time) {
	if !o.over() {
		o.status, o.hint, o.ended = failed, hint, now
	}
}

// advance lets happen what has happened by now; s.mu is held.
func (s *Service) advance(now time.Time) {
	for _, o := range s.orders {
		s.step(o, now)
	}
	s.orders = slices.DeleteFunc(s.orders, func(o *order) bool { return o.over() && now.Sub(o.ended) > forgotten })
}

func (s *Service) step(o *order, now time.Time) {
	if o.over() {
		return
	}
	who, has := s.person(o.ask.Requirement.PersonalNumber)
	age := now.Sub(o.made)
	if has && age >= opensAfter && !o.opened {
		switch who.Habit {
		case Approves, Cancels, Dawdles:
			o.opened, o.hint = true, "userSign"
		case Wrong:
			o.opened, o.hint = true, "started"
		case NoApp:
			o.hint = "noClient"
		case ByHand:
		}
	}
	switch {
	case has && who.Habit == Approves && age >= acts:
		if err := s.sign(o, who, o.made.Add(acts)); err != nil {
			s.cfg.Log.Error("an order could not be signed", "err", err)
		}
	case has && who.Habit == Cancels && age >= acts:
		o.fail("userCancel", o.made.Add(acts))
	case s.faults.Patient:
	case !o.opened && age >= startWithin:
		o.fail("startFailed", o.made.Add(startWithin))
	case age >= signWithin:
		o.fail("expiredTransaction", o.made.Add(signWithin))
	}
}

// Why a person at home cannot do what they want to.
var (
	errNoOrder  = errors.New("there is no such order, or it is over")
	errOldCode  = errors.New("the QR code is too old, or made by somebody else")
	errNotTheir = errors.New("the order is for another person's BankID")
	errNobody   = errors.New("nobody has this BankID")
)

// sign makes what the order asks for; s.mu is held. One who is not the required person cannot, and the order stays.
func (s *Service) sign(o *order, who Person, at time.Time) error {
	if o.over() {
		return errNoOrder
	}
	o.opened = true
	if need := o.ask.Requirement.PersonalNumber; need != "" && need != who.Personnummer && !o.strangers {
		o.hint = "started"
		return errNotTheir
	}
	signature, answer, err := s.cfg.Authority.Sign(Signing{
		Person: who, Visible: o.ask.Visible, Hidden: o.ask.Hidden, SignIn: o.signIn, At: at, Revoked: s.faults.Revoked,
	})
	if err != nil {
		return err
	}
	o.by, o.signature, o.answer = who, signature, answer
	o.status, o.hint, o.ended = complete, "", at
	return nil
}

// waiting finds an order that is not over, by the token that opens it; s.mu is held.
func (s *Service) waiting(auto string) (*order, error) {
	s.advance(s.cfg.Clock())
	for _, o := range s.orders {
		if o.auto == auto && !o.over() {
			return o, nil
		}
	}
	return nil, errNoOrder
}

// Open opens an order by its autostart token, as the app's link does. redirect is where the person goes afterwards.
func (s *Service) Open(auto, redirect string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, err := s.waiting(auto)
	if err == nil {
		s.open(o)
		o.redirect = redirect
	}
	return err
}

func (s *Service) open(o *order) {
	if !o.opened {
		o.opened, o.hint = true, "userSign"
	}
}

// Scan opens an order by what its QR code says at the moment, and gives the token that it goes on with.
func (s *Service) Scan(code string) (auto string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.cfg.Clock()
	s.advance(now)
	parts := strings.Split(code, ".")
	if len(parts) != 4 || parts[0] != "bankid" {
		return "", errOldCode
	}
	for _, o := range s.orders {
		if o.qr != parts[1] || o.over() {
			continue
		}
		seconds, err := strconv.Atoi(parts[2])
		if seconds < 0 || time.Duration(seconds) > time.Hour/time.Second { // no order is as old; and more would be past what a duration holds
			return "", errOldCode
		}
		shown := now.Sub(o.made) - time.Duration(seconds)*time.Second
		if err != nil || strconv.Itoa(seconds) != parts[2] || parts[3] != hexMAC(o.secret, parts[2]) || shown < -time.Second || shown > freshFor {
			return "", errOldCode
		}
		s.open(o)
		return o.auto, nil
	}
	return "", errNoOrder
}

// Code is what the QR code of an order says at the moment, by the token that opens it; empty where nothing is to be scanned: it is opened
// already, or over.
func (s *Service) Code(auto string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, err := s.waiting(auto)
	if err != nil || o.opened {
		return ""
	}
	seconds := strconv.Itoa(int(s.cfg.Clock().Sub(o.made) / time.Second))
	return "bankid." + o.qr + "." + seconds + "." + hexMAC(o.secret, seconds)
}

func hexMAC(secret, text string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write([]byte(text)) // a hash never fails
	return hex.EncodeToString(mac.Sum(nil))
}

// Approve signs an order as a person; where none is named, as the one whom it is for.
func (s *Service) Approve(auto, personnummer string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, err := s.waiting(auto)
	if err != nil {
		return err
	}
	if personnummer == "" {
		personnummer = o.ask.Requirement.PersonalNumber
	}
	who, ok := s.person(personnummer)
	if !ok {
		return errNobody
	}
	return s.sign(o, who, s.cfg.Clock())
}

// Refuse says no to an order.
func (s *Service) Refuse(auto string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, err := s.waiting(auto)
	if err == nil {
		o.fail("userCancel", s.cfg.Clock())
	}
	return err
}

// Seen is an order as GET /admin/orders shows it.
type Seen struct {
	Token        string    `json:"token"` // that opens it
	SignIn       bool      `json:"signIn"`
	Status       string    `json:"status"`
	Hint         string    `json:"hint"`
	Personnummer string    `json:"personnummer"` // required; empty: anybody's
	Visible      string    `json:"visible"`
	Hidden       string    `json:"hidden"`
	Return       string    `json:"return"`
	Made         time.Time `json:"made"`
	Collected    int       `json:"collected"`
	Hurried      int       `json:"hurried"` // collected again within two seconds
}

// Orders lists what came in and is not forgotten, the first first.
func (s *Service) Orders() []Seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.advance(s.cfg.Clock())
	all := []Seen{}
	for _, o := range s.orders {
		all = append(all, o.seen())
	}
	return all
}

func (o *order) seen() Seen {
	visible, _ := base64.StdEncoding.DecodeString(o.ask.Visible) // both were looked at when they came
	hidden, _ := base64.StdEncoding.DecodeString(o.ask.Hidden)
	return Seen{
		o.auto, o.signIn, o.status, o.hint, o.ask.Requirement.PersonalNumber, string(visible), string(hidden), o.ask.ReturnURL,
		o.made, o.collected, o.hurried,
	}
}

// token draws one of the form of a UUID.
func (s *Service) token() (string, error) {
	raw := make([]byte, 16)
	if _, err := io.ReadFull(s.cfg.Rand, raw); err != nil {
		return "", fmt.Errorf("draw a token: %w", err)
	}
	return fmt.Sprintf("%x-%x-%x-%x-%x", raw[:4], raw[4:6], raw[6:8], raw[8:10], raw[10:]), nil
}
