package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"passbok/care"
	"passbok/server"
	"passbok/sync/book"
	"passbok/sync/op"
)

// conditions tells one condition, whatever is asked.
type conditions struct{ is server.Condition }

func (c conditions) Condition(context.Context, string) (server.Condition, error) { return c.is, nil }

// sound is a house in which nothing is wrong.
func sound(now time.Time) server.Condition {
	day := now.Add(-20 * time.Hour)
	return server.Condition{
		Version: "v1", Since: day, Now: now, Disk: &server.DiskState{Size: 100, Free: 50}, Store: &server.StoreState{Bytes: 10},
		Backup: &day, Verified: &server.VerifiedState{At: day}, Book: &server.BookState{}, Notices: &server.NoticesState{Devices: 3},
		Ways: []server.WayState{{Kind: "mail", Connected: true}, {Kind: "sms"}}, ELT: server.ELTState{Connected: true},
		Certificates: []server.CertificateState{{Service: "elt", NotAfter: now.AddDate(1, 0, 0), Days: 365}},
	}
}

func TestWhatIsWrongWithTheServer(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) *time.Time { at := now.Add(-d); return &at }
	for _, tt := range []struct {
		name, want string
		is         func(*server.Condition)
	}{
		{"nothing", "", func(*server.Condition) {}},
		{"a flush failed", "store_broken", func(c *server.Condition) { c.Store.Broken = true }},
		{"the disk is full, and of course low", "store_full disk_low", func(c *server.Condition) { c.Store.Full, c.Disk.Free = true, 4 }},
		{"just enough room", "", func(c *server.Condition) { c.Disk.Free = 5 }},
		{"the archive", "archive_failing", func(c *server.Condition) { c.Book.Failing = true }},
		{"a proof that found something", "verify_wrong", func(c *server.Condition) { c.Verified.Wrong = 1 }},
		{"no backup", "backup_none", func(c *server.Condition) { c.Backup, c.Verified = nil, nil }},
		{"an old backup", "backup_old", func(c *server.Condition) { c.Backup = ago(7*24*time.Hour + time.Second) }},
		{"a backup of a week", "", func(c *server.Condition) { c.Backup = ago(7 * 24 * time.Hour) }},
		{"never proved", "verified_never", func(c *server.Condition) { c.Verified = nil }},
		{"proved long ago", "verified_never", func(c *server.Condition) { c.Verified.At = *ago(93 * 24 * time.Hour) }},
		{"not let in", "elt_stopped", func(c *server.Condition) { c.ELT.Stopped, c.ELT.Outage, c.ELT.Oldest = true, 3, ago(2*time.Hour) }},
		{"no answer for over an hour", "elt_silent", func(c *server.Condition) { c.ELT.Outage, c.ELT.Oldest = 3, ago(time.Hour+time.Second) }},
		{"no answer for a while", "", func(c *server.Condition) { c.ELT.Outage, c.ELT.Oldest = 3, ago(time.Hour) }},
		{"timesheets stand still", "elt_held", func(c *server.Condition) { c.ELT.Held = 1 }},
		{"mail is wrong", "way_stopped", func(c *server.Condition) { c.Ways[0].Stopped, c.Ways[0].Failures = true, 2 }},
		{"mail does not arrive", "way_failing", func(c *server.Condition) { c.Ways[0].Failures = 1 }},
		{"SMS that is not there", "", func(c *server.Condition) { c.Ways[1].Failures = 1 }},
		{"a certificate of 31 days", "", func(c *server.Condition) { c.Certificates[0].Days = 31 }},
		{"of 30", "certificate_ends", func(c *server.Condition) { c.Certificates[0].Days = 30 }},
		{"of today", "certificate_ends", func(c *server.Condition) { c.Certificates[0].Days = 0 }},
		{"one that has ended", "certificate_ended", func(c *server.Condition) { c.Certificates[0].Days = -1 }},
		{"after a restore", "jobs_held", func(c *server.Condition) { c.Book.Held = 2 }},
		{"jobs that wait", "jobs_late", func(c *server.Condition) { c.Book.Due, c.Book.DueSince = 1, ago(time.Hour+time.Second) }},
		{"day notes a month after their time", "notes_overdue", func(c *server.Condition) { c.Notes = &server.NotesState{Overdue: 2, Since: "2026-10-02"} }},
		{"day notes of the last month", "", func(c *server.Condition) { c.Notes = &server.NotesState{Overdue: 2, Since: "2026-10-03"} }},
		{"no day note too many", "", func(c *server.Condition) { c.Notes = &server.NotesState{} }},
		{"what could not be read", "unread", func(c *server.Condition) { c.Unread = 1 }},
		{"the gravest first", "store_broken backup_old", func(c *server.Condition) { c.Backup, c.Store.Broken = ago(9*24*time.Hour), true }},
		{"nothing can be read", "backup_none", func(c *server.Condition) { *c = server.Condition{Now: now} }},
	} {
		c := sound(now)
		tt.is(&c)
		var codes []string
		for _, fault := range server.FaultsOf(c) {
			codes = append(codes, fault.Code)
			if fault.Says.SV == "" || fault.Says.EN == "" || fault.Action.SV == "" || fault.Action.EN == "" {
				t.Errorf("%s has no words", fault.Code)
			}
		}
		if got := strings.Join(codes, " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestTheOperatorsPage(t *testing.T) {
	w := newWorld(t, func(cfg *server.Config) {
		cfg.Conditions = conditions{sound(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC))}
	})
	c := w.joined(coordinator)
	var got struct {
		Version string
		Wrong   []struct{ Code string }
	}
	c.get("/api/v1/office/operator").want(200).into(&got)
	if got.Version != "v1" || got.Wrong == nil || len(got.Wrong) != 0 {
		t.Errorf("%+v", got)
	}
	// Once a colleague is named for it, it is theirs.
	_, err := w.book.Do(t.Context(), book.Command{ID: w.id(), Name: "test.name", Person: "operator"}, func(book.Documents) (book.Decision, error) {
		return book.Decision{Set: []book.Change{{Doc: "membership/" + w.id(), Set: op.Fields{
			"person": care.Value(colleague), "role": care.Value("coordinator"), "from": care.Value("2026-01-01"), "operator": care.Value(true),
		}}}}, nil
	})
	must(t, err)
	c.get("/api/v1/office/operator").problem(403, "not_operator")
	w.joined(colleague).get("/api/v1/office/operator").want(200)
}
