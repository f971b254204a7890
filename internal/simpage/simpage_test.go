package simpage

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEveryPageSaysThatItIsASimulator(t *testing.T) {
	set, err := New(fstest.MapFS{
		"pages/front.html": {Data: []byte(`{{template "head" "Början"}}<h1>{{.}}</h1>{{template "foot"}}`)},
		"pages/torn.html":  {Data: []byte(`{{template "head" "Trasig"}}{{.Nothing}}{{template "foot"}}`)},
	}, "Det här är ingen myndighet.", nil)
	if err != nil {
		t.Fatal(err)
	}
	got := httptest.NewRecorder()
	Guard(got.Header(), "http://home.example")
	if err := set.Write(got, 201, "front.html", "Hej <b>"); err != nil || got.Code != 201 {
		t.Error(got.Code, err)
	}
	for _, want := range []string{"<title>Början – Simulator</title>", "<strong>Simulator.</strong> Det här är ingen myndighet.", "<h1>Hej &lt;b&gt;</h1>", "</html>", StylePath} {
		if !strings.Contains(got.Body.String(), want) {
			t.Errorf("%s is not in %s", want, got.Body)
		}
	}
	if policy := got.Header().Get("Content-Security-Policy"); !strings.HasSuffix(policy, "form-action 'self' http://home.example") {
		t.Error(policy)
	}
	Frame(got.Header())
	if policy := got.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'self'; frame-src 'self'; form-action 'self' http://home.example") {
		t.Error(policy)
	}
	got = httptest.NewRecorder()
	if err := set.Write(got, 200, "torn.html", "x"); err == nil || got.Code != 500 || strings.Contains(got.Body.String(), "Trasig") {
		t.Errorf("half a page: %d %s %v", got.Code, got.Body, err)
	}
	got = httptest.NewRecorder()
	if Style(got, nil); !strings.HasPrefix(got.Header().Get("Content-Type"), "text/css") || got.Body.Len() == 0 {
		t.Error("no style")
	}
}
