package sim

import (
	"encoding/json"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
)

func TestReadScenarioRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":              ``,
		"no version":           `{}`,
		"another version":      `{"v":2}`,
		"an unknown fault":     `{"v":1,"erak":[{"wrong":true}]}`,
		"an unknown deed":      `{"v":1,"erak":[{"does":"dances"}]}`,
		"times below zero":     `{"v":1,"erak":[{"times":-1}]}`,
		"when, and not what":   `{"v":1,"erak":[{"after_ms":5}]}`,
		"a call's below zero":  `{"v":1,"elt":[{"slow_ms":-1}]}`,
		"more after it":        `{"v":1} {"v":1}`,
		"a list":               `[]`,
		"E-RÄK's fault at ELT": `{"v":1,"elt":[{"wrong_echo":true}]}`,
	} {
		if _, err := ReadScenario([]byte(text)); err == nil {
			t.Errorf("%s: read", name)
		}
	}
	raw, err := os.ReadFile("testdata/scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	if all, err := ReadScenario(raw); err != nil || len(all.Erak) != 6 || len(all.ELT) != 3 {
		t.Errorf("%+v, %v", all, err)
	}
}

// The file drives invoice after invoice, without a person: each version of the month meets its turn.
func TestScenario(t *testing.T) {
	w := newWorld(t)
	raw, err := os.ReadFile("testdata/scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.postAs(w.base+"/admin/scenario", "application/json", string(raw)); got.status != 204 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := w.get(w.base + "/admin"); !strings.Contains(got.body, "Ett scenario spelas: 6 turer") {
		t.Errorf("%s", got.body)
	}
	// 1: turned down.
	if got := w.post(w.base+"/rakning", w.form(october())); got.status != 422 || !strings.Contains(got.body, "Månaden går inte att redovisa än.") {
		t.Errorf("%d", got.status)
	}
	// 2: it cancels itself. 3: it signs itself, with another sum.
	w.post(w.base+"/rakning", w.form(october()))
	w.until(func() bool { return w.seen()[0].Status == "avbruten" })
	w.post(w.base+"/rakning", w.form(october()))
	w.until(func() bool { return w.stands() == care.Differs })
	if got := w.said(); !slices.Equal(got, []care.Meaning{care.News, care.News}) {
		t.Errorf("%v", got)
	}
	for range 3 { // used up
		w.post(w.base+"/rakning", w.form(october()))
	}
	if got := strings.TrimSpace(w.get(w.base + "/admin/scenario").body); got != `{"v":1,"about":"","erak":[],"elt":[]}` {
		t.Errorf("%s", got)
	}
	if got := w.postAs(w.base+"/admin/scenario", "application/json", `{"v":3}`); got.status != 400 {
		t.Errorf("%d", got.status)
	}
}

func (w *world) stands() care.State {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state
}

func (w *world) said() []care.Meaning {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.meanings)
}

func (w *world) until(is func() bool) {
	w.t.Helper()
	for end := time.Now().Add(10 * time.Second); !is(); {
		if time.Now().After(end) {
			w.t.Fatal("it has not come about")
		}
		<-time.After(5 * time.Millisecond)
	}
}

func TestAdministration(t *testing.T) {
	w := newWorld(t)
	w.signOctober()
	got := w.get(w.base + "/admin")
	for _, want := range []string{"Simulator", "book-1/alva@2026-10.1", "underskriven", "Rapport: signerad, framme", `name="wrong_echo"`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(got.body, "9805") || strings.Contains(got.body, "ELT</h2>") {
		t.Error("the page says too much")
	}
	set := w.post(w.base+"/admin", url.Values{"of": {"erak"}, "wrong_echo": {"on"}, "reject": {"Nej <b>."}, "slow_ms": {"-4"}})
	if now := w.sim.now(); !now.WrongEcho || now.Reject != "Nej <b>." || now.SlowMS != 0 || now.Down || set.url.Path != "/admin" {
		t.Errorf("%+v at %s", now, set.url)
	}
	if !strings.Contains(set.body, `name="wrong_echo" checked`) || strings.Contains(set.body, "Nej <b>") {
		t.Errorf("%s", set.body)
	}
	w.sim.cfg.ELT = newELTWorld(t).sim
	w.post(w.base+"/admin", url.Values{"of": {"elt"}, "down": {"on"}, "xml_error": {"Fel."}, "slow_ms": {"1"}})
	if now := w.sim.cfg.ELT.now(); !now.Down || now.XMLError != "Fel." || now.SlowMS != 1 || now.Garbled || !w.sim.now().WrongEcho {
		t.Errorf("%+v", now)
	}
	if got := w.get(w.base + "/admin"); !strings.Contains(got.body, "Underskrifterna granskas inte") || strings.Contains(got.body, "granskas mot") {
		t.Errorf("it does not say that nobody looks into signatures: %s", got.body)
	}
	if got := w.get(w.base + "/admin"); !strings.Contains(got.body, "Tidsredovisningar, ELT") {
		t.Error("ELT is not on the page")
	}
}

// What is received may be told before anybody has signed, and then is told once.
func TestReceivedFirst(t *testing.T) {
	w := newWorld(t)
	w.breakIt(`{"received_first":true,"late_ms":1}`)
	review := w.post(w.base+"/rakning", w.form(october()))
	w.until(func() bool { return w.stands() == care.Received })
	w.post(w.base+"/rakning", w.form(october()))
	w.post(review.url.String()+"/skriv-under", nil)
	w.until(func() bool { return w.stands() == care.Signed })
	if got := w.said(); !slices.Equal(got, []care.Meaning{care.News, care.News}) {
		t.Errorf("%v", got)
	}
}

func FuzzReadScenario(f *testing.F) {
	f.Add([]byte(`{"v":1,"erak":[{"does":"signs","wrong_echo":true,"times":2}],"elt":[{"lost_answer":true}]}`))
	f.Add([]byte(`{"v":1}{}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		read, err := ReadScenario(raw)
		if err != nil {
			return
		}
		again, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadScenario(again); err != nil {
			t.Fatalf("%s: what was read is not read again: %v", again, err)
		}
	})
}
