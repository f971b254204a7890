package house_test

import (
	"encoding/json"
	"net/http"
	"syscall"
	"testing"
	"time"
)

// A stop does not wait for those who wait: a long poll lasts 25 seconds, and connections are kept open for a minute.
func TestStopsAtOnce(t *testing.T) {
	const polls = 32 // that one person may have; one more is turned away, which says that all of these have begun
	data := t.TempDir()
	cfg := config(t)
	cfg.Data = data
	h := open(t, cfg)
	codes := invitations(t, h, 1)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	server := start(t, data)
	p := join(t, server.url, codes[0], 1)
	_, body, err := p.post("/api/v1/sync", map[string]any{"device": p.device})
	var at answered
	if err != nil || json.Unmarshal(body, &at) != nil {
		t.Fatal(err)
	}
	answers := make(chan int, polls+1)
	for range polls + 1 {
		go func() {
			req, err := http.NewRequest(http.MethodGet, server.url+"/api/v1/live?cursor="+at.Cursor, nil)
			if err != nil {
				answers <- 0
				return
			}
			req.Header.Set("Authorization", "Bearer "+p.access)
			resp, err := p.http.Do(req)
			if err != nil {
				answers <- 0
				return
			}
			_ = resp.Body.Close()
			answers <- resp.StatusCode
		}()
	}
	if status := <-answers; status != http.StatusTooManyRequests {
		t.Fatalf("the first answer is %d", status)
	}
	began := time.Now()
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-server.ended; err != nil {
		t.Errorf("stopped with %v", err)
	}
	took := time.Since(began)
	for range polls {
		if status := <-answers; status != http.StatusOK {
			t.Errorf("a poll was answered %d", status)
		}
	}
	if took > 5*time.Second { // far below the poll's 25 s, and far above what a busy machine makes of the few milliseconds
		t.Errorf("it took %s to stop", took)
	}
	t.Logf("stopped in %s", took)
}
