package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"passbok/demo"
)

// demoTime is when it is in the demo.
type demoTime struct {
	now   func() time.Time
	after func(time.Duration) <-chan time.Time
	at    string // where it is moved on; empty: it goes its way
}

// clock is the machine's, or one that is told when it is and can be moved on: POST / with {"hours": 72}, until ctx is done.
func (c *demoCommand) clock(ctx context.Context) (demoTime, error) {
	if c.At == "" {
		return demoTime{now: time.Now, after: time.After}, nil
	}
	at, err := time.Parse(time.RFC3339, c.At)
	if err != nil {
		return demoTime{}, fmt.Errorf("--at %q: say a time as 2026-11-03T10:00:00+01:00: %w", c.At, err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return demoTime{}, fmt.Errorf("listen for who moves the demo's time on: %w", err)
	}
	moved := demo.NewClock(at, time.Now)
	server := &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var by struct {
			Hours float64 `json:"hours"`
		}
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&by); err != nil || r.Method != http.MethodPost {
			http.Error(w, `POST {"hours": 72}`, http.StatusBadRequest)
			return
		}
		_, _ = fmt.Fprintln(w, moved.Move(time.Duration(by.Hours*float64(time.Hour))).UTC().Format(time.RFC3339))
	})}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go func() {
		if err := server.Serve(ln); err != nil && !errors.Is(err, http.ErrServerClosed) {
			_ = ln.Close()
		}
	}()
	return demoTime{moved.Now, moved.After, "http://" + ln.Addr().String()}, nil
}
