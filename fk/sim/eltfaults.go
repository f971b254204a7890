package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// ELTFaults are what goes wrong in ELT from now on. The zero value: nothing.
type ELTFaults struct {
	XMLError       string `json:"xml_error"`       // every document is turned down as invalid XML, in these words
	SignatureError string `json:"signature_error"` // every document is turned down for its signatures, in these words
	LostAnswer     bool   `json:"lost_answer"`     // documents are taken, and the connection ends without an answer
	Garbled        bool   `json:"garbled"`         // documents are taken, and answered by a page of HTML
	Down           bool   `json:"down"`            // 503, and nothing is taken
	ShutOff        bool   `json:"shut_off"`        // 403, as to a supplier that came too fast
	SlowMS         int    `json:"slow_ms"`         // each answer takes so long
}

// Break sets what goes wrong, as POST /admin/elt/faults does.
func (e *ELT) Break(f ELTFaults) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.faults = f
}

func (e *ELT) now() ELTFaults {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.faults
}

// Open lets a supplier in again that came too fast, as POST /admin/elt/open does.
func (e *ELT) Open() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	was := e.shut
	e.shut = false
	if err := e.saveStanding(); err != nil {
		e.shut = was
		return err
	}
	e.room, e.last = float64(e.cfg.Burst), e.cfg.Clock()
	return nil
}

// Taken is one timesheet as GET /admin/elt/timesheets shows it.
type Taken struct {
	ID    string    `json:"id"`
	Month string    `json:"month"`
	TxID  string    `json:"tx"`
	At    time.Time `json:"at"`
	Came  int       `json:"came"` // how often, since this process began or it first came
}

// Timesheets lists what was taken, the first first.
func (e *ELT) Timesheets() []Taken {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := []Taken{}
	for _, t := range e.taken {
		all = append(all, Taken{t.ID, t.Month, t.TxID, t.At, t.came})
	}
	return all
}

// Admin is the administration, for whoever runs the simulator:
//
//	GET  /admin/elt/timesheets        what was taken
//	GET  /admin/elt/timesheets/<id>   one of them: the XML as it was signed
//	GET  /admin/elt/faults, POST      what is to go wrong: ELTFaults
//	POST /admin/elt/open              lets in again who came too fast
func (e *ELT) Admin() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /admin/elt/timesheets", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, e.Timesheets()) })
	mux.HandleFunc("GET /admin/elt/timesheets/{id}", e.showDocument)
	mux.HandleFunc("GET /admin/elt/faults", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, e.now()) })
	mux.HandleFunc("POST /admin/elt/faults", e.setFaults)
	mux.HandleFunc("POST /admin/elt/open", func(w http.ResponseWriter, _ *http.Request) {
		if err := e.Open(); err != nil {
			answer(w, http.StatusInternalServerError, map[string]string{"reason": err.Error()})
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}

func (e *ELT) showDocument(w http.ResponseWriter, r *http.Request) {
	document := e.Document(r.PathValue("id"))
	if document == nil {
		answer(w, http.StatusNotFound, map[string]string{"reason": "no such timesheet was taken"})
		return
	}
	w.Header().Set("Content-Type", "application/xml")
	_, _ = w.Write(document)
}

// Document is what was taken under an id, byte for byte; nil where nothing was.
func (e *ELT) Document(id string) []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	if t := e.find(id); t != nil {
		return t.Document
	}
	return nil
}

func (e *ELT) setFaults(w http.ResponseWriter, r *http.Request) {
	var f ELTFaults
	d := json.NewDecoder(io.LimitReader(r.Body, 16<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil || f.SlowMS < 0 {
		answer(w, http.StatusBadRequest, map[string]string{"reason": fmt.Sprintf("read the faults: %v", err)})
		return
	}
	e.Break(f)
	w.WriteHeader(http.StatusNoContent)
}
