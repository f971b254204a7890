package house_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"passbok/house"
	"passbok/sync/op"
)

// builtIn is where the real program is built, once; TestMain removes it.
var builtIn = filepath.Join(os.TempDir(), "passbok-test-"+time.Now().Format("150405.000000000"))

var built = sync.OnceValues(func() (string, error) {
	if err := os.MkdirAll(builtIn, 0o700); err != nil {
		return "", err
	}
	program := filepath.Join(builtIn, "passbok")
	build := exec.Command("go", "build", "-o", program, "passbok")
	build.Stderr = os.Stderr
	return program, build.Run()
})

// process is the real program, serving.
type process struct {
	cmd *exec.Cmd
	url string
}

// start runs `passbok serve` on a folder.
func start(t *testing.T, data string) process {
	t.Helper()
	program, err := built()
	if err != nil {
		t.Fatal("build passbok:", err)
	}
	c := exec.Command(program, "serve", "--data", data, "--addr", "127.0.0.1:0", "--public-url", "http://127.0.0.1:8080")
	log, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	url := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(log)
		for lines.Scan() {
			var line struct{ Msg, Addr string }
			if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "serving" {
				url <- "http://" + line.Addr
			}
		}
		close(url)
	}()
	at, ok := <-url
	if !ok {
		t.Fatal("passbok ended before it served")
	}
	return process{c, at}
}

// A server that is killed in the middle of everything has kept what it acknowledged. What it did not get to answer is sent
// again, and is there once.
func TestKill(t *testing.T) {
	const devices, kills, between = 4, 4, 60
	data := t.TempDir()
	h, err := house.Open(t.Context(), func() house.Config { cfg := config(t); cfg.Data = data; return cfg }())
	if err != nil {
		t.Fatal(err)
	}
	codes := invitations(t, h, devices+1)
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	server := start(t, data)
	var phones []*phone
	for i := range devices {
		phones = append(phones, join(t, server.url, codes[i], i+1))
	}
	waiting := make([]op.Op, devices) // sent, and not answered
	acknowledged := map[string]bool{}
	again := 0
	var mu sync.Mutex
	for round := range kills + 1 {
		var took atomic.Int64
		var writers sync.WaitGroup
		for i, p := range phones {
			p.url = server.url
			writers.Go(func() {
				for round < kills || took.Load() < between {
					if waiting[i].ID == "" {
						waiting[i] = p.row(100)
					}
					status, got, err := p.send(waiting[i])
					if err != nil {
						return // it was killed
					}
					if status != http.StatusOK || len(got.Verdicts) != 1 || got.Verdicts[0].Verdict != "applied" {
						t.Errorf("%d %+v", status, got)
						return
					}
					mu.Lock()
					acknowledged[waiting[i].Doc] = true
					if got.Verdicts[0].Again {
						again++
					}
					mu.Unlock()
					waiting[i] = op.Op{}
					if took.Add(1) == between && round < kills {
						_ = server.cmd.Process.Kill()
					}
				}
			})
		}
		writers.Wait()
		if t.Failed() {
			return
		}
		if round == kills {
			break
		}
		var ended *exec.ExitError
		if err := server.cmd.Wait(); !errors.As(err, &ended) || ended.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("ended by %v", err)
		}
		server = start(t, data)
	}
	for i := range waiting {
		if waiting[i].ID == "" {
			continue
		}
		if status, got, err := phones[i].send(waiting[i]); err != nil || status != http.StatusOK || got.Verdicts[0].Verdict != "applied" {
			t.Errorf("the last one: %d %+v %v", status, got, err)
		}
		acknowledged[waiting[i].Doc] = true
	}
	docs := join(t, server.url, codes[devices], devices+1).pull("alva@2026-10")
	for ref := range acknowledged {
		if !docs[ref] {
			t.Errorf("%s was acknowledged, and is gone", ref)
		}
	}
	operator, running := house.Dial(t.Context(), data)
	if !running {
		t.Fatal("the server does not answer its operator")
	}
	defer func() { _ = operator.Close() }()
	if entries := proven(t, operator); entries != uint64(len(acknowledged))+1 || len(docs) != len(acknowledged) {
		t.Errorf("%d entries and %d rows of %d operations and one command", entries, len(docs), len(acknowledged))
	}
	t.Logf("%d operations over %d kills; %d had been taken when the answer was lost", len(acknowledged), kills, again)
}

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
	if err := server.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := server.cmd.Wait(); err != nil {
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
