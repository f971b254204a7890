package house_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// builtIn is where the real program is built, once; TestMain removes it.
var builtIn = filepath.Join(os.TempDir(), "passbok-test-"+time.Now().Format("150405.000000000"))

// built is the real program, with the places in it at which it can be told to end.
var built = sync.OnceValues(func() (string, error) {
	if err := os.MkdirAll(builtIn, 0o755); err != nil { // also for whom a test lets it run as
		return "", err
	}
	program := filepath.Join(builtIn, "passbok")
	build := exec.Command("go", "build", "-tags", "failpoints", "-o", program, "passbok")
	build.Stderr = os.Stderr
	return program, build.Run()
})

// how a program is started, beside its command line.
type how struct {
	place string                        // at which it is to end itself, with the pass: "after the commit:3"
	in    func(cmd *exec.Cmd) *exec.Cmd // what is to be different about the process
}

func command(t testing.TB, h how, args ...string) *exec.Cmd {
	t.Helper()
	program, err := built()
	if err != nil {
		t.Fatal("build passbok:", err)
	}
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "PASSBOK_FAILPOINT="+h.place)
	if h.in != nil {
		c = h.in(c)
	}
	return c
}

// process is the real program, serving.
type process struct {
	*exec.Cmd
	url   string
	ended chan error // gets how it ended
	said  *log
}

// start runs `passbok serve` on a folder, and waits until it serves.
func start(t testing.TB, data string, flags ...string) process {
	t.Helper()
	p, err := begin(t, how{}, data, flags...)
	if err != nil {
		t.Fatalf("passbok ended before it served: %v\n%s", err, p.said)
	}
	asked(t, p.url+"/readyz") // once it answers, it answers its operator too
	return p
}

// begin is start for a program that may end before it serves; the error is how it ended.
func begin(t testing.TB, h how, data string, flags ...string) (process, error) {
	t.Helper()
	p := process{said: &log{serving: make(chan string, 1)}, ended: make(chan error, 1)}
	p.Cmd = command(t, h, append([]string{"serve", "--data", data, "--addr", "127.0.0.1:0", "--public-url", "http://127.0.0.1:8080"}, flags...)...)
	p.Stderr = p.said
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { p.ended <- p.Wait(); close(done) }()
	t.Cleanup(func() { _ = p.Process.Kill(); <-done })
	select {
	case at := <-p.said.serving:
		p.url = "http://" + at
		return p, nil
	case err := <-p.ended:
		return p, errors.Join(errors.New("it ended"), err)
	}
}

// stop ends it as systemd does.
func (p process) stop(t testing.TB) {
	t.Helper()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-p.ended; err != nil {
		t.Errorf("stopped with %v\n%s", err, p.said)
	}
}

// killed says whether a process was ended by kill -9: by the test, or by itself where it was told to.
func killed(err error) bool {
	var ended *exec.ExitError
	return errors.As(err, &ended) && ended.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
}

// log is what a server says.
type log struct {
	mu      sync.Mutex
	text    bytes.Buffer
	serving chan string // gets the address, once
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	before := l.text.Len() == 0 || !strings.Contains(l.text.String(), `"msg":"serving"`)
	l.text.Write(p)
	if before {
		for _, text := range strings.SplitAfter(l.text.String(), "\n") {
			var line struct{ Msg, Addr string }
			if json.Unmarshal([]byte(text), &line) == nil && line.Msg == "serving" {
				l.serving <- line.Addr
			}
		}
	}
	return len(p), nil
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// times counts the lines of the log that have a message beginning so.
func (l *log) times(msg string) int { return strings.Count(l.String(), `"msg":"`+msg) }

// ran is how a command of the program ended.
type ran struct {
	out, errs string
	err       error // of the process; nil: it ended with 0
}

// code is the exit code; -1 where a signal ended it.
func (r ran) code() int {
	var ended *exec.ExitError
	switch {
	case r.err == nil:
		return 0
	case errors.As(r.err, &ended):
		return ended.ExitCode()
	}
	return -2
}

func (r ran) String() string { return fmt.Sprintf("%v\n%s%s", r.err, r.out, r.errs) }

// run runs a command of the program to its end.
func run(t testing.TB, h how, args ...string) ran {
	t.Helper()
	c := command(t, h, args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	return ran{out.String(), errs.String(), err}
}

// must is run for a command that has to succeed.
func must(t testing.TB, args ...string) ran {
	t.Helper()
	got := run(t, how{}, args...)
	if got.err != nil {
		t.Fatalf("passbok %s: %s", strings.Join(args, " "), got)
	}
	return got
}
