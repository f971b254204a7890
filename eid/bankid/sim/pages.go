package sim

import (
	"embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/internal/simpage"
)

//go:embed pages/*.html
var files embed.FS

func readPages() (*simpage.Set, error) {
	mask := func(number string) string { return care.Personnummer(number).Masked() }
	return simpage.New(files, "Det här är inte BankID. Inget som skrivs under här gäller.", template.FuncMap{"mask": mask})
}

// web is the side that people see.
func (s *Service) web() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.front)
	mux.HandleFunc("POST /skanna", s.scan)
	mux.HandleFunc("GET /order/{token}", s.show)
	mux.HandleFunc("GET /order/{token}/qr", s.code)
	mux.HandleFunc("POST /order/{token}/ja", s.approve)
	mux.HandleFunc("POST /order/{token}/nej", s.refuse)
	mux.HandleFunc("GET "+simpage.StylePath, simpage.Style)
	mux.HandleFunc("GET /admin/orders", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, s.Orders()) })
	mux.HandleFunc("GET /admin/people", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, s.cfg.People) })
	mux.HandleFunc("GET /admin/faults", s.readFaults)
	mux.HandleFunc("POST /admin/faults", s.setFaults)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		simpage.Guard(w.Header())
		mux.ServeHTTP(w, r)
	})
}

// page writes one page.
func (s *Service) page(w http.ResponseWriter, status int, name string, content any) {
	if err := s.pages.Write(w, status, name, content); err != nil {
		s.cfg.Log.Error("a page could not be made", "err", err)
	}
}

// wrong says what cannot be done, and leads back.
func (s *Service) wrong(w http.ResponseWriter, err error) {
	status, sentence := http.StatusInternalServerError, "Det gick inte. Försök igen."
	switch {
	case errors.Is(err, errNoOrder):
		status, sentence = http.StatusNotFound, "Ordern finns inte, eller är redan avslutad. Börja om där du kom ifrån."
	case errors.Is(err, errOldCode):
		status, sentence = http.StatusUnprocessableEntity, "QR-koden är för gammal eller går inte att läsa. Kopiera den som visas nu."
	case errors.Is(err, errNotTheir):
		status, sentence = http.StatusForbidden, "Ordern är till en annan person. Inget är underskrivet. Gå tillbaka och välj rätt person."
	case errors.Is(err, errNobody):
		status, sentence = http.StatusUnprocessableEntity, "Ingen har det BankID:t här. Gå tillbaka och välj en person."
	default:
		s.cfg.Log.Error("a page failed", "err", err)
	}
	s.page(w, status, "wrong.html", sentence)
}

// front lists the orders that wait; the app's link lands here too, and opens its own.
func (s *Service) front(w http.ResponseWriter, r *http.Request) {
	if auto := r.URL.Query().Get("autostarttoken"); auto != "" {
		if err := s.Open(auto, r.URL.Query().Get("redirect")); err != nil {
			s.wrong(w, err)
			return
		}
		http.Redirect(w, r, "/order/"+url.PathEscape(auto), http.StatusSeeOther)
		return
	}
	waiting := []waits{}
	for _, one := range s.Orders() {
		if one.Status == pending {
			who, _ := s.person(one.Personnummer)
			waiting = append(waiting, waits{Seen: one, Who: strings.TrimSpace(who.Name())})
		}
	}
	simpage.Frame(w.Header())
	s.page(w, http.StatusOK, "front.html", waiting)
}

// code is the QR code of an order as it is now; its page asks for the next one each second. Once the order is opened, or over, there is none.
func (s *Service) code(w http.ResponseWriter, r *http.Request) {
	drawn, err := "", error(nil)
	if says := s.Code(r.PathValue("token")); says != "" {
		drawn, err = bankid.SVG(says, "QR-kod")
	}
	if err != nil {
		s.wrong(w, err)
		return
	}
	simpage.Frame(w.Header())
	s.page(w, http.StatusOK, "qr.html", template.HTML(drawn)) // what SVG draws is escaped
}

func (s *Service) scan(w http.ResponseWriter, r *http.Request) {
	auto, err := s.Scan(r.PostFormValue("qr"))
	if err != nil {
		s.wrong(w, err)
		return
	}
	http.Redirect(w, r, "/order/"+url.PathEscape(auto), http.StatusSeeOther)
}

// waits is an order with who it is for; empty where it is for anybody, or for nobody here.
type waits struct {
	Seen
	Who string
}

type orderPage struct {
	Seen
	People []Person // to choose from
}

func (s *Service) show(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	o, err := s.waiting(r.PathValue("token"))
	var shown orderPage
	if err == nil {
		s.open(o)
		shown = orderPage{Seen: o.seen(), People: s.cfg.People}
	}
	s.mu.Unlock()
	if err != nil {
		s.wrong(w, err)
		return
	}
	s.page(w, http.StatusOK, "order.html", shown)
}

func (s *Service) approve(w http.ResponseWriter, r *http.Request) {
	home := s.home(r.PathValue("token"))
	if err := s.Approve(r.PathValue("token"), r.PostFormValue("person")); err != nil {
		s.wrong(w, err)
		return
	}
	s.page(w, http.StatusOK, "done.html", donePage{"Klart", "Du har sagt ja. Du kan gå tillbaka.", home})
}

func (s *Service) refuse(w http.ResponseWriter, r *http.Request) {
	home := s.home(r.PathValue("token"))
	if err := s.Refuse(r.PathValue("token")); err != nil {
		s.wrong(w, err)
		return
	}
	s.page(w, http.StatusOK, "done.html", donePage{"Avbrutet", "Du har sagt nej. Inget är underskrivet.", home})
}

type donePage struct{ Title, Sentence, Home string }

// home is where a person goes after an order: where the link that opened it says, if the relying party has named the
// same place, or where the relying party says.
func (s *Service) home(auto string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, err := s.waiting(auto)
	if err != nil || o.redirect == "" || o.redirect == "null" {
		return ""
	}
	to, err := url.Parse(o.redirect)
	named, namedErr := url.Parse(o.ask.ReturnURL)
	if err != nil || namedErr != nil || to.Scheme != named.Scheme || to.Host != named.Host {
		return o.ask.ReturnURL
	}
	return o.redirect
}
