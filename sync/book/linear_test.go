package book_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/anishathalye/porcupine"

	"passbok/sync/book"
	"passbok/sync/op"
)

// Sealing against operations that arrive at the same moment, as a register that anybody may close: whatever the
// interleaving, there is one order in which an edit that was applied came while the month was open, one that was parked
// while it was closed, a decision saw the edits before it and no others, and a command sent twice was carried out once.

const linearRows = 4

// request is what was asked of the book: an edit of a row, or a command; neither is a look.
type request struct {
	row  int
	end  string // of an edit
	cmd  string // id of a command
	seal bool
}

// told is what was answered.
type told struct {
	parked, again bool
	saw           string // the rows, and whether the month is closed, as a command or a look saw them
}

// monthState is the model's state. It is compared by ==.
type monthState struct {
	closed bool
	rows   [linearRows]string
	done   string // commands carried out, with what each saw
}

func (m monthState) String() string { return fmt.Sprint(m.rows, " closed: ", m.closed) }

func monthModel() porcupine.Model {
	return porcupine.Model{
		Init: func() any { return monthState{} },
		Step: func(state, input, output any) (bool, any) {
			m, in, out := state.(monthState), input.(request), output.(told)
			switch {
			case in.cmd != "" && out.again:
				return strings.Contains(m.done, in.cmd+"="+out.saw+";"), m
			case in.cmd != "":
				if out.saw != m.String() || strings.Contains(m.done, in.cmd) {
					return false, m
				}
				m.closed, m.done = in.seal, m.done+in.cmd+"="+out.saw+";"
				return true, m
			case in.end == "":
				return out.saw == m.String(), m
			case out.parked:
				return m.closed, m
			}
			m.rows[in.row] = in.end
			return !state.(monthState).closed, m
		},
	}
}

// linear is a book under load, with its history written down. What happens is ordered by a counter and no clock.
type linear struct {
	*world
	at      atomic.Int64
	mu      sync.Mutex
	history []porcupine.Operation
	refs    [linearRows]string
}

func (l *linear) record(client int, in request, do func() told) {
	call := l.at.Add(1)
	out := do()
	back := l.at.Add(1)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.history = append(l.history, porcupine.Operation{ClientId: client, Input: in, Output: out, Call: call, Return: back})
}

// look reads the rows and the seal in one snapshot, or transaction.
func (l *linear) look(docs book.Documents) (string, error) {
	var m monthState
	for doc, err := range docs.Feed("bo@2026-10") {
		if err != nil {
			return "", err
		}
		for i, ref := range l.refs {
			if doc.Ref == ref {
				m.rows[i] = doc.Text("end")
			}
		}
	}
	var err error
	m.closed, err = docs.Sealed("bo@2026-10")
	return m.String(), err
}

func (l *linear) edit(p *phone, row int, end string) {
	o := p.act(l.refs[row], op.Fields{"end": val(end)})
	p.queue = nil
	l.record(row, request{row: row, end: end}, func() told {
		res, err := l.book.Sync(l.ctx, p.who, book.Request{Device: p.who.Device, Ops: encode(l.t, o)})
		if err != nil || len(res.Verdicts) != 1 || res.Verdicts[0].Verdict != op.Applied && res.Verdicts[0].Code != op.ReasonSealed {
			l.t.Errorf("%+v %v", res.Verdicts, err)
			return told{}
		}
		return told{parked: res.Verdicts[0].Verdict == op.Parked}
	})
}

func (l *linear) command(client int, id string, seal bool) {
	l.record(client, request{cmd: id, seal: seal}, func() told {
		receipt, err := l.book.Do(l.ctx, book.Command{ID: id, Name: "seal", Person: "office"}, func(docs book.Documents) (book.Decision, error) {
			saw, err := l.look(docs)
			answer, _ := json.Marshal(saw)
			if seal {
				return book.Decision{Seal: []string{"bo@2026-10"}, Answer: answer}, err
			}
			return book.Decision{Unseal: []string{"bo@2026-10"}, Answer: answer}, err
		})
		var out told
		if err == nil {
			err = json.Unmarshal(receipt.Answer, &out.saw)
		}
		if err != nil {
			l.t.Error(err)
		}
		out.again = receipt.Again
		return out
	})
}

func TestSealingIsLinearizable(t *testing.T) {
	for round := range uint64(6) {
		l := &linear{world: newWorld(t)}
		random := rand.New(rand.NewPCG(round, 1))
		var phones []*phone
		for row := range linearRows {
			name := fmt.Sprintf("p%d", row)
			l.engage(name, "2026-10-01", "")
			p := l.phone(name, row+1)
			l.refs[row] = "shift/" + l.id()
			p.act(l.refs[row], hours(name, "bo", "2026-10-05T08:00", ""))
			p.sync()
			phones = append(phones, p)
		}
		var group sync.WaitGroup
		for row, p := range phones {
			group.Go(func() {
				for i := range 12 {
					l.edit(p, row, fmt.Sprintf("2026-10-05T16:%02d", i))
				}
			})
		}
		for twin := range 2 { // both send every command: one sends it again
			group.Go(func() {
				for i := range 10 {
					l.command(linearRows+twin, fmt.Sprintf("cmd-%d-%d.", round, i), i%2 == 0)
				}
			})
		}
		looks := random.IntN(10) + 5
		group.Go(func() {
			for range looks {
				l.record(linearRows+2, request{}, func() (out told) {
					if err := l.book.View(l.ctx, func(docs book.Documents) (err error) {
						out.saw, err = l.look(docs)
						return err
					}); err != nil {
						t.Error(err)
					}
					return out
				})
			}
		})
		group.Wait()
		if !porcupine.CheckOperations(monthModel(), l.history) {
			t.Fatalf("round %d: there is no order in which this could have happened one after the other: %s", round, tellHistory(l.history))
		}
		parked := 0
		for _, one := range l.history {
			if one.Output.(told).parked {
				parked++
			}
		}
		t.Logf("round %d: %d of %d edits were parked", round, parked, linearRows*12)
		l.whole()
	}
}

func tellHistory(history []porcupine.Operation) string {
	var out strings.Builder
	for _, one := range history {
		_, _ = fmt.Fprintf(&out, "\n%d..%d client %d: %+v -> %+v", one.Call, one.Return, one.ClientId, one.Input, one.Output)
	}
	return out.String()
}
