package session_test

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"passbok/eid/session"
)

// Rotation under tabs that all refresh at once, with answers that get lost, as one family that changes hands: whatever the
// interleaving, there is one order in which each was answered as the rule says. Time stands still while they race, and
// goes on between.

// shows is a token shown, by its number in the family, at a time; gives is what came of it.
type shows struct {
	token uint32
	now   time.Duration
}

type gives struct {
	token uint32
	err   error
}

// family is the model's state: the newest token, when each before it was exchanged first, and whether it lives. It is
// compared by ==.
type family struct {
	newest    uint32
	exchanged [48]time.Duration
	ended     bool
}

func rotation() porcupine.Model {
	return porcupine.Model{
		Init: func() any { return family{} },
		Step: func(state, input, output any) (bool, any) {
			f, in, out := state.(family), input.(shows), output.(gives)
			switch {
			case f.ended:
				return errors.Is(out.err, session.ErrEnded), f
			case in.token == f.newest:
				f.exchanged[f.newest] = in.now
				f.newest++
			case in.token+1 == f.newest, in.now-f.exchanged[in.token] < session.Grace:
			default:
				f.ended = true
				return errors.Is(out.err, session.ErrReplayed), f
			}
			return out.err == nil && out.token == f.newest, f
		},
		DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v -> %+v", input, output) },
	}
}

// number is the number of a token in its family, which it says itself.
func number(t *testing.T, token string) uint32 {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) != 16+4+32 {
		t.Fatalf("not a token: %q", token)
	}
	return binary.BigEndian.Uint32(raw[16:])
}

func TestRotationIsLinearizable(t *testing.T) {
	ends := map[error]int{}
	for round := range uint64(12) {
		h := newHouse(t)
		random := rand.New(rand.NewPCG(round, 2))
		known := []string{h.mustOpen("p", "phone", "code").Token} // by number
		var (
			at      atomic.Int64
			mu      sync.Mutex
			history []porcupine.Operation
			began   = h.now
		)
		show := func(tab int, token string) {
			in := shows{number(t, token), h.now.Sub(began)}
			call := at.Add(1)
			got, err := h.refresh(token)
			back := at.Add(1)
			out := gives{err: err}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				out.token = number(t, got)
				for int(out.token) >= len(known) {
					known = append(known, "")
				}
				if before := known[out.token]; before != "" && before != got {
					t.Errorf("token %d is %s, and was %s", out.token, got, before)
				}
				known[out.token] = got
			}
			ends[err]++
			history = append(history, porcupine.Operation{ClientId: tab, Input: in, Output: out, Call: call, Return: back})
		}
		for range 4 {
			var tabs sync.WaitGroup
			for tab := range 4 {
				seed := random.Uint64()
				tabs.Go(func() {
					own := rand.New(rand.NewPCG(seed, 3))
					for range 3 {
						mu.Lock()
						// Mostly the newest that any tab has; sometimes one whose answer got lost, seldom one of long ago.
						back := []int{0, 0, 0, 1, 1, 2, 5}[own.IntN(7)]
						token := known[max(0, len(known)-1-back)]
						mu.Unlock()
						if token != "" {
							show(tab, token)
						}
					}
				})
			}
			tabs.Wait()
			h.now = h.now.Add([]time.Duration{0, time.Second, session.Grace - time.Second, session.Grace, time.Hour}[random.IntN(5)])
		}
		if !porcupine.CheckOperations(rotation(), history) {
			var told strings.Builder
			for _, one := range history {
				_, _ = fmt.Fprintf(&told, "\n%d..%d tab %d: %+v -> %+v", one.Call, one.Return, one.ClientId, one.Input, one.Output)
			}
			t.Fatalf("round %d: there is no order in which this could have happened one after the other: %s", round, told.String())
		}
	}
	t.Logf("came of it: %v", ends)
	for _, must := range []error{nil, session.ErrReplayed, session.ErrEnded} {
		if ends[must] == 0 {
			t.Errorf("no round ever came to %v", must)
		}
	}
}
