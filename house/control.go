package house

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"passbok/month/paper"
)

// controlSocket is how commands reach a running house: whoever may write in the data folder may command.
const controlSocket = "control.sock"

// said is an error on its way through the socket. Code lets the other end tell the sentinels apart again.
type said struct {
	Code  string `json:"code"`
	Error string `json:"error"`
}

// sentinels that survive the way through the socket.
func sentinels() map[string]error {
	return map[string]error{"no_person": ErrNoPerson, "no_book": ErrNoBook, "which_book": ErrWhichBook, "bad_orgnr": ErrOrgnr, "no_name": ErrName,
		"not_sealed": ErrNotSealed, "bad_reference": paper.ErrReference, "bad_hash": paper.ErrHash}
}

// listenControl opens data/control.sock, for its owner alone. The lock on the database, which is held by now, says
// that a socket file found there belongs to nobody.
func listenControl(data string) (net.Listener, error) {
	path := filepath.Join(data, controlSocket)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("remove old control socket: %w", err)
	}
	ln, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("open control socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = ln.Close()
		return nil, fmt.Errorf("guard control socket: %w", err)
	}
	return ln, nil
}

// controlServer answers on the socket with what the operator is asked.
func controlServer(op Operator) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /provider", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, op.AddProvider)
	})
	mux.HandleFunc("POST /invite", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, op.Invite)
	})
	mux.HandleFunc("POST /history", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, op.History)
	})
	mux.HandleFunc("POST /month", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, op.Month)
	})
	mux.HandleFunc("POST /print", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, op.Print)
	})
	mux.HandleFunc("POST /paper", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, op.CheckPaper)
	})
	mux.HandleFunc("POST /aftermath", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, func(ctx context.Context, _ struct{}) ([]Aftermath, error) { return op.Aftermath(ctx) })
	})
	mux.HandleFunc("POST /resume", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, op.Resume)
	})
	mux.HandleFunc("POST /way", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, op.Way)
	})
	mux.HandleFunc("POST /rotate-key", func(w http.ResponseWriter, r *http.Request) {
		answer(w, r, func(ctx context.Context, _ struct{}) (struct{}, error) { return struct{}{}, op.RotateKey(ctx) })
	})
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) {
		out := &countingWriter{w: w}
		w.Header().Set("Trailer", "Passbok-Complete")
		if err := op.Backup(r.Context(), out); err != nil {
			if out.n == 0 {
				refuse(w, err)
			}
			return // without the trailer the other end knows that the copy is torn
		}
		w.Header().Set("Passbok-Complete", "yes")
	})
	mux.HandleFunc("POST /verify", func(w http.ResponseWriter, r *http.Request) {
		lines := json.NewEncoder(w)
		flush := http.NewResponseController(w)
		err := op.Verify(r.Context(), func(v Verified) {
			_ = lines.Encode(v)
			_ = flush.Flush()
		})
		if err != nil {
			_ = lines.Encode(said{Code: "failed", Error: err.Error()})
		}
	})
	return &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
}

// answer decodes the question, asks it, and writes what came.
func answer[Q, A any](w http.ResponseWriter, r *http.Request, ask func(context.Context, Q) (A, error)) {
	var q Q
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&q); err != nil {
		refuse(w, fmt.Errorf("read command: %w", err))
		return
	}
	a, err := ask(r.Context(), q)
	if err != nil {
		refuse(w, err)
		return
	}
	_ = json.NewEncoder(w).Encode(a)
}

func refuse(w http.ResponseWriter, err error) {
	s := said{Code: "failed", Error: err.Error()}
	for code, sentinel := range sentinels() {
		if errors.Is(err, sentinel) {
			s.Code = code
		}
	}
	w.WriteHeader(http.StatusUnprocessableEntity)
	_ = json.NewEncoder(w).Encode(s)
}

type countingWriter struct {
	w io.Writer
	n int64
}

func (c *countingWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
