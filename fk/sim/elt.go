package sim

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"

	"passbok/fk/elt"
)

// ELTPath is where timesheets are posted to.
const ELTPath = "/elt/SkickaTidredovisning"

// ELTConfig is what the simulator of ELT is made of. Authority, Clock, After and Rand are required.
type ELTConfig struct {
	Authority *Authority // that callers' certificates come from
	Version   elt.Version
	Clock     func() time.Time
	After     func(time.Duration) <-chan time.Time // as time.After
	Rand      io.Reader                            // of cryptographic strength: receipts
	Log       *slog.Logger                         // nil: silence
	State     string                               // folder that what was taken is kept in; empty: in memory only
	// Gap is how far apart calls must be on average; 0: elt.Gap. Burst calls may come at once; 0: 3. One more, and nothing is
	// taken until the administration opens again.
	Gap   time.Duration
	Burst int
	// Verify looks into a document and its signatures, beyond whether they are there and of the right shape; an error's text is
	// what is answered. nil: nobody does.
	Verify func(document []byte, assistant, provider elt.Signature) error
}

// ELT plays the service that takes timesheets: SOAP 1.1 over TLS, for callers with a certificate of its authority. Every
// call is held to the published shape, the signatures must be there, and who comes too fast is shut off. It is
// an [http.Handler] for the calls, and Admin one for its administration.
type ELT struct {
	cfg     ELTConfig
	message shape
	sheet   shape

	mu     sync.Mutex
	taken  []*takenSheet // in the order they came
	faults ELTFaults
	turns  []ELTTurn // of a scenario: they go before the faults
	shut   bool
	room   float64 // calls that may come at once
	last   time.Time
}

// NewELT makes one with what its state holds.
func NewELT(cfg ELTConfig) (*ELT, error) {
	if cfg.Authority == nil || cfg.Clock == nil || cfg.After == nil || cfg.Rand == nil {
		return nil, errors.New("start ELT's simulator: authority, clock, after and rand are needed")
	}
	if cfg.Version == (elt.Version{}) {
		cfg.Version = elt.Version1()
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Gap == 0 {
		cfg.Gap = elt.Gap
	}
	if cfg.Burst == 0 {
		cfg.Burst = 3
	}
	e := &ELT{cfg: cfg, message: messageShape(cfg.Version), sheet: sheetShape(cfg.Version), room: float64(cfg.Burst), last: cfg.Clock()}
	if cfg.State != "" {
		if err := os.MkdirAll(cfg.State, 0o700); err != nil {
			return nil, fmt.Errorf("start ELT's simulator: %w", err)
		}
	}
	return e, e.load()
}

// maxMessage is the longest call that is taken, in bytes.
const maxMessage = 8 << 20

// ServeHTTP takes one call.
func (e *ELT) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	faults := e.turn()
	if faults.SlowMS > 0 {
		select {
		case <-e.cfg.After(time.Duration(faults.SlowMS) * time.Millisecond):
		case <-r.Context().Done():
			return
		}
	}
	open, err := e.admit()
	switch {
	case err != nil:
		e.cfg.Log.Error("that a supplier is shut off could not be kept", "err", err)
		http.Error(w, "Tillfälligt fel.", http.StatusServiceUnavailable)
		return
	case !open || faults.ShutOff:
		http.Error(w, "Leverantören är avstängd: för många anrop.", http.StatusForbidden)
		return
	case faults.Down:
		http.Error(w, "Tjänsten är stängd.", http.StatusServiceUnavailable)
		return
	case r.URL.Path != ELTPath:
		http.NotFound(w, r)
		return
	case r.Method != http.MethodPost:
		http.Error(w, "Anropet ska vara POST.", http.StatusMethodNotAllowed)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxMessage))
	if err != nil {
		e.fault(w, http.StatusRequestEntityTooLarge, "Client", "", "Meddelandet är för stort.")
		return
	}
	if wrong := e.headers(r.Header); wrong != "" {
		e.fault(w, http.StatusInternalServerError, "Client", "", wrong)
		return
	}
	came, fault := e.open(raw)
	if fault == nil && faults.XMLError != "" {
		fault = &refusal{elt.FaultXML, faults.XMLError}
	}
	if fault == nil && faults.SignatureError != "" {
		fault = &refusal{elt.FaultSignature, faults.SignatureError}
	}
	if fault != nil {
		e.fault(w, http.StatusInternalServerError, "Client", fault.kind, fault.words)
		return
	}
	tx, fault, err := e.keep(came)
	switch {
	case err != nil:
		e.cfg.Log.Error("a timesheet could not be kept", "err", err)
		e.fault(w, http.StatusInternalServerError, "Server", "", "Tidsredovisningen gick inte att ta emot. Försök igen.")
	case fault != nil:
		e.fault(w, http.StatusInternalServerError, "Client", fault.kind, fault.words)
	case faults.LostAnswer:
		panic(http.ErrAbortHandler) // it is taken, and the connection ends without a word
	case faults.Garbled:
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html><body>Strax tillbaka</body></html>")
	default:
		e.receipt(w, tx)
	}
}

// admit tells whether a call may come in: calls add up over time, Gap apart, and Burst of them may be saved.
func (e *ELT) admit() (open bool, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.shut {
		return false, nil
	}
	now := e.cfg.Clock()
	if since := now.Sub(e.last); since > 0 {
		e.room = min(float64(e.cfg.Burst), e.room+float64(since)/float64(e.cfg.Gap))
	}
	e.last = now
	if e.room < 1 {
		e.shut = true
		return false, e.saveStanding()
	}
	e.room--
	return true, nil
}

// Listen begins to listen on address ("127.0.0.1:0" for any port) and serves until ctx ends. It returns the URL to call, and a
// channel that is closed when it has stopped.
func (e *ELT) Listen(ctx context.Context, address string) (call string, stopped <-chan struct{}, err error) {
	at, stopped, err := listenSecurely(ctx, address, e, e.cfg.Authority, e.cfg.Log)
	if err != nil {
		return "", nil, fmt.Errorf("start ELT's simulator: %w", err)
	}
	return at + ELTPath, stopped, nil
}
