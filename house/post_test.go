package house

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strconv"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/post"
	"passbok/post/mail"
	"passbok/post/sim"
	"passbok/sync/book"
	"passbok/sync/op"
)

// A message goes by mail to whoever is reached so; an address that takes nothing is noted in the book, once, and written to no more.
func TestAnAddressThatTakesNothingIsNoted(t *testing.T) {
	ctx := t.Context()
	letters := sim.New(sim.Config{Clock: time.Now, After: time.After})
	running, end := context.WithCancel(ctx)
	at, stopped, err := letters.Start(running, "127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { end(); <-stopped }()
	host, port, _ := net.SplitHostPort(at.SMTP)
	n, _ := strconv.Atoi(port)
	way, err := mail.New(mail.Config{Host: host, Port: n, From: "passbok@house.example", Plain: true, Public: "http://127.0.0.1:8080", Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	h, err := Open(ctx, Config{Data: t.TempDir(), PublicURL: "http://127.0.0.1:8080", Clock: time.Now, Rand: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Post: []post.Way{way}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	b, err := h.OpenBook(ctx, "01930000-0000-7000-8000-000000000009")
	if err != nil {
		t.Fatal(err)
	}
	write := func(id, ref string, fields op.Fields) {
		t.Helper()
		if _, err := b.Do(ctx, book.Command{ID: id, Name: "test"}, func(book.Documents) (book.Decision, error) {
			return book.Decision{Set: []book.Change{{Doc: ref, Set: fields}}}, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	reached := func() (r care.Reached) {
		t.Helper()
		if err := b.View(ctx, func(docs book.Documents) (err error) {
			r, err = care.ReachedBy(month.Records(docs), "alva")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return r
	}
	send := func(id string) {
		t.Helper()
		err := h.post.Enqueue(ctx, post.Order{
			Book: b.ID(), Person: "alva", Kind: post.Mail, To: reached().Address(care.WayMail), Until: time.Now().Add(time.Hour),
			Message: post.Message{ID: id, Lang: reached().Lang, Subject: "Oktober är klar att titta på", Text: "Det tar ungefär tre minuter.", Link: "http://127.0.0.1:8080/"},
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := h.post.Deliver(ctx); err != nil {
			t.Fatal(err)
		}
	}
	write("1", "person/alva", op.Fields{"name": care.Value("Alva")})
	write("2", "reach/alva", op.Fields{"person": care.Value("alva"), "mail": care.Value("alva@example.se"), "mobile": care.Value("+46701740605")})
	send("one")
	if came := letters.Messages(); len(came) != 1 || came[0].To != "alva@example.se" {
		t.Fatalf("%+v", came)
	}
	letters.Break(sim.Fault{Kind: "mail", Code: 550, Enhanced: [3]int{5, 1, 1}})
	send("two")
	if r := reached(); r.Address(care.WayMail) != "" || fmt.Sprint(r.Open()) != "[sms]" {
		t.Errorf("%+v", r)
	}
	if f, _, err := h.post.Of(ctx, post.Mail, "alva", "two"); err != nil || f.State != post.Refused {
		t.Errorf("%+v %v", f, err)
	}
	if err := h.messageEnded(ctx, post.Fate{Book: b.ID(), Person: "alva", Kind: post.Mail, ID: "two", State: post.Refused}, "alva@example.se"); err != nil {
		t.Error(err) // told again
	}
	if entries, err := b.History(ctx, "reach/alva"); err != nil || len(entries) != 2 {
		t.Errorf("%d entries %v", len(entries), err)
	}
	// The next address is asked; and what comes late about the one before changes nothing.
	write("3", "reach/alva", op.Fields{"mail": care.Value("alva@example.com")})
	if err := h.messageEnded(ctx, post.Fate{Book: b.ID(), Person: "alva", Kind: post.Mail, ID: "three", State: post.Refused}, "alva@example.se"); err != nil || reached().Address(care.WayMail) != "alva@example.com" {
		t.Errorf("%v %+v", err, reached())
	}
	if ways := h.ways(); fmt.Sprint(ways) != "[mail]" {
		t.Errorf("%v", ways)
	}
}
