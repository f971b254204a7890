package main

import (
	"fmt"
	"net"
	"sync/atomic"

	"github.com/gofiber/fiber/v2"
	"go.etcd.io/bbolt"
)

// naiveRate is what the same framework and the same file give where each request is a transaction of
// its own: the operation's text comes in, its writes are committed, a short answer goes out.
func naiveRate(dir string, n int, s settings, recorded [][]write, body []byte) (float64, error) {
	db, err := openBolt(dir, "naive.db")
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }()
	var next atomic.Int64
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Post("/op", func(c *fiber.Ctx) error {
		var asked map[string]any
		if err := c.BodyParser(&asked); err != nil {
			return err
		}
		if err := db.Update(func(tx *bbolt.Tx) error {
			return replay(recorded, next.Add(1)-1, tx.Bucket([]byte("book")).Put)
		}); err != nil {
			return err
		}
		return c.JSON(fiber.Map{"verdict": "applied"})
	})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("listen: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- app.Listener(ln) }()
	defer func() { _ = app.Shutdown(); <-ended }()
	lines, hangUp, err := dialAll(ln.Addr().String(), n)
	if err != nil {
		return 0, err
	}
	defer hangUp()
	return rate(n, s.span, func(worker int) error {
		status, answer, err := lines[worker].do("POST", "/op", "", body)
		if err == nil && status != 200 {
			err = fmt.Errorf("the naive server answered %d: %s", status, answer)
		}
		return err
	})
}

func dialAll(addr string, n int) (lines []*line, hangUp func(), err error) {
	hangUp = func() {
		for _, l := range lines {
			_ = l.conn.Close()
		}
	}
	for range n {
		l, err := dial(addr)
		if err != nil {
			hangUp()
			return nil, nil, err
		}
		lines = append(lines, l)
	}
	return lines, hangUp, nil
}
