package server

import (
	"context"
	"net"
	"time"

	"github.com/gofiber/fiber/v2"
)

// What is read and thrown away of a request that was refused unread.
const (
	drainMost    = 32 << 20
	drainSilence = 300 * time.Millisecond
	drainStall   = 5 * time.Second
)

// drain reads what is still coming of a request that fasthttp refused by its head: a body or headers over the limit. A
// connection that is closed over unread bytes is reset, and a reset can overtake the answer: the client would see a
// broken network where it should read what was wrong, and send the same again.
func drain(c *fiber.Ctx) {
	conn := c.Context().Conn()
	if conn == nil {
		return
	}
	coming := c.Request().Header.ContentLength() // negative where it is not said
	scrap := make([]byte, 32<<10)
	for read := 0; read < drainMost; {
		// How much of it lies in fasthttp's buffer already is not known, so the end shows as silence.
		wait := drainSilence
		if coming-read > headerLimit {
			wait = drainStall
		}
		n, err := readWithin(conn, scrap, wait)
		if read += n; err != nil {
			return
		}
	}
}

func readWithin(conn net.Conn, into []byte, wait time.Duration) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	deadline, _ := ctx.Deadline()
	if err := conn.SetReadDeadline(deadline); err != nil {
		return 0, err
	}
	return conn.Read(into)
}
