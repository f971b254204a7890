package phone

import (
	"encoding/json"
	"fmt"

	"passbok/sync/book"
	"passbok/sync/merge"
	"passbok/sync/op"
)

// Answer is a book.Response as it comes over the wire.
type Answer struct {
	book.Response
	Docs []merge.Pulled `json:"docs"`
}

// Read reads an answer.
func Read(text []byte) (Answer, error) {
	var answer Answer
	if err := json.Unmarshal(text, &answer); err != nil {
		return Answer{}, fmt.Errorf("read an answer: %w", err)
	}
	return answer, nil
}

// Request is what the phone asks now, with at most so many of the operations that wait, but for the first few: those are
// on their way already.
func (p *Phone) Request(skip, most int, now string) book.Request {
	req := book.Request{
		Device: p.Device, Epoch: p.Epoch, Cursor: p.Cursor, Now: now, Feeds: p.Feeds, Replaces: p.replaces,
	}
	if p.single {
		skip, most = 0, 1
	}
	p.sent = nil
	for _, kept := range p.Waiting()[min(skip, len(p.Waiting())):] {
		if len(req.Ops) == min(most, op.MaxBatch) {
			break
		}
		req.Ops = append(req.Ops, kept.text())
		p.sent = append(p.sent, kept.ID)
	}
	return req
}

// Take takes an answer in, as one transaction of the phone's database. fresh makes a device id, should one be needed.
func (p *Phone) Take(answer Answer, fresh func() string) {
	anew := p.Epoch != "" && p.Epoch != answer.Epoch
	if anew || answer.Reset {
		p.Docs = map[string]merge.Pulled{}
	}
	for _, doc := range answer.Docs {
		p.Docs[doc.Doc] = doc
	}
	for _, ref := range answer.Gone {
		delete(p.Docs, ref)
	}
	if anew { // the server was restored from a backup: whatever was answered before may be lost
		for _, kept := range p.Ops {
			kept.Verdict, kept.Over = nil, false
		}
	}
	for _, verdict := range answer.Verdicts {
		if kept := p.find(verdict.ID); kept != nil {
			kept.Verdict, kept.Over = &verdict, false
		}
	}
	for _, kept := range p.Ops {
		if kept.Verdict != nil && (!answer.More || p.Docs[kept.Doc].Rev >= kept.Verdict.Seq) {
			kept.Over = true
		}
	}
	p.Cursor, p.Epoch, p.replaces, p.single = answer.Cursor, answer.Epoch, nil, false
	if p.former() {
		p.replace(fresh())
	}
}

// find is the operation of that id.
func (p *Phone) find(id string) *Kept {
	for _, kept := range p.Ops {
		if kept.ID == id {
			return kept
		}
	}
	return nil
}

// former says whether operations wait that count by an earlier device id.
func (p *Phone) former() bool {
	for _, kept := range p.Ops {
		if kept.Verdict == nil && kept.Device != p.Device {
			return true
		}
	}
	return false
}

// Mend takes a new device id where an operation is lost from the database that others came after: the server may have
// heard of its number from a copy of this phone, and must not believe that this one knows what the copy said.
func (p *Phone) Mend(fresh func() string) {
	before := uint64(0)
	for _, kept := range p.Ops {
		if kept.Device != p.Device {
			continue
		}
		if kept.N != before+1 {
			p.replace(fresh())
			return
		}
		before = kept.N
	}
}

// Refused takes an error of the protocol in.
func (p *Phone) Refused(problem *op.Problem, fresh func() string) {
	switch problem.Code {
	case op.CodeMalformed:
		if len(p.sent) > 1 {
			p.single = true
		} else if len(p.sent) == 1 {
			p.find(p.sent[0]).Form = Lost
		}
	case op.CodeDeviceForked:
		p.replace(fresh())
	case op.CodeDeviceMismatch:
		p.replace(fresh())
		p.replaces = nil
	}
}

// replace takes a new device id, and queues again under it what has no verdict.
func (p *Phone) replace(device string) {
	through, answered := uint64(0), false
	for _, kept := range p.Ops {
		if kept.Verdict != nil && kept.Device == p.Device {
			through, answered = max(through, kept.N), true
		}
	}
	if answered || p.replaces == nil {
		p.replaces = &book.Replaces{Device: p.Device, Through: through}
	}
	p.Device, p.last = device, 0
	for _, kept := range p.Ops {
		if kept.Verdict == nil {
			p.last++
			kept.N, kept.Device = p.last, device
		}
	}
}
