package post_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/post"
)

const (
	alva   = "alva@example.se"
	mobile = "+46701740605"
)

func fails(fault post.Fault) error { return &post.Failure{Fault: fault, Words: "the test says so"} }

func TestAMessageIsSentOnce(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		w.put(post.Mail, "1", alva)
	}
	w.put(post.SMS, "1", mobile) // by another way, another message
	w.deliver()
	w.put(post.Mail, "1", "other@example.se") // the same id again, to wherever
	w.open()                                  // and after a restart
	w.put(post.Mail, "1", alva)
	w.deliver()
	if got := w.mail.took(); !slices.Equal(got, []string{alva + " 1"}) {
		t.Errorf("%v", got)
	}
	if got := w.sms.took(); !slices.Equal(got, []string{mobile + " 1"}) {
		t.Errorf("%v", got)
	}
	if got := w.told(); len(got) != 2 || !slices.Contains(got, "mail 1 delivered "+alva) || !slices.Contains(got, "sms 1 delivered "+mobile) {
		t.Errorf("%v", got)
	}
	w.is(post.Mail, "1", post.Delivered, 1)
	if text := w.disk.text(); strings.Contains(text, "example.se") || strings.Contains(text, "4670") || strings.Contains(text, "Oktober") {
		t.Errorf("what was sent is kept: %s", text)
	}
	if w.counted["mail delivered"] != 1 || w.counted["sms delivered"] != 1 {
		t.Errorf("%v", w.counted)
	}
}

func TestWhatComesOfAMessage(t *testing.T) {
	for fault, c := range map[post.Fault]struct {
		state post.State
		tries int
		again time.Duration // until it is tried again
	}{
		post.Never: {post.Refused, 1, 0}, post.Declined: {post.Turned, 1, 0}, post.Later: {post.Waiting, 1, 2 * time.Minute}, post.Away: {post.Waiting, 0, 5 * time.Second}, post.Ours: {post.Waiting, 0, time.Minute},
	} {
		t.Run(fault.String(), func(t *testing.T) {
			w := newWorld(t)
			w.mail.fail = func(_ string, n int) error {
				if n == 0 {
					return fails(fault)
				}
				return nil
			}
			w.put(post.Mail, "1", alva)
			w.deliver()
			w.is(post.Mail, "1", c.state, c.tries)
			w.deliver()
			if len(w.mail.took()) != 1 {
				t.Error("it was tried again at once")
			}
			if strings.Contains(w.log.String(), "alva") || strings.Contains(w.log.String(), "Oktober") {
				t.Errorf("the log tells of it: %s", w.log)
			}
			if loud := strings.Contains(w.log.String(), "level=ERROR"); loud != (fault == post.Ours) {
				t.Errorf("the operator is told: %v", loud)
			}
			w.hand.move(c.again)
			w.deliver()
			if c.state == post.Waiting {
				w.is(post.Mail, "1", post.Delivered, c.tries+1)
			} else {
				w.is(post.Mail, "1", c.state, c.tries)
			}
			if len(w.told()) != 1 {
				t.Errorf("%v", w.told())
			}
		})
	}
}

// Tried again further and further apart, and given up when its time is over: then that is told.
func TestAMessageIsGivenUp(t *testing.T) {
	w := newWorld(t)
	w.mail.fail = func(string, int) error { return fails(post.Later) }
	w.put(post.Mail, "1", alva)
	for range 24 * 60 {
		w.deliver()
		w.hand.move(time.Minute)
	}
	if n := len(w.mail.took()); n < 10 || n > 25 {
		t.Errorf("tried %d times in a day", n)
	}
	w.is(post.Mail, "1", post.GivenUp, len(w.mail.took())) // already before it is noted
	w.deliver()
	w.is(post.Mail, "1", post.GivenUp, len(w.mail.took()))
	if got := w.told(); !slices.Equal(got, []string{"mail 1 given_up " + alva}) || w.counted["mail given_up"] != 1 {
		t.Errorf("%v %v", got, w.counted)
	}
}

// While the mail server is away a hundred messages are one attempt now and then; when it is back, all go.
func TestAnOutage(t *testing.T) {
	w := newWorld(t)
	down := true
	w.mail.fail = func(string, int) error {
		if down {
			return fails(post.Away)
		}
		return nil
	}
	for n := range 100 {
		w.put(post.Mail, fmt.Sprint(n), alva)
	}
	w.put(post.SMS, "1", mobile)
	for range 60 * 12 {
		w.deliver()
		w.hand.move(5 * time.Second)
	}
	if n := len(w.mail.took()); n > 25 {
		t.Errorf("%d attempts in an hour", n)
	}
	w.is(post.SMS, "1", post.Delivered, 1) // the other way goes on
	if all, err := w.Count(t.Context()); err != nil || all[0].Waiting != 100 || all[0].Failures == 0 || all[0].Stopped || all[0].Due.IsZero() || all[1].Waiting != 0 || all[1].Failures != 0 {
		t.Errorf("%+v %v", all, err)
	}
	if n := strings.Count(w.log.String(), "level=WARN"); n != 1 {
		t.Errorf("said %d times", n)
	}
	down = false
	for range 15 {
		w.hand.move(time.Minute)
		w.deliver()
	}
	if len(w.told()) != 101 || !strings.Contains(w.log.String(), "messages leave again") {
		t.Errorf("%d ended; %s", len(w.told()), w.log)
	}
}

// One address that a mail server turns away as if we were at fault keeps nobody else's mail.
func TestOneThatLooksLikeOurFaultStopsNobody(t *testing.T) {
	w := newWorld(t)
	w.mail.fail = func(to string, _ int) error {
		if to == "wrong@example.se" {
			return fails(post.Ours)
		}
		return nil
	}
	w.put(post.Mail, "0", "wrong@example.se")
	for n := range 20 {
		w.put(post.Mail, fmt.Sprint(n+1), alva)
	}
	for range 120 {
		w.deliver()
		w.hand.move(time.Minute)
	}
	if n := len(w.told()); n != 20 {
		t.Errorf("%d of 20 were sent", n)
	}
}

// An end that could not be told is told again, and the message is not sent again.
func TestAnEndIsToldUntilItIsHeard(t *testing.T) {
	w := newWorld(t)
	w.untold = errors.New("the book takes nothing")
	w.put(post.Mail, "1", alva)
	w.deliver()
	w.is(post.Mail, "1", post.Delivered, 1)
	w.open()
	w.untold = nil
	w.deliver()
	if len(w.told()) > 0 {
		t.Error("told again at once")
	}
	w.hand.move(time.Minute)
	w.deliver()
	w.deliver()
	if got := w.told(); !slices.Equal(got, []string{"mail 1 delivered " + alva}) || len(w.mail.took()) != 1 {
		t.Errorf("%v %v", got, w.mail.took())
	}
}

func TestAPersonIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.put(post.Mail, "sent", alva)
	w.deliver()
	w.mail.fail = func(string, int) error { return fails(post.Later) }
	w.put(post.Mail, "waits", alva)
	other := w.order(post.Mail, "other", "bo@example.se")
	other.Person = "bo"
	if err := w.Enqueue(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	w.deliver()
	if n, err := w.Forget(t.Context(), "alva"); err != nil || n != 2 {
		t.Errorf("%d %v", n, err)
	}
	if n, err := w.Forget(t.Context(), "alva"); err != nil || n != 0 {
		t.Errorf("%d %v", n, err)
	}
	if left := w.disk.keys("item/"); len(left) != 1 || len(w.disk.keys("person/")) != 1 || len(w.disk.keys("due/")) != 1 || len(w.disk.keys("until/")) != 0 {
		t.Errorf("%v", w.disk.keys(""))
	}
	w.hand.move(25 * time.Hour)
	w.deliver()
	if got := w.told(); !slices.Contains(got, "mail other given_up bo@example.se") || len(got) != 2 {
		t.Errorf("%v", got)
	}
}

// What became of a message is known for some weeks, and then nothing is left of it.
func TestWhatIsKnownIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.put(post.Mail, "1", alva)
	w.deliver()
	w.hand.move(59 * 24 * time.Hour)
	w.put(post.Mail, "2", alva)
	w.is(post.Mail, "1", post.Delivered, 1)
	w.deliver()
	w.hand.move(2 * 24 * time.Hour)
	w.put(post.Mail, "3", alva)
	if _, known, err := w.Of(t.Context(), post.Mail, "alva", "1"); known || err != nil || len(w.disk.keys("item/")) != 2 || len(w.disk.keys("person/")) != 2 || len(w.disk.keys("until/")) != 1 {
		t.Errorf("%v %v", w.disk.keys(""), err)
	}
}

func TestWhatIsNotQueued(t *testing.T) {
	w := newWorld(t)
	for name, spoil := range map[string]func(*post.Order){
		"no person": func(o *post.Order) { o.Person = "" }, "no address": func(o *post.Order) { o.To = "" }, "two lines": func(o *post.Order) { o.To += "\r\nx" },
		"over": func(o *post.Order) { o.Until = w.hand.clock() }, "no words": func(o *post.Order) { o.Message.Text = "" }, "no way": func(o *post.Order) { o.Kind = "pigeon" },
	} {
		o := w.order(post.Mail, "1", alva)
		spoil(&o)
		err := w.Enqueue(t.Context(), o)
		var refused *post.Refusal
		if err == nil || !errors.As(err, &refused) && !errors.Is(err, post.ErrNoWay) || strings.Contains(err.Error(), "alva") {
			t.Errorf("%s: %v", name, err)
		}
	}
	q, err := post.Open(post.Config{Store: w.disk, Clock: w.hand.clock, After: w.hand.after})
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Enqueue(t.Context(), w.order(post.Mail, "1", alva)); !errors.Is(err, post.ErrNoWay) || q.Has(post.Mail) {
		t.Error(err)
	}
	if _, err := post.Open(post.Config{Store: w.disk, Clock: w.hand.clock, After: w.hand.after, Ways: []post.Way{w.mail, w.mail}}); err == nil {
		t.Error("two ways of a kind are taken")
	}
}

// What waits when the way is taken away runs out, and that is told.
func TestWhatWaitsWithoutAWayRunsOut(t *testing.T) {
	w := newWorld(t)
	w.put(post.Mail, "1", alva)
	q, err := post.Open(post.Config{Store: w.disk, Clock: w.hand.clock, After: w.hand.after, Ended: w.end})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := q.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.hand.move(25 * time.Hour)
	}
	if got := w.told(); !slices.Equal(got, []string{"mail 1 given_up " + alva}) {
		t.Errorf("%v", got)
	}
}

// A running queue sends what comes, waits for what is due later, and stops when it is told to.
func TestItRuns(t *testing.T) {
	w := newWorld(t)
	w.mail.fail = func(_ string, n int) error {
		if n == 0 {
			return fails(post.Later)
		}
		return nil
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	w.put(post.Mail, "1", alva)
	until(t, func() bool {
		w.hand.move(10 * time.Second)
		return len(w.told()) == 1
	})
	stop()
	if err := <-done; err != nil || len(w.mail.took()) != 2 {
		t.Errorf("%v %v", err, w.mail.took())
	}
}

// What is under way when the house stops is made again at the next start, as if it had not been.
func TestAStopInTheMiddle(t *testing.T) {
	w := newWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	w.mail.fail = func(_ string, n int) error {
		if n == 0 {
			stop()
			return fails(post.Away)
		}
		return nil
	}
	w.put(post.Mail, "1", alva)
	if err := w.Run(ctx); err != nil {
		t.Fatal(err)
	}
	w.is(post.Mail, "1", post.Waiting, 0)
	w.open()
	w.deliver()
	w.is(post.Mail, "1", post.Delivered, 1)
}

// Whatever fails and whenever the process is killed: each message ends, none that was noted as delivered is sent again, each is sent at
// least once or was refused or ran out, and its end is told.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		answers := rapid.SliceOfN(rapid.SampledFrom([]string{"ok", "ok", "later", "away", "ours", "never", "declined"}), 0, 25).Draw(rt, "answers")
		taken := map[string]int{}
		w.mail.fail = func(_ string, n int) error {
			answer := "ok"
			if n < len(answers) {
				answer = answers[n]
			}
			switch answer {
			case "later":
				return fails(post.Later)
			case "away":
				return fails(post.Away)
			case "ours":
				return fails(post.Ours)
			case "never":
				return fails(post.Never)
			case "declined":
				return fails(post.Declined)
			}
			return nil
		}
		total := rapid.IntRange(1, 8).Draw(rt, "messages")
		settled := map[string]bool{}
		for life := range 40 {
			left := -1
			if life < 5 {
				left = rapid.IntRange(0, 12).Draw(rt, "updates until it is killed")
			}
			w.disk.live(left)
			w.open()
			for n := range total {
				_ = w.Enqueue(t.Context(), w.order(post.Mail, fmt.Sprint(n), fmt.Sprintf("a%d@example.se", n)))
			}
			before := len(w.mail.took())
			_ = w.Deliver(t.Context())
			for _, sent := range w.mail.took()[before:] {
				id := strings.Fields(sent)[1]
				if taken[id]++; settled[id] {
					rt.Fatalf("%s is sent though it had ended", id)
				}
			}
			w.disk.live(-1)
			for n := range total {
				if f, known, err := w.Of(t.Context(), post.Mail, "alva", fmt.Sprint(n)); err == nil && known && f.Ended() {
					settled[fmt.Sprint(n)] = true
				}
			}
			w.hand.move(31 * time.Minute)
		}
		told := map[string]string{}
		for _, line := range w.told() {
			words := strings.Fields(line)
			if was, again := told[words[1]]; again && was != words[2] {
				rt.Fatalf("%s is told to be %s, and to be %s", words[1], was, words[2])
			}
			told[words[1]] = words[2]
		}
		for n := range total {
			id := fmt.Sprint(n)
			if !settled[id] || told[id] == "" || taken[id] == 0 {
				rt.Fatalf("%s: settled %v, told %q, sent %d times", id, settled[id], told[id], taken[id])
			}
		}
		if left := w.disk.keys("due/"); len(left) > 0 {
			rt.Fatalf("left: %v", left)
		}
	})
}

// until waits for something, for ten seconds at the most.
func until(t *testing.T, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !so(); {
		if time.Now().After(deadline) {
			t.Fatal("it never came to that")
		}
		time.Sleep(100 * time.Microsecond)
	}
}
