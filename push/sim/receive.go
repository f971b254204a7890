package sim

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// Message is one push message as it came in, decrypted.
type Message struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`
	Topic    string    `json:"topic,omitempty"`
	TTL      int       `json:"ttl"` // seconds
	Urgency  string    `json:"urgency"`
	Data     []byte    `json:"data"`           // base64 in JSON: the decrypted bytes
	Text     string    `json:"text,omitempty"` // the same, where they are UTF-8
	Subject  string    `json:"subject"`        // whom the sender names as responsible
	Replaced bool      `json:"replaced,omitempty"`
}

// maxBody is the most a push service must take (RFC 8291, section 4), in bytes.
const maxBody = 4096

// maxTTL is what a push service keeps at most, in seconds: four weeks.
const maxTTL = 28 * 24 * 60 * 60

func (s *Service) receive(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	// Read before a fault may make it wait: only then does net/http notice that the sender has gone.
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		fail(w, http.StatusBadRequest, fmt.Errorf("read the message: %w", err))
		return
	}
	if s.inject(w, r, token) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	sub := s.subscriptions[token]
	if sub == nil {
		fail(w, http.StatusNotFound, errors.New("no such subscription"))
		return
	}
	if sub.ended {
		fail(w, http.StatusGone, errors.New("the subscription has ended"))
		return
	}
	now := s.cfg.Clock().UTC()
	key, subject, status, err := checkVAPID(r.Header.Get("Authorization"), s.base(r), now)
	if err != nil {
		fail(w, status, err)
		return
	}
	if sub.server != nil && !bytes.Equal(sub.server, key) {
		fail(w, http.StatusForbidden, errors.New("the subscription belongs to another server's key"))
		return
	}
	message, err := readHeaders(r.Header)
	if err != nil {
		fail(w, http.StatusBadRequest, err)
		return
	}
	if len(body) > maxBody {
		fail(w, http.StatusRequestEntityTooLarge, fmt.Errorf("more than %d bytes", maxBody))
		return
	}
	// A real push service cannot read the message; the browser would, and drop it in silence.
	if message.Data, err = decrypt(body, sub.private, sub.auth); err != nil {
		fail(w, http.StatusBadRequest, err)
		return
	}
	if utf8.Valid(message.Data) {
		message.Text = string(message.Data)
	}
	message.ID, message.At, message.Subject = strconv.Itoa(len(sub.taken)+1), now, subject
	next := *sub
	next.server = key
	next.take(message, s.cfg.Kept)
	if err := s.put(token, &next); err != nil {
		fail(w, http.StatusInternalServerError, err)
		return
	}
	w.Header().Set("Location", s.base(r)+"/message/"+token+"/"+message.ID)
	w.Header().Set("TTL", strconv.Itoa(message.TTL))
	w.WriteHeader(http.StatusCreated)
}

// take keeps a message in the place of the one that waits under the same topic (RFC 8030, 5.4).
func (s *subscription) take(message Message, kept int) {
	s.taken = slices.Clone(s.taken)
	for i := range s.taken {
		if message.Topic != "" && s.taken[i].Topic == message.Topic {
			s.taken[i].Replaced = true
		}
	}
	if s.taken = append(s.taken, message); len(s.taken) > kept {
		s.taken = s.taken[len(s.taken)-kept:]
	}
}

// readHeaders checks the headers of RFC 8030, 5 and RFC 8291, 4.
func readHeaders(h http.Header) (Message, error) {
	if h.Get("Content-Encoding") != "aes128gcm" {
		return Message{}, errors.New("Content-Encoding is not aes128gcm")
	}
	ttl, err := strconv.Atoi(h.Get("TTL"))
	if err != nil || ttl < 0 {
		return Message{}, errors.New("TTL is required: whole seconds, not negative")
	}
	message := Message{TTL: min(ttl, maxTTL), Urgency: h.Get("Urgency"), Topic: h.Get("Topic")}
	switch message.Urgency {
	case "very-low", "low", "normal", "high":
	case "":
		message.Urgency = "normal"
	default:
		return Message{}, fmt.Errorf("there is no urgency %q", message.Urgency)
	}
	if len(message.Topic) > 32 {
		return Message{}, errors.New("a topic has at most 32 characters")
	}
	for _, c := range message.Topic {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return Message{}, errors.New("a topic is of the base64url alphabet")
		}
	}
	return message, nil
}

// messages lists what waits at an endpoint: neither replaced nor past its time.
func (s *Service) messages(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	query := r.URL.Query()
	sub := s.subscriptions[tokenOf(query.Get("endpoint"))]
	if sub == nil {
		fail(w, http.StatusNotFound, errors.New("no such subscription"))
		return
	}
	now, found := s.cfg.Clock(), []Message{}
	for _, m := range sub.taken {
		over := m.TTL > 0 && now.After(m.At.Add(time.Duration(m.TTL)*time.Second))
		if query.Get("all") != "" || (!m.Replaced && !over) {
			found = append(found, m)
		}
	}
	answer(w, http.StatusOK, found)
}
