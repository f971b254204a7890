//go:build failpoints

package failpoint

import (
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

// Which place was chosen is known to every place of the program, so it is the package's own.
var (
	chosen = sync.OnceValues(read)
	passes atomic.Int64
)

// read is what the variable says: a name, and a number of passes.
func read() (name string, pass int64) {
	name, number, counted := strings.Cut(os.Getenv("PASSBOK_FAILPOINT"), ":")
	if pass = 1; counted {
		var err error
		if pass, err = strconv.ParseInt(number, 10, 64); err != nil || pass < 1 {
			panic("PASSBOK_FAILPOINT wants name:pass")
		}
	}
	return name, pass
}

// Pass ends the process, if this place was chosen and this is the pass.
func Pass(name string) {
	if Due(name) {
		End()
	}
}

// Due says whether Pass would end the process now: for what is done by half first.
func Due(name string) bool {
	at, pass := chosen()
	return at == name && passes.Add(1) == pass
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
