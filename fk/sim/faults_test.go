package sim

import (
	"slices"
	"strings"
	"testing"

	"passbok/care"
)

// signOctober hands over and signs, and waits until all has been reported.
func (w *world) signOctober() page {
	w.t.Helper()
	review := w.post(w.base+"/rakning", w.form(october()))
	return w.post(review.url.String()+"/skriv-under", nil)
}

func TestFaults(t *testing.T) {
	for name, test := range map[string]struct {
		faults   string
		fail     []int
		state    care.State
		meanings []care.Meaning
	}{
		"none":                    {`{}`, nil, care.Signed, []care.Meaning{care.News, care.News}},
		"a wrong echo":            {`{"wrong_echo":true}`, nil, care.Differs, []care.Meaning{care.News, care.News}},
		"a lost answer":           {`{"lost_answer":true}`, nil, care.Signed, []care.Meaning{care.News, care.Again, care.News, care.Again}},
		"out of order":            {`{"out_of_order":true}`, nil, care.Signed, []care.Meaning{care.News, care.Late}},
		"another's reference":     {`{"wrong_reference":true}`, nil, care.HandedOver, []care.Meaning{care.Unknown, care.Unknown}},
		"silence":                 {`{"no_report":true}`, nil, care.HandedOver, nil},
		"forged":                  {`{"forged":true}`, nil, care.HandedOver, nil},
		"slow":                    {`{"slow_ms":1}`, nil, care.Signed, []care.Meaning{care.News, care.News}},
		"we are away for a while": {`{}`, []int{503, 500, 429, 503}, care.Signed, []care.Meaning{care.News, care.News}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.fail = test.fail
			w.breakIt(test.faults)
			if home := w.signOctober(); home.body != "hemma igen" {
				t.Errorf("came to %s", home.url)
			}
			if w.state != test.state || !slices.Equal(w.meanings, test.meanings) {
				t.Errorf("%s after %v, want %s after %v", w.state, w.meanings, test.state, test.meanings)
			}
			if test.state == care.Differs && (len(w.differs) != 1 || w.differs[0] != care.Difference{Field: "active", Sent: "31690", Signed: "31750"}) {
				t.Errorf("differences: %+v", w.differs)
			}
			if name == "forged" && len(w.refused) != 2 {
				t.Errorf("refused: %v", w.refused)
			}
			if want := len(test.fail) + 1; len(test.fail) > 0 && w.seen()[0].Reports[0].Attempts != want {
				t.Errorf("%d attempts, want %d", w.seen()[0].Reports[0].Attempts, want)
			}
		})
	}
}

func TestReject(t *testing.T) {
	w := newWorld(t)
	w.breakIt(`{"reject":"Perioden är stängd."}`)
	got := w.post(w.base+"/rakning", w.form(october()))
	if got.status != 422 || !strings.Contains(got.body, "Perioden är stängd.") || !strings.Contains(got.body, "tillbaka=1") || len(w.seen()) != 0 {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := w.postAs(w.base+"/admin/faults", "application/json", `{"wrong":true}`); got.status != 400 {
		t.Errorf("a fault that there is not: %d", got.status)
	}
}
