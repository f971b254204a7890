package push

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/SherClockHolmes/webpush-go"
)

// attemptTimeout bounds one attempt, from dialling to the end of the answer.
const attemptTimeout = 10 * time.Second

// answer is what came of one attempt. There is a row in the table below for each status.
type answer int

const (
	accepted answer = iota // the push service has it
	stale                  // the subscription is no more, or not to the push service's liking: the device must make a new one
	hopeless               // this notice cannot be sent; the next may
	later                  // not now
)

// answerOf reads a status (RFC 8030, and what push services are known to answer).
func answerOf(status int) answer {
	switch {
	case status >= 200 && status < 300:
		return accepted
	case status == http.StatusNotFound, status == http.StatusGone,
		status == http.StatusBadRequest, status == http.StatusUnauthorized, status == http.StatusForbidden:
		return stale
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status == http.StatusTooEarly, status >= 500:
		return later
	default: // 413, redirects, and what nobody has thought of
		return hopeless
	}
}

// result is the outcome of one attempt at one delivery.
type result struct {
	delivery
	answer answer
	status int           // 0: no answer came
	wait   time.Duration // what the push service asked for; 0: nothing
	err    error
	unkept bool // it could not be written down
}

// attempt sends one notice to one subscription. It changes nothing in the store.
func (s *Sender) attempt(ctx context.Context, d delivery, sub Subscription, now time.Time) result {
	out := result{delivery: d, answer: later}
	// Made anew for each attempt, never shared: webpush-go writes behind the end of what it is given.
	message, err := d.Notice.write(s.public, sub.Lang, d.Mark)
	if err != nil {
		out.answer, out.err = hopeless, err
		return out
	}
	// The client refuses private addresses as it dials.
	if _, err := s.addresses.parse(sub.Endpoint); err != nil {
		out.answer, out.err = stale, err
		return out
	}
	row, _ := RowOf(d.Notice.Code)
	signs := s.pair(sub.Key)
	response, err := webpush.SendNotificationWithContext(ctx, message,
		&webpush.Subscription{Endpoint: sub.Endpoint, Keys: webpush.Keys{Auth: sub.Auth, P256dh: sub.P256dh}},
		&webpush.Options{
			HTTPClient: s.http, Subscriber: s.subject, Topic: d.Notice.topic(), TTL: int(d.Until.Sub(now).Seconds()),
			Urgency: webpush.Urgency(row.urgency), VAPIDPublicKey: signs.Public, VAPIDPrivateKey: signs.Private,
		})
	if err != nil {
		out.err = fmt.Errorf("send a notice: %w", err)
		return out
	}
	// Read to its end, so that the connection serves again; but not more than anyone has to say.
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 4<<10))
	_ = response.Body.Close()
	out.status, out.answer = response.StatusCode, answerOf(response.StatusCode)
	out.wait = retryAfter(response.Header.Get("Retry-After"), now)
	return out
}

// retryAfter reads the header's two forms: seconds, or a date.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil && seconds > 0 && seconds < 1<<31 {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// backOff is how long to wait after the tries-th failure: 5 s, doubled each time, at most an hour,
// and a fifth more or less by the endpoint, so that those who failed together do not return together.
func backOff(tries int, hash string) time.Duration {
	wait := time.Hour
	if tries < 10 {
		wait = min(wait, 5*time.Second<<max(tries-1, 0))
	}
	var spread int64
	for i := range len(hash) {
		spread = (spread*31 + int64(hash[i])) % 400
	}
	return wait * time.Duration(800+spread) / 1000
}
