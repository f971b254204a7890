package session_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passbok/eid/session"
)

// model is rotation told plainly: every token ever given out, when it was first exchanged, and whether the family lives.
type model struct {
	tokens    []string
	exchanged []time.Time // of each token but the newest
	seen      time.Time
	made      time.Time
	ended     bool
}

func (m *model) show(i int, now time.Time) (want int, err error) {
	newest := len(m.tokens) - 1
	switch {
	case m.ended:
		return 0, session.ErrEnded
	case now.Sub(m.seen) >= session.IdlePhone || now.Sub(m.made) >= session.Absolute:
		return 0, session.ErrExpired
	case i == newest:
		m.exchanged = append(m.exchanged, now)
		m.seen = now
		return newest + 1, nil
	case i == newest-1 || now.Sub(m.exchanged[i]) < session.Grace:
		m.seen = now
		return newest, nil
	}
	m.ended = true
	return 0, session.ErrReplayed
}

func TestRotationAgainstModel(t *testing.T) {
	h := newHouse(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		device := string(rune('a'+n%26)) + time.Duration(n).String()
		m := &model{tokens: []string{h.mustOpen("p", device, device).Token}, seen: h.now, made: h.now}
		wait := rapid.OneOf(
			rapid.Just(time.Duration(0)),
			rapid.Map(rapid.IntRange(1, 50), func(s int) time.Duration { return time.Duration(s) * time.Second }),
			rapid.Map(rapid.IntRange(1, 70*24), func(hours int) time.Duration { return time.Duration(hours) * time.Hour }),
		)
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			h.now = h.now.Add(wait.Draw(rt, "wait"))
			back := rapid.IntRange(0, min(4, len(m.tokens)-1)).Draw(rt, "back")
			i := len(m.tokens) - 1 - back
			want, wantErr := m.show(i, h.now)
			got, err := h.refresh(m.tokens[i])
			if !errors.Is(err, wantErr) {
				rt.Fatalf("token %d of %d: %v, want %v", i, len(m.tokens), err, wantErr)
			}
			if err != nil {
				continue
			}
			if want == len(m.tokens) {
				m.tokens = append(m.tokens, got)
			}
			if got != m.tokens[want] {
				rt.Fatalf("token %d of %d: not token %d", i, len(m.tokens), want)
			}
		}
	})
}
