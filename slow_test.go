package main

import (
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// slow stands where a running server answers its operator. It says something, a line at a time, and then no more: it ends
// its answer only where it has said more than one line. The channel is closed when the first line is on its way.
func slow(t testing.TB, data string, says ...string) (began chan struct{}) {
	t.Helper()
	began = make(chan struct{})
	stop := make(chan struct{})
	ln, err := net.Listen("unix", filepath.Join(data, "control.sock"))
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(strings.Join(says, "")))
		_ = http.NewResponseController(w).Flush()
		if len(says) > 1 {
			return
		}
		close(began)
		select {
		case <-r.Context().Done():
		case <-stop:
		}
	})}
	done := make(chan struct{})
	go func() { _ = server.Serve(ln); close(done) }()
	t.Cleanup(func() { close(stop); _ = server.Close(); <-done })
	return began
}
