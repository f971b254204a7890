package main

import (
	"bufio"
	"fmt"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
)

// line is one kept-open HTTP connection, used by one goroutine.
type line struct {
	conn net.Conn
	used time.Time // when it was last
	wire *wire     // bytes that went over it, both ways
	// bodies are the bytes of these without what HTTP adds.
	bodies int64
	// waited is the time from asking to having the whole answer, in all.
	waited time.Duration
	gzip   bool // take gzipped answers
	// headers go with each request, beside what each has.
	headers map[string]string
	in      *bufio.Reader
	out     *bufio.Writer
	req     fasthttp.Request
	resp    fasthttp.Response
}

func dial(addr string) (*line, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("dial the server: %w", err)
	}
	w := &wire{Conn: conn}
	return &line{conn: w, used: time.Now(), wire: w, in: bufio.NewReaderSize(w, 64<<10), out: bufio.NewWriterSize(w, 16<<10)}, nil
}

// wire counts what goes over a connection.
type wire struct {
	net.Conn
	sent, got int64
}

func (w *wire) Read(into []byte) (int, error) {
	n, err := w.Conn.Read(into)
	w.got += int64(n)
	return n, err
}

func (w *wire) Write(from []byte) (int, error) {
	n, err := w.Conn.Write(from)
	w.sent += int64(n)
	return n, err
}

// do sends one request and gives the answer's status and body, which is good until the next.
func (l *line) do(method, path, token string, body []byte) (int, []byte, error) {
	if err := l.rested(); err != nil {
		return 0, nil, err
	}
	l.req.Reset()
	l.req.Header.SetMethod(method)
	l.req.SetRequestURI(path)
	l.req.Header.SetHost(l.conn.RemoteAddr().String())
	l.req.Header.SetContentType("application/json")
	if token != "" {
		l.req.Header.Set("Authorization", "Bearer "+token)
	}
	if l.gzip {
		l.req.Header.Set("Accept-Encoding", "gzip")
	}
	for name, value := range l.headers {
		l.req.Header.Set(name, value)
	}
	l.req.SetBody(body)
	begun := time.Now()
	if err := l.req.Write(l.out); err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if err := l.out.Flush(); err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if err := l.resp.Read(l.in); err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	l.waited += time.Since(begun)
	l.bodies += int64(len(body) + len(l.resp.Body()))
	answer, err := l.resp.BodyUncompressed()
	if err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	return l.resp.StatusCode(), answer, nil
}

// rested opens a connection anew that was not used for some seconds: servers close such.
func (l *line) rested() error {
	defer func() { l.used = time.Now() }()
	if time.Since(l.used) < 4*time.Second {
		return nil
	}
	if err := l.conn.Close(); err != nil {
		return fmt.Errorf("close a connection that rested: %w", err)
	}
	conn, err := net.Dial("tcp", l.conn.RemoteAddr().String())
	if err != nil {
		return fmt.Errorf("dial the server: %w", err)
	}
	l.wire.Conn = conn
	l.in.Reset(l.wire)
	l.out.Reset(l.wire)
	return nil
}

// cookie is one that the last answer set.
func (l *line) cookie(name string) string {
	var c fasthttp.Cookie
	if err := c.ParseBytes(l.resp.Header.PeekCookie(name)); err != nil {
		return ""
	}
	return string(c.Value())
}

// rate lets n workers do one thing after the other, each waiting for its answer, and counts what is
// done in a second. The first part of the time warms up and does not count.
func rate(n int, span time.Duration, one func(worker int) error) (perSecond float64, err error) {
	var done atomic.Int64
	var stop atomic.Bool
	var workers sync.WaitGroup
	failed := make(chan error, n)
	for w := range n {
		workers.Go(func() {
			for !stop.Load() {
				if err := one(w); err != nil {
					failed <- err
					return
				}
				done.Add(1)
			}
		})
	}
	time.Sleep(span / 5)
	before, begun := done.Load(), time.Now()
	time.Sleep(span)
	counted, took := done.Load()-before, time.Since(begun)
	stop.Store(true)
	workers.Wait()
	select {
	case err := <-failed:
		return 0, err
	default:
		return float64(counted) / took.Seconds(), nil
	}
}

func median[T int | float64 | time.Duration](of []T) T {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}
