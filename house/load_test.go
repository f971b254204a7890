package house_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"passbok/sync/op"
)

// load is people at work against a server that may be gone at any moment: devices that write, one that locks a month and
// opens it again, and one that only pulls. It knows what each was answered, and what each still waits for.
type load struct {
	t       testing.TB
	writers []*writer
	office  *office
	reader  *phone
	held    pulled // by the reader, over all that happens to the server
}

// writer sends one operation after the other. What had no answer is sent again as it was.
type writer struct {
	*phone
	waits op.Op           // sent, and not answered
	kept  map[string]bool // documents that were acknowledged
	ops   int             // operations that were acknowledged
	again int             // that had been taken when their answer was lost
}

// office gives commands, one after the other.
type office struct {
	*phone
	waits    order // given, and not answered
	receipts []receipt
	again    int
}

// order is a command about a month.
type order struct {
	path, ID, Saw, Why string
}

// receipt is what an order was answered with.
type receipt struct {
	order
	Seq   uint64
	Hash  string
	Again bool
}

const (
	openMonth   = "alva@2026-10"
	lockedMonth = "/api/v1/months/" + bertil + "/2025-11"
)

// people joins everybody to a running server.
func people(t testing.TB, url string, codes []string) *load {
	t.Helper()
	l := &load{t: t, held: pulled{feed: openMonth, rows: map[string]bool{}}}
	for i, code := range codes {
		p := join(t, url, code, i+1)
		switch i {
		case 0:
			l.office = &office{phone: p}
		case 1:
			l.reader = p
		default:
			l.writers = append(l.writers, &writer{phone: p, kept: map[string]bool{}})
		}
	}
	return l
}

func (l *load) phones() []*phone {
	all := []*phone{l.office.phone, l.reader}
	for _, w := range l.writers {
		all = append(all, w.phone)
	}
	return all
}

// work lets everybody work until the server is gone. answered is called after each answer.
func (l *load) work(url string, answered func()) {
	for _, p := range l.phones() {
		p.url = url
	}
	var all sync.WaitGroup
	for _, w := range l.writers {
		all.Go(func() {
			for w.one() && !l.t.Failed() {
				answered()
			}
		})
	}
	all.Go(func() {
		for l.office.one() && !l.t.Failed() {
			answered()
		}
	})
	all.Go(func() {
		for l.reader.more(&l.held) == nil && !l.t.Failed() {
			answered()
		}
	})
	all.Wait()
}

// one brings one operation to its answer; false where none came.
func (w *writer) one() bool {
	if w.waits.ID == "" {
		w.waits = w.row(100)
	}
	status, got, err := w.send(w.waits)
	if err != nil {
		return false // it was killed
	}
	if status != http.StatusOK || len(got.Verdicts) != 1 || got.Verdicts[0].Verdict != "applied" {
		w.t.Errorf("%d %+v", status, got)
		return false
	}
	w.kept[w.waits.Doc] = true
	if w.ops++; got.Verdicts[0].Again {
		w.again++
	}
	w.waits = op.Op{}
	return true
}

// one brings one command to its answer; false where none came.
func (o *office) one() bool {
	if o.waits.ID == "" {
		status, body, err := o.get(lockedMonth)
		var month struct {
			Hash    string
			Invoice struct{ State string }
		}
		if err == nil {
			err = json.Unmarshal(body, &month)
		}
		if err != nil {
			return false
		}
		if status != http.StatusOK {
			o.t.Errorf("%d %s", status, body)
			return false
		}
		o.waits = order{path: "/ready", ID: fmt.Sprintf("01930000-0000-7000-b000-%012x", len(o.receipts)+1), Saw: month.Hash, Why: "as it is"}
		if month.Invoice.State == "ready" {
			o.waits.path, o.waits.Why = "/reopen", "to lock it again"
		}
	}
	got, ok := o.give(o.waits)
	if !ok {
		return false
	}
	o.receipts = append(o.receipts, got)
	if got.Again {
		o.again++
	}
	o.waits = order{}
	return true
}

func (o *office) give(what order) (got receipt, ok bool) {
	asked := map[string]string{"id": what.ID, "saw": what.Saw}
	if what.Why != "" {
		asked["why"] = what.Why
	}
	status, body, err := o.post(lockedMonth+what.path, asked)
	if err == nil {
		err = json.Unmarshal(body, &got)
	}
	if err != nil {
		return receipt{}, false
	}
	if status != http.StatusOK {
		o.t.Errorf("%s: %d %s", what.path, status, body)
		return receipt{}, false
	}
	got.order = what
	return got, true
}

// settle brings to its answer what had none when the server was killed.
func (l *load) settle(url string) {
	l.t.Helper()
	for _, p := range l.phones() {
		p.url = url
	}
	for _, w := range l.writers {
		if w.waits.ID != "" && !w.one() {
			l.t.Errorf("%s is not taken", w.waits.ID)
		}
	}
	if l.office.waits.ID != "" && !l.office.one() {
		l.t.Errorf("%+v is not taken", l.office.waits)
	}
}

// taken is how many entries the log must have for what was acknowledged.
func (l *load) taken() (entries uint64) {
	for _, w := range l.writers {
		entries += uint64(w.ops)
	}
	return entries + uint64(len(l.office.receipts))
}

// holds looks for all that was acknowledged: in what a new device would pull, and in what the reader has pulled by and by.
func (l *load) holds() {
	l.t.Helper()
	if err := l.reader.more(&l.held); err != nil {
		l.t.Error(err)
	}
	whole, of := l.reader.pull(openMonth), 0
	for _, w := range l.writers {
		for ref := range w.kept {
			of++
			if !whole[ref] {
				l.t.Errorf("%s was acknowledged, and is gone", ref)
			}
			if !l.held.rows[ref] {
				l.t.Errorf("%s passed by a device that pulled", ref)
			}
		}
	}
	if len(whole) != of || len(l.held.rows) != of {
		l.t.Errorf("%d rows are there, and %d were pulled, of %d", len(whole), len(l.held.rows), of)
	}
}

// told asks for the receipts of commands again: what each came to is what it came to the first time.
func (l *load) told(receipts []receipt) {
	l.t.Helper()
	for _, first := range receipts {
		if got, ok := l.office.give(first.order); !ok || !got.Again || got.Seq != first.Seq || got.Hash != first.Hash {
			l.t.Errorf("%+v, asked again, is %+v", first, got)
		}
	}
}
