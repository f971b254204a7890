package sim

import (
	"net/http"
	"strconv"
)

// toggle is a fault that the administration's page turns on and off.
type toggle struct {
	Name, What string
	On         bool
}

// toggles are E-RÄK's faults that are on or off, with what they do.
func (f *Faults) toggles() map[string]*bool {
	return map[string]*bool{
		"wrong_echo": &f.WrongEcho, "wrong_reference": &f.WrongReference, "lost_answer": &f.LostAnswer, "out_of_order": &f.OutOfOrder,
		"no_report": &f.NoReport, "forged": &f.Forged, "received_first": &f.ReceivedFirst, "lost_handover": &f.LostHandover, "down": &f.Down,
	}
}

func (f *ELTFaults) toggles() map[string]*bool {
	return map[string]*bool{"lost_answer": &f.LostAnswer, "garbled": &f.Garbled, "down": &f.Down, "shut_off": &f.ShutOff}
}

// Their order on the page, and what they are in words.
var (
	erakWords = [][2]string{
		{"wrong_echo", "Det som rapporteras som underskrivet har en timme mer aktiv tid"},
		{"wrong_reference", "Rapporter gäller en räkning som ingen har skickat"},
		{"lost_answer", "Svar på rapporter försvinner, så de kommer två gånger"},
		{"out_of_order", "Underskriven rapporteras före mottagen"},
		{"received_first", "Mottagen rapporteras redan när räkningen kommer"},
		{"no_report", "Ingenting rapporteras"},
		{"forged", "Rapporter är signerade med en annan hemlighet"},
		{"lost_handover", "Från server: räkningen tas emot, men svaret försvinner"},
		{"down", "Från server: stängt"},
	}
	eltWords = [][2]string{
		{"lost_answer", "Tidsredovisningar tas emot, men svaret försvinner"},
		{"garbled", "Tidsredovisningar tas emot, men svaret går inte att läsa"},
		{"down", "Stängt"},
		{"shut_off", "Leverantören är avstängd"},
	}
)

func listed(words [][2]string, on map[string]*bool) []toggle {
	var all []toggle
	for _, w := range words {
		all = append(all, toggle{w[0], w[1], *on[w[0]]})
	}
	return all
}

type adminPage struct {
	Invoices     []Seen
	Timesheets   []Taken
	Erak, ELT    []toggle
	Reject, Slow string
	XML, Sign    string
	ELTSlow      string
	Left         int // turns of a scenario that are to come
	HasELT       bool
	Looks        bool // into the signatures over timesheets
}

// administration is what came in, and what is to go wrong, for people.
func (s *Service) administration(w http.ResponseWriter, _ *http.Request) {
	faults, left := s.now(), s.left()
	page := adminPage{Invoices: s.Invoices(), Erak: listed(erakWords, faults.toggles()), Reject: faults.Reject, Slow: strconv.Itoa(faults.SlowMS),
		Left: len(left.Erak) + len(left.ELT)}
	if elt := s.cfg.ELT; elt != nil {
		now := elt.now()
		page.HasELT, page.Looks, page.Timesheets, page.ELT, page.XML, page.Sign = true, elt.cfg.Verify != nil, elt.Timesheets(), listed(eltWords, now.toggles()), now.XMLError, now.SignatureError
		page.ELTSlow = strconv.Itoa(now.SlowMS)
	}
	s.page(w, http.StatusOK, "admin.html", page)
}

// setByPage sets what the page's form says. What the page does not know stays as it is.
func (s *Service) setByPage(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "Formuläret går inte att läsa.", http.StatusBadRequest)
		return
	}
	switch elt := s.cfg.ELT; {
	case r.PostForm.Get("of") == "erak":
		f := s.now()
		for name, on := range f.toggles() {
			*on = r.PostForm.Has(name)
		}
		f.Reject, f.SlowMS = r.PostForm.Get("reject"), slowness(r)
		s.Break(f)
	case elt != nil:
		f := elt.now()
		for name, on := range f.toggles() {
			*on = r.PostForm.Has(name)
		}
		f.XMLError, f.SignatureError, f.SlowMS = r.PostForm.Get("xml_error"), r.PostForm.Get("signature_error"), slowness(r)
		elt.Break(f)
		if !f.ShutOff {
			if err := elt.Open(); err != nil {
				s.cfg.Log.Error("a supplier could not be let in", "err", err)
			}
		}
	}
	http.Redirect(w, r, "/admin", http.StatusSeeOther)
}

// slowness is how long each answer is to take, in milliseconds, as the form says it; what is no number is none.
func slowness(r *http.Request) int {
	slow, err := strconv.Atoi(r.PostForm.Get("slow_ms"))
	if err != nil {
		return 0
	}
	return max(slow, 0)
}
