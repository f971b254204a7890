package server

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// around is what surrounds every request: its id, the headers of its answer, a line in the log, and a floor under a
// handler that panics.
func (s *Server) around(c *fiber.Ctx) (err error) {
	began := s.cfg.Clock()
	s.dress(c)
	err = s.next(c)
	if err != nil {
		err = s.fail(c, err)
	}
	took := s.cfg.Clock().Sub(began)
	s.answered(c, c.Route().Path, took)
	s.cfg.Log.Info("request",
		slog.String("id", s.requestID(c)), slog.String("method", c.Method()), slog.String("route", c.Route().Path),
		slog.Int("status", c.Response().StatusCode()), slog.Int("bytes", answerSize(c)),
		slog.Duration("took", took))
	return err
}

// answerSize is how many bytes the answer has. One that is sent from the disk is not read for it: that would bring it into memory.
func answerSize(c *fiber.Ctx) int {
	if c.Response().IsBodyStream() {
		return max(0, c.Response().Header.ContentLength())
	}
	return len(c.Response().Body())
}

// answered tells the meter of a request.
func (s *Server) answered(c *fiber.Ctx, route string, took time.Duration) {
	if s.cfg.Meter != nil {
		s.cfg.Meter.Answered(c.Method(), route, c.Response().StatusCode(), took, len(c.Request().Body()), answerSize(c))
	}
}

// unheard answers what comes past the middleware: fasthttp's own errors, as a body over the limit.
func (s *Server) unheard(c *fiber.Ctx, err error) error {
	err = s.fail(c, err)
	s.answered(c, "", 0)
	return err
}

// next runs the handler; its panic becomes an error, so that one request's fault is one request's.
func (s *Server) next(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return c.Next()
}

// fail answers with the problem that is in an error. It also gets the router's and fasthttp's own errors (no such
// route, a body over the limit), which come past no middleware.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	p := problemOf(err)
	if p.Code == codeBodyTooLarge && isScans(c.Method(), c.Path()) {
		p = s.refusedScan(c)
	}
	if unread := (*fiber.Error)(nil); errors.As(err, &unread) &&
		(unread.Code == fiber.StatusRequestEntityTooLarge || unread.Code == fiber.StatusRequestHeaderFieldsTooLarge) {
		drain(c)
	}
	s.dress(c)
	answer := *p
	answer.Type = "https://passbok.example/problems/" + p.Code
	answer.Message = p.said(c)
	answer.Title = answer.Message.SV
	answer.Instance = s.requestID(c)
	if wait := retryAfter(p.Code); wait > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(wait))
	}
	if p.Status == fiber.StatusUnauthorized {
		c.Set(fiber.HeaderWWWAuthenticate, "Bearer")
	}
	if p.Status >= 500 {
		s.cfg.Log.Error("failed", slog.String("id", answer.Instance), slog.String("route", c.Route().Path), slog.String("error", err.Error()))
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	if err := c.Status(p.Status).JSON(answer); err != nil {
		return fmt.Errorf("write problem: %w", err)
	}
	c.Set(fiber.HeaderContentType, "application/problem+json")
	return nil
}

// noSuchRoute tells a wrong method from a path that does not exist.
func (s *Server) noSuchRoute(c *fiber.Ctx) error {
	for _, r := range routes() {
		if r.method != c.Method() && fiber.RoutePatternMatch(c.Path(), r.path) {
			return problem(codeMethod)
		}
	}
	return problem(codeNotFound)
}

const requestIDKey = "request id"

// requestID is the id of this request: of this start of the server, and a number.
func (s *Server) requestID(c *fiber.Ctx) string {
	if id, ok := c.Locals(requestIDKey).(string); ok {
		return id
	}
	id := s.idPrefix + "-" + strconv.FormatUint(s.idNext.Add(1), 36)
	c.Locals(requestIDKey, id)
	return id
}

// enter takes a place among the requests being worked on, and one of the person's own; leave gives them back. A crowd
// is told to come again rather than to queue without end, and nobody's runaway phone keeps others out.
func (s *Server) enter(person string) (leave func(), err error) {
	select {
	case s.slots <- struct{}{}:
	default:
		return nil, problem(codeOverloaded).because(errors.New("too many requests at once"))
	}
	rest, err := s.oneMore("work/"+person, mostAPerson)
	if err != nil {
		<-s.slots
		return nil, err
	}
	return func() { rest(); <-s.slots }, nil
}

// wait takes one of the person's places among the long polls: they take no work, but each holds a connection.
func (s *Server) wait(person string) (leave func(), err error) {
	return s.oneMore("wait/"+person, mostPolls)
}

// oneMore counts what someone is doing, up to a limit. Whoever is not signed in is not counted.
func (s *Server) oneMore(what string, most int) (less func(), err error) {
	if strings.HasSuffix(what, "/") {
		return func() {}, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.doing[what] >= most {
		return nil, problem(codeTooMany)
	}
	s.doing[what]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.doing[what]--; s.doing[what] == 0 {
			delete(s.doing, what)
		}
	}, nil
}
