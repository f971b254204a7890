package gauge

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"passbok/fk/queue"
	"passbok/post"
	"passbok/push"
	"passbok/store/archive"
	"passbok/store/bolt"
	"passbok/sync/book"
)

// Look looks at how the house stands.
type Look func(ctx context.Context) Standing

// Standing is how the house stands at one moment. What is nil could not be read, or is not there; it is left out.
type Standing struct {
	Books   []Book
	Store   *Store
	Notices *push.Census
	Backup  *time.Time // when the last copy was given out whole; nil: never, as far as is known
	// Certificates are those that we show others, and that end.
	Certificates []Certificate
	// ELT is the queue of timesheets to Försäkringskassan.
	ELT *queue.Census
	// Post are the queues of messages, one a way.
	Post   []post.Census
	Unread int // how much could not be read
}

// Certificate is one that we show to a service.
type Certificate struct {
	Service  string // bankid, elt
	NotAfter time.Time
}

// Store is the database.
type Store struct {
	bolt.Stats
	Full   bool // the disk takes no more
	Broken bool // a flush failed; only a restart helps
}

// Book is one provider's.
type Book struct {
	ID      string
	Backlog *book.Backlog
	Archive *Archive
}

// Archive is a book's.
type Archive struct {
	archive.Stats
	Failing bool // it did not take what it was given last
}

// patience is how long to look. Whoever asks gives up after ten seconds, as a rule.
const patience = 5 * time.Second

// standing looks when it is collected.
type standing struct {
	look  Look
	clock func() time.Time
	all   []*prometheus.Desc

	books, conflicts, conflictsAge, parked, parkedAge, jobs, jobsAge,
	behind, archiveBytes, archiveSegments, archiveFailing,
	storeBytes, storeFree, storeWaiting, storeFull, storeBroken,
	subscriptions, noticesWaiting, backup, certificate,
	eltQueue, eltAge, eltStopped, eltOutage,
	messages, messagesAge, messagesFailed, messagesStopped, unread *prometheus.Desc
}

func newStanding(look Look, clock func() time.Time) *standing {
	s := &standing{look: look, clock: clock}
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		made := prometheus.NewDesc(name, help, labels, nil)
		s.all = append(s.all, made)
		return made
	}
	s.books = desc("passbok_books", "Providers on this server.")
	s.conflicts = desc("passbok_conflicts_open", "Disagreements that a person is to settle.", "book")
	s.conflictsAge = desc("passbok_conflicts_oldest_age_seconds", "Age of the oldest open disagreement; 0 where there is none.", "book")
	s.parked = desc("passbok_parked", "Operations that a coordinator is to apply or decline.", "book")
	s.parkedAge = desc("passbok_parked_oldest_age_seconds", "Age of the oldest parked operation; 0 where there is none.", "book")
	s.jobs = desc("passbok_jobs", "Jobs of the outbox: due, later, or held since a restore.", "book", "state")
	s.jobsAge = desc("passbok_jobs_due_oldest_age_seconds", "For how long the oldest job has been due; 0 where none is.", "book")
	s.behind = desc("passbok_archive_behind_entries", "Entries of the book that its archive lacks.", "book")
	s.archiveBytes = desc("passbok_archive_bytes", "Size of a book's archive.", "book")
	s.archiveSegments = desc("passbok_archive_segments", "Files of a book's archive.", "book")
	s.archiveFailing = desc("passbok_archive_failing", "1 while the archive does not take what it is given, and nothing new is acknowledged.", "book")
	s.storeBytes = desc("passbok_store_bytes", "Size of the database's file.")
	s.storeFree = desc("passbok_store_free_bytes", "Of it, pages that hold nothing and are used before the file grows.")
	s.storeWaiting = desc("passbok_store_waiting_updates", "Updates that wait for the group commit.")
	s.storeFull = desc("passbok_store_full", "1 while the database's disk takes no more.")
	s.storeBroken = desc("passbok_store_broken", "1 once a flush of the database has failed: nothing is taken before a restart.")
	s.subscriptions = desc("passbok_push_subscriptions", "Devices that notices go to; stale ones must subscribe anew.", "state")
	s.noticesWaiting = desc("passbok_notices_waiting", "Notices that are still to be sent to a device.")
	s.backup = desc("passbok_backup_last_timestamp_seconds", "When a backup was last given out whole; not there where none ever was.")
	s.certificate = desc("passbok_certificate_days", "Days that are left of a certificate of ours, by the service that we show it to (tls: people see it); negative once it has ended.", "service")
	s.eltQueue = desc("passbok_elt_queue", "Timesheets on their way to Försäkringskassan: waiting, uncertain (it may have been taken, and is sent again), held (a person must look), untold (ended, and its book does not know yet).", "state")
	s.eltAge = desc("passbok_elt_oldest_age_seconds", "Age of the oldest timesheet on its way; 0 where there is none.")
	s.eltStopped = desc("passbok_elt_stopped", "1 while no call is made to ELT until somebody has seen to the connection: passbok elt.")
	s.eltOutage = desc("passbok_elt_failed_calls", "Calls to ELT in a row that came to nothing; 0 where the last one was answered.")
	s.messages = desc("passbok_messages_waiting", "Messages by mail or SMS that are still to be sent.", "way")
	s.messagesAge = desc("passbok_messages_due_oldest_age_seconds", "For how long the message has been due that waits longest for its turn; 0 where none is.", "way")
	s.messagesFailed = desc("passbok_messages_failed_attempts", "Attempts in a row that did not reach whoever takes messages; 0 where the last one did.", "way")
	s.messagesStopped = desc("passbok_messages_stopped", "1 while messages do not leave because the configuration of the way is wrong, or no longer right.", "way")
	s.unread = desc("passbok_unread", "How much of what stands could not be read just now, and is missing here.")
	return s
}

// Describe implements prometheus.Collector.
func (s *standing) Describe(ch chan<- *prometheus.Desc) {
	for _, desc := range s.all {
		ch <- desc
	}
}

// Collect implements prometheus.Collector.
func (s *standing) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	at := s.look(ctx)
	tell := teller{ch}
	tell.is(s.unread, at.Unread)
	tell.is(s.books, len(at.Books))
	for _, b := range at.Books {
		s.book(tell, b)
	}
	if st := at.Store; st != nil {
		tell.bytes(s.storeBytes, st.Bytes)
		tell.bytes(s.storeFree, st.Free)
		tell.is(s.storeWaiting, st.Waiting)
		tell.flag(s.storeFull, st.Full)
		tell.flag(s.storeBroken, st.Broken)
	}
	if n := at.Notices; n != nil {
		tell.is(s.subscriptions, n.Subscriptions-n.Stale, "live")
		tell.is(s.subscriptions, n.Stale, "stale")
		tell.is(s.noticesWaiting, n.Waiting)
	}
	if at.Backup != nil {
		tell.value(s.backup, float64(at.Backup.UnixMilli())/1000)
	}
	if q := at.ELT; q != nil {
		tell.is(s.eltQueue, q.Waiting-q.Uncertain, "waiting")
		tell.is(s.eltQueue, q.Uncertain, "uncertain")
		tell.is(s.eltQueue, q.Held, "held")
		tell.is(s.eltQueue, q.Untold, "untold")
		tell.age(s.eltAge, book.Pile{Count: q.Waiting + q.Held + q.Untold, Since: q.Oldest}, s.clock())
		tell.flag(s.eltStopped, q.Stopped)
		tell.is(s.eltOutage, q.Outage)
	}
	for _, p := range at.Post {
		tell.is(s.messages, p.Waiting, p.Kind)
		due := book.Pile{Since: p.Due}
		if !p.Due.IsZero() {
			due.Count = 1
		}
		tell.age(s.messagesAge, due, s.clock(), p.Kind)
		tell.is(s.messagesFailed, p.Failures, p.Kind)
		tell.flag(s.messagesStopped, p.Stopped, p.Kind)
	}
	for _, c := range at.Certificates {
		tell.value(s.certificate, c.NotAfter.Sub(s.clock()).Hours()/24, c.Service)
	}
}

func (s *standing) book(tell teller, b Book) {
	now := s.clock()
	if waits := b.Backlog; waits != nil {
		tell.is(s.conflicts, waits.Conflicts.Count, b.ID)
		tell.age(s.conflictsAge, waits.Conflicts, now, b.ID)
		tell.is(s.parked, waits.Parked.Count, b.ID)
		tell.age(s.parkedAge, waits.Parked, now, b.ID)
		tell.is(s.jobs, waits.Due.Count, b.ID, "due")
		tell.is(s.jobs, waits.Later, b.ID, "later")
		tell.is(s.jobs, waits.Held, b.ID, "held")
		tell.age(s.jobsAge, waits.Due, now, b.ID)
		tell.is(s.behind, waits.Behind, b.ID)
	}
	if a := b.Archive; a != nil {
		tell.bytes(s.archiveBytes, a.Bytes, b.ID)
		tell.is(s.archiveSegments, a.Segments, b.ID)
		tell.flag(s.archiveFailing, a.Failing, b.ID)
	}
}

// teller tells values as they are now.
type teller struct{ ch chan<- prometheus.Metric }

func (t teller) value(desc *prometheus.Desc, v float64, labels ...string) {
	t.ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v, labels...)
}

func (t teller) is(desc *prometheus.Desc, n int, labels ...string) {
	t.value(desc, float64(n), labels...)
}

func (t teller) bytes(desc *prometheus.Desc, n int64, labels ...string) {
	t.value(desc, float64(n), labels...)
}

func (t teller) flag(desc *prometheus.Desc, on bool, labels ...string) {
	v := 0.0
	if on {
		v = 1
	}
	t.value(desc, v, labels...)
}

// age is that of the oldest of a pile. A clock that was set back makes none younger than new.
func (t teller) age(desc *prometheus.Desc, pile book.Pile, now time.Time, labels ...string) {
	age := 0.0
	if pile.Count > 0 {
		age = max(now.Sub(pile.Since).Seconds(), 0)
	}
	t.value(desc, age, labels...)
}
