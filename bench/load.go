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
	in   *bufio.Reader
	out  *bufio.Writer
	req  fasthttp.Request
	resp fasthttp.Response
}

func dial(addr string) (*line, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("dial the server: %w", err)
	}
	return &line{conn: conn, in: bufio.NewReaderSize(conn, 64<<10), out: bufio.NewWriterSize(conn, 16<<10)}, nil
}

// do sends one request and gives the answer's status and body, which is good until the next.
func (l *line) do(method, path, token string, body []byte) (int, []byte, error) {
	l.req.Reset()
	l.req.Header.SetMethod(method)
	l.req.SetRequestURI(path)
	l.req.Header.SetHost(l.conn.RemoteAddr().String())
	l.req.Header.SetContentType("application/json")
	if token != "" {
		l.req.Header.Set("Authorization", "Bearer "+token)
	}
	l.req.SetBody(body)
	if err := l.req.Write(l.out); err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if err := l.out.Flush(); err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if err := l.resp.Read(l.in); err != nil {
		return 0, nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	return l.resp.StatusCode(), l.resp.Body(), nil
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
