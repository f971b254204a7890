package house

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/post"
	"passbok/sync/book"
)

// What waits when a copy is taken may have gone out before the copy is put back: it is held then, until whoever runs the server says
// what becomes of it. What stays in the house is never dropped.
func TestWhatGoesOutIsHeldAfterARestore(t *testing.T) {
	for _, send := range []bool{true, false} {
		mail := &letters{}
		w := newTelling(t, time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC), Config{Post: []post.Way{mail}})
		err := w.post.Enqueue(t.Context(), post.Order{
			Book: tellingBook, Person: "alva", Kind: post.Mail, To: "alva@passbok.example", Until: w.now.Add(48 * time.Hour),
			Message: post.Message{ID: "1", Lang: care.Swedish, Subject: "Oktober", Text: "Titta."},
		})
		if err != nil {
			t.Fatal(err)
		}
		b, _ := w.books.Book(tellingBook)
		_, err = b.Do(t.Context(), book.Command{ID: "jobs", Name: "x"}, func(book.Documents) (d book.Decision, err error) {
			for _, kind := range []string{month.NoticeJob, month.SendJob, month.LeaveJob} {
				d.Jobs = append(d.Jobs, book.Job{ID: kind, Kind: kind, Due: w.now})
			}
			return d, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		copied, err := os.Create(filepath.Join(t.TempDir(), "copy.db"))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Backup(t.Context(), copied); err != nil {
			t.Fatal(err)
		}
		if err := copied.Close(); err != nil {
			t.Fatal(err)
		}
		if err := w.post.Deliver(t.Context()); err != nil || len(mail.took) != 1 { // after the copy was taken
			t.Fatal(mail.took, err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Restore(t.Context(), Remake{Data: w.cfg.Data, From: copied.Name(), Clock: w.cfg.Clock, Rand: rand.Reader, Log: w.cfg.Log}); err != nil {
			t.Fatal(err)
		}
		w.start()
		if err := w.post.Deliver(t.Context()); err != nil || len(mail.took) != 1 {
			t.Fatal("it went out once more", mail.took, err)
		}
		done, err := w.Resume(t.Context(), ResumeOrder{Send: send})
		dropped := 2
		if send {
			dropped = 0
		}
		if err != nil || len(done) != 1 || done[0].Messages != 1 || done[0].Jobs != 3 || done[0].Dropped != dropped {
			t.Errorf("send %v: %+v, %v", send, done, err)
		}
		if err := w.post.Deliver(t.Context()); err != nil || send != (len(mail.took) == 2) {
			t.Errorf("send %v: %v, %v", send, mail.took, err)
		}
	}
}
