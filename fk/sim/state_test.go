package sim

import (
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"passbok/care"
)

func newLastingWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.sim.Close()
	w.cfg.State = filepath.Join(t.TempDir(), "state.json")
	w.start()
	return w
}

// kill ends the process as a machine does that loses its power: what it does when it is told to stop leaves no trace.
func (w *world) kill() {
	w.t.Helper()
	raw, err := os.ReadFile(w.cfg.State)
	if err != nil {
		w.t.Fatal(err)
	}
	w.sim.Close()
	if err := os.WriteFile(w.cfg.State, raw, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// After each answer the process may be gone: what it answered, the next one knows.
func TestRestartGoesOn(t *testing.T) {
	w := newLastingWorld(t)
	restart := func() {
		t.Helper()
		before := w.seen()
		w.kill()
		w.start()
		if after := w.seen(); !reflect.DeepEqual(before, after) {
			t.Fatalf("after a restart:\n%+v, before it:\n%+v", after, before)
		}
	}
	review := w.post(w.base+"/rakning", w.form(october()))
	restart()
	if home := w.post(review.url.String()+"/avbryt", nil); home.body != "hemma igen" {
		t.Errorf("cancelled after a restart: %d %s", home.status, home.body)
	}
	restart()
	if all := w.seen(); len(all) != 1 || all[0].Status != "avbruten" {
		t.Errorf("%+v", all)
	}
	second := october()
	second.Version, second.Sums.Active = 2, 60
	later := w.post(w.base+"/rakning", w.form(second))
	restart()
	if got := w.post(review.url.String()+"/skriv-under", nil); got.status != http.StatusConflict {
		t.Errorf("an overtaken version was signed after a restart: %d", got.status)
	}
	if page := w.get(later.url.String()); !strings.Contains(page.body, "1 h 00 min") {
		t.Errorf("the page after a restart: %s", page.body)
	}
	w.post(later.url.String()+"/skriv-under", nil)
	restart()
	w.sim.sending.Wait()
	if page := w.get(later.url.String()); !strings.Contains(page.body, "är underskriven") || len(w.meanings) != 2 {
		t.Errorf("reports after a restart: %v, %s", w.meanings, page.body)
	}
	if at, err := os.Stat(w.cfg.State); err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", at, err)
	}
}

// Signed while Passbok is away, and then the simulator ends too: the next one reports, each once, in order.
func TestRestartReportsWhatWasLeft(t *testing.T) {
	for name, test := range map[string]struct {
		fail []int
		kill func(*world)
	}{
		"killed before the first report was taken": {[]int{503}, (*world).kill},
		"killed between the two":                   {[]int{200, 503}, (*world).kill},
		"stopped":                                  {[]int{503}, func(w *world) { w.sim.Close() }},
	} {
		t.Run(name, func(t *testing.T) {
			w := newLastingWorld(t)
			w.sim.Close()
			soon, gap := w.cfg.After, make(chan struct{}, 1)
			w.cfg.After = func(d time.Duration) <-chan time.Time {
				if d == patience { // the person goes home when the first gap between attempts has begun
					<-gap
					return time.After(0)
				}
				gap <- struct{}{}
				return nil
			}
			w.start()
			w.fail = test.fail
			w.signOctober()
			if all := w.seen(); all[0].Status != "underskriven" || all[0].Reports[1].Delivered {
				t.Fatalf("%+v", all)
			}
			test.kill(w)
			w.cfg.After = soon
			w.start()
			w.sim.sending.Wait()
			want := []care.Meaning{care.News, care.News}[:2-(len(test.fail)-1)] // a taken 200 was not read
			if !slices.Equal(w.meanings, want) || w.state != care.Signed {
				t.Errorf("%s after %v, want %v", w.state, w.meanings, want)
			}
			w.kill()
			w.start()
			w.sim.sending.Wait()
			if len(w.meanings) != len(want) {
				t.Error("reported again after another restart")
			}
		})
	}
}

// What cannot be written down did not happen, and the person is told.
func TestFullDisk(t *testing.T) {
	w := newLastingWorld(t)
	first := w.post(w.base+"/rakning", w.form(october()))
	before := w.seen()
	if err := os.Mkdir(w.cfg.State+".new", 0o700); err != nil { // in the way of the next write
		t.Fatal(err)
	}
	second := october()
	second.Version = 2
	for _, got := range []page{
		w.post(w.base+"/rakning", w.form(second)), w.post(first.url.String()+"/skriv-under", nil), w.post(first.url.String()+"/avbryt", nil),
	} {
		if got.status != 500 || !strings.Contains(got.body, "Försök igen") {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if after := w.seen(); !reflect.DeepEqual(before, after) || len(w.meanings) != 0 {
		t.Errorf("%+v, reported %v", after, w.meanings)
	}
	if err := os.Remove(w.cfg.State + ".new"); err != nil {
		t.Fatal(err)
	}
	if home := w.post(first.url.String()+"/skriv-under", nil); home.body != "hemma igen" || w.state != care.Signed {
		t.Errorf("with room again: %d %s", home.status, home.body)
	}
}

func TestBrokenState(t *testing.T) {
	w := newLastingWorld(t)
	w.signOctober()
	good, err := os.ReadFile(w.cfg.State)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"another version":    {`"v":1,`, `"v":2,`},
		"cut":                {`"reports":[`, ``},
		"no stage of ours":   {`"underskriven"`, `"klar"`},
		"no reference":       {`"book-1/alva@2026-10.1"`, `"x"`},
		"no sum":             {`"528.10"`, `"528,10"`},
		"a field of another": {`"home":`, `"hem":`},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(string(good), change[0], change[1], 1)
			if text == string(good) {
				t.Fatalf("%s does not occur in %s", change[0], good)
			}
			cfg := w.cfg
			cfg.State = filepath.Join(t.TempDir(), "state.json")
			if err := os.WriteFile(cfg.State, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := New(cfg); err == nil || !strings.Contains(err.Error(), cfg.State) || !strings.Contains(err.Error(), "begin anew") {
				t.Errorf("got %v", err)
			}
		})
	}
}
