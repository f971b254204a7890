package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"passbok/house"
)

// builtIn is where the program is built, once.
var builtIn = filepath.Join(os.TempDir(), "passbok-commands-"+time.Now().Format("150405.000000000"))

// built is the program. It has the tests' places in it only so that it and the house's tests share what the compiler makes.
var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(builtIn, "passbok")
	build := exec.Command("go", "build", "-tags", "failpoints", "-o", path, ".")
	build.Stderr = os.Stderr
	return path, build.Run()
})

func TestMain(m *testing.M) {
	code := m.Run()
	if err := os.RemoveAll(builtIn); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// program is a run of it.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal("build passbok:", err)
	}
	return exec.Command(path, args...)
}

// outcome is how a run ended.
type outcome struct {
	code      int
	out, errs string
}

func run(t testing.TB, args ...string) outcome {
	t.Helper()
	c := program(t, args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	return outcome{code(t, c.Run()), out.String(), errs.String()}
}

func code(t testing.TB, err error) int {
	t.Helper()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	if ended != nil {
		return ended.ExitCode()
	}
	return 0
}

// serving runs the server on a folder until the test ends.
func serving(t testing.TB, data string) {
	t.Helper()
	c := program(t, "serve", "--data", data, "--addr", "127.0.0.1:0", "--public-url", "http://127.0.0.1:8080")
	said, err := c.StderrPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		<-done
		if got := code(t, c.Wait()); got != 0 {
			t.Errorf("the server, interrupted, ended with %d", got)
		}
	})
	lines := bufio.NewScanner(said)
	for lines.Scan() && !strings.Contains(lines.Text(), `"msg":"serving"`) {
	}
	go func() { // to the end, lest it waits for somebody to read
		defer close(done)
		for lines.Scan() {
		}
	}()
	for { // it says so a moment before it answers its operator
		if op, running := house.Dial(t.Context(), data); running {
			_ = op.Close()
			return
		}
	}
}
