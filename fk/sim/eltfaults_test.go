package sim

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"passbok/fk/elt"
)

func (w *eltWorld) admin(method, path, body string) (int, string) {
	w.t.Helper()
	got := httptest.NewRecorder()
	s, err := New(Config{Secret: secret, Status: "https://passbok.example/status", Clock: time.Now, After: time.After, Rand: rand.Reader, ELT: w.sim})
	if err != nil {
		w.t.Fatal(err)
	}
	defer s.Close()
	s.ServeHTTP(got, httptest.NewRequest(method, path, strings.NewReader(body)))
	return got.Code, got.Body.String()
}

func TestELTFaults(t *testing.T) {
	w := newELTWorld(t)
	n := 0
	for name, test := range map[string]struct {
		faults    string
		kind      elt.Kind // "": taken
		fault     string
		words     string
		uncertain bool
		taken     bool
	}{
		"none":          {`{}`, "", "", "", false, true},
		"slow":          {`{"slow_ms":1}`, "", "", "", false, true},
		"XML":           {`{"xml_error":"Dagen är fel."}`, elt.Rejected, elt.FaultXML, "Dagen är fel.", false, false},
		"a signature":   {`{"signature_error":"Spärrad."}`, elt.Rejected, elt.FaultSignature, "Spärrad.", false, false},
		"a lost answer": {`{"lost_answer":true}`, elt.Later, "", "", true, true},
		"a page":        {`{"garbled":true}`, elt.Later, "", "", true, true},
		"closed":        {`{"down":true}`, elt.Later, "", "", false, false},
		"shut off":      {`{"shut_off":true}`, elt.Stopped, "", "", false, false},
	} {
		if code, answer := w.admin(http.MethodPost, "/admin/elt/faults", test.faults); code != http.StatusNoContent {
			t.Fatalf("%s: %d %s", name, code, answer)
		}
		n++
		id := strings.Repeat(string(rune('0'+n)), 8) + sheetID[8:]
		document := []byte(strings.Replace(string(sheetXML(t, "three-kinds")), sheetID, id, 1))
		_, f := w.send(submitted(document))
		if f == nil {
			f = &elt.Failure{}
		}
		if f.Kind != test.kind || f.Fault != test.fault || f.Words != test.words || f.Uncertain != test.uncertain {
			t.Errorf("%s: %+v", name, f)
		}
		if code, answer := w.admin(http.MethodGet, "/admin/elt/timesheets/"+id, ""); (code == 200) != test.taken || test.taken && answer != string(document) {
			t.Errorf("%s: %d %s", name, code, answer)
		}
	}
	var seen []Taken
	if _, answer := w.admin(http.MethodGet, "/admin/elt/timesheets", ""); json.Unmarshal([]byte(answer), &seen) != nil || len(seen) != 4 {
		t.Errorf("%s", answer)
	}
	for _, bad := range []string{`{"wrong":true}`, `{"slow_ms":-1}`, `x`} {
		if code, _ := w.admin(http.MethodPost, "/admin/elt/faults", bad); code != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, code)
		}
	}
	var faults ELTFaults
	if _, answer := w.admin(http.MethodGet, "/admin/elt/faults", ""); json.Unmarshal([]byte(answer), &faults) != nil {
		t.Errorf("%s", answer)
	}
}
