package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"passbok/eid/invitation"
)

// described is openapi.yaml, which every request and answer of these tests is held against.
var described = sync.OnceValues(func() (*openapi3.T, error) {
	doc, err := openapi3.NewLoader().LoadFromFile("openapi.yaml")
	if err == nil {
		err = doc.Validate(context.Background())
	}
	return doc, err
})

var router = sync.OnceValues(func() (routers.Router, error) {
	doc, err := described()
	if err != nil {
		return nil, err
	}
	for _, media := range []string{"application/pdf", "text/html", "text/css", "image/jpeg", "image/png", "application/xml", "application/zip", "text/calendar", "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.FileBodyDecoder)
	}
	return legacy.NewRouter(doc)
})

// client is one person's device.
type client struct {
	*world
	person, device string
	access, cookie string
	n              int
}

// reply is an answer.
type reply struct {
	testing.TB
	status int
	header http.Header
	body   []byte
}

// request is one to be sent; the zero values of body, token and so on are what is ordinary.
type request struct {
	method, path string
	body         any
	raw          []byte // instead of body
	header       map[string]string
	token        string // instead of the client's own
	cookie       string
}

// joined is a device that has redeemed an invitation for a person.
func (w *world) joined(person string) *client {
	w.Helper()
	c := &client{world: w, person: person, device: w.id()}
	made, err := w.invite.Make(context.Background(), invitation.Order{Book: bookID, Person: person, By: "operator"})
	must(w.TB, err)
	got := c.do(request{method: "POST", path: "/api/v1/session", body: map[string]any{
		"invitation": made.Code, "device": map[string]any{"id": c.device, "name": "Telefon"}}}).want(201)
	c.keep(got)
	return c
}

// keep remembers what a session answer brought.
func (c *client) keep(got reply) {
	c.Helper()
	var answer struct{ Access string }
	got.into(&answer)
	c.access = answer.Access
	for _, one := range (&http.Response{Header: got.header}).Cookies() {
		if one.Name == "__Host-passbok" {
			c.cookie = one.Value
		}
	}
}

func (w *world) anonymous() *client { return &client{world: w} }

func (c *client) get(path string) reply { c.Helper(); return c.do(request{method: "GET", path: path}) }

func (c *client) post(path string, body any) reply {
	c.Helper()
	return c.do(request{method: "POST", path: path, body: body})
}

// do sends a request, and holds it and its answer against openapi.yaml: an answer must always be described, and a
// request that is answered as asked must be too.
func (c *client) do(r request) reply {
	c.Helper()
	req, raw, got := c.send(r)
	if strings.HasPrefix(r.path, "/api/") || strings.HasSuffix(r.path, "z") {
		c.described(req, raw, got, true)
	}
	return got
}

// send sends a request, and holds nothing against anything.
func (c *client) send(r request) (req *http.Request, raw []byte, got reply) {
	c.Helper()
	raw = r.raw
	if r.body != nil {
		raw = mustJSON(c.TB, r.body)
	}
	req, err := http.NewRequest(r.method, c.url+r.path, bytes.NewReader(raw))
	must(c.TB, err)
	if raw != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	token := c.access
	if r.token != "" {
		token = r.token
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if r.cookie != "" {
		req.Header.Set("Cookie", "__Host-passbok="+r.cookie)
	}
	for name, value := range r.header {
		req.Header.Set(name, value)
	}
	resp, err := c.client.Do(req)
	must(c.TB, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	must(c.TB, err)
	return req, raw, reply{c.TB, resp.StatusCode, resp.Header, body}
}

// described holds an answer, and, where asked, its request, against openapi.yaml.
func (c *client) described(req *http.Request, raw []byte, got reply, both bool) {
	c.Helper()
	paths, err := router()
	must(c.TB, err)
	req.Body = io.NopCloser(bytes.NewReader(raw))
	at := *req.URL
	at.Scheme, at.Host = "", ""
	req.URL, req.Host = &at, ""
	route, params, err := paths.FindRoute(req)
	if err != nil {
		if got.status != 404 && got.status != 405 {
			c.Errorf("%s %s is not in openapi.yaml, and answers %d", req.Method, req.URL.Path, got.status)
		}
		return
	}
	input := &openapi3filter.RequestValidationInput{
		Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, MultiError: true},
	}
	if both && got.status < 300 {
		if err := openapi3filter.ValidateRequest(context.Background(), input); err != nil {
			c.Errorf("%s %s was answered %d, though openapi.yaml refuses it: %v", req.Method, req.URL.Path, got.status, err)
		}
	}
	c.answerDescribed(input, route, got)
}

func (c *client) answerDescribed(input *openapi3filter.RequestValidationInput, route *routers.Route, got reply) {
	c.Helper()
	err := openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: got.status, Header: got.header,
		Body:    io.NopCloser(bytes.NewReader(got.body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	})
	if err != nil {
		c.Errorf("%s %s: the answer is not as openapi.yaml says: %v\n%s", route.Method, route.Path, err, got.body)
	}
}

// want insists on a status.
func (r reply) want(status int) reply {
	r.Helper()
	if r.status != status {
		r.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	return r
}

// problem insists on a problem with a code, and on all that a problem has.
func (r reply) problem(status int, code string) problem {
	r.Helper()
	var p problem
	r.want(status).into(&p)
	if p.Code != code {
		r.Fatalf("code %q, want %q: %s", p.Code, code, r.body)
	}
	if p.Status != status || p.Message["sv"] == "" || p.Message["en"] == "" || p.Title != p.Message["sv"] || p.Instance == "" ||
		p.Instance != r.header.Get("X-Request-Id") || p.Type != "https://passbok.example/problems/"+code ||
		r.header.Get("Content-Type") != "application/problem+json" {
		r.Errorf("half a problem: %s", r.body)
	}
	return p
}

type problem struct {
	Type, Title, Code, Field, Instance string
	Status                             int
	Index                              *int
	Detail                             any
	Message                            map[string]string
}

func (r reply) into(v any) {
	r.Helper()
	if err := json.Unmarshal(r.body, v); err != nil {
		r.Fatalf("%v: %s", err, r.body)
	}
}
