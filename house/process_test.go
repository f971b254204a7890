package house_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"passbok/house"
	"passbok/sync/op"
)

// phone is a coordinator's device over plain HTTP, which outlives the servers that it speaks to.
type phone struct {
	t         testing.TB
	url       string
	http      *http.Client
	device    string
	access    string
	n         uint64
	beginning string // of the ids that it makes
	retry     string // after how many seconds the last answer said to come again
}

// join redeems a code on a device whose number tells it from the others.
func join(t testing.TB, url, code string, number int) *phone {
	t.Helper()
	p := &phone{
		t: t, url: url, http: &http.Client{Timeout: time.Minute, Transport: &http.Transport{}},
		device: fmt.Sprintf("01930000-0000-7000-8000-%012x", number), beginning: fmt.Sprintf("0193%04x-0000-7000-8000-", number),
	}
	t.Cleanup(p.http.CloseIdleConnections)
	p.enter(code)
	return p
}

// enter redeems a code.
func (p *phone) enter(code string) {
	p.t.Helper()
	status, body, err := p.post("/api/v1/session", map[string]any{"invitation": code, "device": map[string]any{"id": p.device, "name": "x"}})
	var answer struct{ Access string }
	if err != nil || status != http.StatusCreated || json.Unmarshal(body, &answer) != nil {
		p.t.Fatalf("join: %d %s %v", status, body, err)
	}
	p.access = answer.Access
}

func (p *phone) post(path string, body any) (status int, answer []byte, err error) {
	return p.ask(http.MethodPost, path, body)
}

func (p *phone) get(path string) (status int, answer []byte, err error) {
	return p.ask(http.MethodGet, path, nil)
}

// ask is any request of a device's; body is nil for none.
func (p *phone) ask(method, path string, body any) (status int, answer []byte, err error) {
	var text []byte
	if body != nil {
		if text, err = json.Marshal(body); err != nil {
			return 0, nil, err
		}
	}
	req, err := http.NewRequest(method, p.url+path, bytes.NewReader(text))
	if err != nil {
		return 0, nil, err
	}
	if text != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Authorization", "Bearer "+p.access)
	resp, err := p.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	p.retry = resp.Header.Get("Retry-After")
	answer, err = io.ReadAll(resp.Body)
	return resp.StatusCode, answer, err
}

// row is the next operation of the device: a shift with a note of so many characters.
func (p *phone) row(note int) op.Op {
	p.n++
	return op.Op{
		V: 1, ID: p.beginning + fmt.Sprintf("%012x", 2*p.n), N: p.n, Doc: "shift/" + p.beginning + fmt.Sprintf("%012x", 2*p.n+1),
		Set: op.Fields{
			"assistant": []byte(`"samir"`), "beneficiary": []byte(`"alva"`), "kind": []byte(`"active"`),
			"start": []byte(`"2026-10-05T08:00+02:00"`), "end": []byte(`"2026-10-05T09:00+02:00"`),
			"note": []byte(`"` + string(bytes.Repeat([]byte("x"), note)) + `"`),
		},
	}
}

// answered is an answer of sync, or a problem.
type answered struct {
	Code     string
	Message  struct{ SV, EN string }
	Cursor   string
	More     bool
	Last     uint64
	Verdicts []struct {
		ID, Verdict string
		Again       bool
	}
	Docs []struct{ Doc string }
}

// send offers one operation. An error says that no answer came; a status other than 200 that it was not taken.
func (p *phone) send(o op.Op) (status int, got answered, err error) {
	raw, err := o.Encode()
	if err != nil {
		return 0, answered{}, err
	}
	status, body, err := p.post("/api/v1/sync", map[string]any{"device": p.device, "ops": []json.RawMessage{raw}})
	if err == nil {
		err = json.Unmarshal(body, &got) // a problem has its code
	}
	return status, got, err
}

// pulled is what a device holds of a month, and how far it has come.
type pulled struct {
	feed, cursor string
	rows         map[string]bool
}

// more brings what has changed since; an error says that no answer came.
func (p *phone) more(held *pulled) error {
	for {
		status, body, err := p.post("/api/v1/sync", map[string]any{"device": p.device, "cursor": held.cursor, "feeds": []string{held.feed}})
		if err != nil {
			return err
		}
		var got answered
		if err := json.Unmarshal(body, &got); err != nil {
			return fmt.Errorf("half an answer: %w", err)
		}
		if status != http.StatusOK {
			p.t.Errorf("pull: %d %s", status, body)
			return errors.New("refused")
		}
		for _, doc := range got.Docs {
			if strings.HasPrefix(doc.Doc, "shift/") {
				held.rows[doc.Doc] = true
			}
		}
		if held.cursor = got.Cursor; !got.More {
			return nil
		}
	}
}

// pull brings all rows of a month.
func (p *phone) pull(feed string) map[string]bool {
	p.t.Helper()
	held := pulled{feed: feed, rows: map[string]bool{}}
	if err := p.more(&held); err != nil {
		p.t.Fatal("pull:", err)
	}
	return held.rows
}

// invitations are codes for one coordinator, as many as there will be devices.
func invitations(t testing.TB, op house.Operator, n int) (codes []string) {
	t.Helper()
	added, err := op.AddProvider(t.Context(), house.NewProvider{Name: "Exempel Assistans", Orgnr: "990000-0002", Coordinator: "Karin Modell"})
	if err != nil {
		t.Fatal(err)
	}
	for range n {
		made, err := op.Invite(t.Context(), house.InviteOrder{Person: added.Invited.Person})
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, made.Code)
	}
	return codes
}

// proven lets the book prove itself, and gives its number of entries.
func proven(t testing.TB, op house.Operator) (entries uint64) {
	t.Helper()
	if err := op.Verify(t.Context(), func(v house.Verified) {
		if entries = v.Entries; len(v.Wrong) > 0 {
			t.Errorf("verify: %v", v.Wrong)
		}
	}); err != nil {
		t.Fatal(err)
	}
	return entries
}
