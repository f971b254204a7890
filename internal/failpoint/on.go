//go:build failpoints

package failpoint

import (
	"net"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

// Which place was chosen is known to every place of the program, so it is the package's own.
var (
	chosen = sync.OnceValue(read)
	passes atomic.Int64
)

// choice is what the variable says: a place, at which pass, and whether the process is only to be interrupted there.
type choice struct {
	name       string
	pass       int64
	interrupts bool
}

func read() choice {
	parts := strings.Split(os.Getenv("PASSBOK_FAILPOINT"), ":")
	c := choice{name: parts[0], pass: 1}
	if len(parts) > 1 {
		var err error
		if c.pass, err = strconv.ParseInt(parts[1], 10, 64); err != nil || c.pass < 1 {
			panic("PASSBOK_FAILPOINT wants name:pass, or name:pass:interrupt")
		}
	}
	c.interrupts = len(parts) > 2 && parts[2] == "interrupt"
	return c
}

// Pass ends the process, if this place was chosen and this is the pass; or interrupts it.
func Pass(name string) {
	switch {
	case !Due(name):
	case chosen().interrupts:
		interrupt()
	default:
		End()
	}
}

// interrupt is what Ctrl-C does. It returns when whoever listens for that has been told.
func interrupt() {
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, os.Interrupt)
	defer signal.Stop(heard)
	for range 2 { // a signal is given to all before the next one is
		_ = syscall.Kill(syscall.Getpid(), syscall.SIGINT)
		<-heard
	}
}

// Due says whether Pass would end the process now: for what is done by half first.
func Due(name string) bool {
	c := chosen()
	return c.name == name && passes.Add(1) == c.pass
}

// End ends the process as kill -9 does: nothing is closed, nothing deferred is run.
func End() {
	_ = syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
	select {} // the signal is on its way
}

// Listener has places around every piece of an answer: before it is sent, when a part of it is, and after.
func Listener(ln net.Listener) net.Listener { return listener{ln} }

type listener struct{ net.Listener }

func (l listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return conn{c}, nil
}

type conn struct{ net.Conn }

func (c conn) Write(b []byte) (int, error) {
	Pass("before the answer")
	if Due("answer half sent") {
		_, _ = c.Conn.Write(b[:len(b)/2])
		End()
	}
	n, err := c.Conn.Write(b)
	Pass("after the answer")
	return n, err
}
