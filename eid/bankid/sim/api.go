package sim

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"time"
	"unicode/utf8"
)

// askBody is what auth and sign take. What the real API takes besides, and Passbok never sends, is not taken.
type askBody struct {
	EndUserIP   string `json:"endUserIp"`
	Requirement struct {
		PersonalNumber string `json:"personalNumber"`
	} `json:"requirement"`
	Visible   string `json:"userVisibleData"`
	Hidden    string `json:"userNonVisibleData"`
	Format    string `json:"userVisibleDataFormat"`
	ReturnURL string `json:"returnUrl"`
}

// no is an answer of the API that is none of its good ones.
type no struct {
	status        int
	code, details string
}

func (n *no) Error() string { return n.code + ": " + n.details }

func invalid(details string) error { return &no{http.StatusBadRequest, "invalidParameters", details} }

func (s *Service) api() http.Handler {
	mux := http.NewServeMux()
	for path, do := range map[string]func([]byte) (any, error){
		"auth":    func(raw []byte) (any, error) { return s.take(raw, true) },
		"sign":    func(raw []byte) (any, error) { return s.take(raw, false) },
		"collect": s.collect,
		"cancel":  s.cancel,
	} {
		mux.HandleFunc("/rp/v6.0/"+path, func(w http.ResponseWriter, r *http.Request) {
			body, err := s.hear(w, r)
			var said any
			if err == nil {
				said, err = do(body)
			}
			var refusal *no
			switch {
			case errors.As(err, &refusal):
				answer(w, refusal.status, map[string]string{"errorCode": refusal.code, "details": refusal.details})
			case err != nil:
				s.cfg.Log.Error("the API failed", "err", err)
				answer(w, http.StatusInternalServerError, map[string]string{"errorCode": "internalError", "details": "Internal error"})
			default:
				answer(w, http.StatusOK, said)
			}
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusNotFound, map[string]string{"errorCode": "notFound", "details": "No such path"})
	})
	return mux
}

// hear reads a question: POST, JSON and nothing said of its letters.
func (s *Service) hear(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		return nil, &no{http.StatusUnauthorized, "unauthorized", "No certificate"}
	}
	if r.Method != http.MethodPost {
		return nil, &no{http.StatusMethodNotAllowed, "methodNotAllowed", "Only POST"}
	}
	if kinds := r.Header.Values("Content-Type"); !slices.Equal(kinds, []string{"application/json"}) {
		return nil, &no{http.StatusUnsupportedMediaType, "unsupportedMediaType", "Content-Type must be application/json and nothing more"}
	}
	if fault := s.next(); fault != nil {
		return nil, fault
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 512<<10))
	if err != nil {
		return nil, invalid("The body is too long or was cut")
	}
	return raw, nil
}

func read(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return invalid("Invalid JSON or field: " + err.Error())
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return invalid("More after the JSON")
	}
	return nil
}

// check says what is wrong with a question; what is sent empty is wrong too.
func (b askBody) check(raw []byte, signIn bool) error {
	var sent map[string]json.RawMessage
	if err := json.Unmarshal(raw, &sent); err != nil {
		return invalid("Invalid JSON")
	}
	for name, value := range sent {
		if text := string(value); text == `""` || text == "null" || text == "{}" {
			return invalid("Empty " + name)
		}
	}
	visible, err := base64.StdEncoding.Strict().DecodeString(b.Visible)
	_, hiddenErr := base64.StdEncoding.Strict().DecodeString(b.Hidden)
	_, addressErr := netip.ParseAddr(b.EndUserIP)
	back, backErr := url.Parse(b.ReturnURL)
	number := b.Requirement.PersonalNumber
	switch {
	case addressErr != nil:
		return invalid("Invalid endUserIp")
	case !signIn && b.Visible == "":
		return invalid("No userVisibleData")
	case err != nil || !utf8.Valid(visible) || len(b.Visible) > 40_000:
		return invalid("Invalid userVisibleData")
	case hiddenErr != nil || len(b.Hidden) > 200_000:
		return invalid("Invalid userNonVisibleData")
	case b.Format != "" && b.Format != "plaintext" && b.Format != "simpleMarkdownV1":
		return invalid("Invalid userVisibleDataFormat")
	case b.ReturnURL != "" && (backErr != nil || back.Host == "" || len(b.ReturnURL) > 512):
		return invalid("Invalid returnUrl")
	case number != "" && !twelve(number):
		return invalid("Invalid personalNumber")
	}
	return nil
}

func twelve(number string) bool {
	return len(number) == 12 && !slices.ContainsFunc([]byte(number), func(b byte) bool { return b < '0' || b > '9' })
}

// take makes an order. A person has one at a time: a second ends the first, and is not taken either.
func (s *Service) take(raw []byte, signIn bool) (any, error) {
	o := &order{signIn: signIn, status: pending, hint: "outstandingTransaction"}
	if err := read(raw, &o.ask); err != nil {
		return nil, err
	}
	if err := o.ask.check(raw, signIn); err != nil {
		return nil, err
	}
	for _, into := range []*string{&o.ref, &o.auto, &o.qr, &o.secret} {
		var err error
		if *into, err = s.token(); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.cfg.Clock()
	s.advance(now)
	if number := o.ask.Requirement.PersonalNumber; number != "" {
		for _, before := range s.orders {
			if before.ask.Requirement.PersonalNumber == number && !before.over() {
				before.fail("cancelled", now)
				return nil, &no{http.StatusBadRequest, "alreadyInProgress", "Order already in progress for pno"}
			}
		}
	}
	o.made, o.strangers = now, s.faults.Strangers
	s.orders = append(s.orders, o)
	return map[string]string{"orderRef": o.ref, "autoStartToken": o.auto, "qrStartToken": o.qr, "qrStartSecret": o.secret}, nil
}

// named reads a question about an order, and finds it; s.mu is held.
func (s *Service) named(raw []byte) (*order, error) {
	var body struct {
		OrderRef string `json:"orderRef"`
	}
	if err := read(raw, &body); err != nil {
		return nil, err
	}
	s.advance(s.cfg.Clock())
	for _, o := range s.orders {
		if o.ref == body.OrderRef {
			return o, nil
		}
	}
	return nil, invalid("No such order")
}

func (s *Service) collect(raw []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, err := s.named(raw)
	if err != nil {
		return nil, err
	}
	now := s.cfg.Clock()
	o.collected++
	if !o.asked.IsZero() && now.Sub(o.asked) < 1900*time.Millisecond { // timers ring a little early or late
		o.hurried++
	}
	o.asked = now
	said := map[string]any{"orderRef": o.ref, "status": o.status}
	if o.hint != "" {
		said["hintCode"] = o.hint
	}
	if o.status == complete {
		said["completionData"] = map[string]any{
			"user": map[string]string{
				"personalNumber": o.by.Personnummer, "name": o.by.Name(), "givenName": o.by.Given, "surname": o.by.Surname,
			},
			"device":          map[string]string{"ipAddress": o.ask.EndUserIP, "uhi": "simulator"},
			"bankIdIssueDate": o.made.Format(time.DateOnly),
			"stepUp":          nil,
			"signature":       base64.StdEncoding.EncodeToString(o.signature),
			"ocspResponse":    base64.StdEncoding.EncodeToString(o.answer),
		}
	}
	return said, nil
}

func (s *Service) cancel(raw []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, err := s.named(raw)
	if err != nil {
		return nil, err
	}
	if o.over() {
		return nil, invalid("No such order")
	}
	o.fail("cancelled", s.cfg.Clock())
	return struct{}{}, nil
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the other end may have gone; it is not ours to mend
}
