package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
)

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// device is one signed-in device, with its connection, its counter and where it has come.
type device struct {
	*line
	id, person, token string
	cookie            string // with which the token is renewed
	n                 uint64
	epoch, cursor     json.RawMessage
}

// pulled is what the bench reads of an answer to a sync.
type pulled struct {
	Epoch    json.RawMessage `json:"epoch"`
	Cursor   json.RawMessage `json:"cursor"`
	More     bool            `json:"more"`
	Verdicts []struct {
		Verdict string `json:"verdict"`
		Code    string `json:"code"`
		Field   string `json:"field"`
	} `json:"verdicts"`
	Docs []struct {
		Doc string `json:"doc"`
	} `json:"docs"`
}

// join signs a new device in with an invitation's code.
func join(addr, code string) (*device, error) {
	l, err := dial(addr)
	if err != nil {
		return nil, err
	}
	d := &device{line: l, id: newID()}
	body, err := json.Marshal(map[string]any{"invitation": code, "device": map[string]string{"id": d.id, "name": "bench"}})
	if err != nil {
		return nil, err
	}
	status, answer, err := l.do("POST", "/api/v1/session", "", body)
	if err != nil || status != 201 {
		return nil, fmt.Errorf("sign in: %d %s %w", status, answer, err)
	}
	var in struct {
		Access string `json:"access"`
		Person struct {
			ID string `json:"id"`
		} `json:"person"`
	}
	if err := json.Unmarshal(answer, &in); err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	d.token, d.person, d.cookie = in.Access, in.Person.ID, l.cookie(sessionCookie)
	return d, nil
}

const sessionCookie = "__Host-passbok"

// renew gets a new token when the last one, which holds for ten minutes, has run out.
func (d *device) renew() error {
	d.headers = map[string]string{"Cookie": sessionCookie + "=" + d.cookie, "Origin": "http://" + d.conn.RemoteAddr().String()}
	status, answer, err := d.do("POST", "/api/v1/session/refresh", "", nil)
	d.headers = nil
	if err == nil && status != 200 {
		err = fmt.Errorf("renew a session: %d %s", status, answer)
	}
	if err != nil {
		return err
	}
	var in struct {
		Access string `json:"access"`
	}
	if err := json.Unmarshal(answer, &in); err != nil {
		return fmt.Errorf("renew a session: %w", err)
	}
	d.token, d.cookie = in.Access, d.line.cookie(sessionCookie)
	return nil
}

// op is one operation that sets the fields of a new document.
func (d *device) op(doc string, set any) map[string]any {
	d.n++
	return map[string]any{
		"v": 1, "id": newID(), "n": d.n, "doc": doc, "base": 0, "set": set, "resolves": []string{},
		"at": map[string]any{"wall": time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), "mono": 8812345, "offset": 0},
	}
}

// request is the body of a sync.
func (d *device) request(feeds []string, ops ...map[string]any) ([]byte, error) {
	body := map[string]any{"device": d.id, "now": time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), "ops": ops}
	if ops == nil {
		body["ops"] = []string{}
	}
	if d.cursor != nil {
		body["epoch"], body["cursor"] = d.epoch, d.cursor
	}
	if feeds != nil {
		body["feeds"] = feeds
	}
	return json.Marshal(body)
}

// post makes one round trip, and gives the answer unread.
func (d *device) post(body []byte) ([]byte, error) {
	status, answer, err := d.do("POST", "/api/v1/sync", d.token, body)
	if err == nil && status == 401 {
		if err = d.renew(); err == nil {
			status, answer, err = d.do("POST", "/api/v1/sync", d.token, body)
		}
	}
	if err == nil && status != 200 {
		err = fmt.Errorf("sync: %d %s", status, answer)
	}
	return answer, err
}

// read reads an answer and stands where it says. Every operation must have been applied: this measures
// the way that is right.
func (d *device) read(answer []byte, ops int) (pulled, error) {
	var got pulled
	if err := json.Unmarshal(answer, &got); err != nil {
		return pulled{}, fmt.Errorf("sync: %w", err)
	}
	if len(got.Verdicts) != ops {
		return pulled{}, fmt.Errorf("sync: %d verdicts for %d operations", len(got.Verdicts), ops)
	}
	for _, v := range got.Verdicts {
		if v.Verdict != "applied" {
			return pulled{}, fmt.Errorf("sync: an operation is %s (%s %s)", v.Verdict, v.Code, v.Field)
		}
	}
	d.epoch, d.cursor = got.Epoch, got.Cursor
	return got, nil
}

// sync sends operations, in batches, and pulls until there is no more.
func (d *device) sync(feeds []string, ops ...map[string]any) (docs int, err error) {
	for {
		batch := ops[:min(len(ops), 200)]
		ops = ops[len(batch):]
		body, err := d.request(feeds, batch...)
		if err != nil {
			return docs, err
		}
		answer, err := d.post(body)
		if err != nil {
			return docs, err
		}
		got, err := d.read(answer, len(batch))
		if err != nil {
			return docs, err
		}
		docs += len(got.Docs)
		if len(ops) == 0 && !got.More {
			return docs, nil
		}
	}
}

// shift is an operation for a new row of four hours, some minutes into the month.
func (d *device) shift(assistant, beneficiary string, month time.Time, i int) map[string]any {
	start := month.Add(time.Duration(i*17%(27*24*60)) * time.Minute)
	return d.op("shift/"+newID(), map[string]string{
		"assistant": assistant, "beneficiary": beneficiary, "kind": "active",
		"start": start.Format(minute), "end": start.Add(4 * time.Hour).Format(minute),
	})
}
