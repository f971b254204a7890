package server_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"passbok/care"
	"passbok/fk/erak"
	"passbok/server"
	"passbok/sync/book"
	"passbok/sync/op"
)

// counting counts what is handed over for real.
type counting struct {
	*erak.Service
	handed atomic.Int32
}

func (c *counting) HandOver(ctx context.Context, book string, invoice care.Invoice) (erak.Onward, error) {
	c.handed.Add(1)
	return c.Service.HandOver(ctx, book, invoice)
}

// represented makes somebody a representative of the beneficiary's, as the fields say; nil: nobody beside the god man there is.
func (w *world) represented(person string, fields map[string]any) {
	w.Helper()
	if fields == nil {
		person = colleague
	}
	number := any("198507099805")
	if other := fields["number"]; other != nil {
		number = other
	}
	all := map[string]any{"representative": person, "beneficiary": beneficiary, "from": "2026-01-01", "to": nil, "void": fields == nil, "kind": "god_man", "scope": []string{"rights"}}
	for name, value := range fields {
		all[name] = value
	}
	delete(all, "number") // the beneficiary's own
	set := op.Fields{}
	for name, value := range all {
		set[name] = care.Value(value)
	}
	_, err := w.book.Do(context.Background(), book.Command{ID: w.id(), Name: "test.represented", Person: "operator"},
		func(docs book.Documents) (book.Decision, error) {
			changes := []book.Change{{Doc: "representation/" + nobody, Set: set}}
			for doc, err := range docs.Feed(care.IdentityFeed(beneficiary)) {
				must(w.TB, err)
				changes = append(changes, book.Change{Doc: doc.Ref, Set: op.Fields{"personnummer": care.Value(number)}})
			}
			return book.Decision{Set: changes}, nil
		})
	must(w.TB, err)
}

// Who may hand an invoice over, through the real door, on the second of November. Nobody else gets so far that Försäkringskassan
// hears of it.
func TestWhoMayHandOver(t *testing.T) {
	count := &counting{}
	w := newWorld(t, func(cfg *server.Config) {
		count.Service = cfg.Erak.(*erak.Service)
		cfg.Erak = count
	})
	saw := w.ready().invoice().Hash
	who := map[string]*client{}
	for _, person := range []string{beneficiary, godMan, assistant, colleague, coordinator, stranger} {
		who[person] = w.joined(person)
	}
	who["nobody"], who["left"] = w.anonymous(), w.left()
	type is = map[string]any
	for name, test := range map[string]struct {
		person string
		as     is // a representation of theirs, beside the god man's
		want   int
	}{
		"the beneficiary":                                     {beneficiary, nil, 200},
		"the god man":                                         {godMan, nil, 200},
		"a god man whose task does not cover it":              {colleague, is{"scope": []string{"property", "person"}}, 403},
		"a god man of no task":                                {colleague, is{"scope": []string{}}, 403},
		"a god man from today":                                {colleague, is{"from": "2026-11-02"}, 200},
		"a god man from tomorrow":                             {colleague, is{"from": "2026-11-03"}, 403},
		"a god man until today":                               {colleague, is{"to": "2026-11-02"}, 200},
		"a god man until yesterday":                           {colleague, is{"to": "2026-11-01"}, 403},
		"a god man who was taken away":                        {colleague, is{"void": true}, 403},
		"a förvaltare":                                        {colleague, is{"kind": "forvaltare"}, 200},
		"a förvaltare whose task does not cover it":           {colleague, is{"kind": "forvaltare", "scope": []string{"property"}}, 403},
		"a beneficiary who has a förvaltare, whom FK asks":    {beneficiary, is{"representative": colleague, "kind": "forvaltare"}, 200},
		"a guardian of a child":                               {colleague, is{"kind": "guardian", "scope": nil, "number": "200811039809"}, 200},
		"a guardian of one who comes of age today":            {colleague, is{"kind": "guardian", "scope": nil, "number": "200811029800"}, 403},
		"a guardian until yesterday":                          {colleague, is{"kind": "guardian", "scope": nil, "to": "2026-11-01", "number": "200811039809"}, 403},
		"a child who has a guardian":                          {beneficiary, is{"representative": colleague, "kind": "guardian", "scope": nil, "number": "200811039809"}, 403},
		"one who comes of age today, and had a guardian":      {beneficiary, is{"representative": colleague, "kind": "guardian", "scope": nil, "number": "200811029800"}, 200},
		"a coordinator":                                       {coordinator, nil, 403},
		"a coordinator who is the god man":                    {coordinator, is{}, 200},
		"a coordinator who is a god man of something else":    {coordinator, is{"scope": []string{"property"}}, 403},
		"an assistant":                                        {assistant, nil, 403},
		"another beneficiary":                                 {stranger, nil, 403},
		"somebody who represents another":                     {colleague, is{"beneficiary": stranger}, 403},
		"nobody who has signed in":                            {"nobody", nil, 401},
		"who has left":                                        {"left", nil, 403},
		"who has left, and represents; their session is over": {"left", is{"representative": former}, 403},
	} {
		w.represented(test.person, test.as)
		before := count.handed.Load()
		c := who[test.person]
		got := c.post("/api/v1/invoices"+october+"/handover", c.command(saw))
		if got.status != test.want {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
		if handed := count.handed.Load() - before; (handed == 1) != (test.want == 200) {
			t.Errorf("%s: handed over %d times", name, handed)
		}
		if test.want == 200 {
			w.later(time.Second)
		}
	}
}

// byServer is a world in which our server posts the invoice, to a Försäkringskassan that answers as told.
func byServer(t *testing.T, answer http.HandlerFunc) *world {
	fk := httptest.NewServer(answer)
	t.Cleanup(fk.Close)
	return newWorld(t, func(cfg *server.Config) {
		service, err := erak.New(erak.Config{
			URL: fk.URL + "/rakning", By: erak.ByServer, Pages: "https://pages.example", Secret: []byte(erakSecret),
			Public: "https://passbok.example", Clock: cfg.Clock, Timeout: 200 * time.Millisecond,
		})
		must(t, err)
		cfg.Erak = service
	})
}

// By the server: the browser is sent on where the invoice holds. What is wrong with it is said where the person is, and nothing is
// noted of what is not known to have arrived.
func TestHandOverByTheServer(t *testing.T) {
	var says atomic.Pointer[http.HandlerFunc] // a request that was cut may be read once more, while the next is said already
	var posted atomic.Int32
	w := byServer(t, func(rw http.ResponseWriter, r *http.Request) {
		posted.Add(1)
		_ = r.ParseForm() // a server hears that the other end has gone only once it has read all
		(*says.Load())(rw, r)
	})
	said := func(status int, body string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(status)
			_, _ = rw.Write([]byte(body))
		}
	}
	office := w.ready()
	c := w.joined(godMan)
	saw := c.invoice().Hash
	path := "/api/v1/invoices" + october + "/handover"
	for name, test := range map[string]struct {
		says http.HandlerFunc
		code string
		http int
	}{
		"turned down":                     {said(422, `{"fel":[{"falt":"personnummer","text":"Personnumret stämmer inte."},{"falt":"okänt","text":"Mer."},{"falt":"namn","text":" "}]}`), "erak_rejected", 409},
		"turned down without a word":      {said(422, `{"fel":[]}`), "erak_no_answer", 502},
		"a page of somebody else's":       {said(201, `{"adress":"https://evil.example/granska"}`), "erak_no_answer", 502},
		"a script for a page":             {said(201, `{"adress":"javascript:alert(1)"}`), "erak_no_answer", 502},
		"not JSON":                        {said(200, `<html>`), "erak_no_answer", 502},
		"a fault of theirs":               {said(503, ``), "erak_no_answer", 502},
		"too many":                        {said(429, ``), "erak_no_answer", 502},
		"no agreement":                    {said(403, ``), "erak_shut", 502},
		"moved":                           {said(302, ``), "erak_shut", 502},
		"gone":                            {said(404, ``), "erak_shut", 502},
		"silence":                         {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "erak_no_answer", 502},
		"a line that is cut":              {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "erak_no_answer", 502},
		"more than anybody wants to read": {said(200, `{"adress":"`+strings.Repeat("a", 1<<17)+`"}`), "erak_no_answer", 502},
	} {
		says.Store(&test.says)
		p := c.post(path, c.command(saw)).problem(test.http, test.code)
		if got := office.month().Invoice.State; got != "opened" {
			t.Errorf("%s: the invoice is %s", name, got)
		}
		if test.code != "erak_rejected" {
			continue
		}
		faults, _ := p.Detail.(map[string]any)["faults"].([]any)
		if len(faults) != 2 || faults[0].(map[string]any)["field"] != "personnummer" || faults[0].(map[string]any)["text"] != "Personnumret stämmer inte." ||
			faults[1].(map[string]any)["field"] != "" {
			t.Errorf("what is wrong: %v", p.Detail)
		}
		if strings.Contains(w.log.String(), "stämmer inte") {
			t.Error("what Försäkringskassan says of a person is in the log")
		}
	}
	if !strings.Contains(w.log.String(), "answered by 403") {
		t.Error("the operator does not hear that we are not let in")
	}

	// Whoever may not, and whoever saw something else, sends nothing.
	before := posted.Load()
	c.post(path, c.command("something else")).problem(409, "changed")
	w.joined(stranger).post(path, c.command(saw)).problem(403, "forbidden")
	if got := posted.Load(); got != before {
		t.Errorf("posted %d times", got-before)
	}

	good := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil || r.PostForm.Get(erak.FieldSignature) != erak.SignForm([]byte(erakSecret), r.PostForm) {
			rw.WriteHeader(403)
			return
		}
		rw.WriteHeader(201)
		_, _ = rw.Write([]byte(`{"adress":"https://pages.example/granska/1"}`))
	})
	says.Store(&good)
	body := c.command(saw)
	first := c.post(path, body).want(200)
	if got := string(first.body); got != `{"action":"https://pages.example/granska/1","method":"get","fields":[]}` {
		t.Errorf("%s", got)
	}
	if got := office.month().Invoice; got.State != "handed_over" || got.By["handed_over"].ID != godMan {
		t.Errorf("%+v", got)
	}
	// The answer was lost, and Försäkringskassan has reported it meanwhile: the same command goes on where it was.
	w.anonymous().do(w.report(map[string]any{
		erak.KeyID: "r1", erak.KeyReference: bookID + "/" + beneficiary + "@2026-10.1", erak.KeyStatus: erak.StatusReceived, erak.KeyTime: w.clock().Format(time.RFC3339),
	})).want(200)
	if again := c.post(path, body).want(200); string(again.body) != string(first.body) {
		t.Errorf("%s", again.body)
	}
	if got := c.post(path, c.command(saw)).want(200); string(got.body) != string(first.body) { // the page was closed
		t.Errorf("%s", got.body)
	}
	if got := c.invoice(); got.State != "received" || !got.MayHandOver {
		t.Errorf("%+v", got)
	}
	if got := c.get("/").header.Get("Content-Security-Policy"); strings.Contains(got, "pages.example") || strings.Contains(got, "127.0.0.1") {
		t.Errorf("pages may post where none does: %s", got)
	}
}

// E-RÄK is connected whoever posts the invoice: where our server does, no page may post a form anywhere.
func TestErakIsConnectedInBothWays(t *testing.T) {
	for name, w := range map[string]*world{
		"by the browser": newWorld(t), "by the server": byServer(t, func(http.ResponseWriter, *http.Request) {}),
	} {
		var at struct{ Erak struct{ Connected bool } }
		if w.joined(coordinator).get("/api/v1/connection").want(200).into(&at); !at.Erak.Connected {
			t.Errorf("%s: it says that E-RÄK is not connected", name)
		}
	}
	w := newWorld(t, func(cfg *server.Config) {
		off, err := erak.New(erak.Config{Clock: cfg.Clock})
		must(t, err)
		cfg.Erak = off
	})
	var at struct{ Erak struct{ Connected bool } }
	if w.joined(coordinator).get("/api/v1/connection").want(200).into(&at); at.Erak.Connected {
		t.Error("it says that an E-RÄK is connected which nobody has named")
	}
}
