package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// pocketBase speaks PocketBase's API: one collection, where each record says whose it is.
type pocketBase struct {
	*process
	token string
	from  string // rows that begin before are not wanted
}

func openPocketBase(ctx context.Context, program, dir, from string) (*pocketBase, error) {
	p, err := begin(ctx, dir, func(addr string) []string {
		return []string{program, "serve", "--http", addr, "--dir", filepath.Join(dir, "data")}
	})
	if err != nil {
		return nil, err
	}
	token, err := os.ReadFile(filepath.Join(dir, "data", "token"))
	return &pocketBase{p, string(token), from}, err
}

func (*pocketBase) name() string { return "PocketBase 0.36.8" }
func (*pocketBase) keeps() string {
	return "SQLite's WAL with synchronous=NORMAL: written, not flushed; a power cut can take the last writes"
}
func (b *pocketBase) server() *process { return b.process }
func (b *pocketBase) close() error     { return b.end() }

func (b *pocketBase) assistant(a int) (phone, error) {
	return b.phone(fmt.Sprintf("assistant = '%s'", numbered("a", a)))
}

func (b *pocketBase) office(o int) (phone, error) {
	return b.phone(fmt.Sprintf("beneficiary = '%s'", numbered("b", o)))
}

func (b *pocketBase) phone(mine string) (phone, error) {
	l, err := dial(b.addr)
	return &pocketPhone{httpPhone{l}, b, mine, "", map[string]bool{}}, err
}

func (b *pocketBase) shown(row *shift) (view, error) {
	p, err := b.assistant(row.assistant)
	if err != nil {
		return view{}, err
	}
	var v view
	err = p.(*pocketPhone).ask("GET", shiftsPath+"/"+pocketID(row), nil, &v.stands)
	return v, err
}

const shiftsPath = "/api/collections/shifts/records"

func pocketID(row *shift) string { return fmt.Sprintf("%015d", row.id) }

func numbered(kind string, n int) string { return fmt.Sprintf("%s%03d", kind, n) }

// httpPhone is what is alike in all devices that ask over HTTP: nobody tells them anything unasked.
type httpPhone struct{ *line }

func (httpPhone) offline() error                   { return nil }
func (p httpPhone) traffic() (int64, int64, error) { return p.wire.sent + p.wire.got, p.bodies, nil }
func (p httpPhone) waiting() (time.Duration, bool) { return p.waited, true }
func (p httpPhone) close() error                   { return p.conn.Close() }

type pocketPhone struct {
	httpPhone
	base    *pocketBase
	mine    string          // the filter of what is this device's
	updated string          // of the last record that it has
	last    map[string]bool // the records that were updated then
}

// ask makes a request and reads its answer into something; nil: nothing of it is wanted.
func (p *pocketPhone) ask(method, path string, body, into any) error {
	return p.json(method, path, p.base.token, body, into)
}

// json sends JSON and reads JSON. Whatever is not a 2xx is an error.
func (p httpPhone) json(method, path, token string, body, into any) error {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
	}
	status, answer, err := p.do(method, path, token, text)
	if err == nil && status/100 != 2 {
		err = fmt.Errorf("%s %s: %d %s", method, path, status, answer)
	}
	if err == nil && into != nil {
		err = json.Unmarshal(answer, into)
	}
	return err
}

func (p *pocketPhone) add(rows []*shift) error {
	record := func(row *shift) map[string]any {
		body := row.fields(numbered("a", row.assistant), numbered("b", row.beneficiary))
		body["id"] = pocketID(row)
		return body
	}
	if len(rows) == 1 {
		return p.ask("POST", shiftsPath, record(rows[0]), nil)
	}
	var all []map[string]any
	for _, row := range rows {
		all = append(all, map[string]any{"method": "POST", "url": shiftsPath, "body": record(row)})
	}
	return p.ask("POST", "/api/batch", map[string]any{"requests": all}, nil)
}

func (p *pocketPhone) edit(c change) error {
	return p.ask("PATCH", shiftsPath+"/"+pocketID(c.row), c.fields(), nil)
}

// perPage is the most that PocketBase gives at once.
const perPage = 1000

// pull asks for what was updated when the last record that it has was, or later: two may have been in a millisecond. (And
// where PocketBase finds nothing at all it rests for up to half a second, so that nobody learns by asking what they may
// not see.)
func (p *pocketPhone) pull() (int, error) {
	filter := p.mine + fmt.Sprintf(" && start >= '%s'", p.base.from)
	if p.updated != "" {
		filter = p.mine + fmt.Sprintf(" && updated >= '%s'", p.updated)
	}
	got := 0
	for page := 1; ; page++ {
		var answer struct {
			Items []struct {
				ID      string `json:"id"`
				Updated string `json:"updated"`
			} `json:"items"`
		}
		query := url.Values{"filter": {filter}, "sort": {"updated"}, "skipTotal": {"1"},
			"perPage": {fmt.Sprint(perPage)}, "page": {fmt.Sprint(page)}}
		if err := p.ask("GET", shiftsPath+"?"+query.Encode(), nil, &answer); err != nil {
			return got, err
		}
		for _, item := range answer.Items {
			if p.last[item.ID+item.Updated] {
				continue
			}
			if got++; item.Updated != p.updated {
				p.updated, p.last = item.Updated, map[string]bool{}
			}
			p.last[item.ID+item.Updated] = true
		}
		if len(answer.Items) < perPage {
			return got, nil
		}
	}
}

func (p *pocketPhone) idle(times int) error { return repeat(p, times) }

// repeat pulls again and again.
func repeat(p phone, times int) error {
	for range times {
		got, err := p.pull()
		if err == nil && got > 0 {
			err = fmt.Errorf("an idle sync brought %d rows", got)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
