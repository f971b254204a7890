package sim

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"passbok/sync/book"
	"passbok/sync/op"
	"passbok/sync/sim/phone"
)

// sync lets a phone ask until it has all, unless something becomes of the request.
func (w *world) sync(s *slot, step Step) {
	most := step.Most
	if most == 0 {
		most = op.MaxBatch
	}
	skip := 0
	if step.Net == Skipped && !s.copied { // two copies that both do so cannot be told apart: the protocol forbids it
		skip = 1
	}
	for round := 0; ; round++ {
		s.phone.Mend(w.device)
		req := s.phone.Request(skip, most, op.FormatTime(w.clockOf(s)))
		w.tellRequest(s, req, step.Net)
		more := w.exchange(s, req, step.Net)
		if w.broken != nil || !more || step.Net != Fine || round == 60 {
			return
		}
	}
}

// exchange carries a request, and its answer; it says whether the phone asks again at once.
func (w *world) exchange(s *slot, req book.Request, net Net) bool {
	who := book.Actor{Person: s.person, Device: req.Device}
	switch net {
	case Dropped:
		return false
	case Late:
		w.late = append(w.late, letter{who: who, req: req, of: s.name})
		return false
	case Twice:
		_, _ = w.ask(who, req) // its answer is lost
	case CrashBefore, CrashAfter, CrashBetween:
		answer, err := w.crashing(net, func() (book.Response, error) { return w.server.book.Sync(w.ctx, who, req) })
		if err == nil { // it left before the server died
			w.take(s, answer)
		}
		return false
	}
	answer, err := w.ask(who, req)
	if net == Unanswered {
		return false
	}
	var problem *op.Problem
	if errors.As(err, &problem) {
		w.refused(s, problem)
		return true
	}
	if err != nil {
		w.broken = fmt.Errorf("%s syncs: %w", s.name, err)
		return false
	}
	w.take(s, answer)
	return answer.More || len(req.Ops) > 0 && len(answer.Verdicts) > 0 && len(s.phone.Waiting()) > 0
}

// ask asks the book, and keeps what it answered in the trace.
func (w *world) ask(who book.Actor, req book.Request) (book.Response, error) {
	answer, err := w.server.book.Sync(w.ctx, who, req)
	if err != nil {
		w.record("error", err.Error())
	}
	return answer, err
}

// crashing does something on a server that dies of it.
func (w *world) crashing(net Net, do func() (book.Response, error)) (book.Response, error) {
	w.server.flaky.crash = net
	answer, err := do()
	if errors.Is(err, errCrashed) || err == nil && net != CrashBefore {
		err = errCrashed
	}
	w.restart()
	return answer, err
}

func (w *world) restart() {
	if err := w.server.restart(w.ctx); err != nil {
		w.broken = err
	}
}

// take gives an answer to a phone, over the wire, and tells the checker what the phone has heard.
func (w *world) take(s *slot, answer book.Response) {
	text, err := answer.AppendJSON(nil)
	if err != nil {
		w.broken = err
		return
	}
	w.trace.Write(text)
	heard, err := phone.Read(text)
	if err != nil {
		w.broken = err
		return
	}
	w.check.Answered(heard.Verdicts)
	w.check.Pulled(heard.Docs)
	device := s.phone.Device
	s.phone.Take(heard, w.device)
	s.life, s.file = w.server.generation, w.server.files
	for _, v := range heard.Verdicts {
		w.mean("%s: %s is %s %s at %d", s.name, v.ID, v.Verdict, v.Code, v.Seq)
	}
	w.tellAnswer(s, heard, device)
}

func (w *world) refused(s *slot, problem *op.Problem) {
	w.mean("%s: %s", s.name, problem.Code)
	sent := s.phone.Waiting()
	s.phone.Refused(problem, w.device)
	for _, kept := range sent {
		if kept.Form == phone.Lost {
			w.check.Unreadable(kept.ID)
		}
	}
	w.tell("%s is told %s", s.name, problem.Code)
}

// deliver brings what was late.
func (w *world) deliver() {
	late := w.late
	w.late = nil
	for _, l := range late {
		w.tell("what was sent long ago from %s arrives", l.of)
		if _, err := w.ask(l.who, l.req); err != nil && !errors.As(err, new(*op.Problem)) {
			w.broken = err
		}
	}
}

// burst: several phones ask at once, and share a commit, in an order that the story knows.
func (w *world) burst(step Step) {
	var group []*slot
	for _, s := range w.slots {
		// One that has not heard of a database made anew makes two commits, and who is the first of the second nobody can say.
		if s.phone != nil && len(s.phone.Waiting()) > 0 && s.file == w.server.files {
			group = append(group, s)
		}
	}
	rand.New(rand.NewPCG(uint64(step.Pick), 1)).Shuffle(len(group), func(a, b int) { group[a], group[b] = group[b], group[a] })
	if len(group) < 2 {
		return
	}
	group = group[:min(len(group), 4)]
	type reply struct {
		answer book.Response
		err    error
	}
	replies := make([]reply, len(group))
	hold := make(chan struct{})
	w.server.flaky.crash, w.server.flaky.hold = step.Net, hold
	for i, s := range group {
		s.phone.Mend(w.device)
		req := s.phone.Request(0, op.MaxBatch, op.FormatTime(w.clockOf(s)))
		w.tellRequest(s, req, step.Net)
		who := book.Actor{Person: s.person, Device: req.Device}
		go func() { replies[i].answer, replies[i].err = w.server.book.Sync(w.ctx, who, req) }()
		w.Wait() // it stands in the queue, behind those before it
	}
	close(hold)
	w.Wait()
	if step.Net != Fine {
		w.restart()
	}
	for i, s := range group {
		var problem *op.Problem
		switch err := replies[i].err; {
		case errors.As(err, &problem) && step.Net == Fine:
			w.refused(s, problem)
		case err == nil && (step.Net == Fine || step.Net == CrashBefore):
			w.take(s, replies[i].answer)
		case err == nil || errors.Is(err, errCrashed) || errors.As(err, &problem):
		default:
			w.broken = fmt.Errorf("%s syncs with others: %w", s.name, err)
		}
	}
}
